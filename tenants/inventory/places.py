"""Where things can be: a tenant's shelves by warehouse and code, and the outside world."""

from dataclasses import dataclass

from saas.kit import db
from tenants.inventory.errors import UnknownLocation, UnknownWarehouse
from tenants.inventory.ledger import Side

_ALL = """SELECT l.id, l.kind, l.code, l.priority + coalesce(w.priority, 0) * 1000 AS priority, w.code AS warehouse, w.id AS warehouse_id
  FROM location l LEFT JOIN warehouse w ON w.id = l.warehouse_id WHERE l.active ORDER BY w.priority, w.id, l.priority, l.id"""


@dataclass(frozen=True)
class Places:
    """Every place of the tenant that is in use, read once for a unit of work."""

    shelves: dict[tuple[str, str], tuple[int, int]]
    outside: dict[str, int]
    first: str

    def shelf(self, warehouse: str, location: str, lot: str | None, status: str) -> Side:
        """The side for a warehouse and location as a person names them; '' means the first, or the whole."""
        house = warehouse or self.first
        found = self.shelves.get((house, location or "-"))
        if found is None:
            if not any(name == house for name, _code in self.shelves):
                raise UnknownWarehouse("/warehouse", warehouse=house)
            raise UnknownLocation("/location", warehouse=house, location=location)
        return Side(found[0], lot, status, "shelf", found[1])

    def beyond(self, kind: str, status: str = "good") -> Side:
        """A place outside our shelves: supplier, customer, adjustment, transit."""
        return Side(self.outside[kind], None, status, kind)


def places() -> Places:
    """All places: one statement."""
    rows = db.rows(_ALL)
    shelves = {(r.warehouse, r.code): (r.id, r.priority) for r in rows if r.kind == "shelf"}
    outside = {r.kind: r.id for r in rows if r.kind != "shelf"}
    return Places(shelves, outside, next((house for house, _code in shelves), ""))
