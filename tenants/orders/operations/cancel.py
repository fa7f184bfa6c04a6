"""Cancelling orders, whole or by line: what was held goes back to the shelf for whoever waits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import AlreadyPicked, NothingLeft, PartOfAKit, UnknownLine, UnknownOrder
from tenants.orders.inputs import Cancellation
from tenants.orders.locking import Locked, lock_orders

_CANCEL = db.stacked(
    """UPDATE order_line l SET cancelled = l.cancelled + n.q, allocated = 0 FROM unnest(%s::bigint[], %s::int[], %s::bigint[])
 AS n(order_id, line_no, q) WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """DELETE FROM allocation a USING unnest(%s::bigint[], %s::int[]) AS n(order_id, line_no)
 WHERE a.order_id = n.order_id AND a.line_no = n.line_no""",
    """UPDATE balance b SET allocated = b.allocated - n.q FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE b.id = n.id""",
    """UPDATE order_kit k SET cancelled = k.ordered - n.gone FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(order_id, kit_no, gone)
 WHERE k.order_id = n.order_id AND k.kit_no = n.kit_no""",
    """UPDATE orders o SET cancelled = o.cancelled + n.c, allocated = o.allocated - n.a, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, c, a) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """How many pieces were cancelled, and how many of them had stock."""

    number: int
    pieces: int
    released: int


@dataclass(frozen=True, slots=True)
class _Line:
    order_id: int
    line_no: int
    pieces: int
    released: int


@operation("orders:cancel")
def cancel_orders(batch: Sequence[Cancellation]) -> list[Outcome[Cancelled]]:
    """Cancel what hasn't left yet; an order already cancelled stays as it is. A kit is cancelled with all its parts."""
    orders = lock_orders(item.number for item in batch)
    lines: list[_Line] = []
    facts: list[Event] = []
    freed: dict[int, int] = defaultdict(int)
    outcomes = [_one(item, orders, lines, facts, freed) for item in batch]
    if lines:
        facts += [Event("stock.arrived", ("sku", sku_id), {"change": 0, "freed": q}) for sku_id, q in sorted(freed.items())]
        db.run(_CANCEL, _values(lines, orders, facts))
    return outcomes


def _one(item: Cancellation, orders: dict[int, Locked], lines: list[_Line], facts: list[Event], freed: dict[int, int]) -> Outcome[Cancelled]:
    order = orders.get(item.number)
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    if order.row.state == "cancelled" or any(line.order_id == order.row.id for line in lines):
        return Outcome.again(Cancelled(item.number, 0, 0))
    try:
        mine = _lines(item, order)
    except DomainError as error:
        return Outcome.refused(error)
    lines += mine
    done = Cancelled(item.number, sum(x.pieces for x in mine), sum(x.released for x in mine))
    for held in order.allocations:
        if any(held.line_no == x.line_no for x in mine):
            freed[held.sku_id] += held.quantity
    facts.append(Event("order.cancelled", ("order", order.row.id), {
        "number": item.number, "pieces": done.pieces, "released": done.released, "reason": item.reason,
        "lines": [x.line_no for x in mine] if item.lines else None}))
    return Outcome.done(done)


def _lines(item: Cancellation, order: Locked) -> list[_Line]:
    chosen = [order.lines[n] for n in sorted(_named(item, order))]
    if any(line.picked for line in chosen):
        raise AlreadyPicked(number=item.number)
    left = [_Line(order.row.id, x.line_no, x.ordered - x.cancelled - x.shipped, x.allocated) for x in chosen]
    left = [line for line in left if line.pieces]
    if not left:
        raise NothingLeft(number=item.number)
    return left


def _named(item: Cancellation, order: Locked) -> set[int]:
    """The lines that are meant: those named, the parts of kits named, or all."""
    named: set[int] = set()
    for line_no in item.lines or ():
        parts = {line.line_no for line in order.lines.values() if line.kit_no == line_no}
        if not parts and line_no not in order.lines:
            raise UnknownLine("/lines", number=item.number, line=line_no)
        if not parts and order.lines[line_no].kit_no:
            raise PartOfAKit("/lines", line=line_no)
        named |= parts or {line_no}
    return named or set(order.lines)


def _kits(touched: set[tuple[int, int]], orders: dict[int, Locked]) -> list[tuple[int, int, int]]:
    """(order, kit, how many of it have left whole) of the kits whose parts are cancelled."""
    gone: dict[tuple[int, int], int] = {}
    for order in orders.values():
        for line in order.lines.values():
            if line.kit_no and any((line.order_id, part.line_no) in touched for part in order.lines.values() if part.kit_no == line.kit_no):
                key = line.order_id, line.kit_no
                gone[key] = min(line.shipped // line.per_kit, gone.get(key, line.shipped))
    return [(*key, left) for key, left in gone.items()]


def _values(lines: list[_Line], orders: dict[int, Locked], facts: list[Event]) -> list[object]:
    touched = {(line.order_id, line.line_no) for line in lines}
    freed: dict[int, int] = defaultdict(int)
    for order in orders.values():
        for held in order.allocations:
            if (held.order_id, held.line_no) in touched:
                freed[held.balance_id] += held.quantity
    kits = _kits(touched, orders)
    ids, numbers = arrays.ints(line.order_id for line in lines), arrays.ints(line.line_no for line in lines)
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        sums[line.order_id][0] += line.pieces
        sums[line.order_id][1] += line.released
    return [ids, numbers, arrays.ints(line.pieces for line in lines), ids, numbers,
            arrays.ints(freed), arrays.ints(freed.values()), *(arrays.ints(kit[n] for kit in kits) for n in range(3)),
            arrays.ints(sums), arrays.ints(s[0] for s in sums.values()), arrays.ints(s[1] for s in sums.values()),
            *events.parameters(facts)]
