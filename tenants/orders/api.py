"""The API of orders."""

from typing import Any

from flask import g, request
from pydantic import BaseModel

from saas.kit import db
from saas.kit.api import Api, Param, listing
from saas.kit.api.answers import limit, outcomes, outcomes_model, page_of_model
from saas.kit.api.batches import read_each
from saas.kit.api.idempotency import keep, kept
from saas.kit.errors import Stale
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Prose, read
from saas.kit.money import to_text
from saas.kit.operations import Outcome, only
from saas.kit.web.doors import without_unit
from tenants.orders.inputs import Cancellation, NewHold, NewOrder, Release
from tenants.orders.operations import PlacedLine, PlacedOrder, cancel_orders, hold_orders, mark_paid, place_orders, release_orders
from tenants.orders.queries import FindOrders, get_order, list_orders
from tenants.orders.queries.one import OneKit, OneLine, OneOrder

api = Api("orders", __name__)
CHUNK, MOST = 200, 1000
_FILTERS = (Param("state", "string", _l("Only orders in this state")), Param("channel", "string", _l("Only orders of this channel")),
            Param("reference", "string", _l("Words to find: reference, name, phone, e-mail, city")), Param("sku", "string", _l("Only orders of this SKU")),
            Param("limit", "integer", _l("How many at most, 1 to 200")), Param("after", "string", _l("The cursor `next` of the page before")))


class PartOut(BaseModel):
    """What goes into a kit: `per_kit` pieces of a SKU for each."""

    line: int
    sku: str
    per_kit: int
    ordered: int
    allocated: int
    cancelled: int = 0
    picked: int = 0
    shipped: int = 0
    trace: dict[str, Any] | None = None


class LineOut(BaseModel):
    """A line of an order as it stands; a kit with its parts."""

    line: int
    sku: str
    title: str = ""
    ordered: int
    allocated: int
    cancelled: int = 0
    picked: int = 0
    shipped: int = 0
    unit_price: str | None = None
    discount: str | None = None
    total: str | None = None
    trace: dict[str, Any] | None = None
    parts: list[PartOut] | None = None


class HoldOut(BaseModel):
    """An open hold: whose it is, who may lift it (anyone who may hold, the client, the operator), and when it lifts by itself."""

    id: int
    kind: str
    reason: str
    owner: str
    lift_by: str
    since: str
    until: str | None


class OrderOut(BaseModel):
    """An order as it stands; amounts are decimal texts in its currency."""

    number: int
    reference: str
    channel: str = ""
    state: str
    currency: str
    total: str
    paid: bool | None = None
    lines: list[LineOut]
    holds: list[HoldOut] = []


class OrderBrief(BaseModel):
    """An order in a list."""

    number: int
    reference: str
    channel: str
    state: str
    currency: str
    total: str
    customer: str
    pieces: int
    missing: int
    placed_at: str


class ManyOrders(Input):
    """Up to 1,000 orders in one call; each gets an outcome of its own."""

    orders: list[Any] = Field(title=_l("Orders"), min_length=1, max_length=MOST)


