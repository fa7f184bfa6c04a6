"""Warehouses, and the last time everything was proved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saas.kit import db
from saas.kit.errors import NotFound
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after

_WAREHOUSES = """
SELECT w.id, w.code, w.name, w.country, w.region, w.priority, w.active, count(DISTINCT p.id) AS locations,
       count(DISTINCT b.sku_id) FILTER (WHERE b.on_hand > 0) AS skus, coalesce(sum(b.on_hand), 0)::bigint AS on_hand,
       coalesce(sum(b.allocated), 0)::bigint AS allocated, w.version
  FROM warehouse w LEFT JOIN location p ON p.warehouse_id = w.id LEFT JOIN balance b ON b.location_id = p.id
 {where} GROUP BY w.id ORDER BY w.priority, w.id"""
MANY = 500
_LOCATIONS = """
SELECT p.id, p.code, p.priority, p.active, b.skus, b.on_hand, b.allocated, p.version
  FROM location p JOIN warehouse w ON w.id = p.warehouse_id LEFT JOIN LATERAL (
    SELECT count(DISTINCT b.sku_id) FILTER (WHERE b.on_hand > 0) AS skus, coalesce(sum(b.on_hand), 0)::bigint AS on_hand,
           coalesce(sum(b.allocated), 0)::bigint AS allocated FROM balance b WHERE b.location_id = p.id) b ON true
 WHERE w.code = %s AND p.code > %s AND starts_with(p.code, %s) ORDER BY p.code LIMIT %s"""
_LYING = """
SELECT b.id, s.code AS sku, s.title, p.code AS location, b.lot, b.expires_on, b.status, b.on_hand, b.allocated
  FROM balance b JOIN sku s ON s.id = b.sku_id JOIN location p ON p.id = b.location_id JOIN warehouse w ON w.id = b.warehouse_id
 WHERE w.code = %s AND (p.code = %s OR %s = '') AND b.on_hand > 0 AND (s.code, b.id) > (%s, %s) ORDER BY s.code, b.id LIMIT %s"""


@dataclass(frozen=True, slots=True)
class House:
    """A warehouse with what lies in it, in pieces."""

    id: int
    code: str
    name: str
    country: str
    region: str
    priority: int
    active: bool
    locations: int
    skus: int
    on_hand: int
    allocated: int
    version: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A location with what lies there, in pieces."""

    id: int
    code: str
    priority: int
    active: bool
    skus: int
    on_hand: int
    allocated: int
    version: int


@dataclass(frozen=True, slots=True)
class Lying:
    """Pieces of a SKU at one location, of one lot, in one condition."""

    id: int
    sku: str
    title: str
    location: str
    lot: str | None
    expires_on: date | None
    status: str
    on_hand: int
    allocated: int


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof found: the first differences of each question as {question, where, expected, found}, how many each
    has, and how many rows were compared."""

    at: datetime
    differences: list[dict[str, Any]]
    counts: dict[str, int]
    found: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.found.values())


@query("inventory:read")
def warehouses() -> list[House]:
    """Every warehouse, the one asked first before the others."""
    return [House(*row) for row in db.rows(_WAREHOUSES.format(where=""))]


@query("inventory:read")
def get_warehouse(code: str) -> House:
    """One warehouse by its code; NotFound for one nobody opened."""
    found = db.rows(_WAREHOUSES.format(where="WHERE w.code = %s"), (code,))
    if not found:
        raise NotFound()
    return House(*found[0])


@query("inventory:read")
def list_locations(warehouse: str, after: str | None = None, limit: int = 100, q: str = "") -> Page[Spot]:
    """Locations of a warehouse by code, one page after the cursor; those whose code begins with `q`."""
    place = place_after(after, str) or ("",)
    rows = db.rows(_LOCATIONS, (warehouse, *place, q, limit + 1))
    return page_of([Spot(*row) for row in rows], limit, lambda row: (row.code,))


@query("inventory:read")
def location_codes(warehouse: str) -> list[str]:
    """Codes of the locations in use, the one asked first before the others; at most MANY: cheap enough for every form."""
    sql = """SELECT p.code FROM location p JOIN warehouse w ON w.id = p.warehouse_id WHERE w.code = %s AND p.active
              ORDER BY p.priority, p.code LIMIT %s"""
    return [code for (code,) in db.rows(sql, (warehouse, MANY))]


@query("inventory:read")
def what_lies_there(warehouse: str, location: str = "", after: str | None = None, limit: int = 50) -> Page[Lying]:
    """Pieces in a warehouse, or at one location of it, by SKU; one page after the cursor."""
    place = place_after(after, str, int) or ("", 0)
    rows = db.rows(_LYING, (warehouse, location, location, *place, limit + 1))
    return page_of([Lying(*row) for row in rows], limit, lambda row: (row.sku, row.id))


@query("inventory:read")
def warehouse_names() -> dict[str, str]:
    """Names by code, the one asked first before the others; cheap enough for every form."""
    return dict(map(tuple, db.rows("SELECT code, name FROM warehouse WHERE active ORDER BY priority, id")))


@query("inventory:read")
def last_proof() -> Proved | None:
    """The newest proof; None where nothing was ever proved."""
    found = db.rows("SELECT at, differences, counts - 'found', coalesce(counts -> 'found', '{}') FROM proof ORDER BY id DESC LIMIT 1")
    return Proved(*found[0]) if found else None
