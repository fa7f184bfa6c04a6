"""The API of stock: levels, adjustments, receipts."""

from typing import Annotated, Any

from pydantic import BaseModel

from saas.kit.api import Each, Searching, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from tenants.inventory.api.door import api
from tenants.inventory.inputs import Receipt, StockChange
from tenants.inventory.operations import adjust_stock, receive
from tenants.inventory.operations.adjust import Posted
from tenants.inventory.queries import stock_levels, warehouses
from tenants.inventory.queries.levels import StockLevel


class StockAsked(Searching, Sparse):
    """Stock of which SKUs."""

    sku: list[Line] = Field([], title=_l("Only these SKUs; may stand several times"), max_length=200)


class StockOut(BaseModel):
    """Stock of a SKU over all warehouses, in good condition; `waiting` pieces are ordered and have no stock yet, `in_transit`
    are on the road between two of your warehouses."""

    sku: str
    title: str
    on_hand: int
    allocated: int
    available: int
    waiting: int
    in_transit: int


class PostedOut(BaseModel):
    """A balance after a change."""

    sku: str
    on_hand: int
    allocated: int
    available: int
    change: int


class ManyChanges(Input):
    """Up to 1,000 adjustments in one call."""

    adjustments: list[Annotated[Any, Each(StockChange)]] = Field(title=_l("Adjustments"), min_length=1, max_length=1000)


def shown(level: StockLevel) -> dict[str, Any]:
    return {"sku": level.sku, "title": level.title, "on_hand": level.on_hand, "allocated": level.allocated,
            "available": level.available, "waiting": level.waiting, "in_transit": level.in_transit}


def posted(done: Posted) -> dict[str, Any]:
    return {"sku": done.sku, "on_hand": done.on_hand, "allocated": done.allocated, "available": done.on_hand - done.allocated,
            "change": done.change}


@api.endpoint("GET", "/stock", asks=StockAsked, gives=page_of_model(StockOut), permission="inventory:read", errors=(), summary=_l("Stock by SKU"))
def index(asked: StockAsked) -> Any:
    page = stock_levels(asked.sku or None, asked.q, asked.after, asked.limit)
    return listing(map(shown, page.rows), page.next)


@api.endpoint("POST", "/stock/adjustments", takes=StockChange, gives=PostedOut, permission="inventory:adjust", status=201, summary=_l("Adjust stock by a difference or to a count"))
def adjust(change: StockChange) -> Any:
    outcome, = adjust_stock([change])
    return posted(outcome.result()), 201 if outcome.status == "done" else 200


@api.endpoint("POST", "/stock/adjustments/bulk", takes=ManyChanges, gives=outcomes_model("balance", PostedOut), permission="inventory:adjust", status=207,
              summary=_l("Adjust stock in up to 1,000 places, with an outcome for each"))
def adjust_many(many: ManyChanges) -> Any:
    return outcomes(done_each(StockChange, many.adjustments, adjust_stock), "balance", posted), 207


@api.endpoint("POST", "/stock/receipts", takes=Receipt, gives=PostedOut, permission="inventory:adjust", status=201, summary=_l("Receive goods"))
def take_in(receipt: Receipt) -> Any:
    outcome, = receive([receipt])
    return posted(outcome.result()), 201 if outcome.status == "done" else 200


@api.endpoint("GET", "/stock/<path:sku>", gives=StockOut, permission="inventory:read", summary=_l("Stock of one SKU"))
def one(sku: str) -> Any:
    found = stock_levels([sku]).rows
    if not found:
        raise NotFound()
    return shown(found[0])
