"""Lists of stocktakes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from saas.kit import db, search
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after
from tenants.stocktakes.queries.one import sees_the_book

LIMIT = 1000
VIEWS = {"all": "true", "counting": "t.state = 'counting'", "review": "t.state = 'review'", "posted": "t.state = 'posted'",
         "cancelled": "t.state = 'cancelled'"}
_FROM = "FROM stocktake t JOIN warehouse w ON w.id = t.warehouse_id"
_FIGURES = """
LEFT JOIN LATERAL (SELECT count(*) AS lines, count(l.counted) AS counted, count(*) FILTER (WHERE l.counted <> l.book) AS differing
  FROM stocktake_line l WHERE l.stocktake_id = t.id) n ON true"""


class FindStocktakes(Input):
    """What the list of stocktakes shows."""

    view: Literal["all", "counting", "review", "posted", "cancelled"] = Field("all", title=_l("View"))
    warehouse: Line = Field("", title=_l("Warehouse"))
    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A stocktake in a list: places on it, how many were counted, how many of those differ from the books (None while that
    is a secret from whoever reads)."""

    id: int
    number: int
    state: str
    warehouse: str
    warehouse_name: str
    scope: dict[str, Any]
    blind: bool
    note: str
    lines: int
    counted: int
    differing: int | None
    created_by: dict[str, Any]
    created_at: datetime
    posted_at: datetime | None
    version: int


@query("stocktakes:read")
def list_stocktakes(find: FindStocktakes, after: str | None = None, limit: int = 50) -> Page[Listed]:
    """One page of the stocktakes, newest first."""
    where, values = _where(find)
    if place := place_after(after, int):
        where, values = f"{where} AND t.id < %s", [*values, *place]
    rows = db.rows(f"""SELECT t.id, t.number, t.state, w.code, w.name, t.scope, t.blind, t.note, n.lines, n.counted, n.differing, t.created_by,
 t.created_at, t.posted_at, t.version {_FROM} {_FIGURES} WHERE {VIEWS[find.view]} AND {where} ORDER BY t.id DESC LIMIT %s""", [*values, limit + 1])
    return page_of([row if sees_the_book(row) else replace(row, differing=None) for row in (Listed(*row) for row in rows)], limit, lambda row: (row.id,))


@query("stocktakes:read")
def count_stocktakes(find: FindStocktakes) -> dict[str, int]:
    """How many stocktakes each view holds with the rest of the filter, never told beyond LIMIT + 1."""
    where, values = _where(find)
    counts = ", ".join(f"(SELECT count(*) FROM (SELECT {_FROM} WHERE {view} AND {where} LIMIT {LIMIT + 1}) c)" for view in VIEWS.values())
    return dict(zip(VIEWS, db.rows(f"SELECT {counts}", values * len(VIEWS))[0], strict=True))


def _where(find: FindStocktakes) -> tuple[str, list[Any]]:
    parts, values = ["true"], []
    if find.warehouse:
        parts.append("w.code = %s")
        values.append(find.warehouse)
    if find.q:
        parts.append(f"(t.number::text = %s OR position(%s IN {search.folded('t.note')}) > 0)")
        values += [search.fold(find.q)] * 2
    return " AND ".join(parts), values
