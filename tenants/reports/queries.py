"""The reads of the dashboard: each one statement, whatever the company's size."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from saas.kit import clock, db
from saas.kit.context import tenant
from saas.kit.operations import query

# Imports are a room beside this one; they are read by their table's name.
_WAITING_IMPORTS = """
SELECT state, count(*) AS n, min(created_at) AS oldest FROM import
 WHERE state IN ('mapping', 'checked') OR (state = 'failed' AND created_at >= %s) GROUP BY state"""
_LAST_IMPORTS = """SELECT id, kind, filename, state, coalesce(nullif(rows_read, 0), rows_total) AS rows, done, again, refused, created_at FROM import
 ORDER BY created_at DESC, id DESC LIMIT %s"""
_SPANS = """
SELECT count(o.id) AS orders, coalesce(sum(o.ordered), 0)::bigint AS pieces,
       coalesce(sum(o.total) FILTER (WHERE o.currency = %s), 0)::bigint AS value,
       (SELECT count(*) FROM shipment p WHERE p.shipped_at >= s.since AND p.shipped_at < s.until) AS parcels
  FROM unnest(%s::timestamptz[], %s::timestamptz[]) WITH ORDINALITY AS s(since, until, place)
  LEFT JOIN orders o ON o.placed_at >= s.since AND o.placed_at < s.until GROUP BY s.place, s.since, s.until ORDER BY s.place"""
_MOST_HELD = """
SELECT s.code AS sku, s.title, b.allocated, b.available FROM (
  SELECT sku_id, sum(allocated)::bigint AS allocated, (sum(on_hand) FILTER (WHERE status = 'good') - sum(allocated))::bigint AS available
    FROM balance GROUP BY sku_id HAVING sum(allocated) > 0 ORDER BY 2 DESC, sku_id LIMIT %s) b
  JOIN sku s ON s.id = b.sku_id ORDER BY b.allocated DESC, s.code"""
# Holds that ever stood for a day, then the days at whose end they did: few rows meet the days.
_HELD_LONG = """
WITH stood AS MATERIALIZED (
  SELECT order_id, set_at, coalesce(lifted_at, 'infinity') AS until FROM hold
   WHERE (lifted_at IS NULL OR lifted_at >= %s) AND coalesce(lifted_at, %s) - set_at > interval '1 day')
SELECT count(DISTINCT h.order_id) AS n FROM unnest(%s::timestamptz[]) WITH ORDINALITY AS d(at, place)
  LEFT JOIN stood h ON h.set_at < d.at - interval '1 day' AND h.until > d.at GROUP BY d.place ORDER BY d.place"""
_BEGUN = """SELECT EXISTS (SELECT FROM sku) AS products, EXISTS (SELECT FROM movement) AS stock, EXISTS (SELECT FROM orders) AS orders"""


@dataclass(frozen=True, slots=True)
class Span:
    """What came and went in a stretch of time; `value` in minor units of the company's currency, orders in others left out."""

    orders: int
    pieces: int
    value: int
    parcels: int


@dataclass(frozen=True, slots=True)
class Begun:
    """How far a new company is: has it products, stock, orders?"""

    products: bool
    stock: bool
    orders: bool


@dataclass(frozen=True, slots=True)
class WaitingImports:
    """Imports in one state that need a person, and since when the oldest does."""

    state: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class LastImport:
    """An import as the dashboard lists it."""

    id: int
    kind: str
    filename: str
    state: str
    rows: int | None
    done: int
    again: int
    refused: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A SKU with pieces held for orders and pieces nobody has claimed."""

    sku: str
    title: str
    allocated: int
    available: int


@query("orders:read")
def begun() -> Begun:
    """What the company has brought in already."""
    return Begun(*db.rows(_BEGUN)[0])


@query("orders:read")
def today_and_last_week() -> tuple[Span, Span]:
    """Today so far, and the same weekday a week ago up to the same time of day, in the company's zone."""
    zone, now = tenant().zone, clock.now()
    begins = [clock.day_bounds(day, zone)[0] for day in (clock.today(zone), clock.today(zone) - timedelta(days=7))]
    spans = (begins, [now + timedelta(seconds=1), clock.days_before(now, 7, zone)])
    ours, theirs = (Span(*row) for row in db.rows(_SPANS, (tenant().currency, *spans)))
    return ours, theirs


@query("inventory:read")
def most_held(limit: int = 6) -> list[Held]:
    """The SKUs with most pieces held."""
    return [Held(*row) for row in db.rows(_MOST_HELD, (limit,))]


@query("orders:read")
def held_over_a_day(days: int = 14) -> list[tuple[date, int]]:
    """For each business day: orders that, when it ended (now, for today), had been on hold for more than 24 hours."""
    zone, now = tenant().zone, clock.now()
    asked = [clock.today(zone) - timedelta(days=n) for n in reversed(range(days))]
    ends = [min(clock.day_bounds(day, zone)[1], now) for day in asked]
    return [(day, row.n) for day, row in zip(asked, db.rows(_HELD_LONG, (ends[0], now, ends)), strict=True)]


@query("imports:read")
def waiting_imports(failed_within: timedelta = timedelta(days=7)) -> list[WaitingImports]:
    """Imports whose columns want names, that are ready to apply, or that failed lately."""
    return [WaitingImports(*row) for row in db.rows(_WAITING_IMPORTS, (clock.now() - failed_within,))]


@query("imports:read")
def last_imports(limit: int = 5) -> list[LastImport]:
    """The newest imports."""
    return [LastImport(*row) for row in db.rows(_LAST_IMPORTS, (limit,))]
