"""Placing orders: one path for one and for hundreds of thousands.

Three round trips whatever the batch's length: lock and read stock, insert orders (the only statement that may find
one placed before), and the children in one string. Stock is locked before orders are inserted, everywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError

from saas.kit import arrays, clock, db, events, search
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import UnknownSku
from tenants.orders.errors import Unplaceable
from tenants.orders.holding import Held, Shelf, lock_stock, sums
from tenants.orders.inputs import NewOrder
from tenants.orders.pricing import PricedOrder, price
from tenants.orders.routing import Routed
from tenants.orders.triage import open_reasons

# One JSON text: twenty arrays would be twenty functions to plan, and cost a lone order more than writing it.
_ORDERS = """
INSERT INTO orders (channel, reference, currency, customer_name, customer_email, customer_phone, ship_to, note, shipping_method,
  subtotal, discount, shipping, tax, tax_included, total, ordered, allocated, open_holds, placed_at, import_id,
  paid, prices_include_tax, tax_stated)
SELECT * FROM json_to_recordset(%s) AS n(channel text, reference text, currency text, customer_name text, customer_email text,
  customer_phone text, ship_to jsonb, note text, shipping_method text, subtotal bigint, discount bigint, shipping bigint, tax bigint,
  tax_included bigint, total bigint, ordered bigint, allocated bigint, open_holds int, placed_at timestamptz, import_id bigint,
  paid bool, prices_include_tax bool, tax_stated bool)
ON CONFLICT (channel, reference) DO NOTHING RETURNING id, number, channel, reference"""
_KNOWN = """
SELECT o.id, o.number, o.channel, o.reference, o.state, o.currency, o.total, l.line_no, l.sku_code, l.ordered, l.allocated
  FROM orders o JOIN unnest(%s::text[], %s::text[]) AS w(channel, reference) USING (channel, reference)
  JOIN order_line l ON l.order_id = o.id ORDER BY o.id, l.line_no"""
_BEFORE = """SELECT channel, reference FROM orders
 JOIN unnest(%s::text[], %s::text[]) AS w(channel, reference) USING (channel, reference)"""
_LINES = (
    """INSERT INTO order_line (order_id, line_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered, allocated, trace)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::int[],
  %s::bigint[], %s::bigint[], %s::bigint[], %s::jsonb[])""",
    """INSERT INTO allocation (order_id, line_no, balance_id, quantity)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])""",
    """UPDATE balance b SET allocated = b.allocated + h.q FROM unnest(%s::bigint[], %s::bigint[]) AS h(id, q) WHERE b.id = h.id""",
    """INSERT INTO order_search (order_id, words, grams)
SELECT i, w, string_to_array(g, chr(31)) FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS s(i, w, g)""")
_HOLDS = """INSERT INTO hold (order_id, kind, reason, owner, set_by, set_at)
SELECT i, k, '', 'system', '{"kind": "system", "name": "Quayside"}', %s FROM unnest(%s::bigint[], %s::text[]) AS h(i, k)"""
_CHILDREN = db.stacked(*_LINES, events.HISTORY, events.ERRANDS)
_CHILDREN_AND_HOLDS = db.stacked(*_LINES, _HOLDS, events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line as placed: SKU, pieces ordered, pieces held."""

    line_no: int
    sku: str
    ordered: int
    allocated: int


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order as placed; `total` in minor units of `currency`."""

    id: int
    number: int
    reference: str
    state: str
    currency: str
    total: int
    lines: list[PlacedLine]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an order would do: pieces ordered, pieces that could be held now, lines."""

    pieces: int
    held: int
    lines: int


Key = tuple[str, str]
Taken = dict[Key, list[Routed]]


@operation("orders:place")
def place_orders(batch: Sequence[NewOrder | DomainError], import_id: int | None = None) -> list[Outcome[PlacedOrder]]:
    """Take orders whole and hold their stock; what is missing is back-ordered. Asked twice, placed once."""
    wanted: dict[Key, NewOrder] = {}
    for new in batch:
        if not isinstance(new, DomainError):
            wanted.setdefault((new.channel, new.reference), new)
    orders = list(wanted.values())
    results = _alone(orders[0], import_id) if len(orders) == 1 and len(batch) == 1 else _safely(orders, import_id)
    return list(_in_order(batch, results))


def _in_order(batch: Sequence[NewOrder | DomainError], results: dict[Key, Outcome[PlacedOrder]]) -> Iterator[Outcome[PlacedOrder]]:
    """Outcomes as they were asked for; a twin within the batch is its first, again."""
    seen: set[Key] = set()
    for new in batch:
        if isinstance(new, DomainError):
            yield Outcome.refused(new)
            continue
        key = (new.channel, new.reference)
        outcome = results[key]
        yield Outcome.again(outcome.value) if key in seen and outcome.value else outcome
        seen.add(key)


class _PlacedBefore(Exception):
    """Some of a batch were there already: nothing of the batch may count, or they'd have taken others' stock."""

    def __init__(self, keys: set[Key]) -> None:
        self.keys = keys


