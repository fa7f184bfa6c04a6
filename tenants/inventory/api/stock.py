"""The API of stock: levels, adjustments, receipts."""

from typing import Any

from flask import request
from pydantic import BaseModel

from saas.kit.api import Param, listing
from saas.kit.api.answers import limit, outcomes, outcomes_model, page_of_model
from saas.kit.api.batches import read_each
from saas.kit.errors import NotFound
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, read
from tenants.inventory.api.door import api
from tenants.inventory.inputs import Receipt, StockChange
from tenants.inventory.operations import adjust_stock, receive
from tenants.inventory.operations.adjust import Posted
from tenants.inventory.queries import stock_levels, warehouses
from tenants.inventory.queries.levels import StockLevel


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

    adjustments: list[Any] = Field(title=_l("Adjustments"), min_length=1, max_length=1000)


def shown(level: StockLevel) -> dict[str, Any]:
    return {"sku": level.sku, "title": level.title, "on_hand": level.on_hand, "allocated": level.allocated,
            "available": level.available, "waiting": level.waiting, "in_transit": level.in_transit}


def posted(done: Posted) -> dict[str, Any]:
    return {"sku": done.sku, "on_hand": done.on_hand, "allocated": done.allocated, "available": done.on_hand - done.allocated,
            "change": done.change}


@api.endpoint("GET", "/stock", gives=page_of_model(StockOut), permission="inventory:read", summary=_l("Stock by SKU"), params=(
    Param("sku", "string", _l("Only these SKUs; may stand several times"), many=True), Param("q", "string", _l("Words to find")),
    Param("limit", "integer", _l("How many at most, 1 to 200")), Param("after", "string", _l("The cursor `next` of the page before"))))
def index() -> Any:
    page = stock_levels(request.args.getlist("sku") or None, request.args.get("q", "")[:200], request.args.get("after"), limit())
    return listing(map(shown, page.rows), page.next)


@api.endpoint("POST", "/stock/adjustments", takes=StockChange, gives=PostedOut, permission="inventory:adjust", status=201, summary=_l("Adjust stock by a difference or to a count"))
def adjust(change: StockChange) -> Any:
    outcome, = adjust_stock([change])
    return posted(outcome.result()), 201 if outcome.status == "done" else 200


@api.endpoint("POST", "/stock/adjustments/bulk", takes=ManyChanges, gives=outcomes_model("balance", PostedOut), permission="inventory:adjust", status=207,
              summary=_l("Adjust stock in up to 1,000 places, with an outcome for each"))
def adjust_many(many: ManyChanges) -> Any:
    return outcomes(adjust_stock(read_each(StockChange, many.adjustments)), "balance", posted), 207


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
