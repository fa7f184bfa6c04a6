"""Writing off what was shipped and never arrived."""

from collections import defaultdict
from collections.abc import Sequence

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import once_more
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import MoreThanLeft, UnknownLine, UnknownOrder
from tenants.orders.inputs import Loss
from tenants.orders.locking import Locked, done_with, lock_orders

_LOSE = db.stacked(
    """UPDATE order_line l SET written_off = l.written_off + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET written_off = o.written_off + n.q, version = o.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q)
 WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)
Lost = dict[tuple[int, int], int]


@operation("orders:change")
def write_off(batch: Sequence[Loss]) -> list[Outcome[int]]:
    """Note pieces on the way as lost; the outcome's value is how many. The same key again writes nothing off twice."""
    orders = lock_orders(item.number for item in batch)
    known = done_with(orders.values(), "order.written_off", (item.key for item in batch))
    lost: Lost = defaultdict(int)
    facts: list[Event] = []
    outcomes = [_one(item, orders.get(item.number), known, lost, facts) for item in batch]
    if lost:
        sums: dict[int, int] = defaultdict(int)
        for (order_id, _line), q in lost.items():
            sums[order_id] += q
        db.run(_LOSE, [arrays.ints(k[0] for k in lost), arrays.ints(k[1] for k in lost), arrays.ints(lost.values()),
                       arrays.ints(sums), arrays.ints(sums.values()), *events.parameters(facts)])
    return outcomes


def _one(item: Loss, order: Locked | None, known: dict[tuple[int, str], str], lost: Lost, facts: list[Event]) -> Outcome[int]:
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    if (order.row.id, item.key) in known:
        return once_more(item, known[order.row.id, item.key], 0)
    try:
        mine = _lines(item, order, lost)
    except DomainError as error:
        return Outcome.refused(error)
    for line_no, q in mine.items():
        lost[order.row.id, line_no] += q
    if item.key:
        known[order.row.id, item.key] = item.fingerprint
    pieces = sum(mine.values())
    facts.append(Event("order.written_off", ("order", order.row.id), {"number": item.number, "pieces": pieces, "reason": item.reason, "key": item.key, "fingerprint": item.fingerprint}))
    return Outcome.done(pieces)


def _lines(item: Loss, order: Locked, lost: Lost) -> dict[int, int]:
    mine: dict[int, int] = defaultdict(int)
    for n, asked in enumerate(item.lines):
        line = order.lines.get(asked.line)
        if line is None:
            raise UnknownLine(f"/lines/{n}/line", number=item.number, line=asked.line)
        mine[asked.line] += asked.quantity
        there = line.shipped - line.delivered - line.written_off - lost[order.row.id, asked.line]
        if mine[asked.line] > there:
            raise MoreThanLeft(f"/lines/{n}/quantity", line=asked.line, there=there, wanted=mine[asked.line])
    return mine
