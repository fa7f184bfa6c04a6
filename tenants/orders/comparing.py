"""An order beside what arrived under the same reference later: what differs, field by field, as a person reads it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from saas.kit.context import tenant
from saas.kit.i18n import _
from saas.kit.money import NotMoney, to_minor
from saas.ui.addressing import address_line
from saas.ui.filters import money, number
from tenants.orders.inputs import NewOrder
from tenants.orders.queries import OneOrder


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: as it stands here, and as it arrived."""

    name: str
    here: str
    arrived: str


def compare(order: OneOrder, arrived: dict[str, Any]) -> list[Difference]:
    """What differs between an order and the content that arrived (NewOrder, without what was left out)."""
    new = NewOrder.model_validate(arrived)
    return [one for one in _fields(order, new) if one.here != one.arrived]


def _fields(order: OneOrder, new: NewOrder) -> Iterator[Difference]:
    yield from _lines(order, new)
    yield from _amounts(order, new)
    yield Difference(_("Currency"), order.currency, new.currency or order.currency)
    yield Difference(_("Name"), order.customer_name, new.customer.name)
    yield Difference(_("E-mail"), order.customer_email, new.customer.email)
    yield Difference(_("Phone"), order.customer_phone, new.customer.phone)
    yield Difference(_("Ship to"), _one_line(order.ship_to or {}), _one_line(dict(new.ship_to) if new.ship_to else {}))
    yield Difference(_("Shipping method"), order.shipping_method, new.shipping_method)
    yield Difference(_("Customer note"), order.note, new.note)


def _lines(order: OneOrder, new: NewOrder) -> Iterator[Difference]:
    """Pieces by SKU, and prices where the newcomer names them; a kit counts as one."""
    ours = [*order.kits, *(line for line in order.lines if not line.kit_no)]
    here, came = Counter[str](), Counter[str]()
    for line in ours:
        here[line.sku] += line.ordered
    for asked in new.lines:
        came[asked.sku] += asked.quantity
    for sku in sorted(here | came):
        yield Difference(_("Quantity of %(sku)s", sku=sku), number(here[sku]), number(came[sku]))
    prices = {line.sku: line.unit_price for line in ours}
    for asked in new.lines:
        if asked.unit_price is not None and asked.sku in prices:
            yield Difference(_("Unit price of %(sku)s", sku=asked.sku), money(prices[asked.sku], order.currency), _amount(asked.unit_price, order, new))


def _amounts(order: OneOrder, new: NewOrder) -> Iterator[Difference]:
    """Only what the newcomer states: the rest follows from its lines."""
    for name, minor, stated in ((_("Shipping charge"), order.shipping, new.shipping), (_("Order discount"), order.discount, new.discount),
                                (_("Total"), order.total if order.stated_total is None else order.stated_total, new.total)):
        if stated is not None:
            yield Difference(name, money(minor, order.currency), _amount(stated, order, new))


def _amount(stated: str, order: OneOrder, new: NewOrder) -> str:
    """As it arrived, where it isn't an amount of its currency: nobody had to price what was placed before."""
    currency = new.currency or order.currency
    try:
        return money(to_minor(stated, currency), currency)
    except NotMoney:
        return stated


def _one_line(place: dict[str, Any]) -> str:
    return address_line(place, tenant().country)
