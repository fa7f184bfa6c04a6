"""The lines of a stocktake: where to go and count, what was counted last, and what differs, the biggest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from saas.kit import db
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after
from tenants.catalogue.queries import found_by_words

LINE_VIEWS = {
    "differences": "l.counted <> l.book",
    "undecided": "l.counted <> l.book AND l.decision = '' AND l.posted IS NULL",
    "recounts": "l.recount",
    "uncounted": "l.counted IS NULL",
    "agreeing": "l.counted = l.book",
    "all": "true",
}
# What a difference is worth stands first: one dear piece needs a look before ten cheap ones. Who counts blind gets the lines
# as they are listed: their order would tell what differs.
_WEIGHTS = {"listed": "0", "worth": "abs(coalesce((l.counted - l.book) * v.unit_cost, 0))", "pieces": "abs(coalesce(l.counted - l.book, 0))"}
# Pieces were entered one after another while some came or went: nobody can say whether those had been counted already.
_MOVED_MEANWHILE = """coalesce((SELECT min(c.book) <> max(c.book) FROM stocktake_count c WHERE c.stocktake_id = l.stocktake_id AND c.line_no = l.line_no
  AND c.id >= (SELECT max(d.id) FROM stocktake_count d WHERE d.stocktake_id = l.stocktake_id AND d.line_no = l.line_no AND d.counted = d.quantity)), false)"""
_LINES = """
SELECT l.line_no, s.code, s.title, s.barcode, p.code AS location, l.lot, l.status, l.counted, l.book, l.first_counted, l.recount, l.decision, l.reason, l.posted,
       coalesce(v.unit_cost, 0), coalesce(b.on_hand, 0), coalesce(b.allocated, 0), l.counted_by, l.counted_at, {meanwhile} AS moved_meanwhile, {weight} AS weight
  FROM stocktake_line l JOIN sku s ON s.id = l.sku_id JOIN location p ON p.id = l.location_id LEFT JOIN stock_value v ON v.sku_id = l.sku_id
  LEFT JOIN balance b ON b.sku_id = l.sku_id AND b.location_id = l.location_id AND b.lot IS NOT DISTINCT FROM l.lot AND b.status = l.status
 WHERE l.stocktake_id = %s AND {where} ORDER BY weight DESC, l.line_no LIMIT %s"""
_PLACES = """
SELECT l.line_no, s.code, s.title, s.barcode, p.code, l.lot, l.status, l.recount FROM stocktake_line l
  JOIN sku s ON s.id = l.sku_id JOIN location p ON p.id = l.location_id
 WHERE l.stocktake_id = %s AND (l.counted IS NULL OR l.recount) AND (%s = '' OR p.code = %s)
 ORDER BY l.recount DESC, p.priority, p.code, s.code, l.lot NULLS FIRST LIMIT %s"""
_LAST = """
SELECT c.id, s.code, s.title, p.code, l.lot, l.status, c.quantity, c.counted, c.book, c.actor, c.at
  FROM stocktake_count c JOIN stocktake_line l ON l.stocktake_id = c.stocktake_id AND l.line_no = c.line_no
  JOIN sku s ON s.id = l.sku_id JOIN location p ON p.id = l.location_id WHERE c.stocktake_id = %s ORDER BY c.id DESC LIMIT %s"""


class FindLines(Input):
    """What the review shows of a stocktake."""

    view: Literal["differences", "undecided", "recounts", "uncounted", "agreeing", "all"] = Field("differences", title=_l("View"))
    sort: Literal["worth", "pieces", "listed"] = Field("worth", title=_l("Sort"))
    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class OneLine:
    """A line as a reviewer sees it. `on_hand` and `allocated` are what the books say now; `moved_meanwhile`: pieces came or went
    between two entries of its count, which is doubtful then; amounts in minor units."""

    line_no: int
    sku: str
    title: str
    barcode: str | None
    location: str
    lot: str | None
    status: str
    counted: int | None
    book: int | None
    first_counted: int | None
    recount: bool
    decision: str
    reason: str
    posted: int | None
    unit_cost: int
    on_hand: int
    allocated: int
    counted_by: dict[str, Any] | None
    counted_at: datetime | None
    moved_meanwhile: bool
    weight: int

    @property
    def change(self) -> int | None:
        return None if self.counted is None or self.book is None else self.counted - self.book

    @property
    def worth(self) -> int:
        return (self.change or 0) * self.unit_cost

    @property
    def moved(self) -> int:
        """Pieces that came or went between the count and now."""
        return self.on_hand - self.book - (self.posted or 0) if self.book is not None else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place that waits to be counted."""

    line_no: int
    sku: str
    title: str
    barcode: str | None
    location: str
    lot: str | None
    status: str
    recount: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the count, and what its line stood at afterwards."""

    id: int
    sku: str
    title: str
    location: str
    lot: str | None
    status: str
    quantity: int
    counted: int
    book: int
    actor: dict[str, Any]
    at: datetime


@query("stocktakes:read")
def list_lines(stocktake_id: int, find: FindLines, after: str | None = None, limit: int = 50) -> Page[OneLine]:
    """One page of the lines, what differs most first."""
    words, values = found_by_words(find.q)
    weight = _WEIGHTS[find.sort]
    where = f"{LINE_VIEWS[find.view]} AND {words}"
    if place := place_after(after, int, int):
        where, values = f"{where} AND ({weight}, -l.line_no) < (%s, -%s)", [*values, *place]
    rows = db.rows(_LINES.format(weight=weight, where=where, meanwhile=_MOVED_MEANWHILE), [stocktake_id, *values, limit + 1])
    return page_of([OneLine(*row) for row in rows], limit, lambda row: (row.weight, row.line_no))


@query("stocktakes:read")
def get_line(stocktake_id: int, line_no: int) -> OneLine:
    """One line; NotFound for one the list hasn't."""
    found = db.rows(_LINES.format(weight="0", where="l.line_no = %s", meanwhile=_MOVED_MEANWHILE), (stocktake_id, line_no, 1))
    if not found:
        raise NotFound()
    return OneLine(*found[0])


@query("stocktakes:read")
def places_to_count(stocktake_id: int, location: str = "", limit: int = 50) -> list[Place]:
    """Where to go next, lines to count again first; with a location, only what is listed there."""
    return [Place(*row) for row in db.rows(_PLACES, (stocktake_id, location, location, limit))]


@query("stocktakes:read")
def last_counts(stocktake_id: int, limit: int = 12) -> list[Entry]:
    """What was counted last, the newest first."""
    return [Entry(*row) for row in db.rows(_LAST, (stocktake_id, limit))]
