"""One purchase order, whole: its lines with what came of them, its notices, its receipts, its story."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from saas.kit import db
from saas.kit.events import Told, story
from saas.kit.operations import query
from tenants.purchasing.errors import UnknownPurchaseOrder
from tenants.purchasing.queries.listing import is_late
from tenants.purchasing.queries.notices import NoticeRow, notices_where
from tenants.purchasing.queries.receipts import ReceiptRow, receipts_where

_ORDER = """
SELECT p.id, p.number, s.code AS supplier, s.name AS supplier_name, s.email, w.code AS warehouse, w.name AS warehouse_name, p.reference, p.currency,
       p.rate, p.total, p.ordered, p.received, p.open_pieces, p.expected_on, p.ordered_at, p.state, p.note, p.created_by, p.created_at, p.version
  FROM purchase_order p JOIN supplier s ON s.id = p.supplier_id JOIN warehouse w ON w.id = p.warehouse_id WHERE p.number = %s"""
_LINES = """
SELECT l.line_no, s.code AS sku, s.title, s.barcode, s.tracking, l.unit_cost, l.ordered, l.received, l.damaged, l.closed,
       coalesce((SELECT sum(a.quantity) FROM notice_line a JOIN notice n ON n.id = a.notice_id
                  WHERE n.purchase_id = l.purchase_id AND a.purchase_line_no = l.line_no AND n.state = 'announced'), 0)::bigint AS announced
  FROM purchase_line l JOIN sku s ON s.id = l.sku_id WHERE l.purchase_id = %s ORDER BY l.line_no"""


@dataclass(frozen=True, slots=True)
class OnePurchaseLine:
    """A line of a purchase order; `unit_cost` in minor units of the order's currency, `announced` on its way by a notice."""

    line_no: int
    sku: str
    title: str
    barcode: str | None
    tracking: str
    unit_cost: int
    ordered: int
    received: int
    damaged: int
    closed: int
    announced: int

    @property
    def open(self) -> int:
        """Pieces still to come."""
        return max(0, self.ordered - self.received - self.closed)

    @property
    def over(self) -> int:
        """Pieces that came though nobody ordered them."""
        return max(0, self.received - self.ordered)

    @property
    def total(self) -> int:
        return self.ordered * self.unit_cost


@dataclass(frozen=True, slots=True)
class OnePurchase:
    """A purchase order as it stands; `total` in minor units of `currency`, of which one is `rate` of the company's."""

    id: int
    number: int
    supplier: str
    supplier_name: str
    email: str
    warehouse: str
    warehouse_name: str
    reference: str
    currency: str
    rate: str
    total: int
    ordered: int
    received: int
    open_pieces: int
    expected_on: date | None
    ordered_at: datetime | None
    state: str
    note: str
    created_by: dict[str, Any]
    created_at: datetime
    version: int
    lines: list[OnePurchaseLine] = field(default_factory=list)
    notices: list[NoticeRow] = field(default_factory=list)
    receipts: list[ReceiptRow] = field(default_factory=list)

    @property
    def late(self) -> bool:
        return is_late(self.state, self.expected_on)

    @property
    def is_open(self) -> bool:
        """Something may still happen to it."""
        return self.state not in ("closed", "cancelled")

    @property
    def coming(self) -> bool:
        return self.state in ("ordered", "part_received")

    @property
    def arrived_worth(self) -> int:
        """What arrived, at the order's costs and in its currency."""
        return sum(line.received * line.unit_cost for line in self.lines)


@query("purchasing:read")
def get_purchase(number: int) -> OnePurchase:
    """The order of this number: four statements; UnknownPurchaseOrder where there is none."""
    found = db.rows(_ORDER, (number,)) if number < 1 << 62 else []
    if not found:
        raise UnknownPurchaseOrder("/number", number=number)
    (row,) = found
    lines = [OnePurchaseLine(*line) for line in db.rows(_LINES, (row.id,))]
    return OnePurchase(*row, lines=lines, notices=notices_where("n.purchase_id = %(it)s", {"it": row.id, "limit": 100}),
                       receipts=receipts_where("r.purchase_id = %(it)s", {"it": row.id, "limit": 100}))


@query("purchasing:read")
def purchase_story(purchase_id: int) -> list[Told]:
    """What happened to a purchase order, newest first."""
    return story("purchase", purchase_id)
