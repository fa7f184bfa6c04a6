"""Dividing an order's money when some of its pieces go their own way: nothing is lost, nothing appears."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit.money import Money


@dataclass(frozen=True, slots=True)
class Amounts:
    """What an order adds up to, in minor units."""

    subtotal: int
    discount: int
    shipping: int
    tax: int
    tax_included: int

    @property
    def total(self) -> int:
        return self.subtotal - self.discount + self.shipping + self.tax


def divided(discount: int, staying: int, going: int) -> tuple[int, int]:
    """A discount shared by value between what stays and what goes; by halves where both are worth nothing."""
    if not discount:
        return 0, 0
    weights = [staying, going] if staying + going else [1, 1]
    stays, goes = Money(discount, "XXX").allocate(weights)
    return stays.minor, goes.minor


def leave_with(whole: Amounts, going: Sequence[tuple[int, int]], rated: Sequence[tuple[int, int]]) -> tuple[Amounts, Amounts]:
    """The order's amounts with and without some pieces: (what stays, what goes); their sums are what was there.

    `going` is (value, tax rate in basis points) of what leaves, `rated` the same of the whole order. Shipping stays. The
    order's discount goes along by value; the tax by value and rate."""
    value = sum(part for part, _rate in going)
    stays, goes = divided(whole.discount, whole.subtotal - value, value)
    weight, heavy = sum(part * rate for part, rate in going), sum(part * rate for part, rate in rated)
    taxed = (weight, heavy - weight) if heavy else (value, whole.subtotal - value)
    tax, included = divided(whole.tax, *taxed)[0], divided(whole.tax_included, *taxed)[0]
    return (Amounts(whole.subtotal - value, stays, whole.shipping, whole.tax - tax, whole.tax_included - included),
            Amounts(value, goes, 0, tax, included))


def cancelled_value(order: Any, goods: Iterable[Any]) -> int:
    """What of an order's total its cancelled pieces stand for, in minor units; `goods` are its lines and kits.

    The total itself stays as it was agreed, for that is what was charged: what was paid for cancelled pieces is given back
    by a refund somebody records, not by an amount that changes in silence. Discounts and tax are shared as when an order is
    split; the shipping charge goes with the last piece only. The money of an order that joined another one went along."""
    if order.merged_into:
        return 0
    if order.cancelled == order.ordered:
        return order.total  # type: ignore[no-any-return]
    if not order.cancelled:
        return 0
    sold = list(goods)
    whole = Amounts(order.subtotal, order.discount, order.shipping, order.tax, order.tax_included)
    _stays, goes = leave_with(whole, [(_cancelled(one), one.tax_bp) for one in sold], [(one.total, one.tax_bp) for one in sold])
    return goes.total


def _cancelled(one: Any) -> int:
    """What of a line or kit was cancelled, less its part of the line's discount."""
    stays, goes = one.unit_price * (one.ordered - one.cancelled), one.unit_price * one.cancelled
    return goes - divided(one.discount, stays, goes)[1]  # type: ignore[no-any-return]