class CancelIn(Input):
    """What of an order to cancel: everything that hasn't left, if nothing is said."""

    lines: list[int] | None = Field(None, title=_l("Lines"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)


class Nothing(Input):
    """An empty object."""


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


def whole_line(entry: OneLine | OneKit, currency: str) -> dict[str, Any]:
    """A line, or a kit with its parts, as it stands."""
    told = {name: getattr(entry, name) for name in ("ordered", "allocated", "cancelled", "picked", "shipped")}
    told |= {"line": entry.line_no, "sku": entry.sku, "title": entry.title} | {
        name: to_text(getattr(entry, name), currency) for name in ("unit_price", "discount", "total")}
    if isinstance(entry, OneLine):
        return told | {"trace": entry.trace}
    parts = [{"line": x.line_no, **{name: getattr(x, name) for name in PartOut.model_fields if name != "line"}} for x in entry.parts]
    return told | {"parts": parts}


def whole(order: OneOrder) -> dict[str, Any]:
    """An order with all there is to it."""
    def money(minor: int) -> str:
        return to_text(minor, order.currency)

    return {
        "number": order.number, "reference": order.reference, "channel": order.channel, "state": order.state, "currency": order.currency,
        "placed_at": order.placed_at.isoformat(), "customer": {"name": order.customer_name, "email": order.customer_email, "phone": order.customer_phone},
        "ship_to": order.ship_to, "note": order.note, "shipping_method": order.shipping_method, "subtotal": money(order.subtotal),
        "discount": money(order.discount), "shipping": money(order.shipping), "tax": money(order.tax), "tax_included": money(order.tax_included),
        "total": money(order.total),
        "lines": [whole_line(entry, order.currency) for entry in order.entries],
        "paid": order.paid,
        "holds": [{"id": h.id, "kind": h.kind, "reason": h.reason, "owner": h.owner, "lift_by": h.lift_by, "since": h.set_at.isoformat(),
                   "until": h.lifts_at.isoformat() if h.lifts_at else None} for h in order.open_holds],
        "shipments": [{"number": p.number, "warehouse": p.warehouse, "carrier": p.carrier, "tracking": p.tracking,
                       "shipped_at": p.shipped_at.isoformat()} for p in order.parcels]}


def answer(number: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The order as it stands now, with its ETag."""
    order = get_order(number)
    return whole(order), 200, {"ETag": f'"{order.version}"'}


def unchanged(number: int) -> None:
    """If-Match: refuse when someone else changed the order since; nothing to check where it wasn't sent."""
    wanted = request.headers.get("If-Match", "").strip().strip('"')
    if wanted and wanted != "*" and wanted != str(get_order(number).version):
        raise Stale()


@api.endpoint("POST", "/orders", takes=NewOrder, gives=OrderOut, permission="orders:place", status=201, summary=_l("Place an order"))
def place(new: NewOrder) -> Any:
    outcome, = place_orders([new])
    return shown(outcome.result(), new), 200 if outcome.status == "again" else 201


@api.endpoint("POST", "/orders/bulk", takes=ManyOrders, gives=outcomes_model("order", OrderOut), permission="orders:place", status=207, keyed=False,
              summary=_l("Place up to 1,000 orders, with an outcome for each"))
@without_unit
def place_many(many: ManyOrders) -> Any:
    """The key is looked up first and kept last; in between, an order's own reference keeps it from being placed twice."""
    key = request.headers.get("Idempotency-Key", "")
    if key and (before := _unit(lambda: kept(key))):
        return before
    found: list[Outcome[PlacedOrder]] = []
    batch = read_each(NewOrder, many.orders)
    for start in range(0, len(batch), CHUNK):
        found += _unit(lambda part=batch[start:start + CHUNK]: place_orders(part))
    body = outcomes(found, "order", shown)
    if key:
        _unit(lambda: keep(key, 207, body))
    return body, 207


def _unit(work: Any) -> Any:
    """A chunk in a unit of its own, so that others wait for 200 orders at most; run again after a deadlock."""
    for attempt in (1, 2, 3):
        try:
            with db.unit_of_work(g.entry.tenant, g.entry.actor, door="api", request_id=g.request_id):
                return work()
        except Exception as error:
            if attempt == 3 or not db.should_retry(error):
                raise
    raise AssertionError("unreachable")


@api.endpoint("GET", "/orders", gives=page_of_model(OrderBrief), permission="orders:read", params=_FILTERS, summary=_l("List orders, newest first"))
def index() -> Any:
    find = read(FindOrders, {"q": request.args.get("reference", ""), **{k: v for k in ("state", "channel", "sku") if (v := request.args.get(k))}})
    page = list_orders(find, request.args.get("after"), limit=limit())
    return listing(({"number": o.number, "reference": o.reference, "channel": o.channel, "state": o.state, "currency": o.currency,
                     "total": to_text(o.total, o.currency), "customer": o.customer, "pieces": o.pieces, "missing": o.missing,
                     "placed_at": o.placed_at.isoformat()} for o in page.rows), page.next)


@api.endpoint("GET", "/orders/<int:number>", gives=OrderOut, permission="orders:read", summary=_l("One order"))
def one(number: int) -> Any:
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/cancel", takes=CancelIn, gives=OrderOut, permission="orders:cancel", summary=_l("Cancel an order or some of its lines"))
def cancel(given_: CancelIn, number: int) -> Any:
    unchanged(number)
    only(cancel_orders([Cancellation(number=number, lines=given_.lines, reason=given_.reason)]))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/hold", takes=NewHold, gives=OrderOut, permission="orders:hold", summary=_l("Hold an order"))
def hold(new: NewHold, number: int) -> Any:
    unchanged(number)
    only(hold_orders([number], new))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/release", takes=Release, gives=OrderOut, permission="orders:hold", summary=_l("Release an order, or some of its holds"))
def release(given_: Release, number: int) -> Any:
    unchanged(number)
    only(release_orders([number], given_.kinds, given_.holds))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/paid", takes=Nothing, gives=OrderOut, permission="orders:change", summary=_l("Mark an order as paid"))
def paid(_nothing: Nothing, number: int) -> Any:
    unchanged(number)
    only(mark_paid([number]))
    return answer(number)
