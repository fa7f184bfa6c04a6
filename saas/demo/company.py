"""A sample company: who works there, what it sells, to whom, through which channels, and how its parcels travel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from saas.kit import money
from tenants.orders.inputs import Address, Customer


@dataclass(frozen=True, slots=True)
class Good:
    """One SKU on sale. `price` in minor units, `tax` in per cent, `demand` how often it is bought beside others."""

    sku: str
    product: str
    title: str
    option: str
    price: int
    tax: str
    weight: int
    demand: int


@dataclass(frozen=True, slots=True)
class Channel:
    """Where orders come from: its share in per cent, and how it numbers them ({n} counts, {day} is a date, # a digit)."""

    name: str
    share: int
    reference: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who takes parcels; # in its tracking numbers is a digit."""

    name: str
    tracking: str


@dataclass(frozen=True, slots=True)
class Vendor:
    """Whom the company buys from; `over_percent` as purchasing has it."""

    code: str
    name: str
    email: str
    phone: str
    lead_days: int
    over_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """An invented customer and where they live."""

    customer: Customer
    ship_to: Address


@dataclass(frozen=True)
class Company:
    """Everything the seed knows of one client company. `crew` is role → name; `houses` its warehouses' names, and
    `second_house` the second one's code; `feed` the program that hands its orders over; `holds` kind → why people hold
    orders; `buying` why what they bought went otherwise; `rounds` what they note on transfers and counts; `local_tax` region → rate in per cent where tax comes on top of the prices."""

    slug: str
    name: str
    language: str
    currency: str
    zone: str
    country: str
    crew: Mapping[str, str]
    houses: tuple[str, str]
    second_house: str
    feed: str
    catalogue: str
    channels: tuple[Channel, ...]
    carriers: tuple[Carrier, ...]
    buyer: Callable[[Random], Buyer]
    notes: tuple[str, ...]
    holds: Mapping[str, str]
    cancellations: tuple[str, ...]
    supplier_notes: tuple[str, ...]
    rounds: Mapping[str, str]
    vendors: tuple[Vendor, Vendor, Vendor]
    buying: Mapping[str, str]
    return_notes: tuple[str, ...]
    return_refusal: str
    refund_method: str
    shipping: str
    free_from: str
    local_tax: Mapping[str, str]

    def goods(self) -> list[Good]:
        """The catalogue's lines: product | title | price | tax | grams | demand | option codes and names."""
        return [good for line in self.catalogue.strip().splitlines() for good in self._variants(line)]

    def _variants(self, line: str) -> list[Good]:
        product, title, price, tax, weight, demand, options = (part.strip() for part in line.split("|"))
        minor = money.to_minor(price, self.currency)
        variants = [option.strip().split(":") for option in options.split(",") if option.strip()] or [["", ""]]
        return [Good(f"{product}-{code}" if code else product, product, title, option, minor, tax, int(weight),
                     max(1, int(demand) * 3 // (2 + n))) for n, (code, option) in enumerate(variants)]


def digits(pattern: str, random: Random) -> str:
    """The pattern with a digit for every #."""
    return "".join(random.choice("0123456789") if sign == "#" else sign for sign in pattern)
