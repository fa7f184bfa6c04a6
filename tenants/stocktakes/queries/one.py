"""One stocktake as a whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from saas.kit import db
from saas.kit.context import actor
from saas.kit.errors import NotFound
from saas.kit.events import Told, story
from saas.kit.operations import query

_ONE = """
SELECT t.id, t.number, t.state, w.code, w.name, t.scope, t.blind, t.note, t.created_by, t.created_at, t.posted_at, t.version, n.*
  FROM stocktake t JOIN warehouse w ON w.id = t.warehouse_id CROSS JOIN LATERAL (
    SELECT count(*), count(l.counted), count(*) FILTER (WHERE l.recount), count(*) FILTER (WHERE l.counted <> l.book),
           count(*) FILTER (WHERE l.counted <> l.book AND l.decision = '' AND l.posted IS NULL), count(l.posted),
           coalesce(sum(greatest(l.counted - l.book, 0)), 0)::bigint, coalesce(sum(greatest(l.book - l.counted, 0)), 0)::bigint,
           coalesce(sum((l.counted - l.book) * coalesce(v.unit_cost, 0)), 0)::bigint
      FROM stocktake_line l LEFT JOIN stock_value v ON v.sku_id = l.sku_id WHERE l.stocktake_id = t.id) n WHERE t.number = %s"""


@dataclass(frozen=True, slots=True)
class OneStocktake:
    """A stocktake with its figures: lines in all, counted, to count again, differing, undecided, posted; pieces more and
    fewer than the books say, and what the differences are worth in minor units at what a piece costs."""

    id: int
    number: int
    state: str
    warehouse: str
    warehouse_name: str
    scope: dict[str, Any]
    blind: bool
    note: str
    created_by: dict[str, Any]
    created_at: datetime
    posted_at: datetime | None
    version: int
    lines: int
    counted: int
    recounts: int
    differing: int
    undecided: int
    posted: int
    more: int
    fewer: int
    worth: int

    @property
    def uncounted(self) -> int:
        return self.lines - self.counted

    @property
    def open(self) -> bool:
        return self.state in ("counting", "review")


@query("stocktakes:read")
def get_stocktake(number: int) -> OneStocktake:
    """The stocktake of this number; NotFound for one nobody opened."""
    found = db.rows(_ONE, (number,))
    if not found:
        raise NotFound()
    return OneStocktake(*found[0])


class Countable(Protocol):
    """A stocktake in a list or by itself."""

    @property
    def blind(self) -> bool: ...
    @property
    def state(self) -> str: ...


def sees_the_book(it: Countable) -> bool:
    """While a blind count goes on, only a reviewer is told what the books say and what differs."""
    return not it.blind or it.state != "counting" or actor().may("stocktakes:review")


@query("stocktakes:read")
def stocktake_story(stocktake_id: int) -> list[Told]:
    """What happened to a stocktake, newest first."""
    return story("stocktake", stocktake_id)
