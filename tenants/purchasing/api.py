"""The API of purchasing."""

from typing import Annotated, Any

from pydantic import BaseModel

from saas.kit.api import Api, Each, Paging, Searching, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Input, Prose, Quantity
from saas.kit.operations import Outcome, only
from tenants.inventory.queries import available_to_promise
from tenants.purchasing import answers, operations, queries
from tenants.purchasing.inputs import (
    LowWish, NewGoodsReceipt, NewNotice, NewPurchaseOrder, NewSupplier, NoticeAct, PurchaseAct, PurchaseChange, PurchaseWish,
)
from tenants.purchasing.queries import FindNotices, FindPurchases, FindReceipts

api = Api("purchasing", __name__)
MOST = 1000
# Lock the document, so that what If-Match asks about stays true until the verb is done.
PURCHASE = "SELECT version FROM purchase_order WHERE number = %(number)s FOR NO KEY UPDATE"
NOTICE = "SELECT version FROM notice WHERE number = %(number)s FOR NO KEY UPDATE"
SUPPLIER = "SELECT version FROM supplier WHERE code = %(code)s FOR NO KEY UPDATE"


class ManySuppliers(Input):
    """Up to 1,000 suppliers in one call."""

    suppliers: list[Annotated[Any, Each(NewSupplier)]] = Field(title=_l("Suppliers"), min_length=1, max_length=MOST)


class ManyPurchaseOrders(Input):
    """Up to 1,000 purchase orders in one call; each gets an outcome of its own."""

    purchase_orders: list[Annotated[Any, Each(NewPurchaseOrder)]] = Field(title=_l("Purchase orders"), min_length=1, max_length=MOST)


class ManyNotices(Input):
    """Up to 1,000 advance notices in one call."""

    notices: list[Annotated[Any, Each(NewNotice)]] = Field(title=_l("Advance notices"), min_length=1, max_length=MOST)


class ManyReceipts(Input):
    """Up to 1,000 deliveries in one call."""

    receipts: list[Annotated[Any, Each(NewGoodsReceipt)]] = Field(title=_l("Receipts"), min_length=1, max_length=MOST)


class Why(Input):
    """Why it is done, if anyone should know."""

    reason: Prose = Field("", title=_l("Reason"), max_length=500)


class SupplierSavedOut(BaseModel):
    """A supplier of the list."""

    code: str
    version: int


class PurchasesAsked(FindPurchases, Paging, Sparse):
    """Which purchase orders."""


class NoticesAsked(FindNotices, Paging):
    """Which advance notices."""


class ReceiptsAsked(FindReceipts, Paging):
    """Which receipts."""


class PromiseAsked(Input):
    """How many are wanted, and until when."""

    quantity: Quantity | None = Field(None, title=_l("From which day on can so many be promised"))
    until: Day | None = Field(None, title=_l("Only what arrives up to this day"))


def created(outcome: Outcome[Any], shown: Any) -> Any:
    return shown(outcome.result()), 201 if outcome.status == "done" else 200


def tagged(body: dict[str, Any]) -> Any:
    """What stands there now, with its ETag."""
    return body, 200, {"ETag": f'"{body["version"]}"'}


@api.endpoint("GET", "/suppliers", asks=Searching, gives=page_of_model(answers.SupplierOut), permission="purchasing:read", errors=(), summary=_l("List suppliers"))
def suppliers(asked: Searching) -> Any:
    page = queries.list_suppliers(asked.q, asked.after, asked.limit)
    return listing(map(answers.supplier, page.rows), page.next)


@api.endpoint("POST", "/suppliers", takes=NewSupplier, gives=answers.SupplierOut, permission="purchasing:order", status=201,
              summary=_l("List a supplier or bring it up to date"))
def save_supplier(new: NewSupplier) -> Any:
    outcome, = operations.save_suppliers([new])
    return answers.supplier(queries.get_supplier(outcome.result().code)), 201 if outcome.status == "done" else 200


@api.endpoint("POST", "/suppliers/bulk", takes=ManySuppliers, gives=outcomes_model("supplier", SupplierSavedOut), permission="purchasing:order", status=207,
              summary=_l("List up to 1,000 suppliers, an outcome each"))
