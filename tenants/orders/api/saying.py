"""Orders as the API says them: just placed, in a list, or whole."""

from typing import Any

from saas.kit.money import to_text
from tenants.orders.api.shapes import PartOut
from tenants.orders.effects import Change, OrderEffect
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import PlacedLine, PlacedOrder
from tenants.orders.queries import OneOrder, OrderRow, get_order
from tenants.orders.queries.one import OneKit, OneLine


def shown(order: PlacedOrder, new: NewOrder | None = None) -> dict[str, Any]:
    """An order just placed, without reading it again."""
    return {"number": order.number, "reference": order.reference, **({"channel": new.channel} if new else {}), "state": order.state,
            "currency": order.currency, "total": to_text(order.total, order.currency),
            "lines": _with_kits(order) if order.kits else list(map(_brief, order.lines))}


def _brief(line: PlacedLine) -> dict[str, Any]:
    return {"line": line.line_no, "sku": line.sku, "ordered": line.ordered, "allocated": line.allocated}


def _with_kits(order: PlacedOrder) -> list[dict[str, Any]]:
    """Kits with their parts, and the other lines, as they were ordered."""
    entries = {line.line_no: _brief(line) for line in [*order.kits, *(x for x in order.lines if not x.kit_no)]}
    for part in order.lines:
        if part.kit_no:
            entries[part.kit_no].setdefault("parts", []).append(_brief(part) | {"per_kit": part.per_kit})
    return [entries[no] for no in sorted(entries)]


def brief(order: OrderRow) -> dict[str, Any]:
    return {"number": order.number, "reference": order.reference, "channel": order.channel, "state": order.state, "currency": order.currency,
            "total": to_text(order.total, order.currency), "customer": order.customer, "pieces": order.pieces, "missing": order.missing,
            "placed_at": order.placed_at.isoformat()}


def whole_line(entry: OneLine | OneKit, currency: str) -> dict[str, Any]:
    """A line, or a kit with its parts, as it stands."""
    told = {name: getattr(entry, name) for name in ("ordered", "allocated", "cancelled", "picked", "packed", "shipped")}
    told |= {"line": entry.line_no, "sku": entry.sku, "title": entry.title} | {
        name: to_text(getattr(entry, name), currency) for name in ("unit_price", "discount", "total")}
    told |= {"delivered": entry.delivered, "returned": entry.returned, "lost": entry.written_off}
    if isinstance(entry, OneLine):
        return told | {"trace": entry.trace}
    parts = [{"line": x.line_no, "lost": x.written_off, **{name: getattr(x, name) for name in PartOut.model_fields if name not in ("line", "lost")}}
             for x in entry.parts]
    return told | {"parts": parts}


def whole(order: OneOrder) -> dict[str, Any]:
    """An order with all there is to it."""
    def money(minor: int) -> str:
        return to_text(minor, order.currency)

    return {
        "number": order.number, "reference": order.reference, "channel": order.channel, "state": order.state, "version": order.version,
        "currency": order.currency, "placed_at": order.placed_at.isoformat(), "note": order.note, "shipping_method": order.shipping_method,
        "customer": {"name": order.customer_name, "email": order.customer_email, "phone": order.customer_phone}, "ship_to": order.ship_to,
        "subtotal": money(order.subtotal), "discount": money(order.discount), "shipping": money(order.shipping), "tax": money(order.tax),
        "tax_included": money(order.tax_included), "total": money(order.total),
        "cancelled_value": money(order.cancelled_value), "wanted_total": money(order.wanted_total), "refunded": money(order.refunded),
        "lines": [whole_line(entry, order.currency) for entry in order.entries], "paid": order.paid,
        "holds": [{"id": h.id, "kind": h.kind, "reason": h.reason, "owner": h.owner, "lift_by": h.lift_by, "since": h.set_at.isoformat(),
                   "until": h.lifts_at.isoformat() if h.lifts_at else None} for h in order.open_holds],
        "shipments": [{"number": p.number, "warehouse": p.warehouse, "carrier": p.carrier, "tracking": p.tracking,
                       "shipped_at": p.shipped_at.isoformat(), "delivered_at": p.delivered_at.isoformat() if p.delivered_at else None}
                      for p in order.parcels],
        "ties": [{"kind": t.kind, "number": t.number, "state": t.state, "from_here": t.from_here} for t in order.ties]}


def answer(number: int, status: int = 200) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The order as it stands now, with its ETag."""
    order = get_order(number)
    return whole(order), status, {"ETag": f'"{order.version}"'}


def shown_effect(effect: OrderEffect) -> dict[str, Any]:
    """What a change would do."""
    def money(change: Change) -> dict[str, str]:
        return {"before": to_text(change.before, effect.currency), "after": to_text(change.after, effect.currency)}

    def plain(change: Change) -> dict[str, Any]:
        return {"before": change.before, "after": change.after}

    lines = [{"line": x.line, "sku": x.sku, "wanted": plain(x.wanted), "held": plain(x.held), "total": money(x.total)} for x in effect.lines]
    return {"currency": effect.currency, "state": plain(effect.state), "lines": lines, "money": {one.name: money(one) for one in effect.money},
            "released": effect.released, "held": effect.held, "missing": effect.missing}
