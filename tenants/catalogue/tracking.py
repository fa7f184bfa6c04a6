"""Whether pieces of a SKU are told apart: it can change only while none of them is ours.

What comes in reads the SKU FOR KEY SHARE, as every foreign key's check does; a change locks it FOR UPDATE first. So
neither can slip past the other."""

from collections.abc import Iterable

from saas.kit import arrays, db
from saas.kit.errors import DomainError
from tenants.catalogue.errors import KitIsNotTracked, TrackingHeld
from tenants.catalogue.inputs import NewProduct

_LOCK = """
SELECT id, code, is_kit FROM sku s JOIN unnest(%s::text[], %s::text[]) AS n(wanted, tracking) ON n.wanted = s.code
 WHERE s.tracking <> n.tracking ORDER BY s.code FOR UPDATE OF s"""
# Stock and its value belong to the room above; what it holds is read by its table's name.
_HELD = "SELECT sku_id FROM stock_value WHERE sku_id = ANY (%s::bigint[]) AND quantity > 0"
_RELABEL = """UPDATE balance b SET serial = s.tracking = 'serial' AND b.lot IS NOT NULL FROM sku s
 WHERE s.id = b.sku_id AND b.sku_id = ANY (%s::bigint[])"""


def changes(wanted: Iterable[NewProduct]) -> tuple[dict[str, DomainError], list[int]]:
    """Lock the SKUs whose tracking would change: why some may not, by code; and the ids of those that may."""
    given = {new.sku: new.tracking for new in wanted if new.tracking is not None}
    rows = db.rows(_LOCK, [arrays.texts(given), arrays.texts(given.values())]) if given else []
    held = {r.sku_id for r in db.rows(_HELD, [arrays.ints(row.id for row in rows)])} if rows else set()
    refused: dict[str, DomainError] = {row.code: TrackingHeld("/tracking", sku=row.code) for row in rows if row.id in held}
    refused |= {row.code: KitIsNotTracked("/tracking", sku=row.code) for row in rows if row.is_kit}
    return refused, [row.id for row in rows if row.code not in refused]


def relabel(skus: list[int]) -> None:
    """Empty balances that stay behind say what their pieces will be."""
    if skus:
        db.run(_RELABEL, [arrays.ints(skus)])
