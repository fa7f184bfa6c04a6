"""Cancelling orders, whole, by line or by the piece: what was held goes back to the shelf for whoever waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import once_more
from saas.kit.operations import Outcome, operation
from tenants.orders.cancelling import Wish, wishes
from tenants.orders.errors import NothingLeft, UnknownOrder
from tenants.orders.inputs import Cancellation
from tenants.orders.locking import Locked, done_with, lock_orders
from tenants.orders.operations.change import Effect
from tenants.orders.operations.settle import lift_settled

_CANCEL = db.stacked(
    """UPDATE order_line l SET cancelled = l.cancelled + n.q, allocated = l.allocated - n.r
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(order_id, line_no, q, r)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """DELETE FROM allocation a USING unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(order_id, line_no, balance_id, q)
 WHERE (a.order_id, a.line_no, a.balance_id, a.quantity) = (n.order_id, n.line_no, n.balance_id, n.q)""",
    """UPDATE allocation a SET quantity = a.quantity - n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])
 AS n(order_id, line_no, balance_id, q) WHERE (a.order_id, a.line_no, a.balance_id) = (n.order_id, n.line_no, n.balance_id)""",
    """UPDATE balance b SET allocated = b.allocated - n.q FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE b.id = n.id""",
    """UPDATE order_kit k SET cancelled = k.cancelled + n.q FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(order_id, kit_no, q)
 WHERE k.order_id = n.order_id AND k.kit_no = n.kit_no""",
    """UPDATE orders o SET cancelled = o.cancelled + n.c, allocated = o.allocated - n.a, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, c, a) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)

Place = tuple[int, int]  # order, number of a line or kit


@dataclass(frozen=True, slots=True)
class Cancelled:
    """How many pieces were cancelled, and how many of them had stock."""

    number: int
    pieces: int
    released: int


@dataclass
class _Run:
    """What a batch has cancelled so far: pieces by line, kits by number, what went back by allocation and by SKU."""

    known: dict[tuple[int, str], str]
    gone: Counter[Place] = field(default_factory=Counter)
    back: Counter[Place] = field(default_factory=Counter)
    kits: Counter[Place] = field(default_factory=Counter)
    parts: dict[tuple[int, int, int], list[int]] = field(default_factory=dict)  # allocation: pieces that go back, of so many
    skus: Counter[int] = field(default_factory=Counter)
    facts: list[Event] = field(default_factory=list)

    def cancel(self, order: Locked, wish: Wish) -> Cancelled:
        """Note it down: pieces without stock go first, then held ones, the last shelf first."""
        before = self.back.total()
        for line_no, pieces in wish.lines.items():
            line, at = order.lines[line_no], (order.row.id, line_no)
            short = line.ordered - line.cancelled - line.shipped - line.allocated - (self.gone[at] - self.back[at])
            self._let_go(order, line_no, max(0, pieces - short))
            self.gone[at] += pieces
        for kit_no, kits in wish.kits.items():
            self.kits[order.row.id, kit_no] += kits
        return Cancelled(order.row.number, sum(wish.lines.values()), self.back.total() - before)

    def _let_go(self, order: Locked, line_no: int, pieces: int) -> None:
        self.back[order.row.id, line_no] += pieces
        for held in reversed(order.allocations):
            if held.line_no != line_no or not pieces:
                continue
            mine = self.parts.setdefault((held.order_id, line_no, held.balance_id), [0, held.quantity])
            part = min(pieces, held.quantity - held.picked - mine[0])
            mine[0] += part
            self.skus[held.sku_id] += part
            pieces -= part


@operation("orders:cancel")
def cancel_orders(batch: Sequence[Cancellation]) -> list[Outcome[Cancelled]]:
    """Cancel what hasn't left yet; an order already cancelled stays as it is. A kit is cancelled with all its parts. Several
    of a batch for one order are done one after the other; the same key again cancels nothing twice."""
    orders = lock_orders(item.number for item in batch)
    run = _Run(done_with(orders.values(), "order.cancelled", (item.key for item in batch)))
    outcomes = [_one(item, orders.get(item.number), run) for item in batch]
    if run.gone:
        db.run(_CANCEL, _values(run))
        lift_settled([order.row.id for order in orders.values() if _goes_on(order, run)])
    return outcomes


@operation("orders:cancel")
def preview_cancellations(batch: Sequence[Cancellation]) -> list[Outcome[Effect]]:
    """What `cancel_orders` would do, found by doing it and taking it back."""
    before = lock_orders(item.number for item in batch)
    with db.undone():
        outcomes = cancel_orders(batch)
        after = lock_orders(before)
    return [Outcome.refused(o.error) if o.error else Outcome(o.status, Effect(before[item.number], after[item.number]))
            for item, o in zip(batch, outcomes, strict=True)]


def _one(item: Cancellation, order: Locked | None, run: _Run) -> Outcome[Cancelled]:
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    gone = {no: run.gone[order.row.id, no] for no in order.lines} | {no: run.kits[order.row.id, no] for no in order.kits}
    over = all(line.ordered == line.cancelled + gone[no] for no, line in order.lines.items())
    if (order.row.id, item.key) in run.known:
        return once_more(item, run.known[order.row.id, item.key], Cancelled(item.number, 0, 0))
    if over:
        return Outcome.again(Cancelled(item.number, 0, 0))
    try:
        wish = wishes(item, order, gone)
        if not wish.lines:
            raise NothingLeft(number=item.number)
    except DomainError as error:
        return Outcome.refused(error)
    done = run.cancel(order, wish)
    if item.key:
        run.known[order.row.id, item.key] = item.fingerprint
    part = (item.lines or item.pieces) and any(line.ordered > line.cancelled + gone[no] + wish.lines[no] for no, line in order.lines.items())
    run.facts.append(Event("order.cancelled", ("order", order.row.id), {
        "number": item.number, "pieces": done.pieces, "released": done.released, "reason": item.reason, "key": item.key, "fingerprint": item.fingerprint,
        "lines": sorted(wish.lines) if part else None}))
    return Outcome.done(done)


def _goes_on(order: Locked, run: _Run) -> bool:
    """Something was cancelled, and something is wanted still."""
    gone = sum(run.gone[order.row.id, no] for no in order.lines)
    return 0 < gone < order.row.ordered - order.row.cancelled


def _values(run: _Run) -> list[object]:
    freed, sums = Counter[int](), {order_id: [0, 0] for order_id, _line in run.gone}
    for (_order, _line, balance_id), (pieces, _of) in run.parts.items():
        freed[balance_id] += pieces
    for (order_id, line), pieces in run.gone.items():
        sums[order_id][0] += pieces
        sums[order_id][1] += run.back[order_id, line]
    whole = [(*part, pieces) for part, (pieces, there) in run.parts.items() if pieces == there]
    some = [(*part, pieces) for part, (pieces, there) in run.parts.items() if 0 < pieces < there]
    told = [*run.facts, *(Event("stock.arrived", ("sku", sku_id), {"change": 0, "freed": q}) for sku_id, q in sorted(run.skus.items()) if q)]
    return [*_columns([(*at, q, run.back[at]) for at, q in run.gone.items()], 4), *_columns(whole, 4), *_columns(some, 4),
            arrays.ints(freed), arrays.ints(freed.values()), *_columns([(*at, q) for at, q in run.kits.items()], 3),
            *_columns([(order_id, *both) for order_id, both in sums.items()], 3), *events.parameters(told)]


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[str]:
    return [arrays.ints(row[n] for row in rows) for n in range(width)]
