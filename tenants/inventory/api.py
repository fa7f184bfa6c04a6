"""The API of inventory."""

from datetime import date, datetime
from typing import Any

from flask import request
from pydantic import BaseModel

from saas.kit.api import Api, Param, listing
from saas.kit.api.answers import limit, outcomes, outcomes_model, page_of_model
from saas.kit.api.batches import read_each
from saas.kit.context import tenant
from saas.kit.errors import NotFound, Stale
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line, read
from saas.kit.money import to_text
from tenants.inventory.inputs import LotChange, NewWarehouse, PolicyChange, Receipt, StockChange, WarehouseChange
from tenants.inventory.operations import add_warehouse, adjust_stock, change_lot, change_policy, change_warehouse, receive
from tenants.inventory.operations.adjust import Posted
from tenants.inventory.queries import (House, LotRow, Policy, get_lot, get_policy, get_warehouse, list_lots, stock_levels,
                                      warehouses)
from tenants.inventory.queries.levels import StockLevel

api = Api("inventory", __name__)


class StockOut(BaseModel):
    """Stock of a SKU over all warehouses, in good condition; `waiting` pieces are ordered and have no stock yet."""

    sku: str
    title: str
    on_hand: int
    allocated: int
    available: int
    waiting: int


class PostedOut(BaseModel):
    """A balance after a change."""

    sku: str
    on_hand: int
    allocated: int
    available: int
    change: int


class WarehouseOut(BaseModel):
    """A warehouse."""

    code: str
    name: str
    country: str
    region: str
    priority: int
    active: bool


class PolicyOut(BaseModel):
    """How stock is promised, routed and valued; `min_split` is a decimal text in the company's currency."""

    strategy: str
    max_parcels: int | None
    min_split: str
    buffers: dict[str, int]
    removal: str
    costing: str
    close_after_days: int | None


class LotOut(BaseModel):
    """A lot or serial number: the last day it is good, since when it is here, and its pieces."""

    sku: str
    lot: str
    expires_on: date | None
    since: datetime
    on_hand: int
    allocated: int
    places: list[str]


class ManyChanges(Input):
    """Up to 1,000 adjustments in one call."""

    adjustments: list[Any] = Field(title=_l("Adjustments"), min_length=1, max_length=1000)


def shown(level: StockLevel) -> dict[str, Any]:
    return {"sku": level.sku, "title": level.title, "on_hand": level.on_hand, "allocated": level.allocated,
            "available": level.available, "waiting": level.waiting}


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


@api.endpoint("GET", "/lots", gives=page_of_model(LotOut), permission="inventory:read", summary=_l("List lots and serial numbers"), params=(
    Param("sku", "string", _l("Only of this SKU")), Param("expires_before", "string", _l("Only those here that expire before this day: 2026-12-31")),
    Param("limit", "integer", _l("How many at most, 1 to 200")), Param("after", "string", _l("The cursor `next` of the page before"))))
def lots() -> Any:
    asked = read(_Lots, {name: value for name in _Lots.model_fields if (value := request.args.get(name, "").strip())})
    page = list_lots(asked.sku, asked.expires_before, request.args.get("after"), limit())
    return listing(map(lot_shown, page.rows), page.next)


class _Lots(Input):
    sku: Line = ""
    expires_before: date | None = None


@api.endpoint("POST", "/lots", takes=LotChange, gives=LotOut, permission="inventory:adjust", summary=_l("Say until when a lot is good"))
def save_lot(change: LotChange) -> Any:
    change_lot(change)
    return lot_shown(get_lot(change.sku, change.lot))


def lot_shown(row: LotRow) -> dict[str, Any]:
    return {"sku": row.sku, "lot": row.lot, "expires_on": row.expires_on and row.expires_on.isoformat(), "since": row.since.isoformat(),
            "on_hand": row.on_hand, "allocated": row.allocated, "places": row.places}


def shown_warehouse(house: House) -> dict[str, Any]:
    return {name: getattr(house, name) for name in WarehouseOut.model_fields}


@api.endpoint("GET", "/warehouses", gives=page_of_model(WarehouseOut), permission="inventory:read", summary=_l("List warehouses"))
def list_warehouses() -> Any:
    return listing(map(shown_warehouse, warehouses()), None)


@api.endpoint("POST", "/warehouses", takes=NewWarehouse, gives=WarehouseOut, permission="inventory:setup", status=201, summary=_l("Add a warehouse"))
def open_warehouse(new: NewWarehouse) -> Any:
    add_warehouse(new)
    return shown_warehouse(get_warehouse(new.code)), 201


@api.endpoint("PUT", "/warehouses", takes=WarehouseChange, gives=WarehouseOut, permission="inventory:setup", summary=_l("Change a warehouse"))
def save_warehouse(change: WarehouseChange) -> Any:
    change_warehouse(change)
    return shown_warehouse(get_warehouse(change.code))


@api.endpoint("GET", "/policy", gives=PolicyOut, permission="inventory:read", summary=_l("How stock is promised and routed"))
def policy() -> Any:
    return shown_policy(get_policy())


@api.endpoint("PUT", "/policy", takes=PolicyChange, gives=PolicyOut, permission="policy:edit", summary=_l("Change how stock is promised and routed"))
def save_policy(change: PolicyChange) -> Any:
    seen = request.headers.get("If-Match", "*").strip().strip('"')
    if seen != "*" and not (seen.isascii() and seen.isdecimal()):
        raise Stale()
    return shown_policy(change_policy(change, None if seen == "*" else int(seen)))


def shown_policy(found: Policy) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The policy with its ETag."""
    body = {name: getattr(found, name) for name in PolicyOut.model_fields} | {"min_split": to_text(found.min_split, tenant().currency)}
    return body, 200, {"ETag": f'"{found.version}"'}


@api.endpoint("GET", "/stock/<path:sku>", gives=StockOut, permission="inventory:read", summary=_l("Stock of one SKU"))
def one(sku: str) -> Any:
    found = stock_levels([sku]).rows
    if not found:
        raise NotFound()
    return shown(found[0])
