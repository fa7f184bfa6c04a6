"""Ordering goods: many purchase orders at once, as drafts or sent, in the same few statements."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor, tenant
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.purchasing.batching import each_once
from tenants.purchasing.costs import bounded, cost_of, currency_of, rate_of
from tenants.purchasing.inputs import NewPurchaseOrder
from tenants.purchasing.known import Known, known
from tenants.purchasing.locking import lock_suppliers

_BEFORE = "SELECT key, fingerprint, id, number, state, total, currency, version FROM purchase_order WHERE key = ANY (%s::text[])"
# What a supplier takes for a SKU in this currency, or took the last time; and how long they take, of those they offer.
_USUAL = """
SELECT n.supplier_id, n.sku_id, n.currency, coalesce(CASE WHEN o.currency = n.currency THEN o.unit_cost END, l.unit_cost, 0) AS unit_cost, o.lead_days
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS n(supplier_id, sku_id, currency)
  LEFT JOIN supplier_offer o ON (o.supplier_id, o.sku_id) = (n.supplier_id, n.sku_id) LEFT JOIN LATERAL (SELECT l.unit_cost FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id
   WHERE l.sku_id = n.sku_id AND p.supplier_id = n.supplier_id AND p.currency = n.currency ORDER BY l.purchase_id DESC, l.line_no DESC LIMIT 1) l ON true"""
_ORDERS = """
INSERT INTO purchase_order (supplier_id, warehouse_id, reference, currency, rate, total, ordered, open_pieces, expected_on, ordered_at, note, key, fingerprint, created_by)
SELECT n.supplier_id, n.warehouse_id, n.reference, n.currency, n.rate, n.total, n.ordered, n.ordered, n.expected_on, n.ordered_at, n.note, n.key, n.fingerprint, %s::jsonb
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::date[], %s::timestamptz[], %s::text[], %s::text[], %s::text[])
       WITH ORDINALITY AS n(supplier_id, warehouse_id, reference, currency, rate, total, ordered, expected_on, ordered_at, note, key, fingerprint, place)
 ORDER BY n.place ON CONFLICT (key) DO NOTHING RETURNING id, number, state, total, currency, version"""
_LINES = db.stacked(
    """INSERT INTO purchase_line (purchase_id, line_no, sku_id, unit_cost, ordered)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])""", events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class PlacedPurchase:
    """A purchase order as it was placed; `total` in minor units of `currency`."""

    id: int
    number: int
    state: str
    total: int
    currency: str
    version: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """An order that will be written: lines are (SKU id, unit cost, pieces)."""

    new: NewPurchaseOrder
    supplier: Any
    warehouse: Any
    currency: str
    rate: str
    expected_on: date | None
    lines: list[tuple[int, int, int]]
    total: int

    @property
    def pieces(self) -> int:
        return sum(quantity for _sku, _cost, quantity in self.lines)


@operation("purchasing:order")
def place_purchase_orders(batch: Sequence[NewPurchaseOrder | DomainError]) -> list[Outcome[PlacedPurchase]]:
    """Order goods from suppliers, or keep the orders as drafts; the same key again is the same order."""
    wanted = [new for new in batch if isinstance(new, NewPurchaseOrder)]
    lock_suppliers(new.supplier for new in wanted)
    there = known((new.supplier for new in wanted), (line.sku for new in wanted for line in new.lines))
    before = {row.key: (row.fingerprint, PlacedPurchase(*row[2:])) for row in db.rows(_BEFORE, [arrays.texts(new.key for new in wanted if new.key)])}
    usual = _usual(wanted, there)
    return each_once(batch, before, lambda new: _plan(new, there, usual), _write)


def _usual(wanted: Sequence[NewPurchaseOrder], there: Known) -> dict[tuple[int, int, str], Any]:
    asked = {(there.suppliers[new.supplier].id, there.skus[line.sku].id, new.currency or tenant().currency) for new in wanted for line in new.lines
             if new.supplier in there.suppliers and line.sku in there.skus}
    rows = db.rows(_USUAL, [arrays.ints(a[0] for a in asked), arrays.ints(a[1] for a in asked), arrays.texts(a[2] for a in asked)])
    return {(row.supplier_id, row.sku_id, row.currency): row for row in rows}


def _plan(new: NewPurchaseOrder, there: Known, usual: dict[tuple[int, int, str], Any]) -> _Plan:
    supplier, warehouse, currency = there.supplier(new.supplier), there.warehouse(new.warehouse), currency_of(new.currency)
    rate = rate_of(new.rate, currency)
    lines, total, days = [], 0, []
    for n, line in enumerate(new.lines):
        sku = there.sku(line.sku, f"/lines/{n}/sku")
        pointer = f"/lines/{n}/unit_cost"
        known_here = usual[supplier.id, sku.id, currency]
        days.append(supplier.lead_days if known_here.lead_days is None else known_here.lead_days)
        cost = known_here.unit_cost if line.unit_cost is None else cost_of(line.unit_cost, currency, pointer)
        total += bounded(cost, line.quantity, currency, rate, pointer)
        lines.append((sku.id, cost, line.quantity))
    return _Plan(new, supplier, warehouse, currency, rate, new.expected_on or (None if new.draft else usual_arrival(days)), lines, total)


def usual_arrival(days: Sequence[int | None]) -> date | None:
    """When the last of goods ordered today usually comes, by the days each line takes; None where nobody said of any."""
    told = [n for n in days if n is not None]
    return clock.today(tenant().zone) + timedelta(days=max(told)) if told else None


def _write(plans: Sequence[_Plan]) -> list[PlacedPurchase]:
    rows = db.rows(_ORDERS, [json.dumps(actor().as_data(), ensure_ascii=False), *_columns(plans)])
    if len(rows) != len(plans):
        raise Stale()  # another request with one of these keys came in between
    placed = [PlacedPurchase(*row) for row in sorted(rows, key=lambda row: row.id)]
    lines = [(one.id, n, *line) for plan, one in zip(plans, placed, strict=True) for n, line in enumerate(plan.lines, 1)]
    db.run(_LINES, [*(arrays.ints(line[n] for line in lines) for n in range(5)), *events.parameters(_facts(plans, placed))])
    return placed


def _columns(plans: Sequence[_Plan]) -> list[str]:
    now = clock.now()
    return [arrays.ints(p.supplier.id for p in plans), arrays.ints(p.warehouse.id for p in plans), arrays.texts(p.new.reference for p in plans),
            arrays.texts(p.currency for p in plans), arrays.texts(p.rate for p in plans), arrays.ints(p.total for p in plans),
            arrays.ints(p.pieces for p in plans), arrays.texts(p.expected_on and p.expected_on.isoformat() for p in plans),
            arrays.instants(None if p.new.draft else now for p in plans), arrays.texts(p.new.note for p in plans),
            arrays.texts(p.new.key or None for p in plans), arrays.texts(p.new.fingerprint for p in plans)]


def _facts(plans: Sequence[_Plan], placed: Sequence[PlacedPurchase]) -> list[Event]:
    return [Event("purchase.drafted" if plan.new.draft else "purchase.ordered", ("purchase", one.id), {
        "number": one.number, "supplier": plan.supplier.name, "pieces": plan.pieces, "total": plan.total, "currency": plan.currency})
        for plan, one in zip(plans, placed, strict=True)]
