"""Lists of orders: a page costs the same anywhere in a list of any length."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saas.kit import arrays, db
from saas.kit.operations import query
from saas.kit.web.paging import after, cursor_of
from tenants.orders.queries.finding import LIMIT, FindOrders, Place, page_sql, some_sql

_COLUMNS = """o.id, o.number, o.channel, o.reference, o.customer_name, o.ship_to ->> 'city' AS city, o.currency, o.total, o.state,
 o.ordered - o.cancelled AS pieces, o.ordered - o.cancelled - o.allocated - o.shipped AS missing, o.shipped, o.note, o.placed_at"""
_THESE = f"SELECT {_COLUMNS} FROM orders o WHERE o.id = ANY (%s::bigint[]) ORDER BY o.placed_at {{way}}, o.id {{way}}"
_WAITS = """
SELECT order_id, kind, reason, NULL::text AS title, 0::bigint AS missing FROM hold
 WHERE order_id = ANY (%s::bigint[]) AND lifted_at IS NULL
 UNION ALL
SELECT order_id, 'waiting', '', CASE WHEN count(*) = 1 THEN min(title) END, sum(ordered - cancelled - allocated - shipped)::bigint
  FROM order_line WHERE order_id = ANY (%s::bigint[]) AND allocated + shipped + cancelled < ordered GROUP BY order_id"""
_CHANNELS = """
WITH RECURSIVE walk (channel) AS (
  (SELECT channel FROM orders ORDER BY channel LIMIT 1)
  UNION ALL SELECT (SELECT o.channel FROM orders o WHERE o.channel > w.channel ORDER BY o.channel LIMIT 1) FROM walk w
   WHERE w.channel IS NOT NULL)
SELECT channel FROM walk WHERE channel IS NOT NULL LIMIT 50"""
_LINES = """
SELECT order_id, string_agg(sku_code || ' × ' || pieces, ', ' ORDER BY line_no) AS lines FROM (
  SELECT order_id, line_no, sku_code, ordered - cancelled AS pieces FROM order_line WHERE order_id = ANY (%s::bigint[]) AND kit_no IS NULL
   UNION ALL SELECT order_id, kit_no, sku_code, ordered - cancelled FROM order_kit WHERE order_id = ANY (%s::bigint[])) x GROUP BY order_id"""
_BRIEF = """SELECT number, customer_name, state, ordered - cancelled - shipped, allocated, picked, open_holds FROM orders
 WHERE number = ANY (%s::bigint[]) ORDER BY number"""
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing an order waits for: a kind of hold with its reason, or `waiting` with the pieces that are missing (and
    the line's title where only one line misses any)."""

    kind: str
    reason: str
    title: str | None
    missing: int


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as a list shows it; `total` in minor units of `currency`."""

    id: int
    number: int
    channel: str
    reference: str
    customer: str
    city: str | None
    currency: str
    total: int
    state: str
    pieces: int
    missing: int
    shipped: int
    note: str
    placed_at: datetime
    waits: list[Wait] = field(default_factory=list)


@dataclass(slots=True)
class OrderPage:
    """Rows of one page with the cursors of its neighbours, None where there are none, and, where that is known, how many
    orders the filter finds (LIMIT + 1 means more than LIMIT)."""

    rows: list[OrderRow]
    next: str | None
    previous: str | None
    found: int | None = None


@query("orders:read")
def list_orders(find: FindOrders, forth: str | None = None, back: str | None = None, limit: int = 50) -> OrderPage:
    """One page after the cursor `forth` or before the cursor `back`: the orders alone, one statement."""
    return _page(find, forth, back, limit, _some(find) if find.words else None)


@query("orders:read")
def list_waiting(find: FindOrders, forth: str | None = None, back: str | None = None, limit: int = 50) -> OrderPage:
    """The same page with what each order waits for; `found` where words were sought, for they are counted on the way."""
    found = _some(find) if find.words else None
    page = _page(find, forth, back, limit, found)
    _add_waits(page.rows)
    page.found = None if found is None else len(found)
    return page


def _page(find: FindOrders, forth: str | None, back: str | None, limit: int, found: list[Any] | None) -> OrderPage:
    place = _place(forth, False) or _place(back, True)
    rows = _rows(find, place, limit + 1, found)
    more, backwards = len(rows) > limit, bool(place and place.backwards)
    shown = rows[:limit][::-1] if backwards else rows[:limit]
    if not shown:
        return OrderPage([], None, None)
    following = cursor_of(shown[-1].placed_at, shown[-1].id) if more or backwards else None
    preceding = cursor_of(shown[0].placed_at, shown[0].id) if place and (more or not backwards) else None
    return OrderPage([OrderRow(*row) for row in shown], following, preceding)


def _place(cursor: str | None, backwards: bool) -> Place | None:
    found = after(cursor, datetime.fromisoformat, int)  # type: ignore[arg-type]
    return Place(*found, backwards) if found else None


def _some(find: FindOrders) -> list[Any]:
    sql = some_sql(find, LIMIT + 1)
    return db.rows(sql.text, sql.values)


def _rows(find: FindOrders, place: Place | None, limit: int, found: list[Any] | None) -> list[Any]:
    """The rows of one page in the order they are read; `found`, if not too many, are all the orders there are."""
    if found is None or len(found) > LIMIT:
        page = page_sql(find, place, limit, _COLUMNS)
        return db.rows(page.text, page.values)
    downwards = (find.sort == "newest") != bool(place and place.backwards)
    keys = sorted(((row.placed_at, row.id) for row in found), reverse=downwards)
    if place:
        here = (place.placed_at, place.id)
        keys = [key for key in keys if (key < here if downwards else key > here)]
    return db.rows(_THESE.format(way="DESC" if downwards else "ASC"), [arrays.ints(key[1] for key in keys[:limit])])


def _add_waits(rows: list[OrderRow]) -> None:
    """Only of those that wait: most of a page's orders are on their way."""
    shown = {row.id: row for row in rows if row.missing or row.state == "on_hold"}
    if not shown:
        return
    ids = arrays.ints(shown)
    for wait in db.rows(_WAITS, [ids, ids]):
        shown[wait.order_id].waits.append(Wait(wait.kind, wait.reason, wait.title, wait.missing))


