"""What stands in the catalogue stays where a product that comes says nothing of it: a file without a column for what is
off sale, for groups or for options changes none of them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from saas.kit import arrays, db
from tenants.catalogue.inputs import NewProduct

# Locked in the order the SKUs are written in, so that what is kept is what stands when they are.
_STANDING = """SELECT s.code, p.handle, s.option, s.barcode, s.active FROM sku s JOIN product p ON p.id = s.product_id
 WHERE s.code = ANY (%s::text[]) ORDER BY s.code FOR NO KEY UPDATE OF s"""


class Kept(NamedTuple):
    """A product with nothing left open; `renames` says that its title is its product's too."""

    new: NewProduct
    renames: bool


class Standing(NamedTuple):
    """A SKU as the catalogue has it."""

    code: str
    product: str
    option: str
    barcode: str | None
    active: bool


def completed(wanted: Sequence[NewProduct]) -> list[Kept]:
    """Each product with what it leaves out as it stands. An empty barcode takes away the one there is."""
    stands = {row.code: Standing(*row) for row in db.rows(_STANDING, [arrays.texts(new.sku for new in wanted)])}
    return [_completed(new, stands) for new in wanted]


def _completed(new: NewProduct, stands: Mapping[str, Standing]) -> Kept:
    was = stands.get(new.sku)
    if was is None:
        return Kept(new, True)
    left_out = {name: getattr(was, name) for name in ("product", "option", "active") if name not in new.model_fields_set}
    barcode = {"barcode": was.barcode} if new.barcode is None else {}
    return Kept(new.model_copy(update=left_out | barcode), "product" in new.model_fields_set or was.product == new.sku)
