"""Exchange: an order for the same customer and address, which costs nothing but the difference."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.inputs import NotAnAmount, read
from saas.kit.money import NotMoney, to_minor, to_text
from saas.kit.operations import Outcome, operation
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import PlacedOrder, place_orders
from tenants.returns.errors import AlreadyExchanged, NothingToExchange, ReferenceTaken, UnknownReturn
from tenants.returns.inputs import Exchange
from tenants.returns.locking import Locked, lock_returns

_TO = """SELECT id, customer_name, customer_email, customer_phone, ship_to, shipping_method FROM orders WHERE id = ANY (%s::bigint[])"""
_BEFORE = """
SELECT o.id, o.number, o.total, g.sku, g.q FROM orders o JOIN (
  SELECT order_id, sku_code AS sku, sum(ordered)::bigint AS q FROM (
    SELECT order_id, sku_code, ordered FROM order_line WHERE kit_no IS NULL UNION ALL SELECT order_id, sku_code, ordered FROM order_kit) l
   WHERE order_id = ANY (%s::bigint[]) GROUP BY 1, 2) g ON g.order_id = o.id"""
_LINK = db.stacked(
    """INSERT INTO order_link (order_id, other_id, kind) SELECT o, x, 'exchange' FROM unnest(%s::bigint[], %s::bigint[]) AS n(o, x)""",
    """UPDATE returns r SET exchange_order_id = n.x, version = r.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, x)
 WHERE r.id = n.id""",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A return and the number of the order sent in exchange."""

    number: int
    order: int


@dataclass
class _Sent:
    number: int
    total: int
    goods: dict[str, int] = field(default_factory=dict)


@operation("returns:settle")
def order_exchanges(batch: Sequence[Exchange]) -> list[Outcome[Exchanged]]:
    """Send goods in exchange for a return, once: an order like any other, at the price of the difference."""
    found = lock_returns(item.number for item in batch)
    ids = [arrays.ints(it.order.id for it in found.values())]
    to = {row.id: row for row in db.rows(_TO, ids)}
    before = _before([it.row.exchange_order_id for it in found.values() if it.row.exchange_order_id])
    orders: dict[int, NewOrder] = {}
    outcomes = [_one(item, found.get(item.number), to, before, orders) for item in batch]
    placed = dict(zip(orders, place_orders(list(orders.values())), strict=True)) if orders else {}
    fresh = {number: outcome.value for number, outcome in placed.items() if outcome.status == "done" and outcome.value}
    if fresh:
        db.run(_LINK, _values([(found[number], order) for number, order in fresh.items()]))
    return [_settled(item, outcome, placed, orders) for item, outcome in zip(batch, outcomes, strict=True)]


def _before(ids: list[int]) -> dict[int, _Sent]:
    """The orders that were sent in exchange already: number, total and goods."""
    sent: dict[int, _Sent] = {}
    for row in db.rows(_BEFORE, [arrays.ints(ids)]):
        sent.setdefault(row.id, _Sent(row.number, row.total)).goods[row.sku] = row.q
    return sent


def _one(item: Exchange, it: Locked | None, to: dict[int, Any], before: dict[int, _Sent], orders: dict[int, NewOrder]) -> Outcome[Exchanged]:
    if it is None:
        return Outcome.refused(UnknownReturn("/number", number=item.number))
    try:
        if it.row.exchange_order_id:
            return _again(item, it, before[it.row.exchange_order_id])
        it.open()
        order = _order(item, it, to[it.order.id])
        if item.number in orders:
            return Outcome("again" if order == orders[item.number] else "other", Exchanged(item.number, 0))
        orders[item.number] = order
    except DomainError as error:
        return Outcome.refused(error)
    return Outcome.done(Exchanged(item.number, 0))


def _again(item: Exchange, it: Locked, sent: _Sent) -> Outcome[Exchanged]:
    """The same click twice sends nothing more; other goods are another wish."""
    if dict(_goods(item, it)) != sent.goods or _difference(item, it.order.currency) != sent.total:
        raise AlreadyExchanged(number=item.number, order=sent.number)
    return Outcome.again(Exchanged(item.number, sent.number))


def _order(item: Exchange, it: Locked, to: Any) -> NewOrder:
    """What is placed. The difference stands on the first line, whole: as many unit prices as cover it, less a discount."""
    currency, difference = it.order.currency, _difference(item, it.order.currency)
    goods = _goods(item, it)
    lines: list[dict[str, Any]] = [{"sku": sku, "quantity": q, "unit_price": "0"} for sku, q in goods]
    unit = -(-difference // goods[0][1])
    lines[0] |= {"unit_price": to_text(unit, currency), "discount": to_text(unit * goods[0][1] - difference, currency)}
    return read(NewOrder, {
        "reference": item.reference or f"EX{item.number}", "channel": it.order.channel, "currency": currency,
        "customer": {"name": to.customer_name, "email": to.customer_email, "phone": to.customer_phone}, "ship_to": to.ship_to or None,
        "shipping_method": to.shipping_method, "prices_include_tax": True, "paid": False if difference else None, "lines": lines})


def _difference(item: Exchange, currency: str) -> int:
    try:
        return to_minor(item.difference, currency) if item.difference else 0
    except NotMoney:
        raise NotAnAmount("/difference") from None


def _goods(item: Exchange, it: Locked) -> list[tuple[str, int]]:
    """What is sent: as named, or the same goods again as were not rejected."""
    same: Counter[str] = Counter()
    for named in item.lines or ():
        same[named.sku] += named.quantity
    if same:
        return list(same.items())
    for line in it.lines.values():
        same[line.sku_code] += line.authorised - line.rejected
    goods = [(sku, q) for sku, q in same.items() if q > 0]
    if not goods:
        raise NothingToExchange("/lines", number=item.number)
    return goods


def _values(fresh: list[tuple[Locked, PlacedOrder]]) -> list[Any]:
    facts = [Event(name, subject, {"number": it.row.number, "order": it.order.number, "exchange": order.number})
             for it, order in fresh for name, subject in (("return.exchanged", ("return", it.row.id)), ("order.exchanged", ("order", it.order.id)))]
    new = arrays.ints(order.id for _it, order in fresh)
    return [arrays.ints(it.order.id for it, _o in fresh), new, arrays.ints(it.row.id for it, _o in fresh), new, *events.parameters(facts)]


def _settled(item: Exchange, outcome: Outcome[Exchanged], placed: dict[int, Outcome[PlacedOrder]], orders: dict[int, NewOrder]) -> Outcome[Exchanged]:
    if outcome.error or (outcome.value and outcome.value.order):
        return outcome
    of_order = placed[item.number]
    if of_order.error or of_order.value is None:
        return Outcome.refused(of_order.error or ReferenceTaken("/reference", reference=orders[item.number].reference))
    if of_order.status == "again":
        return Outcome.refused(ReferenceTaken("/reference", reference=orders[item.number].reference))
    if outcome.status == "other":
        return Outcome.refused(AlreadyExchanged(number=item.number, order=of_order.value.number))
    return Outcome(outcome.status, Exchanged(item.number, of_order.value.number))
