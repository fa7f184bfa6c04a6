"""The API of stocktakes."""

from typing import Annotated, Any

from pydantic import BaseModel

from saas.kit.api import Api, Paging, Sparse, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.api.batches import Each, read_each
from saas.kit.errors import DomainError, Forbidden
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input
from saas.kit.web.rendering import problem_data
from tenants.stocktakes import operations as verbs
from tenants.stocktakes import queries
from tenants.stocktakes.inputs import Count, Decisions, Ending, NewStocktake, OneCount, Recounts, WhatIsDecided, WhichRecounts, WhyEnded
from tenants.stocktakes.operations.count import Counted
from tenants.stocktakes.queries import FindLines, FindStocktakes, Listed, OneStocktake, sees_the_book
from tenants.stocktakes.queries.lines import OneLine

api = Api("stocktakes", __name__)
_VERSION = "SELECT version FROM stocktake WHERE number = %(number)s FOR NO KEY UPDATE"


class StocktakeBrief(BaseModel):
    """A stocktake in a list; places on it, how many were counted, how many of those differ: null while a blind count goes
    on for whoever isn't a reviewer."""

    number: int
    state: str
    warehouse: str
    blind: bool
    note: str
    lines: int
    counted: int
    differing: int | None
    created_at: str
    posted_at: str | None


class StocktakeOut(StocktakeBrief):
    """A stocktake as it stands; `more` and `fewer` are pieces against the books."""

    version: int
    scope: dict[str, Any]
    uncounted: int
    recounts: int
    undecided: int | None
    posted: int
    more: int | None
    fewer: int | None


class StocktakeLineOut(BaseModel):
    """A place to count. `book` is what the books said in the moment of the count, `moved_meanwhile` whether pieces came or
    went between two entries of it, which makes it doubtful; null while a blind count goes on for whoever isn't a reviewer."""

    line: int
    sku: str
    title: str
    location: str
    lot: str | None
    status: str
    counted: int | None
    book: int | None
    first_counted: int | None
    recount: bool
    moved_meanwhile: bool | None
    decision: str
    reason: str
    posted: int | None


class CountedOut(BaseModel):
    """A line after an entry; `found`: it wasn't on the list and was added."""

    line: int
    sku: str
    location: str
    lot: str | None
    status: str
    counted: int
    found: bool


class RefusedLine(BaseModel):
    """A line that could not be posted, and why."""

    line: int
    error: dict[str, Any]


class PostingOut(StocktakeOut):
    """A stocktake after posting, with the lines that could not be posted; while there are any it stays under review."""

    refused: list[RefusedLine]


class StocktakesAsked(FindStocktakes, Paging, Sparse):
    """Which stocktakes."""


class LinesAsked(FindLines, Paging, Sparse):
    """Which lines of a stocktake."""


class ManyCounts(Input):
    """Up to 1,000 entries of a count."""

    counts: list[Annotated[Any, Each(OneCount)]] = Field(title=_l("Counts"), min_length=1, max_length=1000)


class Now(Input):
    """An empty object."""


def brief(s: Listed | OneStocktake) -> dict[str, Any]:
    return {"number": s.number, "state": s.state, "warehouse": s.warehouse, "blind": s.blind, "note": s.note, "lines": s.lines, "counted": s.counted,
            "differing": s.differing, "created_at": s.created_at.isoformat(), "posted_at": s.posted_at and s.posted_at.isoformat()}


def answer(number: int, status: int = 200, **more: Any) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The stocktake as it stands now, with its ETag. What differs is a reviewer's to see while a blind count goes on."""
    s = queries.get_stocktake(number)
    hidden = dict.fromkeys(("differing", "undecided", "more", "fewer")) if not sees_the_book(s) else {}
    body = {**brief(s), "version": s.version, "scope": s.scope, "uncounted": s.uncounted, "recounts": s.recounts, "undecided": s.undecided,
            "posted": s.posted, "more": s.more, "fewer": s.fewer, **hidden, **more}
    return body, status, {"ETag": f'"{s.version}"'}


def line(one: OneLine, seen: bool) -> dict[str, Any]:
    return {"line": one.line_no, "sku": one.sku, "title": one.title, "location": one.location, "lot": one.lot, "status": one.status,
            "counted": one.counted, "book": one.book if seen else None, "first_counted": one.first_counted, "recount": one.recount,
            "moved_meanwhile": one.moved_meanwhile if seen else None,
            "decision": one.decision, "reason": one.reason, "posted": one.posted}


