"""Packing: pieces that are picked lie in a parcel, ready to leave; and putting back what was picked."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import once_more
from saas.kit.operations import Outcome, operation
from tenants.fulfilment.errors import MoreThanPicked, MoreThanToPack, NothingPicked, NothingToPack, OnHold
from tenants.fulfilment.inputs import Packing, PutBack
from tenants.fulfilment.taking import Part, wishes
from tenants.orders.errors import UnknownOrder
from tenants.orders.locking import Locked, done_with, lock_orders

_PACK = db.stacked(
    """UPDATE order_line l SET packed = l.packed + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    "UPDATE orders SET version = version + 1 WHERE id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS)
_PUT_BACK = db.stacked(
    """UPDATE allocation a SET picked = a.picked - n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])
 AS n(order_id, line_no, balance_id, q) WHERE (a.order_id, a.line_no, a.balance_id) = (n.order_id, n.line_no, n.balance_id)""",
    """UPDATE order_line l SET picked = l.picked - n.q, packed = least(l.packed, l.picked - n.q)
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET picked = o.picked - n.q, version = o.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q)
 WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)

Line = tuple[int, int]  # order, number
Pieces = dict[int, int]  # by number of a line
Choose = Callable[[Any, Locked, Counter[Line]], Pieces]


@operation("fulfilment:pick")
def pack_orders(batch: Sequence[Packing]) -> list[Outcome[int]]:
    """Note what was packed; the outcome's value is how many pieces. The same key again packs nothing twice."""
    lines: Counter[Line] = Counter()
    orders = lock_orders(item.number for item in batch)
    facts, outcomes = _carried_out("order.packed", batch, orders, lines, _packed)
    if facts:
        db.run(_PACK, [*_columns(lines), arrays.ints({order_id for order_id, _line in lines}), *events.parameters(facts)])
    return outcomes


@operation("fulfilment:pick")
def unpick(batch: Sequence[PutBack]) -> list[Outcome[int]]:
    """Put picked pieces back on their shelves, where they stay held for their order; the outcome's value is how many. The
    same key again puts nothing back twice."""
    lines: Counter[Line] = Counter()
    orders = lock_orders(item.number for item in batch)
    facts, outcomes = _carried_out("order.put_back", batch, orders, lines, _put_back)
    if facts:
        parts, sums = _shelved(orders, lines), Counter[int]()
        for (order_id, _line), q in lines.items():
            sums[order_id] += q
        db.run(_PUT_BACK, [*(arrays.ints(part[n] for part in parts) for n in range(3)), arrays.ints(parts.values()), *_columns(lines),
                           arrays.ints(sums), arrays.ints(sums.values()), *events.parameters(facts)])
    return outcomes


def _carried_out(name: str, batch: Sequence[Any], orders: dict[int, Locked], lines: Counter[Line], choose: Choose) -> tuple[
        list[Event], list[Outcome[int]]]:
    """What each item comes to, one after the other; its pieces are added to `lines`."""
    known = done_with(orders.values(), name, (item.key for item in batch))
    facts: list[Event] = []
    return facts, [_one(name, item, orders.get(item.number), known, lines, facts, choose) for item in batch]


def _one(name: str, item: Any, order: Locked | None, known: dict[tuple[int, str], str], lines: Counter[Line], facts: list[Event],
         choose: Choose) -> Outcome[int]:
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    if (order.row.id, item.key) in known:
        return once_more(item, known[order.row.id, item.key], 0)
    try:
        mine = choose(item, order, lines)
    except DomainError as error:
        return Outcome.refused(error)
    for line_no, q in mine.items():
        lines[order.row.id, line_no] += q
    if item.key:
        known[order.row.id, item.key] = item.fingerprint
    pieces = sum(mine.values())
    facts.append(Event(name, ("order", order.row.id), {"number": item.number, "pieces": pieces, "key": item.key, "fingerprint": item.fingerprint}))
    return Outcome.done(pieces)


def _packed(item: Packing, order: Locked, lines: Counter[Line]) -> Pieces:
    if order.row.open_holds:
        raise OnHold(number=item.number)
    there = {no: line.picked - line.packed - lines[order.row.id, no] for no, line in order.lines.items()}
    return _chosen(item, order, there, NothingToPack, MoreThanToPack)


def _put_back(item: PutBack, order: Locked, lines: Counter[Line]) -> Pieces:
    there = {no: line.picked - lines[order.row.id, no] for no, line in order.lines.items()}
    return _chosen(item, order, there, NothingPicked, MoreThanPicked)


def _chosen(item: Any, order: Locked, there: Pieces, nothing: type[DomainError], too_many: type[DomainError]) -> Pieces:
    if not any(there.values()):
        raise nothing(number=item.number)
    if item.lines is None:
        return {line: q for line, q in there.items() if q}
    asked = wishes(order, item.lines)
    for line, (at, wanted) in asked.items():
        if wanted > there[line]:
            raise too_many(at, line=line, there=there[line], wanted=wanted)
    return {line: wanted for line, (_at, wanted) in asked.items()}


def _shelved(orders: dict[int, Locked], lines: Counter[Line]) -> Counter[Part]:
    """From which shelves' allocations the pieces had been picked, the last first."""
    left, parts = Counter(lines), Counter[Part]()
    for order in orders.values():
        for held in reversed(order.allocations):
            line = held.order_id, held.line_no
            if part := min(left[line], held.picked):
                left[line] -= part
                parts[held.order_id, held.line_no, held.balance_id] = part
    return parts


def _columns(lines: Counter[Line]) -> list[str]:
    return [arrays.ints(k[0] for k in lines), arrays.ints(k[1] for k in lines), arrays.ints(lines.values())]
