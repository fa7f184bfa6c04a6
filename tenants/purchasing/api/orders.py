"""The API of purchase orders."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from saas.kit.api import Each, Paging, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Missing, NotAnAmount
from saas.kit.operations import Outcome, only
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import KitHoldsNoStock, UnknownWarehouse
from tenants.purchasing import answers, operations, queries, shapes
from tenants.purchasing.api.door import MOST, Why, api, created, tagged
from tenants.purchasing.errors import (
    BelowArrived, CostSettled, LineInUse, NoLineStays, NotARate, NotSentYet, PurchaseOver, RateNeeded, RateOfOwnCurrency, SomeArrived, SupplierOff,
    UnknownCurrency, UnknownPurchaseLine, UnknownPurchaseOrder, UnknownSupplier, WorthTooMuch,
)
from tenants.purchasing.inputs import LowWish, NewPurchaseOrder, PurchaseAct, PurchaseChange, PurchaseWish
from tenants.purchasing.queries import FindPurchases

ETAG = "SELECT version FROM purchase_order WHERE number = %(number)s FOR NO KEY UPDATE"
_MONEY = (UnknownCurrency, RateNeeded, NotARate, RateOfOwnCurrency, NotAnAmount, WorthTooMuch)
_CHANGE = (Missing, UnknownPurchaseOrder, PurchaseOver, UnknownPurchaseLine, BelowArrived, CostSettled, LineInUse, NoLineStays, UnknownSku, KitHoldsNoStock, *_MONEY)


class PurchasesAsked(FindPurchases, Paging, Sparse):
    """Which purchase orders."""


class ManyPurchaseOrders(Input):
    """Up to 1,000 purchase orders in one call; each gets an outcome of its own."""

    purchase_orders: list[Annotated[Any, Each(NewPurchaseOrder)]] = Field(title=_l("Purchase orders"), min_length=1, max_length=MOST)


def purchase_now(number: int) -> Any:
    return tagged(answers.purchase(queries.get_purchase(number)))


def acted(verb: Callable[[Sequence[PurchaseAct]], list[Outcome[Any]]], number: int, why: Why) -> Any:
    """The verb on one order, and how it stands then."""
    only(verb([PurchaseAct(number=number, reason=why.reason)]))
    return purchase_now(number)


@api.endpoint("GET", "/purchase-orders", asks=PurchasesAsked, gives=page_of_model(shapes.PurchaseBrief), permission="purchasing:read", errors=(),
              summary=_l("List purchase orders, newest first"))
def purchases(asked: PurchasesAsked) -> Any:
    page = queries.list_purchases(asked, asked.after, asked.limit)
    return listing(map(answers.brief, page.rows), page.next)


@api.endpoint("POST", "/purchase-orders", takes=NewPurchaseOrder, gives=shapes.PlacedOut, permission="purchasing:order", status=201,
              errors=(UnknownSupplier, SupplierOff, UnknownWarehouse, UnknownSku, KitHoldsNoStock, *_MONEY), summary=_l("Order goods from a supplier"))
def place(new: NewPurchaseOrder) -> Any:
    outcome, = operations.place_purchase_orders([new])
    return created(outcome, answers.placed)


@api.endpoint("POST", "/purchase-orders/bulk", takes=ManyPurchaseOrders, gives=outcomes_model("purchase_order", shapes.PlacedOut),
              permission="purchasing:order", status=207, errors=(), summary=_l("Place up to 1,000 purchase orders, an outcome each"))
def place_many(many: ManyPurchaseOrders) -> Any:
    return outcomes(done_each(NewPurchaseOrder, many.purchase_orders, operations.place_purchase_orders), "purchase_order", answers.placed), 207


@api.endpoint("POST", "/purchase-orders/low", takes=LowWish, gives=shapes.LowDraftsOut, permission="purchasing:order", status=201, errors=(UnknownWarehouse,),
              summary=_l("Draft a purchase order for each supplier of what is low"))
def low(wish: LowWish) -> Any:
    drafted = operations.order_what_is_low(wish)
    return {"drafts": [answers.placed(o.result()) for o in drafted.orders], "without_supplier": drafted.without_supplier}, 201


@api.endpoint("GET", "/purchase-orders/<int:number>", asks=Sparse, gives=shapes.PurchaseOut, permission="purchasing:read", errors=(UnknownPurchaseOrder,),
              etag=ETAG, summary=_l("One purchase order"))
def purchase(_asked: Sparse, number: int) -> Any:
    return purchase_now(number)


@api.endpoint("POST", "/purchase-orders/<int:number>/send", takes=Why, gives=shapes.PurchaseOut, permission="purchasing:order", etag=ETAG,
              errors=(UnknownPurchaseOrder, PurchaseOver), summary=_l("Send a draft to its supplier"))
def send(why: Why, number: int) -> Any:
    return acted(operations.send_purchase_orders, number, why)


@api.endpoint("POST", "/purchase-orders/<int:number>/cancel", takes=Why, gives=shapes.PurchaseOut, permission="purchasing:order", etag=ETAG,
              errors=(UnknownPurchaseOrder, PurchaseOver, SomeArrived), summary=_l("Cancel a purchase order of which nothing has arrived"))
def cancel(why: Why, number: int) -> Any:
    return acted(operations.cancel_purchase_orders, number, why)


@api.endpoint("POST", "/purchase-orders/<int:number>/close", takes=Why, gives=shapes.PurchaseOut, permission="purchasing:order", etag=ETAG,
              errors=(UnknownPurchaseOrder, PurchaseOver, NotSentYet), summary=_l("Close a purchase order: what is still open won't come"))
def close(why: Why, number: int) -> Any:
    return acted(operations.close_purchase_orders, number, why)


def change_of(wish: PurchaseWish, number: int) -> PurchaseChange:
    return PurchaseChange(**wish.model_dump(exclude_unset=True), number=number)


@api.endpoint("POST", "/purchase-orders/<int:number>/change", takes=PurchaseWish, gives=shapes.PurchaseOut, permission="purchasing:order", etag=ETAG,
              errors=_CHANGE, summary=_l("Change lines, costs, dates or the note of a purchase order"))
def change(wish: PurchaseWish, number: int) -> Any:
    only(operations.change_purchase_orders([change_of(wish, number)]))
    return purchase_now(number)


@api.endpoint("POST", "/purchase-orders/<int:number>/change/preview", takes=PurchaseWish, gives=shapes.EffectOut, permission="purchasing:order",
              errors=_CHANGE, summary=_l("What a change would do to money and to what is coming"))
def preview(wish: PurchaseWish, number: int) -> Any:
    return answers.effect(operations.preview_purchase_change(change_of(wish, number)))