def _alone(new: NewOrder, import_id: int | None) -> dict[Key, Outcome[PlacedOrder]]:
    """A batch of one needs no savepoint: if the database refuses it, the whole unit of work was only this."""
    try:
        return _place([new], import_id)
    except _PlacedBefore as known:
        return _read_again(known.keys)
    except (DataError, IntegrityError) as error:
        raise _unforeseen(error) from error


def _safely(orders: list[NewOrder], import_id: int | None) -> dict[Key, Outcome[PlacedOrder]]:
    """A batch in a savepoint: what the database refuses for its data is halved until the one order is found."""
    if not orders:
        return {}
    try:
        with db.session().begin_nested():
            return _place(orders, import_id)
    except _PlacedBefore as known:
        rest = [new for new in orders if (new.channel, new.reference) not in known.keys]
        return _read_again(known.keys) | _safely(rest, import_id)
    except (DataError, IntegrityError) as error:
        if len(orders) == 1:
            return {(orders[0].channel, orders[0].reference): Outcome.refused(_unforeseen(error))}
    middle = len(orders) // 2
    return _safely(orders[:middle], import_id) | _safely(orders[middle:], import_id)


def _unforeseen(error: DataError | IntegrityError) -> DomainError:
    return Unplaceable(sqlstate=getattr(error.orig, "pgcode", "?"))


def _place(orders: list[NewOrder], import_id: int | None) -> dict[Key, Outcome[PlacedOrder]]:
    shelf = lock_stock(line.sku for new in orders for line in new.lines)
    priced: dict[Key, PricedOrder] = {}
    results: dict[Key, Outcome[PlacedOrder]] = {}
    for new in orders:
        try:
            _all_known(new, shelf)
            priced[new.channel, new.reference] = price(new, shelf.skus)
        except DomainError as error:
            results[new.channel, new.reference] = Outcome.refused(error)
    if priced:
        taken = {key: shelf.serve(order) for key, order in priced.items()}
        results |= _children(priced, taken, _insert(priced, taken, import_id))
    return results


@operation("orders:place")
def preview_orders(batch: Sequence[NewOrder | DomainError]) -> list[Outcome[Preview]]:
    """What `place_orders` would say to each, by the same rules; writes nothing and burns no order number."""
    orders = [new for new in batch if not isinstance(new, DomainError)]
    shelf = lock_stock(line.sku for new in orders for line in new.lines)
    keys = sorted({(new.channel, new.reference) for new in orders})
    known = {tuple(row) for row in db.rows(_BEFORE, [arrays.texts(k[0] for k in keys), arrays.texts(k[1] for k in keys)])}
    return [_preview(new, shelf, known) for new in batch]


def _preview(new: NewOrder | DomainError, shelf: Shelf, known: set[Key]) -> Outcome[Preview]:
    if isinstance(new, DomainError):
        return Outcome.refused(new)
    if (new.channel, new.reference) in known:
        return Outcome.again(Preview(0, 0, len(new.lines)))
    known.add((new.channel, new.reference))
    try:
        _all_known(new, shelf)
        order = price(new, shelf.skus)
    except DomainError as error:
        return Outcome.refused(error)
    held = sum(part.quantity for routed in shelf.serve(order) for part in routed.drawn)
    return Outcome.done(Preview(order.ordered, held, len(order.lines)))


def _all_known(new: NewOrder, shelf: Shelf) -> None:
    for n, line in enumerate(new.lines):
        if line.sku not in shelf.skus:
            raise UnknownSku(f"/lines/{n}/sku", sku=line.sku)


def _insert(priced: dict[Key, PricedOrder], taken: Taken, import_id: int | None) -> dict[Key, Any]:
    """Ids and numbers by key; sorted, so that two batches with the same references never wait crosswise."""
    keys, now = sorted(priced), clock.now()
    found = db.rows(_ORDERS, [arrays.records(_row(priced[key], taken[key], now, import_id) for key in keys)])
    if len(found) < len(keys):
        raise _PlacedBefore(set(keys) - {(row.channel, row.reference) for row in found})
    return {(row.channel, row.reference): row for row in found}


def _row(order: PricedOrder, taken: list[Routed], now: datetime, import_id: int | None) -> dict[str, Any]:
    new = order.new
    return {
        "channel": new.channel, "reference": new.reference, "currency": order.currency, "customer_name": new.customer.name,
        "customer_email": new.customer.email, "customer_phone": new.customer.phone, "ship_to": _address(new), "note": new.note,
        "shipping_method": new.shipping_method, "subtotal": order.subtotal, "discount": order.discount, "shipping": order.shipping,
        "tax": order.tax, "tax_included": order.tax_included, "total": order.total, "ordered": order.ordered,
        "allocated": sum(part.quantity for routed in taken for part in routed.drawn), "open_holds": len(open_reasons(new)),
        "placed_at": new.placed_at or now, "import_id": import_id, "paid": new.paid, "prices_include_tax": order.prices_include_tax,
        "tax_stated": new.tax is not None}


