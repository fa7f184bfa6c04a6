"""Advance notices: lists, and one with its lines and its story."""

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
from tenants.purchasing.errors import UnknownNotice

_WORDS = search.folded("n.number || ' ' || n.reference || ' ' || n.tracking || ' ' || s.code || ' ' || s.name")
_ROWS = """
SELECT n.id, n.number, p.number AS purchase, s.code AS supplier, s.name AS supplier_name, w.code AS warehouse, w.name AS warehouse_name, n.reference,
       n.carrier, n.tracking, n.expected_on, n.state, (SELECT sum(l.quantity) FROM notice_line l WHERE l.notice_id = n.id)::bigint AS pieces,
       n.created_at, n.version
  FROM notice n JOIN supplier s ON s.id = n.supplier_id JOIN warehouse w ON w.id = n.warehouse_id LEFT JOIN purchase_order p ON p.id = n.purchase_id
 WHERE {where} ORDER BY n.id DESC LIMIT %(limit)s"""
_LINES = """
SELECT l.line_no, s.code AS sku, s.title, s.barcode, s.tracking, l.purchase_line_no, l.lot, l.expires_on, l.quantity
  FROM notice_line l JOIN sku s ON s.id = l.sku_id WHERE l.notice_id = %s ORDER BY l.line_no"""


class FindNotices(Input):
    """What a list of advance notices shows."""

    state: Literal["", "announced", "arrived", "cancelled"] = Field("", title=_l("State"))
    supplier: Line = Field("", title=_l("Supplier"))
    sku: Line = Field("", title=_l("SKU"))
    q: Line = Field("", title=_l("Search"))
    expected_from: Day | None = Field(None, title=_l("Expected from"))
    expected_to: Day | None = Field(None, title=_l("Expected to"))


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """An advance notice as a list shows it."""

    id: int
    number: int
    purchase: int | None
    supplier: str
    supplier_name: str
    warehouse: str
    warehouse_name: str
    reference: str
    carrier: str
    tracking: str
    expected_on: date | None
    state: str
    pieces: int
    created_at: datetime
    version: int

    @property
    def late(self) -> bool:
        """It should have come before today."""
        return self.state == "announced" and self.expected_on is not None and self.expected_on < clock.today(tenant().zone)


@dataclass(frozen=True, slots=True)
class OneNoticeLine:
    """What of a SKU is said to be in the delivery."""

    line_no: int
    sku: str
    title: str
    barcode: str | None
    tracking: str
    purchase_line_no: int | None
    lot: str | None
    expires_on: date | None
    quantity: int


@dataclass(frozen=True, slots=True)
class OneNotice:
    """A notice with its lines, and the receipt it became."""

    row: NoticeRow
    lines: list[OneNoticeLine] = field(default_factory=list)
    receipt: int | None = None


@query("purchasing:read")
def list_notices(find: FindNotices, after: str | None = None, limit: int = 50) -> Page[NoticeRow]:
    """One page of advance notices, newest first."""
    values: dict[str, Any] = find.model_dump()
    tests = {"state": "n.state = %(state)s", "supplier": "s.code = %(supplier)s", "expected_from": "n.expected_on >= %(expected_from)s",
             "expected_to": "n.expected_on <= %(expected_to)s",
             "sku": "n.id IN (SELECT l.notice_id FROM notice_line l JOIN sku k ON k.id = l.sku_id WHERE k.code = %(sku)s)"}
    where = [test for name, test in tests.items() if values[name]]
    for i, word in enumerate(search.fold(find.q).split()):
        where.append(f"{_WORDS} LIKE %(word{i})s")
        values[f"word{i}"] = search.pattern(word)
    if place := place_after(after, int):
        where, values = [*where, "n.id < %(after)s"], {**values, "after": place[0]}
    return page_of(notices_where(" AND ".join(where) or "true", {**values, "limit": limit + 1}), limit, lambda row: (row.id,))


def notices_where(where: str, values: dict[str, Any]) -> list[NoticeRow]:
    """Notices that meet a condition on n, s, w or p; up to `limit` of the values."""
    return [NoticeRow(*row) for row in db.rows(_ROWS.format(where=where), values)]


@query("purchasing:read")
def get_notice(number: int) -> OneNotice:
    """The notice of this number; UnknownNotice where there is none."""
    found = notices_where("n.number = %(number)s", {"number": number, "limit": 1}) if number < 1 << 62 else []
    if not found:
        raise UnknownNotice("/number", number=number)
    lines = [OneNoticeLine(*line) for line in db.rows(_LINES, (found[0].id,))]
    receipt = db.rows("SELECT number FROM goods_receipt WHERE notice_id = %s AND reversed_at IS NULL", (found[0].id,))
    return OneNotice(found[0], lines, receipt[0].number if receipt else None)


@query("purchasing:read")
def notice_story(notice_id: int) -> list[Told]:
    """What happened to a notice, newest first."""
    return story("notice", notice_id)