@query("orders:read")
def count_orders(find: FindOrders) -> int:
    """How many orders the filter finds; LIMIT + 1 means more than LIMIT."""
    sql = some_sql(find, LIMIT + 1)
    return db.rows(f"SELECT count(*) AS n FROM ({sql.text}) c", sql.values)[0].n


@query("orders:read")
def numbers_of(find: FindOrders, most: int) -> list[int]:
    """The numbers of up to so many orders the filter finds."""
    sql = some_sql(find, most)
    return [row.number for row in db.rows(f"SELECT number FROM orders WHERE id IN (SELECT id FROM ({sql.text}) p) ORDER BY id", sql.values)]


@query("orders:read")
def channels() -> list[str]:
    """The channels orders came from: one step of the index for each, however many orders."""
    return [row.channel for row in db.rows(_CHANNELS)]


@query("orders:read")
def export_orders(find: FindOrders, forth: str | None = None) -> tuple[list[tuple[OrderRow, str]], str | None]:
    """A chunk of orders with their lines in words, and the cursor of the next chunk, None at the end."""
    rows = _rows(find, _place(forth, False), CHUNK + 1, _some(find) if find.words else None)
    shown = [OrderRow(*row) for row in rows[:CHUNK]]
    ids = arrays.ints(row.id for row in shown)
    lines = dict(map(tuple, db.rows(_LINES, [ids, ids])))
    following = cursor_of(shown[-1].placed_at, shown[-1].id) if len(rows) > CHUNK else None
    return [(row, lines[row.id]) for row in shown], following


@dataclass(frozen=True, slots=True)
class BriefOrder:
    """An order as a question names it: what is held, picked, and still to ship."""

    number: int
    customer: str
    state: str
    pieces: int
    allocated: int
    picked: int
    open_holds: int


@query("orders:read")
def brief_orders(numbers: Sequence[int]) -> list[BriefOrder]:
    """Orders by number, as a question before an act names them; unknown numbers are left out."""
    return [BriefOrder(*row) for row in db.rows(_BRIEF, [arrays.ints(numbers)])]
