"""Opening a stocktake: the list of places to count, taken from what the books say lies there."""

import json
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.context import actor, tenant
from saas.kit.errors import Stale
from saas.kit.events import Event, record
from saas.kit.keys import once_more
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import UnknownSku
from tenants.catalogue.queries import found_by_words
from tenants.inventory.errors import UnknownLocation, UnknownWarehouse
from tenants.stocktakes.errors import NothingToCount
from tenants.stocktakes.inputs import NewStocktake

_HOUSE = "SELECT id, code FROM warehouse WHERE code = %s OR %s = '' AND active ORDER BY priority, id LIMIT 1"
_BY_KEY = """
SELECT t.fingerprint, t.number, (SELECT count(*) FROM stocktake_line WHERE stocktake_id = t.id) AS lines FROM stocktake t WHERE t.key = %s"""
_OPEN = """
INSERT INTO stocktake (warehouse_id, scope, blind, note, key, fingerprint, created_by, created_at) VALUES (%s, %s::jsonb, %s, %s, %s, %s, %s::jsonb, %s)
ON CONFLICT (key) DO NOTHING RETURNING id, number"""
# A place that another open stocktake counts is left to that one.
_LINES = """
WITH wanted AS (
  SELECT row_number() OVER (ORDER BY p.priority, p.code, s.code, b.lot NULLS FIRST, b.status DESC) AS line_no, b.sku_id, b.location_id, b.lot, b.status
    FROM balance b JOIN location p ON p.id = b.location_id JOIN sku s ON s.id = b.sku_id
   WHERE b.warehouse_id = %s AND b.on_hand > 0 AND {scope}),
made AS (INSERT INTO stocktake_line (stocktake_id, line_no, sku_id, location_id, lot, status)
  SELECT %s, line_no, sku_id, location_id, lot, status FROM wanted ON CONFLICT DO NOTHING RETURNING line_no)
SELECT (SELECT count(*) FROM wanted) AS wanted, (SELECT count(*) FROM made) AS made"""
_NOT_SINCE = """NOT EXISTS (SELECT FROM stocktake_line l JOIN stocktake t ON t.id = l.stocktake_id AND t.state = 'posted'
     WHERE l.sku_id = b.sku_id AND l.location_id = b.location_id AND l.lot IS NOT DISTINCT FROM b.lot AND l.status = b.status AND l.counted_at >= %s)
   AND NOT EXISTS (SELECT FROM movement m WHERE m.sku_id = b.sku_id AND m.cause = 'counted' AND m.effective_at >= %s
     AND b.location_id IN (m.from_location_id, m.to_location_id) AND m.lot IS NOT DISTINCT FROM b.lot)"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A stocktake with so many places to count; `elsewhere` more are being counted by other stocktakes."""

    number: int
    lines: int
    elsewhere: int = 0


@operation("stocktakes:count")
def open_stocktake(new: NewStocktake) -> Outcome[Opened]:
    """Open a stocktake of what lies in a warehouse. The same key again is the same stocktake, opened once."""
    if new.key and (before := _opened_before(new)):
        return before
    houses = db.rows(_HOUSE, (new.warehouse, new.warehouse))
    if not houses:
        raise UnknownWarehouse("/warehouse", warehouse=new.warehouse)
    scope, values = _scope(new, houses[0])
    opened = db.rows(_OPEN, (houses[0].id, json.dumps(_kept(new), ensure_ascii=False), new.blind, new.note, new.key or None, new.fingerprint,
                             json.dumps(actor().as_data(), ensure_ascii=False), clock.now()))
    if not opened:
        return _opened_before(new) or Outcome.refused(Stale())
    (counts,) = db.rows(_LINES.format(scope=scope), [houses[0].id, *values, opened[0].id])
    if not counts.made and (counts.wanted or new.scope != "all"):
        raise NothingToCount()
    record(Event("stocktake.opened", ("stocktake", opened[0].id), {"lines": counts.made}))
    return Outcome.done(Opened(opened[0].number, counts.made, counts.wanted - counts.made))


def _opened_before(new: NewStocktake) -> Outcome[Opened] | None:
    return next((once_more(new, row.fingerprint, Opened(row.number, row.lines)) for row in db.rows(_BY_KEY, (new.key,))), None)


def _kept(new: NewStocktake) -> dict[str, Any]:
    """The scope as the person chose it."""
    return {"kind": new.scope, **new.model_dump(mode="json", include={"locations", "skus", "q", "days", "since"}, exclude_defaults=True)}


def _scope(new: NewStocktake, house: Any) -> tuple[str, list[Any]]:
    """Which balances of the warehouse are wanted."""
    match new.scope:
        case "locations":
            _all_known("SELECT code FROM location WHERE warehouse_id = %s AND code = ANY (%s::text[])", new.locations, [house.id],
                       lambda code: UnknownLocation("/locations", warehouse=house.code, location=code))
            return "p.code = ANY (%s::text[])", [arrays.texts(new.locations)]
        case "skus":
            _all_known("SELECT code FROM sku WHERE code = ANY (%s::text[])", new.skus, [], lambda code: UnknownSku("/skus", sku=code))
            return "s.code = ANY (%s::text[])", [arrays.texts(new.skus)]
        case "search":
            return found_by_words(new.q)
        case "expiring":
            return "b.expires_on <= %s::date + %s", [clock.today(tenant().zone), new.days]
        case "not_counted_since":
            since = clock.day_bounds(new.since, tenant().zone)[0]  # type: ignore[arg-type]
            return _NOT_SINCE, [since, since]
    return "true", []


def _all_known(statement: str, codes: list[str], values: list[Any], error: Any) -> None:
    known = {row.code for row in db.rows(statement, [*values, arrays.texts(codes)])}
    for code in codes:
        if code not in known:
            raise error(code)
