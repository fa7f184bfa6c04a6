"""One SKU, whole: where its pieces lie, for whom they are held, and who still waits."""

from dataclasses import dataclass, field
from datetime import date, datetime

from saas.kit import clock, db
from saas.kit.context import tenant
from saas.kit.errors import NotFound
from saas.kit.operations import query
from tenants.inventory.queries.levels import LIMIT, UNSERVED, StockLevel, stock_levels
from tenants.inventory.queries.lots import LotRow, lots_here

SHOWN = 50
_PARTS = """
SELECT w.code AS warehouse, w.name AS warehouse_name, p.code AS location, b.lot, b.expires_on, b.status, b.on_hand, b.allocated
  FROM balance b JOIN location p ON p.id = b.location_id JOIN warehouse w ON w.id = p.warehouse_id
 WHERE b.sku_id = %s AND (b.on_hand > 0 OR b.allocated > 0) ORDER BY w.priority, w.id, p.priority, p.code, b.status DESC, b.lot NULLS FIRST"""
# Orders are the room above; who holds a SKU and who waits for it is read by their tables' names, oldest first.
_HOLDERS = """
SELECT o.number, o.customer_name, o.state, h.quantity, o.placed_at FROM (
  SELECT a.order_id, sum(a.quantity)::bigint AS quantity FROM balance b JOIN allocation a ON a.balance_id = b.id
   WHERE b.sku_id = %s GROUP BY a.order_id ORDER BY a.order_id LIMIT %s) h JOIN orders o ON o.id = h.order_id ORDER BY o.id"""
_WAITERS = f"""
SELECT o.number, o.customer_name, o.state, w.quantity, o.placed_at FROM (
  SELECT l.order_id, sum(l.ordered - l.cancelled - l.allocated - l.shipped)::bigint AS quantity FROM {UNSERVED} AND l.sku_id = %s
   GROUP BY l.order_id ORDER BY l.order_id LIMIT %s) w
  JOIN orders o ON o.id = w.order_id ORDER BY o.id"""
_COUNTS = f"""
SELECT (SELECT count(*) FROM (SELECT DISTINCT a.order_id FROM balance b JOIN allocation a ON a.balance_id = b.id
                               WHERE b.sku_id = %s LIMIT %s) h),
       (SELECT count(*) FROM (SELECT DISTINCT l.order_id FROM {UNSERVED} AND l.sku_id = %s LIMIT %s) w), barcode FROM sku WHERE id = %s"""


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces of a SKU at one place, of one lot, in one condition."""

    warehouse: str
    warehouse_name: str
    location: str
    lot: str | None
    expires_on: date | None
    status: str
    on_hand: int
    allocated: int

    @property
    def available(self) -> int:
        expired = self.expires_on is not None and self.expires_on < clock.today(tenant().zone)
        return self.on_hand - self.allocated if self.status == "good" and not expired else 0


@dataclass(frozen=True, slots=True)
class Claim:
    """An order that holds or awaits so many pieces."""

    number: int
    customer: str
    state: str
    quantity: int
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class OneSku:
    """A SKU with its places and claims: the first SHOWN of each, and how many there are (LIMIT + 1: more than LIMIT)."""

    level: StockLevel
    barcode: str | None
    parts: list[Part] = field(default_factory=list)
    holders: list[Claim] = field(default_factory=list)
    waiters: list[Claim] = field(default_factory=list)
    lots: list[LotRow] = field(default_factory=list)
    held_by: int = 0
    awaited_by: int = 0


@query("inventory:read")
def get_stock(code: str) -> OneSku:
    """One SKU's stock; NotFound if the catalogue has no such code."""
    found = stock_levels([code]).rows
    if not found:
        raise NotFound()
    sku_id = found[0].id
    held_by, awaited_by, barcode = db.rows(_COUNTS, (sku_id, LIMIT + 1, sku_id, LIMIT + 1, sku_id))[0]
    return OneSku(found[0], barcode, [Part(*row) for row in db.rows(_PARTS, (sku_id,))],
                  [Claim(*row) for row in db.rows(_HOLDERS, (sku_id, SHOWN))],
                  [Claim(*row) for row in db.rows(_WAITERS, (sku_id, SHOWN))], lots_here(sku_id), held_by, awaited_by)
