"""What goods cost: amounts in an order's currency, and the same in the company's by a rate kept as exact decimal text."""

import re
from decimal import Decimal

from saas.kit.context import tenant
from saas.kit.inputs import NotAnAmount
from saas.kit.money import NotMoney, currencies, digits, round_half_up, to_minor
from tenants.purchasing.errors import UnknownCurrency, NotARate, RateNeeded, RateOfOwnCurrency, WorthTooMuch

MOST = 10**15  # minor units a line may be worth, in either currency: sums of many still fit
_RATE = re.compile(r"^\d{1,12}(\.\d{1,12})?$", re.ASCII)


def currency_of(wish: str | None) -> str:
    """The order's currency; the company's own where none is named."""
    currency = wish or tenant().currency
    if currency not in currencies():
        raise UnknownCurrency("/currency", currency=currency)
    return currency


def rate_of(wish: str | None, currency: str) -> str:
    """The rate as exact decimal text: '1' for the company's own currency, needed for any other."""
    own = tenant().currency
    if wish is None or wish == "":
        if currency != own:
            raise RateNeeded("/rate", currency=currency, own=own)
        return "1"
    if not _RATE.match(wish) or not Decimal(wish):
        raise NotARate("/rate")
    if currency == own and Decimal(wish) != 1:
        raise RateOfOwnCurrency("/rate", currency=currency)
    return wish


def cost_of(text: str, currency: str, pointer: str) -> int:
    """'12.50' USD → 1250; more decimals than the currency has are refused at the field."""
    try:
        return to_minor(text, currency)
    except NotMoney:
        raise NotAnAmount(pointer) from None


def own_cost(unit_cost: int, currency: str, rate: str) -> int:
    """What a piece costs in minor units of the company's currency, half-up."""
    own = tenant().currency
    return round_half_up((Decimal(unit_cost) * Decimal(rate)).scaleb(digits(own) - digits(currency)))


def bounded(unit_cost: int, quantity: int, currency: str, rate: str, pointer: str) -> int:
    """The line's worth in the order's currency; WorthTooMuch where it can't be counted in either."""
    worth = unit_cost * quantity
    if worth > MOST or own_cost(unit_cost, currency, rate) * quantity > MOST:
        raise WorthTooMuch(pointer)
    return worth


