"""The reads of fulfilment: parcels, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from saas.kit import arrays, db
from saas.kit.operations import query
from saas.kit.web.paging import after, cursor_of

LIMIT = 1000
_PAGE = """
SELECT s.id, s.number, o.number AS order_number, o.customer_name, o.ship_to ->> 'city' AS city, w.name AS warehouse, s.carrier,
       s.tracking, (SELECT sum(l.quantity)::bigint FROM shipment_line l WHERE l.shipment_id = s.id) AS pieces, s.shipped_at, s.delivered_at
  FROM (SELECT s.* FROM shipment s WHERE {where} ORDER BY {order} LIMIT %s) s
  JOIN orders o ON o.id = s.order_id JOIN warehouse w ON w.id = s.warehouse_id ORDER BY {order}"""
_FOUND = "(s.tracking = ANY (%s::text[]) OR s.number = %s OR s.order_id = (SELECT id FROM orders WHERE number = %s))"
_COUNT = "SELECT count(*) AS n FROM (SELECT FROM shipment s WHERE {where} LIMIT %s) p"


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A parcel as a list shows it."""

    id: int
    number: int
    order_number: int
    customer: str
    city: str | None
    warehouse: str
    carrier: str
    tracking: str
    pieces: int
    shipped_at: datetime
    delivered_at: datetime | None

    @property
    def state(self) -> str:
        return "delivered" if self.delivered_at else "shipped"


@dataclass(frozen=True, slots=True)
class ParcelPage:
    """Rows of one page with the cursors of its neighbours, and how many there are (LIMIT + 1 means more than LIMIT)."""

    rows: list[ParcelRow]
    next: str | None
    previous: str | None
    found: int


@query("fulfilment:read")
def list_parcels(q: str = "", forth: str | None = None, back: str | None = None, limit: int = 50) -> ParcelPage:
    """Parcels by tracking number, by their own or their order's number, or all of them: two statements."""
    place = after(forth, datetime.fromisoformat, int) or after(back, datetime.fromisoformat, int)  # type: ignore[arg-type]
    backwards = bool(back) and not forth
    where, values = _sought(q)
    start = f" AND (s.shipped_at, s.id) {'>' if backwards else '<'} (%s, %s)" if place else ""
    order = "s.shipped_at, s.id" if backwards else "s.shipped_at DESC, s.id DESC"
    rows = [ParcelRow(*row) for row in db.rows(_PAGE.format(where=where + start, order=order), [*values, *(place or ()), limit + 1])]
    more, shown = len(rows) > limit, rows[:limit][::-1] if backwards else rows[:limit]
    found = db.rows(_COUNT.format(where=where), [*values, LIMIT + 1])[0].n
    if not shown:
        return ParcelPage([], None, None, found)
    following = cursor_of(shown[-1].shipped_at, shown[-1].id) if more or backwards else None
    preceding = cursor_of(shown[0].shipped_at, shown[0].id) if place and (more or not backwards) else None
    return ParcelPage(shown, following, preceding, found)


def _sought(q: str) -> tuple[str, list[object]]:
    typed = "".join(q.split())
    if not typed:
        return "true", []
    number = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    return _FOUND, [arrays.texts({typed, typed.upper()}), number, number]
