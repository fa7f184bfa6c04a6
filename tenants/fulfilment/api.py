"""The API of fulfilment."""

from typing import Any

from flask import request
from pydantic import BaseModel

from saas.kit.api import Api, Param, listing
from saas.kit.api.answers import limit, page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment, Picking
from tenants.fulfilment.operations import pick, ship
from tenants.fulfilment.queries import FindParcels, read_parcels
from tenants.orders.api import OrderOut, answer, unchanged

api = Api("fulfilment", __name__)


class PickIn(Input):
    """What was picked: lines and quantities, or all that is held."""

    lines: list[LineQuantity] | None = Field(None, min_length=1, title=_l("Lines"))
    key: Line = Field("", title=_l("Key"))


class ShipmentIn(Input):
    """What leaves: lines and quantities, or all that is held."""

    lines: list[LineQuantity] | None = Field(None, min_length=1, title=_l("Lines"))
    carrier: Line = Field("", title=_l("Carrier"))
    tracking: Line = Field("", title=_l("Tracking number"))
    key: Line = Field("", title=_l("Key"))


class ShippedOut(BaseModel):
    """What left: the parcels' numbers and how many pieces."""

    number: int
    shipments: list[int]
    pieces: int


class ShipmentOut(BaseModel):
    """A parcel."""

    number: int
    order: int
    warehouse: str
    carrier: str
    tracking: str
    pieces: int
    shipped_at: str
    delivered_at: str | None


@api.endpoint("POST", "/orders/<int:number>/pick", takes=PickIn, gives=OrderOut, permission="fulfilment:pick", summary=_l("Pick an order"))
def pick_one(what: PickIn, number: int) -> Any:
    unchanged(number)
    only(pick([Picking(number=number, lines=what.lines, key=what.key)]))
    return answer(number)


@api.endpoint("POST", "/orders/<int:number>/shipments", takes=ShipmentIn, gives=ShippedOut, permission="fulfilment:ship", status=201, summary=_l("Ship an order, whole or in part"))
def ship_one(what: ShipmentIn, number: int) -> Any:
    unchanged(number)
    outcome, = ship([NewShipment(number=number, **dict(what))])
    done = outcome.result()
    return {"number": number, "shipments": done.parcels, "pieces": done.pieces}, 201 if outcome.status == "done" else 200


@api.endpoint("GET", "/shipments", gives=page_of_model(ShipmentOut), permission="fulfilment:read", summary=_l("List shipments, newest first"), params=(
    Param("q", "string", _l("Tracking number, or number of the parcel or order")), Param("limit", "integer", _l("How many at most, 1 to 200")),
    Param("after", "string", _l("The cursor `next` of the page before"))))
def index() -> Any:
    page = read_parcels(FindParcels(q=request.args.get("q", "")[:100]), request.args.get("after"), limit=limit())
    return listing(({"number": p.number, "order": p.order_number, "warehouse": p.warehouse, "carrier": p.carrier, "tracking": p.tracking,
                     "pieces": p.pieces, "shipped_at": p.shipped_at.isoformat(),
                     "delivered_at": p.delivered_at.isoformat() if p.delivered_at else None} for p in page.rows), page.next)
