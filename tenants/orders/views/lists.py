"""The list of orders."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.inputs import read
from saas.kit.web.links import way
from tenants.orders.answering import MOST, here, notice
from tenants.orders.queries import LIMIT, FindOrders, channels, count_orders, list_waiting, view_counts
from tenants.orders.rows import can_act, columns, rows
from tenants.orders.saying import phrases
from tenants.orders.views.door import door
from tenants.orders.wording import VIEWS


@door.get("/")
def index() -> ResponseReturnValue:
    find = wanted()
    at = Addresses(find)
    page = list_waiting(find, request.args.get("after"), request.args.get("before"))
    counts = view_counts()
    if page.found is None:
        page.found = count_orders(find) if find.narrows else counts[find.view]
    ticks = can_act(g.entry.actor)
    return render_template("orders/index.html", find=find, page=page, columns=columns(ticks), rows=rows(page.rows, ticks), acting=ticks,
                           counts=counts, at=at, fields=partial(fields, find), here=here(), notice=notice(), VIEWS=VIEWS,
                           said=phrases(find, channels(), at), LIMIT=LIMIT, MOST=MOST)


def wanted() -> FindOrders:
    """The filter in the address; the open orders where it names none."""
    given = {name: value for name in FindOrders.model_fields if (value := request.args.get(name, "").strip())}
    return read(FindOrders, given or {"view": "open"})


def fields(find: FindOrders, *without: str) -> dict[str, str]:
    """The filter as fields of a form or an address, but for some of them."""
    said = {"view": find.view, **find.model_dump(mode="json", exclude_defaults=True)}
    return {name: str(value) for name, value in said.items() if name not in without}


class Addresses:
    """The list with a changed filter, from its first page: a page has some forty such links."""

    def __init__(self, find: FindOrders) -> None:
        self.kept = fields(find)

    def __call__(self, endpoint: str = "orders.index", **changes: Any) -> str:
        said = {**{name: value for name, value in self.kept.items() if name not in changes},
                **{name: value for name, value in changes.items() if value not in (None, "")}}
        return f"{way(endpoint)}?{urlencode(said)}"
