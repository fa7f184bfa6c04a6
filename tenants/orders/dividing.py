"""Dividing an order's money when some of its pieces go their own way: nothing is lost, nothing appears."""

from collections.abc import Sequence
from dataclasses import dataclass

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
