"""Changing purchase orders: lines, costs, dates, notes; with a preview of what that does to money and to what is coming."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event
from saas.kit.inputs import Missing
from saas.kit.operations import Outcome, operation, query
from tenants.purchasing.costs import bounded, cost_of, rate_of
from tenants.purchasing.errors import (
    BelowArrived, CostSettled, LineInUse, NoLineStays, PurchaseOver, UnknownPurchaseLine, UnknownPurchaseOrder,
)
from tenants.purchasing.inputs import ChangedLine, PurchaseChange
from tenants.purchasing.known import Known, known
from tenants.purchasing.locking import Locked, lock_orders, seen_order

_IN_USE = """
SELECT n.purchase_id, l.purchase_line_no AS line_no FROM notice n JOIN notice_line l ON l.notice_id = n.id
 WHERE n.purchase_id = ANY (%s::bigint[]) AND l.purchase_line_no IS NOT NULL
 UNION SELECT r.purchase_id, l.purchase_line_no FROM goods_receipt r JOIN goods_receipt_line l ON l.receipt_id = r.id
 WHERE r.purchase_id = ANY (%s::bigint[]) AND l.purchase_line_no IS NOT NULL"""
_CHANGE = db.stacked(
    "DELETE FROM purchase_line l USING unnest(%s::bigint[], %s::bigint[]) AS n(id, no) WHERE (l.purchase_id, l.line_no) = (n.id, n.no)",
    """UPDATE purchase_line l SET ordered = n.ordered, unit_cost = n.cost FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
 AS n(id, no, ordered, cost) WHERE (l.purchase_id, l.line_no) = (n.id, n.no)""",
    """INSERT INTO purchase_line (purchase_id, line_no, sku_id, ordered, unit_cost)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])""",
    """UPDATE purchase_order p SET total = n.total, ordered = n.ordered, open_pieces = n.open, expected_on = n.expected_on, reference = n.reference,
  rate = n.rate, note = n.note, version = p.version + 1
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::text[], %s::text[], %s::text[])
       AS n(id, total, ordered, open, expected_on, reference, rate, note) WHERE p.id = n.id""",
    events.HISTORY, events.ERRANDS)


@dataclass(slots=True)
class Wanted:
    """A line as it shall be beside what it is: `before` is 0 pieces for a new line, `after` 0 for one taken out."""

    line_no: int
    sku_id: int
    sku: str
    title: str
    received: int
    before: int
    cost_before: int
    after: int
    cost: int

    @property
    def changed(self) -> bool:
        return (self.before, self.cost_before) != (self.after, self.cost)


@dataclass(slots=True)
class Effect:
    """What a change does to an order: its lines, its money in minor units of `currency`, and what is coming when."""

    number: int
    currency: str
    total_before: int
    open_before: int
    expected_before: date | None
    expected_on: date | None
    reference: str
    rate: str
    note: str
    order: Any
    lines: list[Wanted] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(line.after * line.cost for line in self.lines)

    @property
    def ordered(self) -> int:
        return sum(line.after for line in self.lines)

    @property
    def open(self) -> int:
        return sum(max(0, line.after - line.received) for line in self.lines)

    @property
    def changes(self) -> bool:
        row = self.order
        kept = (row.expected_on, row.reference, row.rate, row.note) == (self.expected_on, self.reference, self.rate, self.note)
        return not kept or any(line.changed for line in self.lines)


@query("purchasing:order")
def preview_purchase_change(change: PurchaseChange) -> Effect:
    """What the change would do; nothing is written, and the same errors are raised."""
    order = seen_order(change.number)
    if order is None:
        raise UnknownPurchaseOrder("/number", number=change.number)
    return _effect(change, order, known((), _skus([change])), _in_use([order]))


@operation("purchasing:order")
def change_purchase_orders(batch: Sequence[PurchaseChange | DomainError]) -> list[Outcome[Effect]]:
    """Change lines, costs, dates and notes; only down to what has arrived. Of an order named twice the second is refused."""
    changes = [change for change in batch if isinstance(change, PurchaseChange)]
    orders = lock_orders(change.number for change in changes)
    there, used = known((), _skus(changes)), _in_use(list(orders.values()))
    effects: dict[int, Effect] = {}
    outcomes = [_one(change, orders, there, used, effects) for change in batch]
    if effects:
        db.run(_CHANGE, _values(list(effects.values())))
    return outcomes


def _skus(changes: Sequence[PurchaseChange]) -> set[str]:
    return {line.sku for change in changes for line in change.lines if line.sku}


def _in_use(orders: Sequence[Locked]) -> set[tuple[int, int]]:
    """Lines that notices or receipts speak of."""
    ids = arrays.ints(order.row.id for order in orders)
    return {(row.purchase_id, row.line_no) for row in db.rows(_IN_USE, [ids, ids])}


def _one(change: PurchaseChange | DomainError, orders: dict[int, Locked], there: Known, used: set[tuple[int, int]],
         effects: dict[int, Effect]) -> Outcome[Effect]:
    if isinstance(change, DomainError):
        return Outcome.refused(change)
    order = orders.get(change.number)
    if order is None:
        return Outcome.refused(UnknownPurchaseOrder("/number", number=change.number))
    if change.number in effects or change.version not in (None, order.row.version):
        return Outcome.refused(Stale())
    try:
        effect = _effect(change, order, there, used)
    except DomainError as error:
        return Outcome.refused(error)
    if not effect.changes:
        return Outcome.again(effect)
    effects[change.number] = effect
    return Outcome.done(effect)


def _effect(change: PurchaseChange, order: Locked, there: Known, used: set[tuple[int, int]]) -> Effect:
    row = order.row
    if row.state in ("closed", "cancelled"):
        raise PurchaseOver(number=row.number)
    rate = row.rate if change.rate is None else rate_of(change.rate, row.currency)
    effect = Effect(row.number, row.currency, row.total, row.open_pieces, row.expected_on, change.expected_on or row.expected_on,
                    row.reference if change.reference is None else change.reference, rate, row.note if change.note is None else change.note, row)
    effect.lines = [Wanted(x.line_no, x.sku_id, x.sku, x.title, x.received, x.ordered, x.unit_cost, x.ordered, x.unit_cost) for x in order.lines]
    for n, asked in enumerate(change.lines):
        if asked.line is None:
            effect.lines.append(_new(asked, effect, there, f"/lines/{n}"))
        else:
            _alter(asked, effect, (row.id, asked.line) in used, f"/lines/{n}")
    if not effect.ordered:
        raise NoLineStays("/lines", number=row.number)
    return effect


def _new(asked: ChangedLine, effect: Effect, there: Known, pointer: str) -> Wanted:
    for name, given in (("sku", asked.sku), ("quantity", asked.quantity), ("unit_cost", asked.unit_cost)):
        if given in (None, "", 0):
            raise Missing(f"{pointer}/{name}")
    sku, cost = there.sku(asked.sku, f"{pointer}/sku"), cost_of(asked.unit_cost or "", effect.currency, f"{pointer}/unit_cost")
    bounded(cost, asked.quantity or 0, effect.currency, effect.rate, f"{pointer}/unit_cost")
    return Wanted(max(line.line_no for line in effect.lines) + 1, sku.id, sku.code, sku.title, 0, 0, 0, asked.quantity or 0, cost)


def _alter(asked: ChangedLine, effect: Effect, used: bool, pointer: str) -> None:
    line = next((line for line in effect.lines if line.line_no == asked.line), None)
    if line is None:
        raise UnknownPurchaseLine(f"{pointer}/line", number=effect.number, line=asked.line)
    after = line.before if asked.quantity is None else asked.quantity
    cost = line.cost_before if asked.unit_cost is None else cost_of(asked.unit_cost, effect.currency, f"{pointer}/unit_cost")
    if after != line.before and after < line.received:
        raise BelowArrived(f"{pointer}/quantity", line=line.line_no, arrived=line.received)
    if after == 0 and used:
        raise LineInUse(f"{pointer}/quantity", line=line.line_no)
    if cost != line.cost_before and line.received:
        raise CostSettled(f"{pointer}/unit_cost", line=line.line_no)
    bounded(cost, after, effect.currency, effect.rate, f"{pointer}/unit_cost")
    line.after, line.cost = after, cost


def _values(effects: Sequence[Effect]) -> list[Any]:
    lines = [(effect.order.id, line) for effect in effects for line in effect.lines if line.changed]
    gone = [(purchase, line.line_no) for purchase, line in lines if not line.after]
    kept = [(purchase, line.line_no, line.after, line.cost) for purchase, line in lines if line.before and line.after]
    fresh = [(purchase, line.line_no, line.sku_id, line.after, line.cost) for purchase, line in lines if not line.before]
    return [*_columns(gone, 2), *_columns(kept, 4), *_columns(fresh, 5), arrays.ints(e.order.id for e in effects),
            arrays.ints(e.total for e in effects), arrays.ints(e.ordered for e in effects), arrays.ints(e.open for e in effects),
            arrays.texts(e.expected_on and e.expected_on.isoformat() for e in effects), arrays.texts(e.reference for e in effects),
            arrays.texts(e.rate for e in effects), arrays.texts(e.note for e in effects), *events.parameters(list(map(_fact, effects)))]


def _columns(rows: Sequence[Sequence[int]], width: int) -> list[str]:
    return [arrays.ints(row[n] for row in rows) for n in range(width)]


def _fact(effect: Effect) -> Event:
    """What was otherwise before, for the timeline; amounts in minor units."""
    day = [effect.expected_before, effect.expected_on]
    return Event("purchase.changed", ("purchase", effect.order.id), {
        "number": effect.number, "currency": effect.currency, "total": [effect.total_before, effect.total],
        "open": [effect.open_before, effect.open], "expected_on": [d and d.isoformat() for d in day] if day[0] != day[1] else None,
        "lines": [{"sku": x.sku, "quantity": [x.before, x.after], "cost": [x.cost_before, x.cost]} for x in effect.lines if x.changed]})
