"""Placing orders through the API: one, or a thousand."""

from typing import Annotated, Any

from flask import g, request

from saas.kit import db, outages
from saas.kit.api import Each, read_each
from saas.kit.api.answers import outcomes, outcomes_model
from saas.kit.api.idempotency import keep, kept
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


@api.endpoint("POST", "/orders/bulk", takes=ManyOrders, gives=outcomes_model("order", OrderOut), permission="orders:place", status=207, keyed=False,
              summary=_l("Place up to 1,000 orders, with an outcome for each"))
@without_unit
def place_many(many: ManyOrders) -> Any:
    """The key is looked up first and kept last; in between, an order's own reference keeps it from being placed twice."""
    key = request.headers.get("Idempotency-Key", "")
    if key and (before := _unit(lambda: kept(key))):
        return before
    found: list[Outcome[PlacedOrder]] = []
    batch = read_each(NewOrder, many.orders)
    for start in range(0, len(batch), CHUNK):
        found += _unit(lambda part=batch[start:start + CHUNK]: place_orders(part))
    body = outcomes(found, "order", shown)
    if key:
        _unit(lambda: keep(key, 207, body))
    return body, 207


def _unit(work: Any) -> Any:
    """A chunk in a unit of its own, so that others wait for 200 orders at most; run again after a deadlock."""
    for attempt in (1, 2, 3):
        try:
            with db.unit_of_work(g.entry.tenant, g.entry.actor, door="api", request_id=g.request_id):
                return work()
        except Exception as error:
            if attempt == 3 or not outages.should_retry(error):
                raise
    raise AssertionError("unreachable")
