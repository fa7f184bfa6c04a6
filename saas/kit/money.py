"""Money: integer minor units with a currency. Never a float; mixed currencies do not add; rounding is half-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import get_currency_precision, list_currencies


class MixedCurrencies(ValueError):
    """Two currencies met in one sum."""


class NotMoney(ValueError):
    """A text that is not an amount of this currency."""


@lru_cache(maxsize=None)
def digits(currency: str) -> int:
    """Decimal places of a currency: USD 2, JPY 0."""
    return get_currency_precision(currency)


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    return frozenset(list_currencies())


@lru_cache(maxsize=65536)
def to_minor(text: str, currency: str) -> int:
    """'12.50' USD → 1250. More decimals than the currency has, or no number: NotMoney."""
    try:
        scaled = Decimal(text).scaleb(digits(currency))
    except InvalidOperation:
        raise NotMoney(text) from None
    if not scaled.is_finite() or scaled != scaled.to_integral_value() or abs(scaled) >= 10**15:
        raise NotMoney(text)
    return int(scaled)


def to_text(minor: int, currency: str) -> str:
    """1250 USD → '12.50': plain, for JSON and files; people see the locale's own form."""
    return f"{Decimal(minor).scaleb(-digits(currency)):f}"


def share(amount: int, basis_points: int) -> int:
    """A part of an amount in basis points (10000 = all), half-up, symmetric around zero."""
    sign = -1 if amount < 0 else 1
    return sign * ((abs(amount) * basis_points + 5000) // 10000)


def round_half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units of a currency."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        return cls(to_minor(text, currency), currency)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency}")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{to_text(self.minor, self.currency)} {self.currency}"

    def allocate(self, weights: Sequence[int]) -> list["Money"]:
        """Split by weights without losing a unit: largest remainders take what rounding left, first come first."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("Weights must be zero or more and not all zero.")
        sign = -1 if self.minor < 0 else 1
        size = abs(self.minor)
        parts = [size * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % total), i))
        for i in by_remainder[: size - sum(parts)]:
            parts[i] += 1
        return [Money(sign * part, self.currency) for part in parts]
