"""Lists of purchase orders, newest first: a page costs the same anywhere."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from saas.kit import clock, db, search
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after

LIMIT = 1000
_COMING = "p.state IN ('ordered', 'part_received')"
VIEWS = {
    "send": "p.state = 'draft'",
    "coming": _COMING,
    "late": f"{_COMING} AND p.expected_on < %(today)s",
    "arrived": "p.state IN ('received', 'closed')",
    "all": "true",
}
_WORDS = search.folded("p.number || ' ' || p.reference || ' ' || s.code || ' ' || s.name")
_ROWS = """
SELECT p.id, p.number, s.code AS supplier, s.name AS supplier_name, w.name AS warehouse, p.reference, p.currency, p.total, p.ordered, p.received,
       p.open_pieces, p.expected_on, p.state, p.created_at, p.version
  FROM purchase_order p JOIN supplier s ON s.id = p.supplier_id JOIN warehouse w ON w.id = p.warehouse_id
 WHERE {where} ORDER BY p.id DESC LIMIT %(limit)s"""


class FindPurchases(Input):
    """What a list of purchase orders shows."""

    view: Literal["send", "coming", "late", "arrived", "all"] = Field("all", title=_l("View"))
    state: Literal["", "draft", "ordered", "part_received", "received", "closed", "cancelled"] = Field("", title=_l("State"))
    supplier: Line = Field("", title=_l("Supplier"))
    sku: Line = Field("", title=_l("SKU"))
    q: Line = Field("", title=_l("Search"))
    expected_from: Day | None = Field(None, title=_l("Expected from"))
    expected_to: Day | None = Field(None, title=_l("Expected to"))


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase order as a list shows it; `total` in minor units of `currency`."""

    id: int
    number: int
    supplier: str
    supplier_name: str
    warehouse: str
    reference: str
    currency: str
    total: int
    ordered: int
    received: int
    open_pieces: int
    expected_on: date | None
    state: str
    created_at: datetime
    version: int

    @property
    def late(self) -> bool:
        """It should have come before today."""
        return is_late(self.state, self.expected_on)


def is_late(state: str, expected_on: date | None) -> bool:
    """What is still coming and should have come before today, in the company's zone."""
    return state in ("ordered", "part_received") and expected_on is not None and expected_on < clock.today(tenant().zone)


@query("purchasing:read")
def list_purchases(find: FindPurchases, after: str | None = None, limit: int = 50) -> Page[PurchaseRow]:
    """One page of purchase orders."""
    where, values = _found(find)
    if place := place_after(after, int):
        where, values = f"{where} AND p.id < %(after)s", {**values, "after": place[0]}
    rows = db.rows(_ROWS.format(where=f"{where} AND {VIEWS[find.view]}"), {**values, "limit": limit + 1})
    return page_of([PurchaseRow(*row) for row in rows], limit, lambda row: (row.id,))


@query("purchasing:read")
def count_purchases(find: FindPurchases) -> dict[str, int]:
    """How many orders each view holds with the rest of the filter, never told beyond LIMIT + 1: one statement."""
    where, values = _found(find)
    each = ", ".join(f"(SELECT count(*) FROM (SELECT FROM purchase_order p JOIN supplier s ON s.id = p.supplier_id WHERE {where} AND {view} "
                     "LIMIT %(limit)s) c)" for view in VIEWS.values())
    return dict(zip(VIEWS, db.rows(f"SELECT {each}", {**values, "limit": LIMIT + 1})[0], strict=True))


def _found(find: FindPurchases) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {"today": clock.today(tenant().zone), **find.model_dump()}
    tests = {"state": "p.state = %(state)s", "supplier": "s.code = %(supplier)s", "expected_from": "p.expected_on >= %(expected_from)s",
             "expected_to": "p.expected_on <= %(expected_to)s",
             "sku": "p.id IN (SELECT l.purchase_id FROM purchase_line l JOIN sku k ON k.id = l.sku_id WHERE k.code = %(sku)s)"}
    where = [test for name, test in tests.items() if values[name]]
    for n, word in enumerate(search.fold(find.q).split()):
        where.append(f"{_WORDS} LIKE %(word{n})s")
        values[f"word{n}"] = search.pattern(word)
    return " AND ".join(where) or "true", values
