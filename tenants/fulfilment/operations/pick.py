"""Picking: pieces that are held are now in someone's hands."""

from collections import Counter
from collections.abc import Sequence

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import once_more
from saas.kit.operations import Outcome, operation
from tenants.fulfilment.errors import NothingToPick, OnHold
from tenants.fulfilment.inputs import Picking
from tenants.fulfilment.taking import Shelves, Taken
from tenants.orders.errors import UnknownOrder
from tenants.orders.locking import Locked, done_with, lock_orders

_PICK = db.stacked(
    """UPDATE allocation a SET picked = a.picked + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])
 AS n(order_id, line_no, balance_id, q) WHERE (a.order_id, a.line_no, a.balance_id) = (n.order_id, n.line_no, n.balance_id)""",
    """UPDATE order_line l SET picked = l.picked + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET picked = o.picked + n.q, version = o.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q)
 WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


@operation("fulfilment:pick")
def pick(batch: Sequence[Picking]) -> list[Outcome[int]]:
    """Note what was picked; the outcome's value is how many pieces. The same key again picks nothing twice."""
    orders = lock_orders(item.number for item in batch)
    known = done_with(orders.values(), "order.picked", (item.key for item in batch))
    shelves = Shelves()
    facts: list[Event] = []
    outcomes = [_one(item, orders.get(item.number), known, shelves, facts) for item in batch]
    if facts:
        db.run(_PICK, _values(shelves, facts))
    return outcomes


def _one(item: Picking, order: Locked | None, known: dict[tuple[int, str], str], shelves: Shelves, facts: list[Event]) -> Outcome[int]:
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    if (order.row.id, item.key) in known:
        return once_more(item, known[order.row.id, item.key], 0)
    try:
        pieces = sum(taken.quantity for taken in _taken(item, order, shelves))
    except DomainError as error:
        return Outcome.refused(error)
    if item.key:
        known[order.row.id, item.key] = item.fingerprint
    facts.append(Event("order.picked", ("order", order.row.id), {
        "number": item.number, "pieces": pieces, "key": item.key, "fingerprint": item.fingerprint}))
    return Outcome.done(pieces)


def _taken(item: Picking, order: Locked, shelves: Shelves) -> list[Taken]:
    if order.row.open_holds:
        raise OnHold(number=item.number)
    taken = shelves.pick(order, item.lines)
    if not taken:
        raise NothingToPick(number=item.number)
    return taken


def _values(shelves: Shelves, facts: list[Event]) -> list[object]:
    parts = shelves.quantity
    lines, sums = Counter[tuple[int, int]](), Counter[int]()
    for (order_id, line_no, _balance), q in parts.items():
        lines[order_id, line_no] += q
        sums[order_id] += q
    return [*(arrays.ints(part[n] for part in parts) for n in range(3)), arrays.ints(parts.values()),
            arrays.ints(k[0] for k in lines), arrays.ints(k[1] for k in lines), arrays.ints(lines.values()),
            arrays.ints(sums), arrays.ints(sums.values()), *events.parameters(facts)]
