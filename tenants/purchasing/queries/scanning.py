"""Goods by what a scanner reads or a person types: their code or their barcode."""

from collections.abc import Iterable
from dataclasses import dataclass

from saas.kit import arrays, db
from saas.kit.operations import query

_GOODS = """
SELECT code AS sku, title, barcode, tracking FROM sku WHERE NOT is_kit AND (code = ANY (%s::text[]) OR barcode = ANY (%s::text[]))
 ORDER BY code = ANY (%s::text[]) DESC, id LIMIT 1000"""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A SKU as the dock needs it; `tracking` says whether each piece or lot needs a number."""

    sku: str
    title: str
    barcode: str | None
    tracking: str


@query("purchasing:read")
def find_goods(codes: Iterable[str]) -> list[Scanned]:
    """SKUs with these codes or barcodes, those by code first; kits have no pieces of their own."""
    wanted = arrays.texts({code for code in codes if code})
    return [Scanned(*row) for row in db.rows(_GOODS, [wanted, wanted, wanted])]
