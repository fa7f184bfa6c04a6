"""Stock held for orders: locking what a batch needs, in one order for everyone, and drawing it down line by line."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from saas.kit import arrays, db
from tenants.orders.pricing import KnownSku


class Part(NamedTuple):
    """Pieces of one balance drawn for a line of an order that may not have an id yet."""

    line_no: int
    balance_id: int
    quantity: int


class Held(NamedTuple):
    """Pieces of one balance for one line."""

    order_id: int
    line_no: int
    balance_id: int
    quantity: int


@dataclass
class Shelf:
    """The locked stock of a batch: SKUs by code, and per SKU its balances in the order they are asked."""

    skus: dict[str, KnownSku] = field(default_factory=dict)
    free: dict[int, list[list[int]]] = field(default_factory=dict)

    def take(self, line_no: int, sku_id: int, wanted: int) -> list[Part]:
        """Hold up to `wanted` pieces for a line, nearest shelf first; what is missing stays a backorder."""
        taken = []
        for balance in self.free.get(sku_id, ()):
            part = min(wanted, balance[1])
            if part > 0:
                balance[1] -= part
                wanted -= part
                taken.append(Part(line_no, balance[0], part))
            if not wanted:
                break
        return taken


# FOR NO KEY UPDATE: foreign-key checks of others pass. Every verb that touches balances locks them in this order.
_LOCK = """
SELECT s.code, s.id, s.title, s.price, s.tax_bp, b.id AS balance_id, b.on_hand - b.allocated AS free, b.priority
  FROM sku s JOIN balance b ON b.sku_id = s.id AND b.status = 'good'
 WHERE s.code = ANY (%s::text[]) AND s.active ORDER BY b.sku_id, b.location_id, b.lot FOR NO KEY UPDATE OF b"""
_NEVER_STOCKED = "SELECT code, id, title, price, tax_bp FROM sku WHERE code = ANY (%s::text[]) AND active"


def lock_stock(codes: Iterable[str]) -> Shelf:
    """Lock every good balance of these SKUs; SKUs never stocked are known too, unknown ones are missing."""
    wanted = set(codes)
    shelf, balances = Shelf(), defaultdict(list)
    for row in db.rows(_LOCK, [arrays.texts(sorted(wanted))]):
        shelf.skus.setdefault(row.code, KnownSku(row.id, row.code, row.title, row.price, row.tax_bp))
        balances[row.id].append((row.priority, row.balance_id, row.free))
    for sku_id, found in balances.items():
        shelf.free[sku_id] = [[balance_id, free] for _priority, balance_id, free in sorted(found)]
    missing = wanted - shelf.skus.keys()
    if missing:
        for row in db.rows(_NEVER_STOCKED, [arrays.texts(sorted(missing))]):
            shelf.skus[row.code] = KnownSku(row.id, row.code, row.title, row.price, row.tax_bp)
    return shelf


def sums(held: Iterable[Held]) -> dict[int, int]:
    """Pieces by balance."""
    total: dict[int, int] = defaultdict(int)
    for part in held:
        total[part.balance_id] += part.quantity
    return total