def _address(new: NewOrder) -> dict[str, str]:
    return {} if new.ship_to is None else {field: typed for field, typed in new.ship_to if typed}


def _children(priced: dict[Key, PricedOrder], taken: Taken, fresh: dict[Key, Any]) -> dict[Key, Outcome[PlacedOrder]]:
    """Lines, allocations, holds, search words, history and errands of the new orders: one round trip."""
    placed = {key: Outcome.done(_result(fresh[key], order, taken[key])) for key, order in priced.items()}
    held = [Held(fresh[key].id, n, *part) for key, lines in taken.items() for n, routed in enumerate(lines, 1) for part in routed.drawn]
    reasons = [(fresh[key].id, kind) for key, order in priced.items() for kind in open_reasons(order.new)]
    db.run(_CHILDREN_AND_HOLDS if reasons else _CHILDREN, _child_values(priced, placed, taken, held, reasons))
    return placed


def _result(row: Any, order: PricedOrder, held: list[Routed]) -> PlacedOrder:
    lines = [PlacedLine(n, line.sku.code, line.quantity, sum(part.quantity for part in routed.drawn))
             for n, (line, routed) in enumerate(zip(order.lines, held, strict=True), 1)]
    full = all(line.allocated == line.ordered for line in lines)
    state = "on_hold" if open_reasons(order.new) else "ready" if full else "waiting"
    return PlacedOrder(row.id, row.number, row.reference, state, order.currency, order.total, lines)


def _child_values(priced: dict[Key, PricedOrder], placed: dict[Key, Outcome[PlacedOrder]], taken: Taken, held: list[Held],
                  reasons: list[tuple[int, str]]) -> list[Any]:
    orders = [(outcome.value, priced[key]) for key, outcome in placed.items() if outcome.value]
    lines = [(done.id, mine, line) for done, order in orders for mine, line in zip(done.lines, order.lines, strict=True)]
    balances = sums(held)
    holds = [clock.now(), arrays.ints(i for i, _k in reasons), arrays.texts(k for _i, k in reasons)] if reasons else []
    words = [search_words(order.new) for _done, order in orders]
    return [
        arrays.ints(i for i, _m, _l in lines), arrays.ints(m.line_no for _i, m, _l in lines),
        arrays.ints(x.sku.id for _i, _m, x in lines), arrays.texts(x.sku.code for _i, _m, x in lines),
        arrays.texts(x.title for _i, _m, x in lines), arrays.ints(x.unit_price for _i, _m, x in lines),
        arrays.ints(x.discount for _i, _m, x in lines), arrays.ints(x.tax_bp for _i, _m, x in lines),
        arrays.ints(x.total for _i, _m, x in lines), arrays.ints(x.quantity for _i, _m, x in lines),
        arrays.ints(m.allocated for _i, m, _l in lines),
        arrays.jsons(routed.trace for key in placed for routed in taken[key]),
        *(arrays.ints(part[n] for part in held) for n in range(4)),
        arrays.ints(balances), arrays.ints(balances.values()),
        arrays.ints(done.id for done, _o in orders), arrays.texts(words), arrays.texts(map(search.joined, words)),
        *holds, *events.parameters([_event(done, order) for done, order in orders])]


def _event(done: PlacedOrder, order: PricedOrder) -> Event:
    missing = sum(line.ordered - line.allocated for line in done.lines)
    return Event("order.placed", ("order", done.id), {
        "number": done.number, "reference": done.reference, "lines": len(done.lines),
        "pieces": sum(line.ordered for line in done.lines), "missing": missing, "total": done.total, "currency": done.currency,
        "holds": open_reasons(order.new)})


def search_words(new: NewOrder) -> str:
    """What a new order is found by."""
    who = new.customer
    return order_words(new.reference, who.name, who.email, who.phone, _address(new))


def order_words(reference: str, name: str, email: str, phone: str, place: dict[str, str]) -> str:
    """What an order is found by, folded: reference, customer, address; SKUs are looked for among its lines."""
    parts = [reference, name, email, phone, *(place.get(field) for field in ("name", "city", "postcode", "phone"))]
    return search.fold(" ".join(filter(None, parts)))


def _read_again(known: set[Key]) -> dict[Key, Outcome[PlacedOrder]]:
    """Orders that were there already, as they stand now."""
    keys = sorted(known)
    found: dict[Key, PlacedOrder] = {}
    for row in db.rows(_KNOWN, [arrays.texts(k[0] for k in keys), arrays.texts(k[1] for k in keys)]):
        order = found.setdefault((row.channel, row.reference), PlacedOrder(
            row.id, row.number, row.reference, row.state, row.currency, row.total, []))
        order.lines.append(PlacedLine(row.line_no, row.sku_code, row.ordered, row.allocated))
    return {key: Outcome.again(order) for key, order in found.items()}

