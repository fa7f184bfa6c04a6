"""Lots and serial numbers: until when they are good, since when they are here, and where they lie."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from saas.kit import clock, db
from saas.kit.context import tenant
from saas.kit.errors import NotFound
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after

SOON = timedelta(days=30)
_LOTS = """
SELECT s.code AS sku, t.code, t.expires_on, coalesce(min(b.first_in) FILTER (WHERE b.on_hand > 0), t.created_at) AS since,
       coalesce(sum(b.on_hand), 0)::bigint AS on_hand, coalesce(sum(b.allocated), 0)::bigint AS allocated,
       coalesce(array_agg(DISTINCT w.name || CASE p.code WHEN '-' THEN '' ELSE ' · ' || p.code END) FILTER (WHERE b.on_hand > 0), '{{}}') AS places, t.version
  FROM lot t JOIN sku s ON s.id = t.sku_id LEFT JOIN balance b ON b.sku_id = t.sku_id AND b.lot = t.code
  LEFT JOIN location p ON p.id = b.location_id LEFT JOIN warehouse w ON w.id = p.warehouse_id
 WHERE {where} GROUP BY s.code, t.sku_id, t.code HAVING {having} ORDER BY {order} LIMIT %s"""


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot with its pieces; `expires_on` is the last day it is good, `since` when its first piece here came."""

    sku: str
    lot: str
    expires_on: date | None
    since: datetime
    on_hand: int
    allocated: int
    places: list[str]
    version: int

    @property
    def state(self) -> str:
        """expired, expiring (within SOON), fresh or undated, as saas.ui.states names them."""
        today = clock.today(tenant().zone)
        if self.expires_on is None:
            return "undated"
        if self.expires_on < today:
            return "expired"
        return "expiring" if self.expires_on < today + SOON else "fresh"


@query("inventory:read")
def list_lots(sku: str = "", expires_before: date | None = None, after: str | None = None, limit: int = 50) -> Page[LotRow]:
    """Lots by SKU and code: of one SKU, or those that are here and expire before a day, or all; one page after the cursor."""
    where: list[str] = ["true"]
    values: list[Any] = []
    for condition, value in (("s.code = %s", sku), ("t.expires_on < %s", expires_before)):
        if value:
            where.append(condition)
            values.append(value)
    if place := place_after(after, str, str):
        where.append("(s.code, t.code) > (%s, %s)")
        values += place
    having = "sum(b.on_hand) > 0" if expires_before else "true"
    rows = db.rows(_LOTS.format(where=" AND ".join(where), having=having, order="s.code, t.code"), [*values, limit + 1])
    return page_of([LotRow(*row) for row in rows], limit, lambda row: (row.sku, row.lot))


def lots_here(sku_id: int, limit: int = 100) -> list[LotRow]:
    """The lots of a SKU that lie somewhere now, the first to expire first."""
    sql = _LOTS.format(where="t.sku_id = %s", having="sum(b.on_hand) > 0", order="t.expires_on, since, t.code")
    return [LotRow(*row) for row in db.rows(sql, (sku_id, limit))]


@query("inventory:read")
def get_lot(sku: str, lot: str) -> LotRow:
    """One lot; NotFound for one nobody has."""
    found = db.rows(_LOTS.format(where="s.code = %s AND t.code = %s", having="true", order="t.code"), (sku, lot, 1))
    if not found:
        raise NotFound()
    return LotRow(*found[0])
