"""Lists of returns: the newest first, by what waits to be done with them, found by number, order, customer or SKU."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from saas.kit import arrays, clock, db, search
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import after, cursor_of

LIMIT = 1000
VIEWS: dict[str, tuple[str, ...]] = {
    "authorise": ("requested",),
    "coming": ("authorised", "part_received"),
    "check": ("part_received", "received"),
    "refund": ("decided",),
    "all": ("requested", "authorised", "part_received", "received", "decided", "closed", "declined", "cancelled"),
}
_PAGE = """
SELECT r.id, r.number, o.number AS order_number, o.customer_name, o.currency, r.state, r.reason, r.wants, r.requested, r.authorised, r.received,
       r.accepted, r.rejected, r.refunded, x.number AS exchange,
       (SELECT CASE WHEN count(*) = 1 THEN min(l.title) END FROM return_line n JOIN order_line l USING (order_id, line_no) WHERE n.return_id = r.id) AS title,
       r.requested_at
  FROM (SELECT r.* FROM returns r WHERE {where} ORDER BY r.id {way} LIMIT %s) r
  JOIN orders o ON o.id = r.order_id LEFT JOIN orders x ON x.id = r.exchange_order_id ORDER BY r.id {way}"""
_COUNT = "SELECT count(*) AS n FROM (SELECT FROM returns r WHERE {where} LIMIT %s) p"
# What waits is little, whatever lies behind it; all of them are counted no further than people do.
_COUNTS = """SELECT state, count(*) AS n FROM returns WHERE state IN ('requested', 'authorised', 'part_received', 'received', 'decided') GROUP BY 1
 UNION ALL SELECT 'all', count(*) FROM (SELECT FROM returns LIMIT %s) p"""
_FOUND = f"""(r.number = %s OR r.order_id = (SELECT id FROM orders WHERE number = %s)
 OR r.order_id IN (SELECT s.order_id FROM order_search s WHERE s.grams @> %s::text[] AND s.words LIKE ALL (%s::text[]))
 OR r.id IN (SELECT n.return_id FROM sku k JOIN order_line l ON l.sku_id = k.id JOIN return_line n ON n.order_id = l.order_id AND n.line_no = l.line_no
              WHERE k.grams @> %s::text[] AND {search.folded("k.code || ' ' || k.title")} LIKE ALL (%s::text[])))"""


class FindReturns(Input):
    """What a list of returns shows. `state` narrows the view."""

    view: Literal["authorise", "coming", "check", "refund", "all"] = Field("all", title=_l("View"))
    state: Literal["requested", "authorised", "part_received", "received", "decided", "closed", "declined", "cancelled"] | None = Field(None, title=_l("State"))
    reason: Literal["unwanted", "damaged", "faulty", "wrong_item", "not_as_described", "late", "other"] | None = Field(None, title=_l("Reason"))
    wants: Literal["refund", "exchange", "nothing"] | None = Field(None, title=_l("What the customer wants"))
    order: Annotated[int, Field(ge=1, le=1 << 62)] | None = Field(None, title=_l("Order number"))
    requested_from: Day | None = Field(None, title=_l("Requested on this day or later"))
    requested_to: Day | None = Field(None, title=_l("Requested on this day or before"))
    q: Line = Field("", title=_l("Words to find: return, order, customer, SKU"))

    @property
    def states(self) -> tuple[str, ...]:
        """The states to show; none when the state asked for isn't in the view."""
        return tuple(s for s in VIEWS[self.view] if self.state in (None, s))


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return as a list shows it; `refunded` in minor units of `currency`, `title` where only one product comes back."""

    id: int
    number: int
    order_number: int
    customer: str
    currency: str
    state: str
    reason: str
    wants: str
    requested: int
    authorised: int
    received: int
    accepted: int
    rejected: int
    refunded: int
    exchange: int | None
    title: str | None
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """Rows of one page with the cursors of its neighbours, and how many there are (LIMIT + 1 means more than LIMIT)."""

    rows: list[ReturnRow]
    next: str | None
    previous: str | None
    found: int


@query("returns:read")
def list_returns(find: FindReturns, forth: str | None = None, back: str | None = None, limit: int = 50) -> ReturnPage:
    """One page after the cursor `forth` or before the cursor `back`: two statements."""
    place = after(forth, int) or after(back, int)
    backwards = bool(back) and not forth
    where, values = _sought(find)
    start = f" AND r.id {'>' if backwards else '<'} %s" if place else ""
    sql = _PAGE.format(where=where + start, way="ASC" if backwards else "DESC")
    rows = [ReturnRow(*row) for row in db.rows(sql, [*values, *(place or ()), limit + 1])]
    more, shown = len(rows) > limit, rows[:limit][::-1] if backwards else rows[:limit]
    found = db.rows(_COUNT.format(where=where), [*values, LIMIT + 1])[0].n
    if not shown:
        return ReturnPage([], None, None, found)
    following = cursor_of(shown[-1].id) if more or backwards else None
    preceding = cursor_of(shown[0].id) if place and (more or not backwards) else None
    return ReturnPage(shown, following, preceding, found)


@query("returns:read")
def return_numbers(find: FindReturns, most: int) -> list[int]:
    """The numbers of the returns a list finds, up to `most`, the newest first: one statement."""
    where, values = _sought(find)
    return [row.number for row in db.rows(f"SELECT r.number FROM returns r WHERE {where} ORDER BY r.id DESC LIMIT %s", [*values, most])]


def _sought(find: FindReturns) -> tuple[str, list[Any]]:
    """The filter as a condition on `returns r`, and its values."""
    zone, words = tenant().zone, search.fold(find.q).split()
    asked: list[tuple[Any, str, list[Any]]] = [
        (find.view != "all" or find.state, "r.state = ANY (%s::text[])", [arrays.texts(find.states)]),
        (find.reason, "r.reason = %s", [find.reason]),
        (find.wants, "r.wants = %s", [find.wants]),
        (find.order, "r.order_id = (SELECT id FROM orders WHERE number = %s)", [find.order]),
        (find.requested_from, "r.requested_at >= %s", [find.requested_from and clock.day_bounds(find.requested_from, zone)[0]]),
        (find.requested_to, "r.requested_at < %s", [find.requested_to and clock.day_bounds(find.requested_to, zone)[1]]),
        (words, _FOUND, _words(find.q, words))]
    wanted = [(text, values) for given, text, values in asked if given]
    return " AND ".join(text for text, _values in wanted) or "true", [value for _text, values in wanted for value in values]


def _words(typed: str, words: list[str]) -> list[Any]:
    """One character finds a number only: it has no pair to look for."""
    number = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    pairs, likes = arrays.texts(search.grams(" ".join(words))), arrays.texts(search.pattern(word) for word in words)
    if pairs == "{}":
        pairs = arrays.texts([search.SEPARATOR])
    return [number, number, pairs, likes, pairs, likes]


@query("returns:read")
def count_returns() -> dict[str, int]:
    """How many returns each view holds, `all` up to LIMIT + 1: one statement."""
    by_state = {row.state: row.n for row in db.rows(_COUNTS, (LIMIT + 1,))}
    return {view: by_state["all"] if view == "all" else sum(by_state.get(state, 0) for state in states) for view, states in VIEWS.items()}
