"""The API of fulfilment: orders are picked and shipped, parcels read and marked as delivered; one, or many at once."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel

from saas.kit.api import Api, Each, Paging, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Input, Line, Moment
from saas.kit.operations import only
from tenants.fulfilment.errors import UnknownParcel
from tenants.fulfilment.inputs import Delivery, LineQuantity, NewShipment, Packing, Picking, PutBack
from tenants.fulfilment.operations import mark_delivered, pack_orders, pick, ship, unpick
from tenants.fulfilment.operations.ship import Shipped
from tenants.fulfilment.queries import FindParcels, ParcelRow, get_parcel, read_parcels
from tenants.orders.api import ETAG, OrderOut, answer

api = Api("fulfilment", __name__)
# Its order is locked before it, as everywhere.
PARCEL = """WITH o AS MATERIALIZED (SELECT id FROM orders WHERE id = (SELECT order_id FROM shipment WHERE number = %(number)s) FOR NO KEY UPDATE)
SELECT s.version FROM o JOIN shipment s ON s.order_id = o.id WHERE s.number = %(number)s FOR NO KEY UPDATE OF s"""
MOST = 500


class PickIn(Input):
    """What was picked: lines and quantities, or all that is held."""

    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again picks nothing twice."))


class PackIn(Input):
    """What was packed: lines and quantities, or all that is picked."""

    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again packs nothing twice."))


class UnpickIn(Input):
    """What goes back to its shelf: lines and quantities, or all that is picked."""

    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again puts nothing back twice."))


class ShipmentIn(PickIn):
    """What leaves: lines and quantities, or all that is held."""

    carrier: Line = Field("", title=_l("Carrier"))
    tracking: Line = Field("", title=_l("Tracking number"))


class DeliveryIn(Input):
    """When a parcel arrived."""

    at: Moment | None = Field(None, title=_l("Delivered at"), description=_l("Now if left out."))


class ManyPickings(Input):
    """Up to 500 orders to pick in one call."""

    pickings: list[Annotated[Any, Each(Picking)]] = Field(title=_l("Orders"), min_length=1, max_length=MOST)


class ManyPackings(Input):
    """Up to 500 orders to pack in one call."""

    packings: list[Annotated[Any, Each(Packing)]] = Field(title=_l("Orders"), min_length=1, max_length=MOST)


class ManyPutBack(Input):
    """Up to 500 orders whose picked pieces go back, in one call."""

    orders: list[Annotated[Any, Each(PutBack)]] = Field(title=_l("Orders"), min_length=1, max_length=MOST)


class ManyShipments(Input):
    """Up to 500 orders to ship in one call."""

    shipments: list[Annotated[Any, Each(NewShipment)]] = Field(title=_l("Shipments"), min_length=1, max_length=MOST)


class ManyDeliveries(Input):
    """Up to 500 parcels that arrived, in one call."""

    deliveries: list[Annotated[Any, Each(Delivery)]] = Field(title=_l("Parcels"), min_length=1, max_length=MOST)


class ShipmentsAsked(Paging, Sparse):
    """Which parcels."""

    state: Literal["shipped", "delivered"] | None = Field(None, title=_l("On the way, or delivered"))
    order: Annotated[int, Field(ge=1, le=1 << 62)] | None = Field(None, title=_l("Only parcels of this order"))
    tracking: Line | None = Field(None, title=_l("Only with this tracking number"))
    shipped_from: Day | None = Field(None, title=_l("Shipped on this day or later"))
    shipped_to: Day | None = Field(None, title=_l("Shipped on this day or before"))
    q: Line = Field("", title=_l("Tracking number, or number of the parcel or order"))


class PickedOut(BaseModel):
    """How many pieces of an order were picked; none when the same key had picked them before."""

    pieces: int


class PackedOut(BaseModel):
    """How many pieces of an order were packed; none when the same key had packed them before."""

    pieces: int


class PutBackOut(BaseModel):
    """How many pieces of an order went back; none when the same key had put them back before."""

    pieces: int


class ArrivedOut(BaseModel):
    """The order whose parcel arrived."""

    number: int


class ShippedOut(BaseModel):
    """What left: the parcels' numbers and how many pieces."""

    number: int
    shipments: list[int]
    pieces: int


class ShipmentOut(BaseModel):
    """A parcel."""

    number: int
    order: int
    customer: str
    warehouse: str
    carrier: str
    tracking: str
    pieces: int
    state: Literal["shipped", "delivered"]
    shipped_at: str
    delivered_at: str | None
    version: int


def shown(p: ParcelRow) -> dict[str, Any]:
    return {"number": p.number, "order": p.order_number, "customer": p.customer, "warehouse": p.warehouse, "carrier": p.carrier,
            "tracking": p.tracking, "pieces": p.pieces, "state": p.state, "shipped_at": p.shipped_at.isoformat(),
            "delivered_at": p.delivered_at.isoformat() if p.delivered_at else None, "version": p.version}


def parcel(number: int) -> tuple[dict[str, Any], int, dict[str, str]]:
    """A parcel as it stands now, with its ETag."""
    row = get_parcel(number)
    return shown(row), 200, {"ETag": f'"{row.version}"'}


