"""The rows of the orders list, as plain values for the grid: fifty of them are written in one go."""

from collections.abc import Iterable, Iterator
from typing import Any

from saas.kit.context import Actor, tenant
from saas.kit.i18n import _
from saas.kit.web.links import numbered
from saas.ui.filters import age, amount, exact, iso, money, number
from saas.ui.states import ORDER
from tenants.orders.queries import OrderRow
from tenants.orders.wording import reason


def can_act(actor: Actor) -> bool:
    """May this person do anything with chosen orders? Else there is nothing to choose them for."""
    return actor.may("orders:hold") or actor.may("fulfilment:ship")


def columns(ticks: bool) -> list[dict[str, Any]]:
    """What the list shows of an order, and where that stands on a phone."""
    shown = [
        {"label": _("Order"), "as": "link", "at": "a"}, {"label": _("Customer"), "as": "with", "at": "c", "class": "who"},
        {"label": _("Pieces"), "num": True, "late": True}, {"label": _("Total, %(currency)s", currency=tenant().currency), "num": True, "at": "b"},
        {"label": _("State and what it waits for"), "as": "standing", "at": "e", "class": "clip"},
        {"label": _("Age"), "as": "age", "num": True, "at": "d", "class": "soft"}]
    return [{"tick": "bulk"}, *shown] if ticks else shown


def rows(orders: Iterable[OrderRow], ticks: bool) -> Iterator[tuple[Any, ...]]:
    """The values of each order, in the order of the columns."""
    link, own, nobody = numbered("orders.show"), tenant().currency, _("No name")
    words = {state: str(look.word) for state, look in ORDER.items()}
    choose = _("Choose order %(number)s", number="{}").format
    for order in orders:
        price = amount(order.total, own) if order.currency == own else money(order.total, order.currency)
        look = ORDER[order.state]
        shown = ((order.number, link(order.number)), (order.customer or nobody, order.city), number(order.pieces), price,
                 (look.tone, look.shape, words[order.state], reason(order)), (iso(order.placed_at), exact(order.placed_at), age(order.placed_at)))
        yield ((order.number, choose(order.number)), *shown) if ticks else shown
