"""The API of the catalogue."""

from typing import Annotated, Any

from pydantic import BaseModel

from saas.kit.api import Api, Each, Searching, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input
from saas.kit.money import to_text
from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe, ReorderPoint, Switch
from tenants.catalogue.operations import set_kit, set_reorder_point, switch_products, upsert_products
from tenants.catalogue.queries import ProductRow, get_kit, get_sku, list_products

api = Api("catalogue", __name__)
ETAG = "SELECT version FROM sku WHERE code = %(sku)s FOR NO KEY UPDATE"


class ProductsAsked(Searching, Sparse):
    """Which products."""


class ProductOut(BaseModel):
    """A SKU with its product."""

    sku: str
    title: str
    option: str
    product: str
    barcode: str | None
    price: str
    currency: str
    tax_rate: str
    weight_g: int | None
    tracking: str
    kit: bool
    safety_stock: int
    reorder_point: int | None
    reorder_quantity: int | None
    active: bool
    available: int
    version: int


class KitPartOut(BaseModel):
    """A part of a kit: pieces in each kit, pieces free."""

    sku: str
    title: str
    quantity: int
    available: int


class KitOut(BaseModel):
    """What a kit is made of, and how many its free parts make; an ordinary SKU has no parts."""

    sku: str
    kit: bool
    available: int
    version: int
    parts: list[KitPartOut]


class KitIn(Input):
    """What a kit is made of; without parts it is an ordinary SKU again."""

    parts: list[NewPart] = Field(title=_l("Parts"), max_length=100)


class ReorderIn(Input):
    """When a SKU counts as low, how many to order then, and how many to promise nobody."""

    quantity: int | None = Field(None, ge=0, le=1_000_000_000, title=_l("Reorder point"))
    reorder_quantity: int | None = Field(None, ge=1, le=1_000_000_000, title=_l("Reorder quantity"))
    safety_stock: int = Field(0, ge=0, le=1_000_000_000, title=_l("Safety stock"))


class ManyProducts(Input):
    """Up to 1,000 products in one call."""

    products: list[Annotated[Any, Each(NewProduct)]] = Field(title=_l("Products"), min_length=1, max_length=1000)


class ListedOut(BaseModel):
    """A SKU of the catalogue."""

    sku: str


def shown(row: ProductRow) -> dict[str, Any]:
    return {"sku": row.sku, "title": row.title, "option": row.option, "product": row.product, "barcode": row.barcode,
            "price": to_text(row.price, tenant().currency), "currency": tenant().currency, "tax_rate": f"{row.tax_bp / 100:g}",
            "weight_g": row.weight_g, "tracking": row.tracking, "kit": row.is_kit, "safety_stock": row.safety_stock,
            "reorder_point": row.reorder_point, "reorder_quantity": row.reorder_quantity, "active": row.active, "available": row.available, "version": row.version}


def answer(code: str, status: int = 200) -> tuple[dict[str, Any], int, dict[str, str]]:
    """A SKU as it stands now, with its ETag."""
    row = get_sku(code)
    return shown(row), status, {"ETag": f'"{row.version}"'}


@api.endpoint("GET", "/products", asks=ProductsAsked, gives=page_of_model(ProductOut), permission="catalogue:read", errors=(), summary=_l("List products"))
def index(asked: ProductsAsked) -> Any:
    page = list_products(asked.q, asked.after, asked.limit)
    return listing(map(shown, page.rows), page.next)


@api.endpoint("POST", "/products", takes=NewProduct, gives=ProductOut, permission="catalogue:edit", status=201, etag=ETAG, summary=_l("Create or update a product"))
def save(new: NewProduct) -> Any:
    outcome, = upsert_products([new])
    return answer(outcome.result().code, 201 if outcome.status == "done" else 200)


@api.endpoint("POST", "/products/bulk", takes=ManyProducts, gives=outcomes_model("product", ListedOut), permission="catalogue:edit", status=207,
              summary=_l("Create or update up to 1,000 products, with an outcome for each"))
def save_many(many: ManyProducts) -> Any:
    found = done_each(NewProduct, many.products, upsert_products)
    return outcomes(found, "product", lambda listed: {"sku": listed.code}), 207


@api.endpoint("POST", "/products/switch", takes=Switch, gives=outcomes_model("product", ListedOut), permission="catalogue:edit", status=207,
              summary=_l("Let up to 1,000 SKUs be ordered, or no more, with an outcome for each"))
def switch(what: Switch) -> Any:
    return outcomes(switch_products(what.skus, what.active), "product", lambda listed: {"sku": listed.code}), 207


@api.endpoint("PUT", "/products/<path:sku>/reorder", takes=ReorderIn, gives=ProductOut, permission="catalogue:edit", etag=ETAG,
              summary=_l("Say when a SKU is low, how many to order then, and how many to keep back"))
def reorder(given: ReorderIn, sku: str) -> Any:
    get_sku(sku)
    set_reorder_point(ReorderPoint(sku=sku, **dict(given)))
    return answer(sku)


@api.endpoint("GET", "/products/<path:sku>/kit", gives=KitOut, permission="catalogue:read", etag=ETAG, summary=_l("What a kit is made of"))
def kit(sku: str) -> Any:
    found = get_sku(sku)
    parts = [{"sku": part.sku, "title": part.title, "quantity": part.quantity, "available": part.available} for part in get_kit(sku)]
    return {"sku": sku, "kit": found.is_kit, "available": found.available, "version": found.version, "parts": parts}, 200, {"ETag": f'"{found.version}"'}


@api.endpoint("PUT", "/products/<path:sku>/kit", takes=KitIn, gives=KitOut, permission="catalogue:edit", etag=ETAG,
              summary=_l("Replace what a kit is made of"))
def save_kit(given: KitIn, sku: str) -> Any:
    get_sku(sku)
    only(set_kit([Recipe(sku=sku, parts=given.parts)]))
    return kit(sku)


@api.endpoint("GET", "/products/<path:sku>", gives=ProductOut, permission="catalogue:read", etag=ETAG, summary=_l("One product"))
def one(sku: str) -> Any:
    return answer(sku)
