"""Refunds without a return: what was paid for pieces that were cancelled, or lost on their way."""

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event
from saas.kit.inputs import NotAnAmount
from saas.kit.money import NotMoney, to_minor, to_text
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import UnknownOrder
from tenants.orders.locking import Locked, lock_orders
from tenants.returns.errors import MoreThanNeverArrived, NotPaid, NothingToRefund, ReturnKeyTaken
from tenants.returns.inputs import RefundApart
from tenants.returns.operations.refund import KNOWN, REFUNDS, Refunded
from tenants.returns.suggesting import payable_apart
from tenants.returns.worths import missed_worths

_SUMS = db.stacked(
    """UPDATE orders o SET refunded = o.refunded + n.a, refunded_apart = o.refunded_apart + n.a, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, a) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class _New:
    order: Locked
    item: RefundApart
    amount: int
    key: str


@operation("returns:settle")
def refund_apart(batch: Sequence[RefundApart]) -> list[Outcome[Refunded]]:
    """Note what was paid back for cancelled and lost pieces of orders: all that they stand for, or an amount up to it. The outcome's
    number is the order's. The same key pays once."""
    orders = lock_orders(item.number for item in batch)
    known = {row.key: row for row in db.rows(KNOWN, [arrays.texts({item.key for item in batch if item.key})])}
    missed = missed_worths({order.row.id: order.row for order in orders.values()},
                           {order.row.id: [*order.lines.values(), *order.kits.values()] for order in orders.values()})
    news: list[_New] = []
    outcomes = [_one(item, orders.get(item.number), known, missed, news) for item in batch]
    if news:
        _write(sorted(news, key=lambda new: new.key))
    return outcomes


def _one(item: RefundApart, order: Locked | None, known: dict[str, Any], missed: dict[int, int], news: list[_New]) -> Outcome[Refunded]:
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    left = payable_apart(order.row, missed[order.row.id]) - sum(new.amount for new in news if new.order is order)
    before = known.get(item.key) if item.key else None
    twin = next((new for new in news if item.key and new.key == item.key), None)
    if before or twin:
        mine = twin.order is order if twin else before.order_id == order.row.id and before.return_id is None  # type: ignore[union-attr]
        amount = twin.amount if twin else before.amount  # type: ignore[union-attr]
        return Outcome.again(Refunded(item.number, amount, order.row.currency, left)) if mine else Outcome.refused(ReturnKeyTaken("/key"))
    try:
        amount = _amount(item, order.row, left)
    except DomainError as error:
        return Outcome.refused(error)
    news.append(_New(order, item, amount, item.key or uuid.uuid4().hex))
    return Outcome.done(Refunded(item.number, amount, order.row.currency, left - amount))


def _amount(item: RefundApart, row: Any, left: int) -> int:
    if row.paid is False:
        raise NotPaid(number=row.number)
    if not left:
        raise NothingToRefund(number=row.number)
    if item.amount is None:
        return left
    try:
        amount = to_minor(item.amount, row.currency)
    except NotMoney:
        raise NotAnAmount("/amount") from None
    if not amount:
        raise NotAnAmount("/amount")
    if amount > left:
        raise MoreThanNeverArrived("/amount", most=f"{to_text(left, row.currency)} {row.currency}")
    return amount


def _write(news: list[_New]) -> None:
    written = db.run(REFUNDS, [
        json.dumps(actor().as_data(), ensure_ascii=False), clock.now(), arrays.ints(n.order.row.id for n in news), arrays.ints(None for _n in news),
        arrays.ints(n.amount for n in news), arrays.texts(n.item.method for n in news), arrays.texts(n.item.reference for n in news),
        arrays.texts(n.item.note for n in news), arrays.texts(n.key for n in news)])
    if written < len(news):
        raise Stale()  # the same key came in between for another order
    sums: dict[int, int] = defaultdict(int)
    for new in news:
        sums[new.order.row.id] += new.amount
    facts = [Event("order.refunded", ("order", n.order.row.id), {"number": None, "order": n.item.number, "amount": n.amount,
                   "currency": n.order.row.currency, "method": n.item.method}) for n in news]
    db.run(_SUMS, [arrays.ints(sums), arrays.ints(sums.values()), *events.parameters(facts)])
