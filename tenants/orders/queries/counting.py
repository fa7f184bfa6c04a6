"""How many orders, never counted further than a person reads: beyond LIMIT it says "1,000+"."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from saas.kit import arrays, clock, db
from saas.kit.context import tenant
from saas.kit.operations import query
from tenants.orders.queries.finding import LIMIT, VIEWS

_PER_VIEW = "(SELECT count(*) FROM (SELECT FROM orders WHERE state = ANY (%s::text[]) LIMIT %s) {name}) AS {name}"
_VIEWS = "SELECT " + ", ".join(_PER_VIEW.format(name=f"v_{name}") for name in VIEWS)
_WAITING = "SELECT count(*) AS n FROM (SELECT FROM orders WHERE state IN ('on_hold', 'waiting') LIMIT %s) o"
_NEEDS_PERSON = """
SELECT h.kind, count(DISTINCT h.order_id) AS n, min(h.set_at) AS oldest
  FROM hold h JOIN orders o ON o.id = h.order_id AND o.state = 'on_hold' WHERE h.lifted_at IS NULL GROUP BY h.kind
 UNION ALL
SELECT 'waiting', (SELECT count(*) FROM (SELECT FROM orders WHERE state = 'waiting' LIMIT %s) w),
       (SELECT placed_at FROM orders WHERE state = 'waiting' ORDER BY placed_at, id LIMIT 1)
 ORDER BY 2 DESC"""
_PER_DAY = """
SELECT (placed_at AT TIME ZONE %s)::date AS day, count(*) AS orders, sum(ordered)::bigint AS pieces,
       coalesce(sum(total) FILTER (WHERE currency = %s), 0)::bigint AS total
  FROM orders WHERE placed_at >= %s AND placed_at < %s AND merged_into IS NULL AND NOT drafted GROUP BY 1"""


@dataclass(frozen=True, slots=True)
class Waits:
    """Orders that need a person for one reason: a kind of hold, or `waiting` for stock. `count` stops at LIMIT + 1."""

    kind: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """A business day's orders; `total` in minor units of the company's own currency, orders in others left out."""

    day: date
    orders: int
    pieces: int
    total: int


@query("orders:read")
def waiting_count() -> int:
    """Orders that need a person: on hold or without stock; LIMIT + 1 means more than LIMIT."""
    return db.rows(_WAITING, (LIMIT + 1,))[0].n


@query("orders:read")
def view_counts() -> dict[str, int]:
    """How many orders each view holds, each counted up to LIMIT + 1: one statement."""
    values = [value for states in VIEWS.values() for value in (arrays.texts(states), LIMIT + 1)]
    return dict(zip(VIEWS, db.rows(_VIEWS, values)[0], strict=True))


@query("orders:read")
def needs_person() -> list[Waits]:
    """What waits for a person, by reason, the most first; reasons nobody waits for are left out."""
    return [Waits(*row) for row in db.rows(_NEEDS_PERSON, (LIMIT + 1,)) if row.n]


@query("orders:read")
def orders_per_day(days: int) -> list[Day]:
    """Orders by business day of the company's zone, oldest first, today last, days without orders included."""
    zone, today = tenant().zone, clock.today(tenant().zone)
    first = today - timedelta(days=days - 1)
    since, until = clock.day_bounds(first, zone)[0], clock.day_bounds(today, zone)[1]
    found = {row.day: Day(*row) for row in db.rows(_PER_DAY, (zone, tenant().currency, since, until))}
    return [found.get(day) or Day(day, 0, 0, 0) for day in (first + timedelta(days=n) for n in range(days))]
