"""The API of receipts: deliveries taken in, and taken back."""

from typing import Annotated, Any

from saas.kit.api import Each, Paging, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, NotAnAmount
from saas.kit.operations import only
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import KitHoldsNoStock, LotExpiresOtherwise, LotNeeded, OnePiecePerSerial, SerialIsElsewhere, UnknownLocation, UnknownWarehouse
from tenants.purchasing import answers, operations, queries, shapes
from tenants.purchasing.api.door import MOST, Why, api, created, tagged
from tenants.purchasing.errors import (
    AnotherOrder, AnotherSupplier, FromWhom, NothingReceived, NoticeOver, NotSentYet, PurchaseOver, ReceiptUsed, SupplierOff, TooManyArrived, UnknownNotice,
    UnknownPurchaseOrder, UnknownReceipt, UnknownSupplier, WorthTooMuch,
)
from tenants.purchasing.inputs import NewGoodsReceipt, ReceiptAct
from tenants.purchasing.queries import FindReceipts

ETAG = "SELECT version FROM goods_receipt WHERE number = %(number)s FOR NO KEY UPDATE"


class ReceiptsAsked(FindReceipts, Paging, Sparse):
    """Which receipts."""


class ManyReceipts(Input):
    """Up to 1,000 deliveries in one call."""

    receipts: list[Annotated[Any, Each(NewGoodsReceipt)]] = Field(title=_l("Receipts"), min_length=1, max_length=MOST)


@api.endpoint("GET", "/receipts", asks=ReceiptsAsked, gives=page_of_model(shapes.ReceiptOut), permission="purchasing:read", errors=(),
              summary=_l("List receipts, newest first"))
def receipts(asked: ReceiptsAsked) -> Any:
    page = queries.list_receipts(asked, asked.after, asked.limit)
    return listing(map(answers.receipt, page.rows), page.next)


@api.endpoint("POST", "/receipts", takes=NewGoodsReceipt, gives=shapes.TakenInOut, permission="purchasing:receive", status=201, summary=_l("Take a delivery in"),
              errors=(FromWhom, NothingReceived, UnknownSupplier, SupplierOff, AnotherSupplier, UnknownPurchaseOrder, NotSentYet, PurchaseOver, UnknownNotice,
                      NoticeOver, AnotherOrder, UnknownWarehouse, UnknownLocation, UnknownSku, KitHoldsNoStock, LotNeeded, LotExpiresOtherwise,
                      OnePiecePerSerial, SerialIsElsewhere, TooManyArrived, NotAnAmount, WorthTooMuch))
def take_in(new: NewGoodsReceipt) -> Any:
    outcome, = operations.receive_goods([new])
    return created(outcome, answers.taken_in)


@api.endpoint("POST", "/receipts/bulk", takes=ManyReceipts, gives=outcomes_model("receipt", shapes.TakenInOut), permission="purchasing:receive", status=207,
              errors=(), summary=_l("Take up to 1,000 deliveries in, an outcome each"))
def take_in_many(many: ManyReceipts) -> Any:
    return outcomes(done_each(NewGoodsReceipt, many.receipts, operations.receive_goods), "receipt", answers.taken_in), 207


@api.endpoint("GET", "/receipts/<int:number>", asks=Sparse, gives=shapes.ReceiptOut, permission="purchasing:read", errors=(UnknownReceipt,), etag=ETAG,
              summary=_l("One receipt"))
def receipt(_asked: Sparse, number: int) -> Any:
    return tagged(answers.whole_receipt(queries.get_receipt(number)))


@api.endpoint("POST", "/receipts/<int:number>/reverse", takes=Why, gives=shapes.ReceiptOut, permission="purchasing:receive", etag=ETAG,
              errors=(UnknownReceipt, ReceiptUsed), summary=_l("Reverse a receipt: its goods leave the shelves again"))
def reverse(why: Why, number: int) -> Any:
    only(operations.reverse_receipts([ReceiptAct(number=number, reason=why.reason)]))
    return tagged(answers.whole_receipt(queries.get_receipt(number)))
