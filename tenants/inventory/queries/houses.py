"""Warehouses, and the last time everything was proved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saas.kit import db
from saas.kit.errors import NotFound
from saas.kit.operations import query

_WAREHOUSES = """
SELECT w.id, w.code, w.name, w.country, w.region, w.priority, w.active, count(DISTINCT p.id) AS locations,
       count(DISTINCT b.sku_id) FILTER (WHERE b.on_hand > 0) AS skus, coalesce(sum(b.on_hand), 0)::bigint AS on_hand,
       coalesce(sum(b.allocated), 0)::bigint AS allocated
  FROM warehouse w LEFT JOIN location p ON p.warehouse_id = w.id LEFT JOIN balance b ON b.location_id = p.id
 GROUP BY w.id ORDER BY w.priority, w.id"""


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


@dataclass(frozen=True, slots=True)
class Proved:
    """What a proof found: differences as {question, where, expected, found}, and how many rows it compared."""

    at: datetime
    differences: list[dict[str, Any]]
    counts: dict[str, int]


@query("inventory:read")
def warehouses() -> list[House]:
    """Every warehouse, the one asked first before the others."""
    return [House(*row) for row in db.rows(_WAREHOUSES)]


@query("inventory:read")
def get_warehouse(code: str) -> House:
    """One warehouse by its code; NotFound where there is none."""
    found = next((house for house in warehouses() if house.code == code), None)
    if found is None:
        raise NotFound()
    return found


@query("inventory:read")
def warehouse_names() -> dict[str, str]:
    """Names by code, the one asked first before the others; cheap enough for every form."""
    return dict(map(tuple, db.rows("SELECT code, name FROM warehouse WHERE active ORDER BY priority, id")))


@query("inventory:read")
def last_proof() -> Proved | None:
    """The newest proof; None where nothing was ever proved."""
    found = db.rows("SELECT at, differences, counts FROM proof ORDER BY id DESC LIMIT 1")
    return Proved(*found[0]) if found else None
