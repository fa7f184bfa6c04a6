"""Receiving goods: what came is counted against what was expected, goes to the shelf at its cost, and serves who waits."""

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor, tenant
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.ledger import NewMovement, Spot, lock, post, told_of_good
from tenants.inventory.lots import tracked
from tenants.inventory.places import Places, places
from tenants.purchasing.arriving import Arrived, Counted, Expected, arrived
from tenants.purchasing.batching import each_once
from tenants.purchasing.costs import bounded, cost_of, own_cost
from tenants.purchasing.errors import AnotherOrder, FromWhom, NothingReceived, NoticeOver, TooManyArrived, UnknownNotice
from tenants.purchasing.inputs import NewGoodsReceipt
from tenants.purchasing.known import Known, known
from tenants.purchasing.locking import Locked, lock_notices, lock_orders, lock_suppliers, most_to_come, still_to_come
from tenants.purchasing.lots import ArrivingLots
from tenants.purchasing.operations.announce import awaited

_ORDERS_OF = "SELECT p.number FROM notice n JOIN purchase_order p ON p.id = n.purchase_id WHERE n.number = ANY (%s::bigint[])"
_BEFORE = """
SELECT r.key, r.fingerprint, r.id, r.number, coalesce(sum(l.good), 0)::bigint AS good, coalesce(sum(l.damaged), 0)::bigint AS damaged,
       coalesce(sum(greatest(0, l.good + l.damaged - l.expected)), 0)::bigint AS over,
       coalesce(sum(greatest(0, l.expected - l.good - l.damaged)), 0)::bigint AS short
  FROM goods_receipt r LEFT JOIN goods_receipt_line l ON l.receipt_id = r.id WHERE r.key = ANY (%s::text[]) GROUP BY r.id"""
_RECEIPTS = """
INSERT INTO goods_receipt (purchase_id, notice_id, supplier_id, warehouse_id, note, key, fingerprint, received_by, received_at)
SELECT n.purchase_id, n.notice_id, n.supplier_id, n.warehouse_id, n.note, n.key, n.fingerprint, %s::jsonb, n.at
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
       WITH ORDINALITY AS n(purchase_id, notice_id, supplier_id, warehouse_id, note, key, fingerprint, at, place)
 ORDER BY n.place ON CONFLICT (key) DO NOTHING RETURNING id, number"""
