"""Picking: pieces that are held are now in someone's hands."""

from collections import defaultdict
from collections.abc import Sequence

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.fulfilment.errors import NothingToPick, OnHold
from tenants.fulfilment.inputs import Picking
from tenants.fulfilment.taking import Taken, take
from tenants.orders.errors import UnknownOrder
from tenants.orders.locking import Locked, lock_orders

_PICK = db.stacked(
    """UPDATE allocation a SET picked = a.picked + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])
 AS n(order_id, line_no, balance_id, q) WHERE (a.order_id, a.line_no, a.balance_id) = (n.order_id, n.line_no, n.balance_id)""",
    """UPDATE order_line l SET picked = l.picked + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET picked = o.picked + n.q, version = o.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q)
 WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)
_KNOWN = """SELECT subject_id FROM event WHERE subject_kind = 'order' AND subject_id = ANY (%s::bigint[]) AND name = 'order.picked'
 AND data ->> 'key' = ANY (%s::text[])"""


@operation("fulfilment:pick")
def pick(batch: Sequence[Picking]) -> list[Outcome[int]]:
    """Note what was picked; the outcome's value is how many pieces. The same key again picks nothing twice."""
    orders = lock_orders(item.number for item in batch)
    taken: list[Taken] = []
    seen = _known(batch, orders)
    outcomes = [_one(item, orders.get(item.number), seen, taken) for item in batch]
    if taken:
        keys = {orders[item.number].row.id: item.key for item, outcome in zip(batch, outcomes, strict=True) if outcome.status == "done"}
        db.run(_PICK, _values(taken, {o.row.id: o for o in orders.values()}, keys))
    return outcomes


def _known(batch: Sequence[Picking], orders: dict[int, Locked]) -> set[int]:
    """Numbers of the orders whose story has the key already: they were picked by the same click or scan."""
    keys = [item.key for item in batch if item.key]
    if not keys:
        return set()
    ids = {order.row.id: number for number, order in orders.items()}
    return {ids[row.subject_id] for row in db.rows(_KNOWN, [arrays.ints(ids), arrays.texts(keys)])}


def _one(item: Picking, order: Locked | None, seen: set[int], taken: list[Taken]) -> Outcome[int]:
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    if item.number in seen:
        return Outcome.again(0)
    try:
        if order.row.open_holds:
            raise OnHold(number=item.number)
        mine = take(order, item.lines, unpicked_only=True)
        if not mine:
            raise NothingToPick(number=item.number)
    except DomainError as error:
        return Outcome.refused(error)
    seen.add(item.number)
    taken += mine
    return Outcome.done(sum(t.quantity for t in mine))


def _values(taken: list[Taken], orders: dict[int, Locked], keys: dict[int, str]) -> list[object]:
    lines, sums = defaultdict(int), defaultdict(int)
    for t in taken:
        lines[t.held.order_id, t.held.line_no] += t.quantity
        sums[t.held.order_id] += t.quantity
    facts = [Event("order.picked", ("order", i), {"number": orders[i].row.number, "pieces": q, "key": keys[i]}) for i, q in sums.items()]
    return [arrays.ints(t.held.order_id for t in taken), arrays.ints(t.held.line_no for t in taken),
            arrays.ints(t.held.balance_id for t in taken), arrays.ints(t.quantity for t in taken),
            arrays.ints(k[0] for k in lines), arrays.ints(k[1] for k in lines), arrays.ints(lines.values()),
            arrays.ints(sums), arrays.ints(sums.values()), *events.parameters(facts)]
