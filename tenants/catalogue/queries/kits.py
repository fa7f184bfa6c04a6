"""What kits are made of, and which kits a SKU goes into."""

from dataclasses import dataclass, replace

from saas.kit import db
from saas.kit.operations import query
from tenants.catalogue.queries.free import free_kits, usable

_PARTS = """
SELECT s.id, s.code AS sku, s.title, s.is_kit, k.quantity, coalesce((
  SELECT sum(b.on_hand - b.allocated) FILTER (WHERE {usable}) FROM balance b WHERE b.sku_id = s.id), 0)::bigint AS available
  FROM kit_part k JOIN sku s ON s.id = k.{shown} WHERE k.{known} = (SELECT id FROM sku WHERE code = %s) ORDER BY s.code LIMIT 200"""


@dataclass(frozen=True, slots=True)
class KitPart:
    """A SKU and its kit, seen from either: `quantity` pieces in each kit, and how many of the one shown are free."""

    id: int
    sku: str
    title: str
    is_kit: bool
    quantity: int
    available: int

    @property
    def makes(self) -> int:
        """How many kits the free pieces make."""
        return max(self.available, 0) // self.quantity


@query("catalogue:read")
def get_kit(sku: str) -> list[KitPart]:
    """The parts of a kit by code; [] for an ordinary SKU."""
    return _read(sku, shown="sku_id", known="kit_id")


@query("catalogue:read")
def kits_with(sku: str) -> list[KitPart]:
    """The kits a SKU goes into, by code; at most 200."""
    return _read(sku, shown="kit_id", known="sku_id")


def _read(sku: str, shown: str, known: str) -> list[KitPart]:
    rows = [KitPart(*row) for row in db.rows(_PARTS.format(usable=usable(), shown=shown, known=known), (sku,))]
    free = free_kits(row.id for row in rows if row.is_kit)
    return [replace(row, available=free.get(row.id, 0)) if row.is_kit else row for row in rows]