_WRITE = db.stacked(
    """INSERT INTO goods_receipt_line (receipt_id, line_no, sku_id, purchase_line_no, expected, good, damaged, unit_cost, lot, reason)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[])""",
    """UPDATE purchase_line l SET received = l.received + n.pieces, damaged = l.damaged + n.damaged
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, no, pieces, damaged) WHERE (l.purchase_id, l.line_no) = (n.id, n.no)""",
    """UPDATE purchase_order p SET received = p.received + n.pieces, version = p.version + 1,
  open_pieces = (SELECT sum(greatest(0, l.ordered - l.received - l.closed)) FROM purchase_line l WHERE l.purchase_id = p.id)
  FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, pieces) WHERE p.id = n.id""",
    "UPDATE notice SET arrived_at = %s, version = version + 1 WHERE id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Received:
    """A receipt: pieces by condition, and how many more or fewer than expected."""

    id: int
    number: int
    good: int
    damaged: int
    over: int
    short: int


@dataclass(slots=True)
class _Plan:
    """A receipt that will be written, with its order and notice as they are locked."""

    item: NewGoodsReceipt
    key: str
    supplier_id: int
    warehouse: Any
    order: Locked | None
    notice: Locked | None
    lines: list[Arrived]
    moves: list[tuple[Arrived, int, str, Any]] = field(default_factory=list)

    def told(self, receipt_id: int, number: int) -> Received:
        return Received(receipt_id, number, sum(x.good for x in self.lines), sum(x.damaged for x in self.lines),
                        sum(x.over for x in self.lines), sum(x.short for x in self.lines))


class _Batch:
    """What a batch of receipts looks at: locked orders and notices, and what is left of each as one after the other takes."""

    def __init__(self, items: Sequence[NewGoodsReceipt]) -> None:
        notices = [item.notice for item in items if item.notice]
        numbers = [row.number for row in db.rows(_ORDERS_OF, [arrays.ints(notices)])]
        self.orders = lock_orders([*numbers, *(item.purchase_order for item in items if item.purchase_order)])
        self.notices = lock_notices(notices)
        self.by_id = {order.row.id: order for order in self.orders.values()}
        lock_suppliers(item.supplier for item in items if item.supplier)
        self.there: Known = known((item.supplier for item in items if item.supplier), ())
        self.skus = tracked(line.sku for item in items for line in item.lines)
        self.places: Places = places()
        self.lots = ArrivingLots((line for item in items for line in item.lines), self.skus)
        self.left = {(order.row.id, line.line_no): still_to_come(line) for order in self.by_id.values() for line in order.lines}
        self.most = {(order.row.id, line.line_no): most_to_come(line, order.row.over_percent) for order in self.by_id.values() for line in order.lines}
        self.arrived: set[int] = set()
        self.before = {row.key: (row.fingerprint, Received(*row[2:])) for row in db.rows(_BEFORE, [arrays.texts(item.key for item in items if item.key)])}


@operation("purchasing:receive")
def receive_goods(batch: Sequence[NewGoodsReceipt | DomainError]) -> list[Outcome[Received]]:
    """Take deliveries in: against an advance notice, a purchase order, or nothing but a supplier. Good pieces go to the
    shelf as good, damaged ones as damaged; more or fewer than expected is recorded and told."""
    about = _Batch([item for item in batch if isinstance(item, NewGoodsReceipt)])
    return each_once(batch, about.before, lambda item: _plan(item, about), lambda plans: _write(plans, about))


def _plan(item: NewGoodsReceipt, about: _Batch) -> _Plan:
    notice = _noticed(item, about) if item.notice else None
    number = item.purchase_order or (about.by_id[notice.row.purchase_id].row.number if notice and notice.row.purchase_id else None)
    order = awaited(number, item.supplier, about.orders) if number else None
    if order is None and notice is None and not item.supplier:
        raise FromWhom("/supplier")
    if not any(line.good or line.damaged for line in item.lines):
        raise NothingReceived("/lines")
    supplier = (order or notice).row.supplier_id if order or notice else about.there.supplier(item.supplier).id  # type: ignore[union-attr]
    expected_at = (notice or order).row.warehouse if notice or order else ""  # type: ignore[union-attr]
    warehouse = about.there.warehouse(item.warehouse or expected_at)
    counted = [_counted(n, item, about) for n in range(len(item.lines))]
    shelves = [_shelf(one, warehouse.code, about.places) for one in counted]
    expected = _expected(notice, order, about)
    missing = {one.sku_id for one in counted if one.reason and not one.good + one.damaged}  # a person said that it didn't come
    plan = _Plan(item, item.key or uuid.uuid4().hex, supplier, warehouse, order, notice, [])
    plan.lines = arrived(counted, expected, [x for x in expected if notice or x.sku_id in missing])
    if order:
        _bounded(item, plan.lines, order, about)
    plan.moves = [(line, pieces, status, shelves[line.item]._replace(status=status)) for line in plan.lines if line.item is not None
                  for status, pieces in (("good", line.good), ("damaged", line.damaged)) if pieces]
    _take(plan, about)
    return plan


def _noticed(item: NewGoodsReceipt, about: _Batch) -> Locked:
    notice = about.notices.get(item.notice or 0)
    if notice is None:
        raise UnknownNotice("/notice", number=item.notice)
    if notice.row.state != "announced" or notice.row.id in about.arrived:
        raise NoticeOver("/notice", number=item.notice)
    mine = about.by_id.get(notice.row.purchase_id)
    if item.purchase_order and (mine is None or mine.row.number != item.purchase_order):
        raise AnotherOrder("/purchase_order", number=item.notice)
    return notice


def _counted(n: int, item: NewGoodsReceipt, about: _Batch) -> Counted:
    line, pointer = item.lines[n], f"/lines/{n}"
    if (sku := about.skus.get(line.sku)) is None:
        raise UnknownSku(f"{pointer}/sku", sku=line.sku)
    about.lots.check(line, sku, pointer)
    cost, own = None, tenant().currency
    if line.unit_cost is not None:
        cost = cost_of(line.unit_cost, own, f"{pointer}/unit_cost")
        bounded(cost, line.good + line.damaged, own, "1", f"{pointer}/unit_cost")
    return Counted(sku.id, line.good, line.damaged, line.lot or None, line.expires_on, line.location, cost, n, line.reason)


def _shelf(one: Counted, warehouse: str, where: Places) -> Any:
    try:
        return where.shelf(warehouse, one.location, one.lot, "good")
    except DomainError as error:
        error.pointer = f"/lines/{one.item}{error.pointer}" if error.pointer == "/location" else error.pointer
        raise


def _bounded(item: NewGoodsReceipt, lines: Sequence[Arrived], order: Locked, about: _Batch) -> None:
    """Refuse more than the supplier may deliver over what was ordered, at the line that brings it over."""
    came: dict[int, int] = defaultdict(int)
    for x in lines:
        line = order.line(x.purchase_line_no) if x.purchase_line_no and x.item is not None else None
        most = line and about.most[order.row.id, line.line_no]
        if line is None or most is None:
            continue
        came[line.line_no] += x.pieces
        if came[line.line_no] > most:
            raise TooManyArrived(f"/lines/{x.item}/{'good' if x.good else 'damaged'}", sku=line.sku, most=most, percent=order.row.over_percent)


def _expected(notice: Locked | None, order: Locked | None, about: _Batch) -> list[Expected]:
    """What the notice announces, or what the order still waits for, at the order's cost. What comes with a notice and isn't
    on it is more than expected, and counts for the order all the same."""
    ordered = order.lines if order else []
    costs = {x.line_no: own_cost(x.unit_cost, order.row.currency, order.row.rate) for x in ordered} if order else {}
    left = {x.line_no: 0 if notice else max(0, about.left[x.purchase_id, x.line_no]) for x in ordered}
    announced = [Expected(x.sku_id, x.purchase_line_no, x.lot, x.quantity, costs.get(x.purchase_line_no)) for x in notice.lines] if notice else []
    return announced + [Expected(x.sku_id, x.line_no, None, left[x.line_no], costs[x.line_no]) for x in ordered]


def _take(plan: _Plan, about: _Batch) -> None:
    """Later receipts of the batch find less of it left."""
    for line in plan.item.lines:
        about.lots.take(line, about.skus[line.sku])
    if plan.notice:
        about.arrived.add(plan.notice.row.id)
    for line in plan.lines:
        if plan.order and line.purchase_line_no:
            place = plan.order.row.id, line.purchase_line_no
            about.left[place] -= line.pieces
            most = about.most[place]
            about.most[place] = None if most is None else most - line.pieces


def _write(plans: Sequence[_Plan], about: _Batch) -> list[Received]:
    rows = db.rows(_RECEIPTS, [json.dumps(actor().as_data(), ensure_ascii=False), *_columns(plans)])
    if len(rows) != len(plans):
        raise Stale()  # another request with one of these keys came in between
    made = [plan.told(*row) for plan, row in zip(plans, sorted(rows, key=lambda row: row.id), strict=True)]
    moves = [move for plan, one in zip(plans, made, strict=True) for move in _moves(plan, one, about.places)]
    post(moves, lock((Spot(m.sku_id, m.target.location_id, m.target.lot, m.target.status), m.target.priority) for m in moves))
    db.run(_WRITE, _values(plans, made, told_of_good(moves)))
    return made


def _columns(plans: Sequence[_Plan]) -> list[str]:
    now = clock.now()
    return [arrays.ints(p.order and p.order.row.id for p in plans), arrays.ints(p.notice and p.notice.row.id for p in plans),
            arrays.ints(p.supplier_id for p in plans), arrays.ints(p.warehouse.id for p in plans), arrays.texts(p.item.note for p in plans),
            arrays.texts(p.key for p in plans), arrays.texts(p.item.fingerprint for p in plans), arrays.instants(p.item.at or now for p in plans)]


def _moves(plan: _Plan, made: Received, place: Places) -> list[NewMovement]:
    return [NewMovement(line.sku_id, pieces, place.beyond("supplier", status), shelf, "received", ("receipt", made.id), key=f"receipt {made.id}/{n}",
                        reason=plan.item.note, at=plan.item.at, unit_cost=line.unit_cost) for n, (line, pieces, status, shelf) in enumerate(plan.moves, 1)]


def _values(plans: Sequence[_Plan], made: Sequence[Received], told: Sequence[Event]) -> list[Any]:
    lines = [(one.id, n, x) for plan, one in zip(plans, made, strict=True) for n, x in enumerate(plan.lines, 1)]
    by_line: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for plan in plans:
        for x in plan.lines:
            if plan.order and x.purchase_line_no:
                by_line[plan.order.row.id, x.purchase_line_no][0] += x.pieces
                by_line[plan.order.row.id, x.purchase_line_no][1] += x.damaged
    by_order: dict[int, int] = defaultdict(int)
    for (order_id, _no), (pieces, _damaged) in by_line.items():
        by_order[order_id] += pieces
    return [arrays.ints(receipt for receipt, _n, _x in lines), arrays.ints(n for _r, n, _x in lines), arrays.ints(x.sku_id for *_, x in lines),
            arrays.ints(x.purchase_line_no for *_, x in lines), arrays.ints(x.expected for *_, x in lines), arrays.ints(x.good for *_, x in lines),
            arrays.ints(x.damaged for *_, x in lines), arrays.ints(x.unit_cost for *_, x in lines), arrays.texts(x.lot for *_, x in lines),
            arrays.texts(x.reason for *_, x in lines),
            arrays.ints(k[0] for k in by_line), arrays.ints(k[1] for k in by_line), arrays.ints(v[0] for v in by_line.values()),
            arrays.ints(v[1] for v in by_line.values()), arrays.ints(by_order), arrays.ints(by_order.values()),
            clock.now(), arrays.ints(p.notice.row.id for p in plans if p.notice), *events.parameters([*_facts(plans, made), *told])]


def _facts(plans: Sequence[_Plan], made: Sequence[Received]) -> list[Event]:
    """In the stories of the receipt, its order and its notice."""
    facts = []
    for plan, one in zip(plans, made, strict=True):
        told = {"receipt": one.number, "good": one.good, "damaged": one.damaged, "over": one.over, "short": one.short,
                "purchase": plan.order and plan.order.row.number, "notice": plan.notice and plan.notice.row.number}
        facts.append(Event("receipt.posted", ("receipt", one.id), told))
        if plan.order:
            facts.append(Event("purchase.received", ("purchase", plan.order.row.id), told))
        if plan.notice:
            facts.append(Event("notice.arrived", ("notice", plan.notice.row.id), told))
    return facts
