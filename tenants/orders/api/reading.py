"""Reading orders through the API."""

from typing import Any

from saas.kit.api import Paging, Sparse, listing
from saas.kit.api.answers import page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Line
from tenants.orders.api.door import ETAG, api
from tenants.orders.api.saying import answer, brief, moment
from tenants.orders.api.shapes import MomentOut, OrderBrief, OrderOut
from tenants.orders.errors import UnknownOrder
from tenants.orders.inputs import AnyKind
from tenants.orders.queries import FindOrders, list_orders, order_history
from tenants.orders.queries.finding import State


class OrdersAsked(Paging, Sparse):
    """Which orders."""

    state: State | None = Field(None, title=_l("Only orders in this state"))
    channel: Line | None = Field(None, title=_l("Only orders of this channel"))
    sku: Line | None = Field(None, title=_l("Only orders of this SKU"))
    hold: AnyKind | None = Field(None, title=_l("Only orders held for this reason"))
    placed_from: Day | None = Field(None, title=_l("Placed on this day or later"))
    placed_to: Day | None = Field(None, title=_l("Placed on this day or before"))
    reference: Line = Field("", title=_l("Words to find: reference, name, phone, e-mail, city"))


@api.endpoint("GET", "/orders", asks=OrdersAsked, gives=page_of_model(OrderBrief), permission="orders:read", errors=(), summary=_l("List orders, newest first"))
def index(asked: OrdersAsked) -> Any:
    find = FindOrders(q=asked.reference, **asked.model_dump(exclude={"limit", "after", "fields", "reference"}, exclude_unset=True))
    page = list_orders(find, asked.after, limit=asked.limit)
    return listing(map(brief, page.rows), page.next)


@api.endpoint("GET", "/orders/<int:number>", asks=Sparse, gives=OrderOut, permission="orders:read", errors=(UnknownOrder,), etag=ETAG, summary=_l("One order"))
def one(_asked: Sparse, number: int) -> Any:
    return answer(number)


@api.endpoint("GET", "/orders/<int:number>/history", asks=Paging, gives=page_of_model(MomentOut), permission="orders:read", errors=(UnknownOrder,),
              summary=_l("What happened to an order, newest first"))
def history(asked: Paging, number: int) -> Any:
    page = order_history(number, asked.after, asked.limit)
    return listing(map(moment, page.rows), page.next)
