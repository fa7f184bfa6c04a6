"""Something of everything, for requests that are about things that are there."""

import io
import re
from dataclasses import dataclass
from typing import Any

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.imports.inputs import NewImport
from tenants.imports.operations import start_import
from tenants.inventory.inputs import NewWarehouse
from tenants.inventory.operations import add_warehouse
from tenants.orders.inputs import Customer, NewHold
from tenants.orders.operations import hold_orders, place_orders
from tenants.returns.inputs import ReceivedUnit
from tenants.lists.inputs import NewRun, NewView
from tenants.lists.operations import share_view, start_run
from tests.cast import Member, order
from tests.tenants.purchasing.buying import bought, noticed, received, supplied
from tests.tenants.returns.returning import authorised
from tests.tenants.returns.returning import received as came_back
from tests.tenants.stocktakes.counting import opened
from tests.tenants.transfers.moving import planned


MAYA = Customer(name="Maya Lindqvist", email="maya@mail.example")


@dataclass(frozen=True)
class Things:
    """What is there: by the first word of an address, and by the name a body calls it."""

    places: dict[str, int | str]
    names: dict[str, Any]

    def path(self, path: str) -> dict[str, int | str]:
        """What stands in this path: path('/orders/<int:number>/hold') is {'number': 10001}."""
        first = path.split("/")[1]
        assert "<" not in path or first in self.places, f"things() makes none of /{first} yet"
        return {name: self.places[first] for name in re.findall(r"<(?:\w+:)?(\w+)>", path)}

    def about(self, body: Any) -> Any:
        """The same body about things that are there, where it names any."""
        if isinstance(body, list):
            return [self.about(one) for one in body]
        if not isinstance(body, dict):
            return body
        return {name: self.names[name] if name in self.names else self.about(value) for name, value in body.items()}


def things(who: Member) -> Things:
    """A company with goods, orders, parcels, returns, purchases and a file."""
    supplied(who, "NORTH", MUG=10_000, CUP=1, TEA=50)
    with who.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        number = only(place_orders([order("A-1", MUG=5, CUP=3).model_copy(update={"customer": MAYA})])).number
        held = only(place_orders([order("A-2", MUG=2)])).number
        hold_orders([held], NewHold(kind="payment"))
        parcel = only(ship([NewShipment(number=number, lines=[LineQuantity(line=1, quantity=4)])])).parcels[0]
        file = start_import(io.BytesIO(b"Reference,SKU,Quantity\nB-1,MUG,1\nB-2,NIL,x\n"), "orders.csv", NewImport(kind="orders"))
    back = authorised(who, number, LineQuantity(line=1, quantity=3))
    unit, = came_back(who, back, ReceivedUnit(line=1, quantity=2))
    transfer, stocktake = planned(who, MUG=3), opened(who, scope="skus", skus=["MUG"])
    purchase = bought(who, MUG=10).number
    notice = noticed(who, purchase, MUG=5).number
    receipt = received(who, {"sku": "MUG", "good": 2}, purchase_order=purchase).number
    with who.at_work():
        view = share_view(NewView(list="orders", name="Mugs", query={"sku": "MUG"})).id
        run = start_run(NewRun(list="orders", act="hold", query={"sku": "MUG"})).result()
    customer, movement = _ids(who)
    return Things(
        {"orders": number, "shipments": parcel, "returns": back, "purchase-orders": purchase, "notices": notice, "receipts": receipt, "customers": customer,
         "movements": movement, "imports": file, "products": "MUG", "stock": "MUG", "suppliers": "NORTH", "warehouses": "MAIN",
         "views": view, "runs": run, "transfers": transfer, "stocktakes": stocktake},
        {"sku": "MUG", "order": number, "others": [held], "supplier": "NORTH", "warehouse": "MAIN", "from_warehouse": "MAIN", "to_warehouse": "EAST",
         "purchase_order": purchase, "notice": notice, "unit": unit, "line": 1, "quantity": 1, "parcel": parcel, "location": "", "to_location": "", "lot": None, "key": ""})


def _ids(who: Member) -> tuple[int, int]:
    with who.at_work(read_only=True):
        return tuple(db.rows("SELECT (SELECT min(id) FROM customer), (SELECT min(id) FROM movement)")[0])