def counted(one: Counted) -> dict[str, Any]:
    return {"line": one.line, "sku": one.sku, "location": one.location, "lot": one.lot, "status": one.status, "counted": one.counted, "found": one.found}


@api.endpoint("GET", "/stocktakes", gives=page_of_model(StocktakeBrief), permission="stocktakes:read", asks=StocktakesAsked,
              summary=_l("List stocktakes, newest first"))
def index(find: StocktakesAsked) -> Any:
    page = queries.list_stocktakes(find, find.after, find.limit)
    return listing(map(brief, page.rows), page.next)


@api.endpoint("POST", "/stocktakes", takes=NewStocktake, gives=StocktakeOut, permission="stocktakes:count", status=201, summary=_l("Open a stocktake"))
def open_one(new: NewStocktake) -> Any:
    outcome = verbs.open_stocktake(new)
    return answer(outcome.result().number, 201 if outcome.status == "done" else 200)


@api.endpoint("GET", "/stocktakes/<int:number>", asks=Sparse, gives=StocktakeOut, permission="stocktakes:read", etag=_VERSION, summary=_l("One stocktake"))
def one(_asked: Sparse, number: int) -> Any:
    return answer(number)


@api.endpoint("GET", "/stocktakes/<int:number>/lines", gives=page_of_model(StocktakeLineOut), permission="stocktakes:read", asks=LinesAsked,
              summary=_l("Lines of a stocktake, what differs most first"))
def lines(find: LinesAsked, number: int) -> Any:
    it = queries.get_stocktake(number)
    seen = sees_the_book(it)
    if not seen and find.view not in ("all", "recounts", "uncounted"):
        raise Forbidden(permission="stocktakes:review")
    page = queries.list_lines(it.id, find if seen else find.model_copy(update={"sort": "listed"}), find.after, find.limit)
    return listing((line(row, seen) for row in page.rows), page.next)


@api.endpoint("POST", "/stocktakes/<int:number>/counts", takes=ManyCounts, gives=outcomes_model("line", CountedOut), permission="stocktakes:count",
              status=207, etag=_VERSION, summary=_l("Enter up to 1,000 counts, with an outcome for each"))
def count(many: ManyCounts, number: int) -> Any:
    queries.get_stocktake(number)
    batch = [_of(number, given) for given in read_each(OneCount, many.counts)]
    return outcomes(verbs.enter_counts(batch), "line", counted), 207


def _of(number: int, given: OneCount | DomainError) -> Count | DomainError:
    return given if isinstance(given, DomainError) else Count(number=number, **dict(given))


@api.endpoint("POST", "/stocktakes/<int:number>/to-review", takes=Now, gives=StocktakeOut, permission="stocktakes:count", etag=_VERSION,
              summary=_l("End counting"))
def to_review(_now: Now, number: int) -> Any:
    verbs.to_review(number)
    return answer(number)


@api.endpoint("POST", "/stocktakes/<int:number>/recounts", takes=WhichRecounts, gives=StocktakeOut, permission="stocktakes:review", etag=_VERSION,
              summary=_l("Have lines counted again"))
def recount(asked: WhichRecounts, number: int) -> Any:
    verbs.ask_recounts(Recounts(number=number, **dict(asked)))
    return answer(number)


@api.endpoint("POST", "/stocktakes/<int:number>/decisions", takes=WhatIsDecided, gives=StocktakeOut, permission="stocktakes:review", etag=_VERSION,
              summary=_l("Accept differences or keep the book"))
def decide(given: WhatIsDecided, number: int) -> Any:
    verbs.decide(Decisions(number=number, **dict(given)))
    return answer(number)


@api.endpoint("POST", "/stocktakes/<int:number>/post", takes=Now, gives=PostingOut, permission="stocktakes:review", etag=_VERSION,
              summary=_l("Bring the books in line with what was counted and accepted"))
def post(_now: Now, number: int) -> Any:
    posting = verbs.post_stocktake(number).result()
    return answer(number, refused=[{"line": line_no, "error": problem_data(error)} for line_no, error in posting.refused])


@api.endpoint("POST", "/stocktakes/<int:number>/cancel", takes=WhyEnded, gives=StocktakeOut, permission="stocktakes:review", etag=_VERSION,
              summary=_l("End a stocktake and change nothing"))
def cancel(asked: WhyEnded, number: int) -> Any:
    verbs.cancel_stocktake(Ending(number=number, **dict(asked)))
    return answer(number)
