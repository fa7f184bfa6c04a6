"""Receipts: deliveries as they were taken in."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from saas.kit import clock, db, search
from saas.kit.context import tenant
from saas.kit.events import Told, story
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after
from tenants.purchasing.errors import UnknownReceipt

_WORDS = search.folded("concat_ws(' ', r.number, p.number, n.number, r.note, s.code, s.name)")
_ROWS = """
SELECT r.id, r.number, p.number AS purchase, n.number AS notice, s.code AS supplier, s.name AS supplier_name, w.code AS warehouse,
       w.name AS warehouse_name, r.note, r.received_by, r.received_at, r.reversed_at, r.version, t.good, t.damaged, t.over, t.short
  FROM goods_receipt r JOIN supplier s ON s.id = r.supplier_id JOIN warehouse w ON w.id = r.warehouse_id
  LEFT JOIN purchase_order p ON p.id = r.purchase_id LEFT JOIN notice n ON n.id = r.notice_id
  CROSS JOIN LATERAL (SELECT coalesce(sum(l.good), 0)::bigint AS good, coalesce(sum(l.damaged), 0)::bigint AS damaged,
    coalesce(sum(greatest(0, l.good + l.damaged - l.expected)), 0)::bigint AS over,
    coalesce(sum(greatest(0, l.expected - l.good - l.damaged)), 0)::bigint AS short FROM goods_receipt_line l WHERE l.receipt_id = r.id) t
 WHERE {where} ORDER BY r.id DESC LIMIT %(limit)s"""
_LINES = """
SELECT l.line_no, s.code AS sku, s.title, l.purchase_line_no, l.lot, t.expires_on, l.expected, l.good, l.damaged, l.unit_cost, l.reason
  FROM goods_receipt_line l JOIN sku s ON s.id = l.sku_id LEFT JOIN lot t ON t.sku_id = l.sku_id AND t.code = l.lot
 WHERE l.receipt_id = %s ORDER BY l.line_no"""

VIEWS = {
    "all": "true",
    "differs": """r.reversed_at IS NULL AND EXISTS (SELECT FROM goods_receipt_line l
  WHERE l.receipt_id = r.id AND (l.damaged > 0 OR l.good + l.damaged <> l.expected))""",
    "reversed": "r.reversed_at IS NOT NULL",
}


class FindReceipts(Input):
    """What a list of receipts shows."""

    view: Literal["all", "differs", "reversed"] = Field("all", title=_l("View"))
    supplier: Line = Field("", title=_l("Supplier"))
    sku: Line = Field("", title=_l("SKU"))
    q: Line = Field("", title=_l("Search"))
    received_from: Day | None = Field(None, title=_l("Received from"))
    received_to: Day | None = Field(None, title=_l("Received to"))


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt as a list shows it, in pieces."""

    id: int
    number: int
    purchase: int | None
    notice: int | None
    supplier: str
    supplier_name: str
    warehouse: str
    warehouse_name: str
    note: str
    received_by: dict[str, Any]
    received_at: datetime
    reversed_at: datetime | None
    version: int
    good: int
    damaged: int
    over: int
    short: int

    @property
    def state(self) -> str:
        """posted, differs or reversed, as saas.ui.states names them."""
        if self.reversed_at:
            return "reversed"
        return "differs" if self.damaged or self.over or self.short else "posted"


@dataclass(frozen=True, slots=True)
class OneReceiptLine:
    """What arrived of a SKU (and lot); `unit_cost` in minor units of the company's currency."""

    line_no: int
    sku: str
    title: str
    purchase_line_no: int | None
    lot: str | None
    expires_on: date | None
    expected: int
    good: int
    damaged: int
    unit_cost: int | None
    reason: str

    @property
    def over(self) -> int:
        return max(0, self.good + self.damaged - self.expected)

    @property
    def short(self) -> int:
        return max(0, self.expected - self.good - self.damaged)


@dataclass(frozen=True, slots=True)
class OneReceipt:
    """A receipt with its lines."""

    row: ReceiptRow
    lines: list[OneReceiptLine] = field(default_factory=list)


@query("purchasing:read")
def list_receipts(find: FindReceipts, after: str | None = None, limit: int = 50) -> Page[ReceiptRow]:
    """One page of receipts, newest first."""
    values: dict[str, Any] = find.model_dump()
    values["since"] = clock.day_bounds(find.received_from, tenant().zone)[0] if find.received_from else None
    values["until"] = clock.day_bounds(find.received_to, tenant().zone)[1] if find.received_to else None
    tests = {"supplier": "s.code = %(supplier)s", "since": "r.received_at >= %(since)s", "until": "r.received_at < %(until)s",
             "sku": "r.id IN (SELECT l.receipt_id FROM goods_receipt_line l JOIN sku k ON k.id = l.sku_id WHERE k.code = %(sku)s)"}
    where = [test for name, test in tests.items() if values[name]] + [VIEWS[find.view]]
    for i, word in enumerate(search.fold(find.q).split()):
        where.append(f"{_WORDS} LIKE %(word{i})s")
        values[f"word{i}"] = search.pattern(word)
    if place := place_after(after, int):
        where, values = [*where, "r.id < %(after)s"], {**values, "after": place[0]}
    return page_of(receipts_where(" AND ".join(where) or "true", {**values, "limit": limit + 1}), limit, lambda row: (row.id,))


def receipts_where(where: str, values: dict[str, Any]) -> list[ReceiptRow]:
    """Receipts that meet a condition on r, s, w, p or n; up to `limit` of the values."""
    return [ReceiptRow(*row) for row in db.rows(_ROWS.format(where=where), values)]


@query("purchasing:read")
def get_receipt(number: int) -> OneReceipt:
    """The receipt of this number; UnknownReceipt where there is none."""
    found = receipts_where("r.number = %(number)s", {"number": number, "limit": 1}) if number < 1 << 62 else []
    if not found:
        raise UnknownReceipt("/number", number=number)
    return OneReceipt(found[0], [OneReceiptLine(*line) for line in db.rows(_LINES, (found[0].id,))])


@query("purchasing:read")
def receipt_story(receipt_id: int) -> list[Told]:
    """What happened to a receipt, newest first."""
    return story("receipt", receipt_id)
