"""What is done to all that a list found: how far it has come, and what came of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from saas.kit import db
from saas.kit.errors import sentence
from saas.kit.operations import query
from saas.kit.web.paging import Page, after, page_of
from tenants.lists.errors import UnknownRun

_COLUMNS = "id, list, act, query, parameters, state, total, done, again, refused, created_by, created_at, finished_at"
_RUNS = f"SELECT {_COLUMNS} FROM bulk_run WHERE id < %s ORDER BY id DESC LIMIT %s"
_ITEMS = """SELECT place, subject, status, code, data FROM bulk_item WHERE run_id = %s{status} AND place > %s ORDER BY place LIMIT %s"""
Status = Literal["waiting", "done", "again", "refused"]
_ENDLESS = 1 << 62


@dataclass(frozen=True, slots=True)
class Run:
    """One act on many things: how many there are, and what came of those it has been through."""

    id: int
    list: str
    act: str
    query: dict[str, str]
    parameters: dict[str, Any]
    state: str
    total: int
    done: int
    again: int
    refused: int
    created_by: dict[str, Any]
    created_at: datetime
    finished_at: datetime | None

    @property
    def through(self) -> int:
        """How many have an outcome."""
        return self.done + self.again + self.refused


@dataclass(frozen=True, slots=True)
class RunItem:
    """One thing of a run and what came of it; where it was refused, the code and why, in the reader's language."""

    place: int
    subject: str
    status: str
    code: str
    why: str


@query("lists:run")
def get_run(run_id: int) -> Run:
    """One run; UnknownRun where there is none."""
    found = db.rows(f"SELECT {_COLUMNS} FROM bulk_run WHERE id = %s", (run_id,))
    if not found:
        raise UnknownRun()
    return Run(*found[0])


@query("lists:run")
def list_runs(cursor: str | None = None, limit: int = 30) -> Page[Run]:
    """Runs, the newest first."""
    place = after(cursor, int)
    rows = db.rows(_RUNS, (place[0] if place else _ENDLESS, limit + 1))
    return page_of([Run(*row) for row in rows], limit, lambda row: (row.id,))


@query("lists:run")
def list_items(run_id: int, status: Status | None = None, cursor: str | None = None, limit: int = 50) -> Page[RunItem]:
    """What came of each thing of a run, in its order; only those of one status where it is said."""
    place, wanted = after(cursor, int), [status] if status else []
    rows = db.rows(_ITEMS.format(status=" AND status = %s" if status else ""), (run_id, *wanted, place[0] if place else 0, limit + 1))
    return page_of([RunItem(row.place, row.subject, row.status, row.code, sentence(row.code, row.data) if row.code else "") for row in rows],
                   limit, lambda row: (row.place,))