def save_suppliers(many: ManySuppliers) -> Any:
    found = done_each(NewSupplier, many.suppliers, operations.save_suppliers)
    return outcomes(found, "supplier", lambda one: {"code": one.code, "version": one.version}), 207


@api.endpoint("GET", "/suppliers/<path:code>", gives=answers.SupplierOut, permission="purchasing:read", etag=SUPPLIER, summary=_l("One supplier"))
def supplier(code: str) -> Any:
    return tagged(answers.supplier(queries.get_supplier(code)))


@api.endpoint("GET", "/purchase-orders", asks=PurchasesAsked, gives=page_of_model(answers.PurchaseBrief), permission="purchasing:read", errors=(),
              summary=_l("List purchase orders, newest first"))
def purchases(find: PurchasesAsked) -> Any:
    page = queries.list_purchases(find, find.after, find.limit)
    return listing(map(answers.brief, page.rows), page.next)


@api.endpoint("POST", "/purchase-orders", takes=NewPurchaseOrder, gives=answers.PlacedOut, permission="purchasing:order", status=201,
              summary=_l("Order goods from a supplier"))
def place(new: NewPurchaseOrder) -> Any:
    outcome, = operations.place_purchase_orders([new])
    return created(outcome, answers.placed)


@api.endpoint("POST", "/purchase-orders/bulk", takes=ManyPurchaseOrders, gives=outcomes_model("purchase_order", answers.PlacedOut),
              permission="purchasing:order", status=207, summary=_l("Place up to 1,000 purchase orders, an outcome each"))
def place_many(many: ManyPurchaseOrders) -> Any:
    return outcomes(done_each(NewPurchaseOrder, many.purchase_orders, operations.place_purchase_orders), "purchase_order", answers.placed), 207


@api.endpoint("POST", "/purchase-orders/low", takes=LowWish, gives=answers.LowDraftsOut, permission="purchasing:order", status=201,
              summary=_l("Draft a purchase order for each supplier of what is low"))
def low(wish: LowWish) -> Any:
    drafted = operations.order_what_is_low(wish)
    return {"drafts": [answers.placed(o.result()) for o in drafted.orders], "without_supplier": drafted.without_supplier}, 201


@api.endpoint("GET", "/purchase-orders/<int:number>", gives=answers.PurchaseOut, permission="purchasing:read", etag=PURCHASE, summary=_l("One purchase order"))
def purchase(number: int) -> Any:
    return purchase_now(number)


def acted(verb: Any, number: int, why: Why) -> Any:
    """The verb on one order, and how it stands then."""
    only(verb([PurchaseAct(number=number, reason=why.reason)]))
    return purchase_now(number)


def purchase_now(number: int) -> Any:
    return tagged(answers.purchase(queries.get_purchase(number)))


@api.endpoint("POST", "/purchase-orders/<int:number>/send", takes=Why, gives=answers.PurchaseOut, permission="purchasing:order", etag=PURCHASE, summary=_l("Send a draft to its supplier"))
def send(why: Why, number: int) -> Any:
    return acted(operations.send_purchase_orders, number, why)


@api.endpoint("POST", "/purchase-orders/<int:number>/cancel", takes=Why, gives=answers.PurchaseOut, permission="purchasing:order", etag=PURCHASE,
              summary=_l("Cancel a purchase order of which nothing has arrived"))
def cancel(why: Why, number: int) -> Any:
    return acted(operations.cancel_purchase_orders, number, why)


@api.endpoint("POST", "/purchase-orders/<int:number>/close", takes=Why, gives=answers.PurchaseOut, permission="purchasing:order", etag=PURCHASE,
              summary=_l("Close a purchase order: what is still open won't come"))
def close(why: Why, number: int) -> Any:
    return acted(operations.close_purchase_orders, number, why)


def change_of(wish: PurchaseWish, number: int) -> PurchaseChange:
    return PurchaseChange(number=number, **{name: getattr(wish, name) for name in wish.model_fields_set})


@api.endpoint("POST", "/purchase-orders/<int:number>/change", takes=PurchaseWish, gives=answers.PurchaseOut, permission="purchasing:order", etag=PURCHASE,
              summary=_l("Change lines, costs, dates or the note of a purchase order"))
