"""Refunds: what was paid back is recorded, never more than was paid."""

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
from saas.kit.keys import KeyReused
from saas.kit.money import NotMoney, to_minor, to_text
from saas.kit.operations import Outcome, operation
from tenants.returns.errors import MoreThanPaid, NotPaid, NothingSuggested, UnknownReturn
from tenants.returns.inputs import NewRefund
from tenants.returns.locking import Locked, lock_returns
from tenants.returns.suggesting import payable, suggested

_KNOWN = "SELECT key, return_id, order_id, amount FROM refund WHERE key = ANY (%s::text[])"
_WORTH = """SELECT return_id, sum(worth)::bigint AS worth FROM returned_unit WHERE return_id = ANY (%s::bigint[]) AND decision = 'accepted'
 GROUP BY 1"""
_REFUNDS = """
INSERT INTO refund (order_id, return_id, amount, method, reference, note, key, by, at)
SELECT n.o, n.r, n.a, n.m, n.f, n.n, n.k, %s::jsonb, %s
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) AS n(o, r, a, m, f, n, k)
ON CONFLICT (key) DO NOTHING"""
_SUMS = db.stacked(
    """UPDATE returns r SET refunded = r.refunded + n.a, version = r.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, a)
 WHERE r.id = n.id""",
    """UPDATE orders o SET refunded = o.refunded + n.a, version = o.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, a)
 WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Refunded:
    """What was paid back now, in minor units of `currency`, and how much more of the order could be."""

    number: int
    amount: int
    currency: str
    left: int


@dataclass(frozen=True, slots=True)
class _New:
    it: Locked
    item: NewRefund
    amount: int
    key: str


@operation("returns:settle")
def record_refunds(batch: Sequence[NewRefund]) -> list[Outcome[Refunded]]:
    """Note what was paid back for returns: what is suggested, or an amount up to what was paid. The same key pays once."""
    found = lock_returns(item.number for item in batch)
    known = {row.key: row for row in db.rows(_KNOWN, [arrays.texts({item.key for item in batch if item.key})])}
    worth = dict(map(tuple, db.rows(_WORTH, [arrays.ints(it.row.id for it in found.values())])))
    news: list[_New] = []
    outcomes = [_one(item, found.get(item.number), known, worth, news) for item in batch]
    if news:
        _write(news)
    return outcomes


def _one(item: NewRefund, it: Locked | None, known: dict[str, Any], worth: dict[int, int], news: list[_New]) -> Outcome[Refunded]:
    if it is None:
        return Outcome.refused(UnknownReturn("/number", number=item.number))
    paid_now = sum(new.amount for new in news if new.it.order.id == it.order.id)
    left = payable(it.order) - paid_now
    before = known.get(item.key) if item.key else None
    before_now = next((new for new in news if item.key and new.key == item.key), None)
    if before or before_now:
        amount, owner = (before.amount, before.return_id) if before else (before_now.amount, before_now.it.row.id)  # type: ignore[union-attr]
        return Outcome.again(Refunded(item.number, amount, it.order.currency, left)) if owner == it.row.id else Outcome.refused(KeyReused("/key"))
    try:
        it.open()
        mine = sum(new.amount for new in news if new.it is it)
        amount = _amount(item, it, left, suggested(it.row, it.order, worth.get(it.row.id, 0), mine, left))
    except DomainError as error:
        return Outcome.refused(error)
    news.append(_New(it, item, amount, item.key or uuid.uuid4().hex))
    return Outcome.done(Refunded(item.number, amount, it.order.currency, left - amount))


def _amount(item: NewRefund, it: Locked, left: int, suggestion: int) -> int:
    if it.order.paid is False:
        raise NotPaid(number=it.order.number)
    if item.amount is None:
        if not suggestion:
            raise NothingSuggested("/amount")
        return suggestion
    try:
        amount = to_minor(item.amount, it.order.currency)
    except NotMoney:
        raise NotAnAmount("/amount") from None
    if not amount:
        raise NotAnAmount("/amount")
    if amount > left:
        raise MoreThanPaid("/amount", most=f"{to_text(left, it.order.currency)} {it.order.currency}")
    return amount


def _write(news: list[_New]) -> None:
    news = sorted(news, key=lambda new: new.key)
    written = db.run(_REFUNDS, [
        json.dumps(actor().as_data(), ensure_ascii=False), clock.now(), arrays.ints(n.it.order.id for n in news), arrays.ints(n.it.row.id for n in news),
        arrays.ints(n.amount for n in news), arrays.texts(n.item.method for n in news), arrays.texts(n.item.reference for n in news),
        arrays.texts(n.item.note for n in news), arrays.texts(n.key for n in news)])
    if written < len(news):
        raise Stale()  # the same key came in between for another order
    returns, orders = defaultdict(int), defaultdict(int)
    for new in news:
        returns[new.it.row.id] += new.amount
        orders[new.it.order.id] += new.amount
    db.run(_SUMS, [arrays.ints(returns), arrays.ints(returns.values()), arrays.ints(orders), arrays.ints(orders.values()),
                   *events.parameters([fact for new in news for fact in _facts(new)])])


def _facts(new: _New) -> list[Event]:
    data = {"number": new.it.row.number, "order": new.it.order.number, "amount": new.amount, "currency": new.it.order.currency,
            "method": new.item.method}
    return [Event("return.refunded", ("return", new.it.row.id), data), Event("order.refunded", ("order", new.it.order.id), data)]
