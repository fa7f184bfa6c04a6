"""The API of suppliers and of what they offer."""

from typing import Annotated, Any

from pydantic import BaseModel

from saas.kit.api import Each, Paging, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.errors import NotFound, Stale
from saas.kit.i18n import _l
from saas.kit.inputs import CurrencyCode, Field, Input, Line, NotAnAmount, Positive, Prose, read
from saas.kit.operations import only
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import KitHoldsNoStock
from tenants.purchasing import answers, operations, queries, shapes
from tenants.purchasing.api.door import MOST, api, created, tagged
from tenants.purchasing.errors import NotOffered, UnknownCurrency, UnknownSupplier
from tenants.purchasing.inputs import NewOffer, NewSupplier, OfferEnd
from tenants.purchasing.queries import FindSuppliers

ETAG = "SELECT version FROM supplier WHERE code = %(code)s FOR NO KEY UPDATE"

CLEARED = ("lead_days", "over_percent")


class SuppliersAsked(FindSuppliers, Paging, Sparse):
    """Which suppliers."""


class OffersAsked(Paging, Sparse):
    """Which page of what a supplier offers."""


class SupplierIn(Input):
    """What of a supplier changes; left out means as it is. Null takes a lead time or a most over the order away."""

    name: Line | None = Field(None, title=_l("Name"), min_length=1)
    email: Line | None = Field(None, title=_l("E-mail"))
    phone: Line | None = Field(None, title=_l("Phone"))
    country: Line | None = Field(None, title=_l("Country"))
    lead_days: int | None = Field(None, ge=0, le=1000, title=_l("Lead time, days"))
    over_percent: int | None = Field(None, ge=0, le=1000, title=_l("Most over the order, percent"))
    note: Prose | None = Field(None, title=_l("Note"))
    active: bool | None = Field(None, title=_l("Active"))


class OfferIn(Input):
    """What a supplier takes for a piece of a SKU."""

    sku: Line = Field(title=_l("SKU"), min_length=1)
    unit_cost: Positive = Field(title=_l("Unit cost"))
    currency: CurrencyCode | None = Field(None, title=_l("Currency"))
    lead_days: int | None = Field(None, ge=0, le=1000, title=_l("Lead time, days"))
    code: Line = Field("", title=_l("Supplier's code"))


class OfferEndIn(Input):
    """The SKU that isn't offered any more."""

    sku: Line = Field(title=_l("SKU"), min_length=1)


class ManySuppliers(Input):
    """Up to 1,000 suppliers in one call."""

    suppliers: list[Annotated[Any, Each(NewSupplier)]] = Field(title=_l("Suppliers"), min_length=1, max_length=MOST)


class ManyOffers(Input):
    """Up to 1,000 offers in one call."""

    offers: list[Annotated[Any, Each(NewOffer)]] = Field(title=_l("Offers"), min_length=1, max_length=MOST)


class SupplierSavedOut(BaseModel):
    """A supplier of the list."""

    code: str
    version: int


class OfferedOut(BaseModel):
    """Who offers what."""

    supplier: str
    sku: str


@api.endpoint("GET", "/suppliers", asks=SuppliersAsked, gives=page_of_model(shapes.SupplierOut), permission="purchasing:read", errors=(),
              summary=_l("List suppliers"))
def suppliers(asked: SuppliersAsked) -> Any:
    page = queries.list_suppliers(asked, asked.after, asked.limit)
    return listing(map(answers.supplier, page.rows), page.next)


@api.endpoint("POST", "/suppliers", takes=NewSupplier, gives=shapes.SupplierOut, permission="purchasing:order", status=201, errors=(Stale,),
              summary=_l("List a supplier or bring it up to date"))
def save_supplier(new: NewSupplier) -> Any:
    outcome, = operations.save_suppliers([new])
    return tagged(answers.supplier(queries.get_supplier(outcome.result().code)), 201 if outcome.status == "done" else 200)


@api.endpoint("POST", "/suppliers/bulk", takes=ManySuppliers, gives=outcomes_model("supplier", SupplierSavedOut), permission="purchasing:order", status=207, errors=(),
              summary=_l("List up to 1,000 suppliers, an outcome each"))
def save_suppliers(many: ManySuppliers) -> Any:
    found = done_each(NewSupplier, many.suppliers, operations.save_suppliers)
    return outcomes(found, "supplier", lambda one: {"code": one.code, "version": one.version}), 207


@api.endpoint("GET", "/suppliers/<path:code>", asks=Sparse, gives=shapes.SupplierOut, permission="purchasing:read", errors=(NotFound,), etag=ETAG,
              summary=_l("One supplier"))
def supplier(_asked: Sparse, code: str) -> Any:
    return tagged(answers.supplier(queries.get_supplier(code)))


@api.endpoint("PATCH", "/suppliers/<path:code>", takes=SupplierIn, gives=shapes.SupplierOut, permission="purchasing:order", errors=(NotFound,), etag=ETAG,
              summary=_l("Change a supplier"))
def change_supplier(what: SupplierIn, code: str) -> Any:
    there = queries.get_supplier(code)
    as_it_is = {name: getattr(there, name) for name in NewSupplier.model_fields}
    wanted = {name: value for name, value in what.model_dump(exclude_unset=True).items() if value is not None or name in CLEARED}
    only(operations.save_suppliers([read(NewSupplier, {**as_it_is, **wanted})]))
    return tagged(answers.supplier(queries.get_supplier(code)))


@api.endpoint("GET", "/suppliers/<path:code>/offers", asks=OffersAsked, gives=page_of_model(shapes.OfferOut), permission="purchasing:read", errors=(NotFound,),
              summary=_l("What a supplier offers, by SKU"))
def offers(asked: OffersAsked, code: str) -> Any:
    page = queries.list_offers(queries.get_supplier(code).code, asked.after, asked.limit)
    return listing(map(answers.offer, page.rows), page.next)


@api.endpoint("POST", "/suppliers/<path:code>/offers", takes=OfferIn, gives=OfferedOut, permission="purchasing:order", status=201,
              errors=(UnknownSupplier, UnknownSku, KitHoldsNoStock, UnknownCurrency, NotAnAmount), summary=_l("Note what a supplier takes for a SKU"))
def offer(what: OfferIn, code: str) -> Any:
    outcome, = operations.offer_goods([NewOffer(supplier=code, **what.model_dump())])
    return created(outcome, answers.offered)


@api.endpoint("POST", "/suppliers/<path:code>/offers/end", takes=OfferEndIn, gives=OfferedOut, permission="purchasing:order", errors=(NotOffered,),
              summary=_l("Note that a supplier doesn't offer a SKU any more"))
def end_offer(what: OfferEndIn, code: str) -> Any:
    return answers.offered(only(operations.end_offers([OfferEnd(supplier=code, sku=what.sku)])))


@api.endpoint("POST", "/offers/bulk", takes=ManyOffers, gives=outcomes_model("offer", OfferedOut), permission="purchasing:order", status=207, errors=(),
              summary=_l("Note up to 1,000 offers, an outcome each"))
def offer_many(many: ManyOffers) -> Any:
    return outcomes(done_each(NewOffer, many.offers, operations.offer_goods), "offer", answers.offered), 207