def change(wish: PurchaseWish, number: int) -> Any:
    only(operations.change_purchase_orders([change_of(wish, number)]))
    return purchase_now(number)


@api.endpoint("POST", "/purchase-orders/<int:number>/change/preview", takes=PurchaseWish, gives=answers.EffectOut, permission="purchasing:order", etag=PURCHASE,
              summary=_l("What a change would do to money and to what is coming"))
def preview(wish: PurchaseWish, number: int) -> Any:
    return answers.effect(operations.preview_purchase_change(change_of(wish, number)))


@api.endpoint("GET", "/notices", asks=NoticesAsked, gives=page_of_model(answers.NoticeOut), permission="purchasing:read", errors=(),
              summary=_l("List advance notices, newest first"))
def notices(find: NoticesAsked) -> Any:
    page = queries.list_notices(find, find.after, find.limit)
    return listing(map(answers.notice, page.rows), page.next)


@api.endpoint("POST", "/notices", takes=NewNotice, gives=answers.AnnouncedOut, permission="purchasing:order", status=201, summary=_l("Announce a delivery"))
def announce(new: NewNotice) -> Any:
    outcome, = operations.announce([new])
    return created(outcome, answers.announced)


@api.endpoint("POST", "/notices/bulk", takes=ManyNotices, gives=outcomes_model("notice", answers.AnnouncedOut), permission="purchasing:order", status=207,
              summary=_l("Announce up to 1,000 deliveries, an outcome each"))
def announce_many(many: ManyNotices) -> Any:
    return outcomes(done_each(NewNotice, many.notices, operations.announce), "notice", answers.announced), 207


@api.endpoint("GET", "/notices/<int:number>", gives=answers.NoticeOut, permission="purchasing:read", etag=NOTICE, summary=_l("One advance notice"))
def notice(number: int) -> Any:
    return tagged(answers.whole_notice(queries.get_notice(number)))


@api.endpoint("POST", "/notices/<int:number>/cancel", takes=Why, gives=answers.NoticeOut, permission="purchasing:order", etag=NOTICE, summary=_l("Cancel an advance notice"))
def cancel_notice(why: Why, number: int) -> Any:
    only(operations.cancel_notices([NoticeAct(number=number, reason=why.reason)]))
    return tagged(answers.whole_notice(queries.get_notice(number)))


@api.endpoint("GET", "/receipts", asks=ReceiptsAsked, gives=page_of_model(answers.ReceiptOut), permission="purchasing:read", errors=(),
              summary=_l("List receipts, newest first"))
def receipts(find: ReceiptsAsked) -> Any:
    page = queries.list_receipts(find, find.after, find.limit)
    return listing(map(answers.receipt, page.rows), page.next)


@api.endpoint("POST", "/receipts", takes=NewGoodsReceipt, gives=answers.TakenInOut, permission="purchasing:receive", status=201, summary=_l("Take a delivery in"))
def take_in(new: NewGoodsReceipt) -> Any:
    outcome, = operations.receive_goods([new])
    return created(outcome, answers.taken_in)


@api.endpoint("POST", "/receipts/bulk", takes=ManyReceipts, gives=outcomes_model("receipt", answers.TakenInOut), permission="purchasing:receive", status=207,
              summary=_l("Take up to 1,000 deliveries in, an outcome each"))
def take_in_many(many: ManyReceipts) -> Any:
    return outcomes(done_each(NewGoodsReceipt, many.receipts, operations.receive_goods), "receipt", answers.taken_in), 207


@api.endpoint("GET", "/receipts/<int:number>", gives=answers.ReceiptOut, permission="purchasing:read", summary=_l("One receipt"))
def receipt(number: int) -> Any:
    return answers.whole_receipt(queries.get_receipt(number))


@api.endpoint("GET", "/stock/<path:sku>/atp", asks=PromiseAsked, gives=answers.PromiseOut, permission="inventory:read", errors=(), summary=_l("What of a SKU can be promised, and when"))
def promise(asked: PromiseAsked, sku: str) -> Any:
    found = available_to_promise([sku], asked.until)
    if not found:
        raise NotFound()
    return answers.promise(found[0], asked.quantity)
