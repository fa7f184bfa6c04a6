"""What a batch names, looked up once for all of it: suppliers, SKUs, warehouses, and keys that were used before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, db
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import KitHoldsNoStock, UnknownWarehouse
from tenants.purchasing.errors import SupplierOff, UnknownSupplier

_SUPPLIERS = "SELECT id, code, name, lead_days, active FROM supplier WHERE code = ANY (%s::text[])"
_SKUS = "SELECT id, code, title, is_kit FROM sku WHERE code = ANY (%s::text[])"
_WAREHOUSES = "SELECT id, code, name FROM warehouse ORDER BY priority, id"


@dataclass(frozen=True, slots=True)
class Known:
    """Rows by the codes they are named by; warehouses in the order they are asked."""

    suppliers: dict[str, Any]
    skus: dict[str, Any]
    warehouses: dict[str, Any]

    def supplier(self, code: str) -> Any:
        """Of whom something may be bought now."""
        found = self.suppliers.get(code)
        if found is None:
            raise UnknownSupplier("/supplier", supplier=code)
        if not found.active:
            raise SupplierOff("/supplier", supplier=code)
        return found

    def sku(self, code: str, pointer: str) -> Any:
        """A SKU that can lie on a shelf."""
        found = self.skus.get(code)
        if found is None:
            raise UnknownSku(pointer, sku=code)
        if found.is_kit:
            raise KitHoldsNoStock(pointer, sku=code)
        return found

    def warehouse(self, code: str) -> Any:
        """By its code; '' is the first one."""
        found = self.warehouses.get(code) if code else next(iter(self.warehouses.values()), None)
        if found is None:
            raise UnknownWarehouse("/warehouse", warehouse=code)
        return found


def known(suppliers: Iterable[str], skus: Iterable[str]) -> Known:
    """What these codes name: three statements."""
    return Known(_by_code(db.rows(_SUPPLIERS, [arrays.texts(set(suppliers))])), _by_code(db.rows(_SKUS, [arrays.texts(set(skus))])),
                 _by_code(db.rows(_WAREHOUSES)))


def _by_code(rows: Iterable[Any]) -> dict[str, Any]:
    return {row.code: row for row in rows}
