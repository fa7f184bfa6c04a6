"""Lots and serial numbers on their way in and out: for every room that moves goods.

A verb reads its SKUs with `tracked`, checks each item with `Tracked.check`, makes the lots that come in with `make_lots`
(before balances are locked, which copy the lot's expiry), and asks `lying` which serial numbers have a place already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saas.kit import arrays, db
from tenants.inventory.errors import KitHoldsNoStock, LotNeeded, OnePiecePerSerial

# KEY SHARE, as the ledger's foreign keys take anyway: how pieces are told apart can't change under a movement.
_SKUS = "SELECT id, code, tracking, is_kit FROM sku WHERE code = ANY (%s::text[]) ORDER BY code FOR KEY SHARE"
_MAKE = """
INSERT INTO lot AS t (sku_id, code, expires_on) SELECT * FROM unnest(%s::bigint[], %s::text[], %s::date[]) ORDER BY 1, 2
ON CONFLICT (sku_id, code) DO UPDATE SET expires_on = excluded.expires_on WHERE t.expires_on IS NULL AND excluded.expires_on IS NOT NULL"""
_REPEAT = """
UPDATE balance b SET expires_on = t.expires_on FROM unnest(%s::bigint[], %s::text[]) AS n(sku_id, code), lot t
 WHERE t.sku_id = n.sku_id AND t.code = n.code AND b.sku_id = t.sku_id AND b.lot = t.code AND b.expires_on IS DISTINCT FROM t.expires_on"""
_KNOWN = """
SELECT t.sku_id, t.code, t.expires_on FROM lot t JOIN unnest(%s::bigint[], %s::text[]) AS n(sku_id, code) USING (sku_id, code)
 WHERE t.expires_on IS NOT NULL"""
_MAKE_AND_KNOW = db.stacked(_MAKE, _REPEAT, _KNOWN)
_LYING = """
SELECT b.sku_id, b.lot FROM balance b JOIN unnest(%s::bigint[], %s::text[]) AS n(sku_id, lot) ON b.sku_id = n.sku_id AND b.lot = n.lot
 WHERE b.serial AND b.on_hand > 0"""
Pair = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Tracked:
    """A SKU as the warehouse sees it: how its pieces are told apart, and whether it is only a name for its parts."""

    id: int
    code: str
    tracking: str
    is_kit: bool

    def check(self, lot: str | None, quantity: int, pointer: str = "/quantity") -> None:
        """Raise what forbids so many pieces of this lot to move; `pointer` names the field of the quantity."""
        if self.is_kit:
            raise KitHoldsNoStock("/sku", sku=self.code)
        if self.tracking != "none" and not lot:
            raise LotNeeded("/lot", sku=self.code)
        if self.tracking == "serial" and quantity > 1:
            raise OnePiecePerSerial(pointer, sku=self.code)


def tracked(codes: Iterable[str]) -> dict[str, Tracked]:
    """These SKUs by code; unknown ones are missing: one statement."""
    return {row.code: Tracked(*row) for row in db.rows(_SKUS, [arrays.texts(sorted(set(codes)))])}


def make_lots(wanted: Mapping[Pair, date | None]) -> dict[Pair, date]:
    """Make these lots with their expiry; a known lot keeps its own, and takes this one where it has none yet. Until when
    each is good, of those that expire: one round trip."""
    if not wanted:
        return {}
    skus, codes = arrays.ints(sku_id for sku_id, _code in wanted), arrays.texts(code for _sku, code in wanted)
    days = arrays.texts(day and day.isoformat() for day in wanted.values())
    return {(row.sku_id, row.code): row.expires_on for row in db.rows(_MAKE_AND_KNOW, [skus, codes, days, skus, codes, skus, codes])}


def lying(serials: Iterable[Pair]) -> set[Pair]:
    """Which of these serial numbers have a piece on a shelf now: one statement, or none."""
    pairs = sorted(set(serials))
    if not pairs:
        return set()
    return {(row.sku_id, row.lot) for row in db.rows(_LYING, [arrays.ints(p[0] for p in pairs), arrays.texts(p[1] for p in pairs)])}
