"""The reads of fulfilment: parcels, the newest first."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from saas.kit import arrays, clock, db
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import after, cursor_of
from tenants.fulfilment.errors import UnknownParcel

LIMIT = 1000
_PAGE = """
SELECT s.id, s.number, o.number AS order_number, o.customer_name, o.ship_to ->> 'city' AS city, w.name AS warehouse, s.carrier,
       s.tracking, (SELECT sum(l.quantity)::bigint FROM shipment_line l WHERE l.shipment_id = s.id) AS pieces, s.shipped_at, s.delivered_at, s.version
  FROM (SELECT s.* FROM shipment s WHERE {where} ORDER BY {order} LIMIT %s) s
  JOIN orders o ON o.id = s.order_id JOIN warehouse w ON w.id = s.warehouse_id ORDER BY {order}"""
_FOUND = "(s.tracking = ANY (%s::text[]) OR s.number = %s OR s.order_id = (SELECT id FROM orders WHERE number = %s))"
_COUNT = "SELECT count(*) AS n FROM (SELECT FROM shipment s WHERE {where} LIMIT %s) p"


class FindParcels(Input):
    """What a list of parcels shows; days are business days of the company's zone."""

    state: Literal["shipped", "delivered"] | None = Field(None, title=_l("State"))
    order: int | None = Field(None, ge=1, le=1 << 62, title=_l("Order number"))
    tracking: Line | None = Field(None, title=_l("Tracking number"))
    shipped_from: Day | None = Field(None, title=_l("Shipped from"))
    shipped_to: Day | None = Field(None, title=_l("Shipped to"))
    q: Line = Field("", title=_l("Search"))


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
    version: int

    @property
    def state(self) -> str:
        return "delivered" if self.delivered_at else "shipped"


@dataclass(frozen=True, slots=True)
class ParcelPage:
    """Rows of one page with the cursors of its neighbours, and, where they were counted, how many there are (LIMIT + 1 means
    more than LIMIT)."""

    rows: list[ParcelRow]
    next: str | None
    previous: str | None
    found: int | None


@query("fulfilment:read")
def list_parcels(find: FindParcels = FindParcels(), forth: str | None = None, back: str | None = None, limit: int = 50) -> ParcelPage:
    """Parcels, the newest first: two statements."""
    page = read_parcels(find, forth, back, limit)
    where, values = _sought(find)
    return replace(page, found=db.rows(_COUNT.format(where=where), [*values, LIMIT + 1])[0].n)


@query("fulfilment:read")
def read_parcels(find: FindParcels, forth: str | None = None, back: str | None = None, limit: int = 50) -> ParcelPage:
    """The same page without counting: one statement."""
    place = after(forth, datetime.fromisoformat, int) or after(back, datetime.fromisoformat, int)  # type: ignore[arg-type]
    backwards = bool(back) and not forth
    where, values = _sought(find)
    start = f" AND (s.shipped_at, s.id) {'>' if backwards else '<'} (%s, %s)" if place else ""
    order = "s.shipped_at, s.id" if backwards else "s.shipped_at DESC, s.id DESC"
    rows = [ParcelRow(*row) for row in db.rows(_PAGE.format(where=where + start, order=order), [*values, *(place or ()), limit + 1])]
    more, shown = len(rows) > limit, rows[:limit][::-1] if backwards else rows[:limit]
    if not shown:
        return ParcelPage([], None, None, None)
    following = cursor_of(shown[-1].shipped_at, shown[-1].id) if more or backwards else None
    preceding = cursor_of(shown[0].shipped_at, shown[0].id) if place and (more or not backwards) else None
    return ParcelPage(shown, following, preceding, None)


@query("fulfilment:read")
def parcel_numbers(find: FindParcels, most: int) -> list[int]:
    """The numbers of up to so many parcels the filter finds, the oldest first."""
    where, values = _sought(find)
    return [row.number for row in db.rows(f"SELECT s.number FROM shipment s WHERE {where} ORDER BY s.id LIMIT %s", [*values, most])]


@query("fulfilment:read")
def get_parcel(number: int) -> ParcelRow:
    """The parcel of this number; UnknownParcel where there is none."""
    found = db.rows(_PAGE.format(where="s.number = %s", order="s.id"), [number, 1])
    if not found:
        raise UnknownParcel("/number", parcel=number)
    return ParcelRow(*found[0])


def _sought(find: FindParcels) -> tuple[str, list[Any]]:
    """The filter as a condition on `shipment s`, and its values."""
    zone, typed = tenant().zone, "".join(find.q.split())
    number = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    asked: list[tuple[Any, str, list[Any]]] = [
        (typed, _FOUND, [arrays.texts({typed, typed.upper()}), number, number]),
        (find.state, f"s.delivered_at IS {'NOT ' if find.state == 'delivered' else ''}NULL", []),
        (find.order, "s.order_id = (SELECT id FROM orders WHERE number = %s)", [find.order]),
        (find.tracking, "s.tracking = %s", [find.tracking]),
        (find.shipped_from, "s.shipped_at >= %s", [clock.day_bounds(find.shipped_from, zone)[0] if find.shipped_from else None]),
        (find.shipped_to, "s.shipped_at < %s", [clock.day_bounds(find.shipped_to, zone)[1] if find.shipped_to else None])]
    wanted = [(text, values) for given, text, values in asked if given]
    return " AND ".join(text for text, _values in wanted) or "true", [value for _text, values in wanted for value in values]