def left(done: Shipped) -> dict[str, Any]:
    return {"number": done.number, "shipments": done.parcels, "pieces": done.pieces}


@api.endpoint("POST", "/orders/<int:number>/pick", takes=PickIn, gives=OrderOut, permission="fulfilment:pick", etag=ETAG, summary=_l("Pick an order"))
def pick_one(what: PickIn, number: int) -> Any:
    only(pick([Picking(number=number, lines=what.lines, key=what.key)]))
    return answer(number)


@api.endpoint("POST", "/orders/pick/bulk", takes=ManyPickings, gives=outcomes_model("picked", PickedOut), permission="fulfilment:pick", status=207,
              summary=_l("Pick up to 500 orders, with an outcome for each"))
def pick_many(many: ManyPickings) -> Any:
    return outcomes(done_each(Picking, many.pickings, pick), "picked", lambda pieces: {"pieces": pieces}), 207


@api.endpoint("POST", "/orders/<int:number>/pack", takes=PackIn, gives=OrderOut, permission="fulfilment:pick", etag=ETAG, summary=_l("Pack an order"))
def pack_one(what: PackIn, number: int) -> Any:
    only(pack_orders([Packing(number=number, lines=what.lines, key=what.key)]))
    return answer(number)


@api.endpoint("POST", "/orders/pack/bulk", takes=ManyPackings, gives=outcomes_model("packed", PackedOut), permission="fulfilment:pick", status=207,
              summary=_l("Pack up to 500 orders, with an outcome for each"))
def pack_many(many: ManyPackings) -> Any:
    return outcomes(done_each(Packing, many.packings, pack_orders), "packed", lambda pieces: {"pieces": pieces}), 207


@api.endpoint("POST", "/orders/<int:number>/unpick", takes=UnpickIn, gives=OrderOut, permission="fulfilment:pick", etag=ETAG,
              summary=_l("Put picked pieces of an order back"))
def unpick_one(what: UnpickIn, number: int) -> Any:
    only(unpick([PutBack(number=number, lines=what.lines, key=what.key)]))
    return answer(number)


@api.endpoint("POST", "/orders/unpick/bulk", takes=ManyPutBack, gives=outcomes_model("put_back", PutBackOut), permission="fulfilment:pick", status=207,
              summary=_l("Put picked pieces of up to 500 orders back, with an outcome for each"))
def unpick_many(many: ManyPutBack) -> Any:
    return outcomes(done_each(PutBack, many.orders, unpick), "put_back", lambda pieces: {"pieces": pieces}), 207


@api.endpoint("POST", "/orders/<int:number>/shipments", takes=ShipmentIn, gives=ShippedOut, permission="fulfilment:ship", status=201, etag=ETAG,
              summary=_l("Ship an order, whole or in part"))
def ship_one(what: ShipmentIn, number: int) -> Any:
    outcome, = ship([NewShipment(number=number, **dict(what))])
    return left(outcome.result()), 201 if outcome.status == "done" else 200


@api.endpoint("POST", "/shipments", takes=NewShipment, gives=ShippedOut, permission="fulfilment:ship", status=201, summary=_l("Ship an order, named in the body"))
def ship_named(new: NewShipment) -> Any:
    outcome, = ship([new])
    return left(outcome.result()), 201 if outcome.status == "done" else 200


@api.endpoint("POST", "/shipments/bulk", takes=ManyShipments, gives=outcomes_model("shipment", ShippedOut), permission="fulfilment:ship", status=207,
              summary=_l("Ship up to 500 orders, with an outcome for each"))
def ship_many(many: ManyShipments) -> Any:
    return outcomes(done_each(NewShipment, many.shipments, ship), "shipment", left), 207


@api.endpoint("POST", "/shipments/<int:number>/deliver", takes=DeliveryIn, gives=ShipmentOut, permission="fulfilment:ship", etag=PARCEL,
              summary=_l("Mark a shipment as delivered"))
def deliver(what: DeliveryIn, number: int) -> Any:
    only(mark_delivered([Delivery(parcel=number, at=what.at)]))
    return parcel(number)


@api.endpoint("POST", "/shipments/deliver/bulk", takes=ManyDeliveries, gives=outcomes_model("order", ArrivedOut), permission="fulfilment:ship", status=207,
              summary=_l("Mark up to 500 shipments as delivered, with an outcome for each"))
def deliver_many(many: ManyDeliveries) -> Any:
    return outcomes(done_each(Delivery, many.deliveries, mark_delivered), "order", lambda number: {"number": number}), 207


@api.endpoint("GET", "/shipments", asks=ShipmentsAsked, gives=page_of_model(ShipmentOut), permission="fulfilment:read", errors=(),
              summary=_l("List shipments, newest first"))
def index(asked: ShipmentsAsked) -> Any:
    find = FindParcels(**asked.model_dump(exclude={"limit", "after", "fields"}, exclude_unset=True))
    page = read_parcels(find, asked.after, limit=asked.limit)
    return listing(map(shown, page.rows), page.next)


@api.endpoint("GET", "/shipments/<int:number>", gives=ShipmentOut, permission="fulfilment:read", errors=(UnknownParcel,), etag=PARCEL, summary=_l("One shipment"))
def one(number: int) -> Any:
    return parcel(number)
