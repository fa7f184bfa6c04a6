"""Placing orders through the API: one, or a thousand."""

from typing import Annotated, Any

from saas.kit.api import Each, read_each
from saas.kit.api.answers import outcomes, outcomes_model
from saas.kit.api.units import own_unit
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input
from saas.kit.operations import Outcome
from saas.kit.web.doors import without_unit
from tenants.orders.api.door import api
from tenants.orders.api.saying import shown
from tenants.orders.api.shapes import OrderOut
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import PlacedOrder, place_orders

CHUNK, MOST = 200, 1000


class ManyOrders(Input):
    """Up to 1,000 orders in one call; each gets an outcome of its own."""

    orders: list[Annotated[Any, Each(NewOrder)]] = Field(title=_l("Orders"), min_length=1, max_length=MOST)


@api.endpoint("POST", "/orders", takes=NewOrder, gives=OrderOut, permission="orders:place", status=201, summary=_l("Place an order"))
def place(new: NewOrder) -> Any:
    outcome, = place_orders([new])
    return shown(outcome.result(), new), 200 if outcome.status == "again" else 201


@api.endpoint("POST", "/orders/bulk", takes=ManyOrders, gives=outcomes_model("order", OrderOut), permission="orders:place", status=207,
              summary=_l("Place up to 1,000 orders, with an outcome for each"))
@without_unit
def place_many(many: ManyOrders) -> Any:
    """Part by part, each in a unit of its own, so that others wait for 200 orders at most. Sent again after half of them, an
    order's own reference keeps it from being placed twice."""
    found: list[Outcome[PlacedOrder]] = []
    batch = read_each(NewOrder, many.orders)
    for start in range(0, len(batch), CHUNK):
        found += own_unit(lambda part=batch[start:start + CHUNK]: place_orders(part))
    return outcomes(found, "order", shown), 207
