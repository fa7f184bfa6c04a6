"""Orders as the API says them: just placed, in a list, or whole."""

from typing import Any

from saas.kit.events import Told
from saas.kit.money import to_text
from tenants.orders.api.shapes import PartOut, HeldOut
from tenants.orders.effects import Change, OrderEffect
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import PlacedLine, PlacedOrder
from tenants.orders.queries import OneOrder, OrderRow, get_order
from tenants.orders.queries.one import OneHold, OneKit, OneLine
from tenants.orders.telling import tell


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
    if isinstance(entry, OneLine):
        return told | {"delivered": entry.delivered, "returned": entry.returned, "lost": entry.written_off, "held": _held(entry), "trace": entry.trace}
    parts = [{"line": x.line_no, "held": _held(x), **{name: getattr(x, name) for name in PartOut.model_fields if name not in ("line", "held")}}
             for x in entry.parts]
    return told | {"parts": parts}


def _held(line: OneLine) -> list[dict[str, Any]]:
    """Where the pieces lie that are held for a line."""
    return [{name: getattr(part, name) for name in HeldOut.model_fields} for part in line.held]


def _hold(hold: OneHold) -> dict[str, Any]:
    return {"id": hold.id, "kind": hold.kind, "reason": hold.reason, "owner": hold.owner, "lift_by": hold.lift_by, "by": hold.set_by.get("name", ""),
            "since": hold.set_at.isoformat(), "until": hold.lifts_at.isoformat() if hold.lifts_at else None}


def _lifted(hold: OneHold) -> dict[str, Any]:
    assert hold.lifted_at is not None and hold.lifted_by is not None
    return _hold(hold) | {"lifted_at": hold.lifted_at.isoformat(), "lifted_by": hold.lifted_by.get("name", "")}


def moment(told: Told) -> dict[str, Any]:
    """A moment of an order's story, in words."""
    said = tell(told)
    return {"id": told.id, "event": told.name, "at": told.at.isoformat(), "by": said.by, "text": said.text, "changes": said.changes}


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
        "lines": [whole_line(entry, order.currency) for entry in order.entries], "paid": order.paid,
        "refunded": money(order.refunded), "holds": list(map(_hold, order.open_holds)), "lifted_holds": list(map(_lifted, order.lifted_holds)),
        "returns": [{"number": r.number, "state": r.state, "requested": r.requested, "received": r.received, "refunded": money(r.refunded),
                     "requested_at": r.requested_at.isoformat()} for r in order.returns],
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
