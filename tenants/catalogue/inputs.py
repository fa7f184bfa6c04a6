"""What comes into the catalogue."""

from typing import Literal

from saas.kit.i18n import _l
from saas.kit.inputs import Code, Field, Input, Line, Positive

Tracking = Literal["none", "lot", "serial"]


class NewProduct(Input):
    """One SKU and the product it belongs to; sent again, it is brought up to date, but for what is left out then."""

    sku: Code = Field(title=_l("SKU"), description=_l("Your own code for the thing that is stocked and shipped."))
    title: Line = Field(title=_l("Title"), min_length=1)
    product: Line = Field("", title=_l("Product"), description=_l("Groups variants; the SKU itself if left out."))
    option: Line = Field("", title=_l("Option"), description=_l("What sets this variant apart: red, XL."))
    barcode: Line | None = Field(None, title=_l("Barcode"))
    price: Positive | None = Field(None, title=_l("Price"), description=_l("In your company's currency."))
    tax_rate: Positive | None = Field(None, title=_l("Tax rate, %"))
    weight_g: int | None = Field(None, ge=0, le=100_000_000, title=_l("Weight, g"))
    tracking: Tracking | None = Field(None, title=_l("Pieces told apart"), description=_l(
        "By lot with an expiry date, or by a serial number on each piece."))
    safety_stock: int | None = Field(None, ge=0, le=1_000_000_000, title=_l("Safety stock"), description=_l(
        "So many pieces are promised to nobody."))
    reorder_point: int | None = Field(None, ge=0, le=1_000_000_000, title=_l("Reorder point"))
    reorder_quantity: int | None = Field(None, ge=1, le=1_000_000_000, title=_l("Reorder quantity"), description=_l(
        "How many to order at least."))
    active: bool = Field(True, title=_l("Can be ordered"))


class ReorderPoint(Input):
    """When available stock falls to this many, the SKU shows as low; how many to order then, and how many to promise nobody."""

    sku: Code = Field(title=_l("SKU"))
    quantity: int | None = Field(None, ge=0, le=1_000_000_000, title=_l("Reorder point"))
    reorder_quantity: int | None = Field(None, ge=1, le=1_000_000_000, title=_l("Reorder quantity"))
    safety_stock: int = Field(0, ge=0, le=1_000_000_000, title=_l("Safety stock"))


class Switch(Input):
    """SKUs that can be ordered, or no more."""

    skus: list[Code] = Field(title=_l("SKUs"), min_length=1, max_length=1000)
    active: bool = Field(title=_l("Can be ordered"))


class NewPart(Input):
    """So many pieces of a SKU in each piece of a kit."""

    sku: Code = Field(title=_l("SKU"))
    quantity: int = Field(1, ge=1, le=10_000, title=_l("Pieces in each kit"))


class Recipe(Input):
    """What a kit is made of; without parts it is an ordinary SKU again."""

    sku: Code = Field(title=_l("SKU"))
    parts: list[NewPart] = Field(title=_l("Parts"), max_length=100)
