"""Available to promise: what is free now, what comes when, and from which day on so many pieces can be promised. Of kits, as
many as every part makes.

Purchase orders, notices and transfers belong to rooms above; what of them is on its way is read by their tables' names.
Each piece is counted once: what a notice announces of an order's line is taken from what the order itself still says."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from saas.kit import arrays, clock, db
from saas.kit.context import tenant
from saas.kit.operations import query

_FREE = """
SELECT s.id, s.code AS sku, s.is_kit, s.safety_stock,
       coalesce((SELECT sum(b.on_hand - b.allocated) FROM balance b WHERE b.sku_id = s.id AND b.status = 'good'
                  AND (b.expires_on IS NULL OR b.expires_on >= %s)), 0)::bigint AS free,
       coalesce((SELECT sum(l.ordered - l.cancelled - l.allocated - l.shipped) FROM order_line l JOIN orders o ON o.id = l.order_id
                  WHERE l.sku_id = s.id AND l.allocated + l.shipped + l.cancelled < l.ordered AND o.state NOT IN ('draft', 'closed', 'cancelled')), 0)::bigint
         AS waiting
  FROM sku s WHERE s.code = ANY (%s::text[]) ORDER BY s.code"""
# Down to what is stocked, however deep kits stand in kits; a kit with a part that isn't sold can't be put together.
_PARTS = """
WITH RECURSIVE inside AS (
  SELECT k.kit_id AS kit, k.sku_id, k.quantity::numeric FROM kit_part k WHERE k.kit_id = ANY (%s::bigint[])
   UNION ALL SELECT i.kit, k.sku_id, i.quantity * k.quantity FROM inside i JOIN kit_part k ON k.kit_id = i.sku_id)
SELECT i.kit, s.code AS sku, sum(i.quantity)::bigint AS quantity FROM inside i JOIN sku s ON s.id = i.sku_id AND NOT s.is_kit
 WHERE i.kit NOT IN (SELECT o.kit FROM inside o JOIN sku x ON x.id = o.sku_id WHERE NOT x.active)
 GROUP BY i.kit, s.code ORDER BY i.kit, s.code"""
_COMING = """
WITH lines AS (
  SELECT l.sku_id, l.purchase_id, l.line_no, l.ordered - l.received - l.closed AS open, p.number, p.expected_on, p.warehouse_id
    FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id
   WHERE l.sku_id = ANY (%s::bigint[]) AND l.received + l.closed < l.ordered AND p.state IN ('ordered', 'part_received')),
announced AS (
  SELECT a.sku_id, n.purchase_id, a.purchase_line_no AS line_no, n.number, n.expected_on, n.warehouse_id, a.quantity,
         sum(a.quantity) OVER (PARTITION BY n.purchase_id, a.purchase_line_no ORDER BY n.expected_on, n.id, a.line_no) AS upto
    FROM notice_line a JOIN notice n ON n.id = a.notice_id WHERE a.sku_id = ANY (%s::bigint[]) AND n.state = 'announced'),
refined AS (
  SELECT a.sku_id, a.number, coalesce(a.expected_on, l.expected_on) AS day, a.warehouse_id, a.purchase_id, a.line_no,
         CASE WHEN a.line_no IS NULL THEN a.quantity ELSE least(a.quantity, greatest(0, coalesce(l.open, 0) - (a.upto - a.quantity))) END AS quantity
    FROM announced a LEFT JOIN lines l ON l.purchase_id = a.purchase_id AND l.line_no = a.line_no)
