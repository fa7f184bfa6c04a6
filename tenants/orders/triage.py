"""Triage on arrival: the reasons a new order waits for a person, decided once and kept as holds of the house."""

from collections.abc import Mapping
from typing import Any

from tenants.orders.pricing import PricedOrder


def open_reasons(order: PricedOrder) -> list[str]:
    """Kinds of hold a new order starts with; a draft has none before it is placed."""
    new = order.new
    if new.draft:
        return []
    return reasons(new.place, new.note, new.paid, any(line.sku.id is None for line in order.lines),
                   order.stated_total not in (None, order.total))


def reasons(place: Mapping[str, Any], note: str, paid: bool | None, unknown: bool, differs: bool) -> list[str]:
    """An address that is missing or can't be reached, a customer's comment, no payment, a SKU nobody knows, a total that
    differs. What a customer collects has no address either: a person releases it, nothing leaves unaddressed by itself."""
    found = (("address", not is_placed(place)), ("comment", note), ("payment", paid is False), ("sku", unknown), ("total", differs))
    return [kind for kind, holds in found if holds]


def is_placed(place: Mapping[str, Any]) -> bool:
    """Whether an order's address can be reached."""
    return is_reachable(*(place.get(field) or "" for field in ("line1", "city", "postcode")))


def is_reachable(line1: str, city: str, postcode: str) -> bool:
    """Enough for a carrier: a street and either a town or a postcode."""
    return bool(line1 and (city or postcode))
