"""Which orders may become one: every reason against it, not just the first."""

from collections.abc import Iterator
from typing import Any

from saas.kit import search
from saas.kit.errors import DomainError
from tenants.orders.errors import (BegunAlready, HeldBack, MergedAway, NotOpen, OtherAddress, OtherChannel, OtherCurrency, OtherCustomer,
                                   OtherMethod, OtherPayment, OtherTax, SameOrder)
from tenants.orders.models import OPEN_STATES

_ADDRESS = ("name", "company", "line1", "line2", "city", "region", "postcode", "country")


def reasons_against(into: Any, other: Any, pointer: str = "") -> Iterator[DomainError]:
    """Why `other` may not become part of `into`; nothing where it may. Both are rows of orders."""
    if into.id == other.id:
        yield SameOrder(pointer)
        return
    for row in (into, other):
        if row.merged_into:
            yield MergedAway(pointer, number=row.number)
        elif row.state not in OPEN_STATES:
            yield NotOpen(pointer, number=row.number)
        if row.open_holds:
            yield HeldBack(pointer, number=row.number)
        if row.picked or row.shipped:
            yield BegunAlready(pointer, number=row.number)
    for differs, error in _differences(into, other):
        if differs:
            yield error(pointer, number=other.number)


def _differences(into: Any, other: Any) -> Iterator[tuple[bool, type[DomainError]]]:
    yield into.channel != other.channel, OtherChannel
    yield into.currency != other.currency, OtherCurrency
    yield _who(into) != _who(other), OtherCustomer
    yield _where(into.ship_to) != _where(other.ship_to), OtherAddress
    yield into.shipping_method != other.shipping_method, OtherMethod
    yield into.prices_include_tax != other.prices_include_tax, OtherTax
    yield (into.paid is False) != (other.paid is False), OtherPayment


def _who(row: Any) -> tuple[str, str]:
    return search.fold(row.customer_name), search.fold(row.customer_email)


def _where(place: dict[str, str]) -> tuple[str, ...]:
    return tuple(search.fold(place.get(name, "")) for name in _ADDRESS)