SELECT c.sku_id, c.kind, c.number, c.day, w.name AS warehouse, sum(c.quantity)::bigint AS quantity FROM (
  SELECT sku_id, 'notice' AS kind, number, day, warehouse_id, quantity FROM refined
   UNION ALL
  SELECT l.sku_id, 'purchase', l.number, l.expected_on, l.warehouse_id,
         l.open - coalesce((SELECT sum(r.quantity) FROM refined r WHERE r.purchase_id = l.purchase_id AND r.line_no = l.line_no), 0) FROM lines l
   UNION ALL
  SELECT t.sku_id, 'transfer', x.number, x.expected_on, x.to_warehouse_id, t.sent - t.received - t.lost
    FROM transfer_line t JOIN transfer x ON x.id = t.transfer_id WHERE t.sku_id = ANY (%s::bigint[]) AND t.sent > t.received + t.lost) c
  JOIN warehouse w ON w.id = c.warehouse_id
 GROUP BY c.sku_id, c.kind, c.number, c.day, w.name HAVING sum(c.quantity) > 0 ORDER BY c.sku_id, c.day, c.kind, c.number"""


@dataclass(frozen=True, slots=True)
class Coming:
    """Pieces of a SKU on their way to a warehouse: by a purchase order, an advance notice or a transfer of this number.
    `day` None: nobody said when."""

    kind: str
    number: int
    day: date | None
    warehouse: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on so many pieces can be promised; `coming` of them arrive on it."""

    day: date
    coming: int
    promised: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What of a SKU can be promised. `free` is what lies there unheld and not expired, less the safety stock; `waiting`
    pieces are promised already. Overdue and undated goods are told and not promised.

    A kit is promised as its `parts` are (each with the pieces for one kit): nothing of itself lies there, waits or comes."""

    sku: str
    free: int
    waiting: int
    safety_stock: int
    today: date
    coming: list[Coming] = field(default_factory=list)
    parts: list[tuple["Promise", int]] = field(default_factory=list)

    @property
    def now(self) -> int:
        """Pieces that can be promised today."""
        if self.parts:
            return min(part.now // per_kit for part, per_kit in self.parts)
        return max(0, self.free - self.waiting)

    @property
    def most(self) -> int:
        """Pieces that could be promised if all that is on its way came, whenever that is; below zero, so many wait in vain."""
        if self.parts:
            return min(part.most // per_kit for part, per_kit in self.parts)
        return self.free - self.waiting + sum(one.pieces for one in self.coming)

    @property
    def overdue(self) -> int:
        """Pieces that should have come before today."""
        return sum(one.pieces for one in self.coming if one.day and one.day < self.today)

    @property
    def undated(self) -> int:
        """Pieces on their way that nobody gave a day for."""
        return sum(one.pieces for one in self.coming if one.day is None)

    @property
    def steps(self) -> list[Step]:
        """By day of arrival, what can be promised from then on; whoever waits already is served first."""
        if self.parts:
            return self._steps_of_parts()
        total, found = self.free - self.waiting, []
        dated = [one for one in self.coming if one.day and one.day >= self.today]
        for day, arriving in groupby(dated, key=lambda one: one.day):
            pieces = sum(one.pieces for one in arriving)
            total += pieces
            found.append(Step(day, pieces, max(0, total)))  # type: ignore[arg-type]
        return found

    @property
    def by_day(self) -> dict[date, int]:
        """How many can be promised from each day of arrival on."""
        return {step.day: step.promised for step in self.steps}

    def _steps_of_parts(self) -> list[Step]:
        """The days on which what arrives makes more kits than before."""
        before, found = self.now, []
        steps = {part.sku: part.steps for part, _per_kit in self.parts}
        for day in sorted({step.day for every in steps.values() for step in every}):
            kits = min(next((step.promised for step in reversed(steps[part.sku]) if step.day <= day), part.now) // per_kit
                       for part, per_kit in self.parts)
            if kits > before:
                found.append(Step(day, kits - before, kits))
                before = kits
        return found

    def first_day(self, quantity: int) -> date | None:
        """The first day on which so many pieces can be promised; None while nothing that is on its way suffices."""
        if quantity <= self.now:
            return self.today
        return next((step.day for step in self.steps if step.promised >= quantity), None)

    def needs_late(self, quantity: int) -> bool:
        """So many could only be promised with goods that are overdue or have no day."""
        return self.first_day(quantity) is None and quantity <= self.most


@query("inventory:read")
def available_to_promise(skus: Sequence[str], until: date | None = None) -> list[Promise]:
    """What of each of these SKUs can be promised, in order of SKU, with what arrives up to a day: two statements, four where
    there are kits."""
    today = clock.today(tenant().zone)
    found = db.rows(_FREE, [today, arrays.texts(skus)])
    kits = _parts([row.id for row in found if row.is_kit])
    if missing := {part for parts in kits.values() for part in parts} - {row.sku for row in found}:
        found += db.rows(_FREE, [today, arrays.texts(missing)])
    promises = {row.id: Promise(row.sku, 0, 0, 0, today) if row.is_kit else
                Promise(row.sku, row.free - row.safety_stock, row.waiting, row.safety_stock, today) for row in found}
    _note_coming(promises, until)
    by_code = {promise.sku: promise for promise in promises.values()}
    for kit, parts in kits.items():
        promises[kit].parts.extend((by_code[sku], per_kit) for sku, per_kit in parts.items())
    return sorted((by_code[sku] for sku in set(skus) & by_code.keys()), key=lambda promise: promise.sku)


def _parts(kits: list[int]) -> dict[int, dict[str, int]]:
    """What goes into these kits, by id: SKU → pieces for one; kits that can't be put together are missing."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in db.rows(_PARTS, [arrays.ints(kits)]) if kits else ():
        found[row.kit][row.sku] = row.quantity
    return found


def _note_coming(promises: dict[int, Promise], until: date | None) -> None:
    ids = arrays.ints(promises)
    for row in db.rows(_COMING, [ids, ids, ids]) if promises else ():
        if until is None or row.day is None or row.day <= until:
            promises[row.sku_id].coming.append(Coming(row.kind, row.number, row.day, row.warehouse, row.quantity))
