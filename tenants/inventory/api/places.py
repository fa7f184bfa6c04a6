"""The API of places: warehouses, their locations, moves between them, and lots."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel

from saas.kit.api import Each, Paging, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Code, Day, Field, Input, Line
from tenants.inventory.api.door import api
from tenants.inventory.inputs import LocationChange, LotChange, NewLocation, NewWarehouse, StockMove, WarehouseChange
from tenants.inventory.operations import add_location, add_warehouse, change_location, change_lot, change_warehouse, move_stock
from tenants.inventory.operations.move import Moved
from tenants.inventory.queries import House, LotRow, Spot, get_lot, get_warehouse, list_locations, list_lots, warehouses

HOUSE = "SELECT version FROM warehouse WHERE code = %(code)s FOR NO KEY UPDATE"
SPOT = """SELECT p.version FROM location p JOIN warehouse w ON w.id = p.warehouse_id
 WHERE w.code = %(warehouse)s AND p.code = %(code)s FOR NO KEY UPDATE OF p"""
LOT = """SELECT t.version FROM lot t JOIN sku s ON s.id = t.sku_id WHERE s.code = %(sku)s AND t.code = %(lot)s FOR NO KEY UPDATE OF t"""


class WarehouseOut(BaseModel):
    """A warehouse."""

    code: str
    name: str
    country: str
    region: str
    priority: int
    active: bool
    version: int


class LocationOut(BaseModel):
    """A location of a warehouse with what lies there, in pieces."""

    code: str
    priority: int
    active: bool
    skus: int
    on_hand: int
    allocated: int
    version: int


class MovedOut(BaseModel):
    """What lies at both places after a move, in pieces."""

    sku: str
    quantity: int
    left: int
    there: int


class LocationIn(Input):
    """A location to set up."""

    code: Code = Field(title=_l("Code"))
    priority: int = Field(100, ge=1, le=999, title=_l("Priority"))


class LocationEdit(Input):
    """What changes of a location; what is left out stays."""

    code: Code = Field(title=_l("Code"))
    to: Code | None = Field(None, title=_l("New code"))
    priority: int | None = Field(None, ge=1, le=999, title=_l("Priority"))
    active: bool | None = Field(None, title=_l("In use"))


class ManyMoves(Input):
    """Up to 1,000 moves in one call."""

    moves: list[Annotated[Any, Each(StockMove)]] = Field(title=_l("Moves"), min_length=1, max_length=1000)


class LotsAsked(Paging):
    """Which lots and serial numbers."""

    sku: Line = Field("", title=_l("Only of this SKU"))
    expires_before: Day | None = Field(None, title=_l("Only those here that expire before this day: 2026-12-31"))


class LocationsAsked(Paging):
    """Which locations of a warehouse."""

    q: Line = Field("", title=_l("Only codes that begin so"))


class LotOut(BaseModel):
    """A lot or serial number: the last day it is good, since when it is here, and its pieces."""

    sku: str
    lot: str
    expires_on: date | None
    since: datetime
    on_hand: int
    allocated: int
    places: list[str]
    version: int


@api.endpoint("GET", "/lots", asks=LotsAsked, gives=page_of_model(LotOut), permission="inventory:read", errors=(), summary=_l("List lots and serial numbers"))
def lots(asked: LotsAsked) -> Any:
    page = list_lots(asked.sku, asked.expires_before, asked.after, asked.limit)
    return listing(map(lot_shown, page.rows), page.next)


@api.endpoint("POST", "/lots", takes=LotChange, gives=LotOut, permission="inventory:adjust", etag=LOT, summary=_l("Say until when a lot is good"))
def save_lot(change: LotChange) -> Any:
    change_lot(change)
    return tagged(lot_shown(get_lot(change.sku, change.lot)))


def lot_shown(row: LotRow) -> dict[str, Any]:
    return {"sku": row.sku, "lot": row.lot, "expires_on": row.expires_on and row.expires_on.isoformat(), "since": row.since.isoformat(),
            "on_hand": row.on_hand, "allocated": row.allocated, "places": row.places, "version": row.version}


def tagged(body: dict[str, Any], status: int = 200) -> tuple[dict[str, Any], int, dict[str, str]]:
    """A thing as it stands now, with its ETag."""
    return body, status, {"ETag": f'"{body["version"]}"'}


def shown_warehouse(house: House) -> dict[str, Any]:
    return {name: getattr(house, name) for name in WarehouseOut.model_fields}


@api.endpoint("GET", "/warehouses", gives=page_of_model(WarehouseOut), permission="inventory:read", summary=_l("List warehouses"))
def list_warehouses() -> Any:
    return listing(map(shown_warehouse, warehouses()), None)


@api.endpoint("POST", "/warehouses", takes=NewWarehouse, gives=WarehouseOut, permission="inventory:setup", status=201, summary=_l("Add a warehouse"))
def open_warehouse(new: NewWarehouse) -> Any:
    add_warehouse(new)
    return tagged(shown_warehouse(get_warehouse(new.code)), 201)


@api.endpoint("GET", "/warehouses/<path:code>", gives=WarehouseOut, permission="inventory:read", etag=HOUSE, summary=_l("One warehouse"))
def one_warehouse(code: str) -> Any:
    return tagged(shown_warehouse(get_warehouse(code)))


@api.endpoint("PUT", "/warehouses", takes=WarehouseChange, gives=WarehouseOut, permission="inventory:setup", etag=HOUSE, summary=_l("Change a warehouse"))
def save_warehouse(change: WarehouseChange) -> Any:
    change_warehouse(change)
    return tagged(shown_warehouse(get_warehouse(change.code)))


@api.endpoint("GET", "/warehouses/<path:warehouse>/locations", asks=LocationsAsked, gives=page_of_model(LocationOut), permission="inventory:read",
              summary=_l("Locations of a warehouse"))
def locations(asked: LocationsAsked, warehouse: str) -> Any:
    get_warehouse(warehouse)
    page = list_locations(warehouse, asked.after, asked.limit, asked.q)
    return listing(map(location_shown, page.rows), page.next)


@api.endpoint("POST", "/warehouses/<path:warehouse>/locations", takes=LocationIn, gives=LocationOut, permission="inventory:setup", status=201,
              summary=_l("Set up a location"))
def set_up(new: LocationIn, warehouse: str) -> Any:
    add_location(NewLocation(warehouse=get_warehouse(warehouse).code, **new.model_dump()))
    return tagged(one_location(warehouse, new.code), 201)


@api.endpoint("PUT", "/warehouses/<path:warehouse>/locations", takes=LocationEdit, gives=LocationOut, permission="inventory:setup", etag=SPOT,
              summary=_l("Rename a location, change its priority, close or open it"))
def change(edit: LocationEdit, warehouse: str) -> Any:
    change_location(LocationChange(warehouse=get_warehouse(warehouse).code, **edit.model_dump()))
    return tagged(one_location(warehouse, edit.to or edit.code))


def one_location(warehouse: str, code: str) -> dict[str, Any]:
    return location_shown(next(one for one in list_locations(warehouse, limit=1, q=code).rows if one.code == code))


def location_shown(row: Spot) -> dict[str, Any]:
    return {"code": row.code, "priority": row.priority, "active": row.active, "skus": row.skus, "on_hand": row.on_hand, "allocated": row.allocated,
            "version": row.version}


@api.endpoint("POST", "/stock/moves", takes=StockMove, gives=MovedOut, permission="inventory:adjust", status=201,
              summary=_l("Move pieces within a warehouse, or into another condition"))
def move(given: StockMove) -> Any:
    outcome, = move_stock([given])
    return moved(outcome.result()), 201 if outcome.status == "done" else 200


@api.endpoint("POST", "/stock/moves/bulk", takes=ManyMoves, gives=outcomes_model("move", MovedOut), permission="inventory:adjust", status=207,
              summary=_l("Up to 1,000 moves, an outcome each"))
def move_many(many: ManyMoves) -> Any:
    return outcomes(done_each(StockMove, many.moves, move_stock), "move", moved), 207


def moved(done: Moved) -> dict[str, Any]:
    return {"sku": done.sku, "quantity": done.quantity, "left": done.left, "there": done.there}
