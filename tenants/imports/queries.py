"""Reads of imports."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from saas.kit import db
from saas.kit.errors import NotFound, sentence
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, after, page_of
from tenants.imports.mapping import column_told
from tenants.imports.models import Import

_LIST = """SELECT * FROM import WHERE (%s::timestamptz IS NULL OR (created_at, id) < (%s::timestamptz, %s::bigint))
   AND (%s = '' OR kind = %s) AND (%s = '' OR state = %s) AND strpos(lower(filename), lower(%s)) > 0
 ORDER BY created_at DESC, id DESC LIMIT %s"""
_PROBLEMS = """SELECT record_no, place, row_no, reference, "column", code, data, value FROM import_problem
 WHERE import_id = %s AND (record_no, place) > (%s, %s) ORDER BY record_no, place LIMIT %s"""
_CODES = """SELECT code, count(*) AS n FROM (SELECT code FROM import_problem WHERE import_id = %s LIMIT 10000) p
 GROUP BY code ORDER BY n DESC LIMIT 12"""
_ROWS = 'SELECT row_no, code, data, "column" FROM import_problem WHERE import_id = %s ORDER BY row_no, place'
SHOWN = 50


class FindImports(Input):
    """What a list of imports shows."""

    kind: Literal["orders", "products", "stock"] | None = Field(None, title=_l("Contents"))
    state: Literal["uploaded", "checking", "mapping", "checked", "applying", "applied", "cancelled", "undoing", "undone", "failed"] | None = Field(None, title=_l("State"))
    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one row, in the reader's language."""

    row_no: int
    reference: str
    column: str
    text: str
    value: str | None
    place: tuple[int, int]


@query("imports:read")
def get_import(import_id: int) -> Import:
    """One import; NotFound otherwise."""
    if found := db.session().get(Import, import_id):
        return found
    raise NotFound()


@query("imports:read")
def list_imports(find: FindImports = FindImports(), cursor: str | None = None, limit: int = 30) -> Page[Any]:
    """Imports, newest first."""
    place = after(cursor, datetime.fromisoformat, int)
    at, last = place or (None, None)
    return page_of(db.rows(_LIST, (at, at, last, *[find.kind or ""] * 2, *[find.state or ""] * 2, find.q, limit + 1)), limit, lambda row: (row.created_at.isoformat(), row.id))


@query("imports:read")
def list_problems(import_id: int, cursor: str | None = None, limit: int = SHOWN) -> Page[Problem]:
    """What is wrong, in the order of the file."""
    record_no, place = after(cursor, int, int) or (-1, -1)
    found = [Problem(r.row_no, r.reference, column_told(r.column), sentence(r.code, r.data), r.value, (r.record_no, r.place))
             for r in db.rows(_PROBLEMS, (import_id, record_no, place, limit + 1))]
    return page_of(found, limit, lambda problem: problem.place)


@query("imports:read")
def reasons(import_id: int) -> dict[int, list[str]]:
    """For every row with something wrong, its sentences: what the file of failed rows says beside it."""
    told: dict[int, list[str]] = {}
    for row in db.rows(_ROWS, (import_id,)):
        told.setdefault(row.row_no, []).append(sentence(row.code, row.data))
    return told


@query("imports:read")
def problem_kinds(import_id: int) -> list[tuple[str, int]]:
    """Which kinds of problems there are, the most frequent first: [(code, count)], over the first 10,000."""
    return [(row.code, row.n) for row in db.rows(_CODES, (import_id,))]
