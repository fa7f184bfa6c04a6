"""Advance notices: what suppliers say is on its way, and what of it will not come after all."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.purchasing.batching import each_once
from tenants.purchasing.errors import (
    AnotherSupplier, FromWhom, NoticeOver, NotSentYet, PurchaseOver, UnknownNotice, UnknownPurchaseOrder,
)
from tenants.purchasing.inputs import NewNotice, NoticeAct
from tenants.purchasing.known import Known, known
from tenants.purchasing.locking import Locked, lock_notices, lock_orders, lock_suppliers, still_to_come

_BEFORE = "SELECT key, fingerprint, id, number, state, version FROM notice WHERE key = ANY (%s::text[])"
_NOTICES = """
INSERT INTO notice (purchase_id, supplier_id, warehouse_id, reference, carrier, tracking, expected_on, key, fingerprint, created_by)
SELECT n.purchase_id, n.supplier_id, n.warehouse_id, n.reference, n.carrier, n.tracking, n.expected_on, n.key, n.fingerprint, %s::jsonb
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::date[], %s::text[], %s::text[])
       WITH ORDINALITY AS n(purchase_id, supplier_id, warehouse_id, reference, carrier, tracking, expected_on, key, fingerprint, place)
 ORDER BY n.place ON CONFLICT (key) DO NOTHING RETURNING id, number, state, version"""
_LINES = db.stacked(
    """INSERT INTO notice_line (notice_id, line_no, sku_id, purchase_line_no, quantity, lot, expires_on)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::date[])""", events.HISTORY, events.ERRANDS)
_CANCEL = db.stacked("UPDATE notice SET cancelled_at = %s, version = version + 1 WHERE id = ANY (%s::bigint[])", events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Announced:
    """An advance notice as it stands."""

    id: int
    number: int
    state: str
    version: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """A notice that will be written: lines are (SKU id, the order's line, pieces, lot, expiry)."""

    new: NewNotice
    order: Any
    supplier_id: int
    warehouse_id: int
    lines: list[tuple[int, int | None, int, str | None, Any]]


@operation("purchasing:order")
def announce(batch: Sequence[NewNotice | DomainError]) -> list[Outcome[Announced]]:
    """Note what suppliers say is on its way; the same key again is the same notice."""
    wanted = [new for new in batch if isinstance(new, NewNotice)]
    orders = lock_orders(new.purchase_order for new in wanted if new.purchase_order)
    lock_suppliers(new.supplier for new in wanted if new.supplier)
    there = known((new.supplier for new in wanted if new.supplier), (line.sku for new in wanted for line in new.lines))
    before = {row.key: (row.fingerprint, Announced(*row[2:])) for row in db.rows(_BEFORE, [arrays.texts(new.key for new in wanted if new.key)])}
    return each_once(batch, before, lambda new: _plan(new, orders, there), _write)


def _plan(new: NewNotice, orders: dict[int, Locked], there: Known) -> _Plan:
    order = awaited(new.purchase_order, new.supplier, orders) if new.purchase_order else None
    if order is None and not new.supplier:
        raise FromWhom("/supplier")
    supplier = order.row.supplier_id if order else there.supplier(new.supplier).id
    warehouse = order.row.warehouse_id if order and not new.warehouse else there.warehouse(new.warehouse).id
    left = {line.line_no: still_to_come(line) for line in order.lines} if order else {}
    lines = [(there.sku(line.sku, f"/lines/{n}/sku").id, _line_of(order, line.sku, line.quantity, left), line.quantity, line.lot or None, line.expires_on)
             for n, line in enumerate(new.lines)]
    return _Plan(new, order.row if order else None, supplier, warehouse, lines)


def awaited(number: int, supplier: str, orders: dict[int, Locked]) -> Locked:
    """The purchase order of this number, if goods of it may come from this supplier ('' for whoever it is)."""
    order = orders.get(number)
    if order is None:
        raise UnknownPurchaseOrder("/purchase_order", number=number)
    if supplier and order.row.supplier != supplier:
        raise AnotherSupplier("/supplier", number=number)
    if order.row.state == "draft":
        raise NotSentYet("/purchase_order", number=number)
    if order.row.state in ("closed", "cancelled"):
        raise PurchaseOver("/purchase_order", number=number)
    return order


def _line_of(order: Locked | None, sku: str, quantity: int, left: dict[int, int]) -> int | None:
    """The order's line these pieces belong to: the first of this SKU that still waits for some, else its first; None
    where the order has none."""
    mine = [line.line_no for line in order.lines if line.sku == sku] if order else []
    found = next((line_no for line_no in mine if left[line_no] > 0), mine[0] if mine else None)
    if found is not None:
        left[found] -= quantity
    return found


def _write(plans: Sequence[_Plan]) -> list[Announced]:
    rows = db.rows(_NOTICES, [json.dumps(actor().as_data(), ensure_ascii=False), *_columns(plans)])
    if len(rows) != len(plans):
        raise Stale()  # another request with one of these keys came in between
    made = [Announced(*row) for row in sorted(rows, key=lambda row: row.id)]
    lines = [(one.id, n, *line) for plan, one in zip(plans, made, strict=True) for n, line in enumerate(plan.lines, 1)]
    db.run(_LINES, [*(arrays.ints(line[n] for line in lines) for n in range(5)), arrays.texts(line[5] for line in lines),
                    arrays.texts(line[6] and line[6].isoformat() for line in lines), *events.parameters(_facts(plans, made))])
    return made


def _columns(plans: Sequence[_Plan]) -> list[str]:
    return [arrays.ints(p.order and p.order.id for p in plans), arrays.ints(p.supplier_id for p in plans), arrays.ints(p.warehouse_id for p in plans),
            arrays.texts(p.new.reference for p in plans), arrays.texts(p.new.carrier for p in plans), arrays.texts(p.new.tracking for p in plans),
            arrays.texts(p.new.expected_on and p.new.expected_on.isoformat() for p in plans), arrays.texts(p.new.key or None for p in plans),
            arrays.texts(p.new.fingerprint for p in plans)]


def _facts(plans: Sequence[_Plan], made: Sequence[Announced]) -> list[Event]:
    """In the notice's own story, and in its order's."""
    facts = []
    for plan, one in zip(plans, made, strict=True):
        told = {"notice": one.number, "pieces": sum(line[2] for line in plan.lines), "expected_on": plan.new.expected_on and plan.new.expected_on.isoformat(),
                "purchase": plan.order and plan.order.number}
        facts.append(Event("notice.announced", ("notice", one.id), told))
        if plan.order:
            facts.append(Event("purchase.announced", ("purchase", plan.order.id), told))
    return facts


@operation("purchasing:order")
def cancel_notices(batch: Sequence[NoticeAct | DomainError]) -> list[Outcome[Announced]]:
    """Note that what was announced will not come; the orders go on waiting for it."""
    notices = lock_notices(act.number for act in batch if isinstance(act, NoticeAct))
    gone: dict[int, str] = {}
    outcomes = [_gone(act, notices, gone) for act in batch]
    if gone:
        told = [(notices[number].row, {"notice": number, "reason": reason}) for number, reason in gone.items()]
        facts = [Event("notice.cancelled", ("notice", row.id), data) for row, data in told]
        facts += [Event("purchase.notice_cancelled", ("purchase", row.purchase_id), data) for row, data in told if row.purchase_id]
        db.run(_CANCEL, [clock.now(), arrays.ints(row.id for row, _data in told), *events.parameters(facts)])
    return outcomes


def _gone(act: NoticeAct | DomainError, notices: dict[int, Locked], gone: dict[int, str]) -> Outcome[Announced]:
    if isinstance(act, DomainError):
        return Outcome.refused(act)
    if act.number not in notices:
        return Outcome.refused(UnknownNotice("/number", number=act.number))
    row = notices[act.number].row
    if row.state == "cancelled" or act.number in gone:
        return Outcome.again(Announced(row.id, row.number, "cancelled", row.version))
    if act.version not in (None, row.version):
        return Outcome.refused(Stale())
    if row.state == "arrived":
        return Outcome.refused(NoticeOver("/number", number=act.number))
    gone[act.number] = act.reason
    return Outcome.done(Announced(row.id, row.number, "cancelled", row.version + 1))
