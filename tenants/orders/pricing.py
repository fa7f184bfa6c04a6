"""What an order adds up to: integer minor units, tax once per rate per document, everything frozen at placing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from saas.kit.context import tenant
from saas.kit.inputs import NotAnAmount
from saas.kit.money import Money, NotMoney, currencies, round_half_up, share, to_minor, to_text
from tenants.orders.errors import DiscountTooLarge, TotalDiffers, WrongCurrency
from tenants.orders.inputs import NewLine, NewOrder
from tenants.orders.kits import Parts

# Prices shown to consumers contain the tax, but for the United States and Canada.
TAX_ON_TOP = {"US", "CA"}


class KnownSku(NamedTuple):
    """What the catalogue says of a SKU when an order for it is placed; price in the tenant's currency. No id: the
    catalogue doesn't know it, and someone will have to look."""

    id: int | None
    code: str
    title: str
    price: int
    tax_bp: int
    safety_stock: int = 0
    is_kit: bool = False


class InKit(NamedTuple):
    """A line's place in a kit of its order: the kit's number, pieces for each kit, what its pieces are worth together."""

    kit_no: int
    per_kit: int
    worth: int


class PricedLine(NamedTuple):
    """A line with its frozen amounts in minor units."""

    sku: KnownSku
    title: str
    quantity: int
    unit_price: int
    discount: int
    tax_bp: int
    total: int
    kit: InKit | None = None

    @property
    def worth(self) -> int:
        """Its total; a kit's price is spread over its pieces."""
        return self.kit.worth if self.kit else self.total


class PricedOrder(NamedTuple):
    """An order with all its sums: `ordered` pieces, amounts in minor units. Lines and kits are numbered together: `numbers`
    are those of the lines."""

    new: NewOrder
    currency: str
    lines: list[PricedLine]
    numbers: Sequence[int]
    kits: dict[int, PricedLine]
    ordered: int
    subtotal: int
    discount: int
    shipping: int
    tax: int
    tax_included: int
    total: int
    prices_include_tax: bool
    stated_total: int | None


def price(new: NewOrder, skus: Mapping[str, KnownSku], kits: Mapping[str, Parts]) -> PricedOrder:
    """Freeze an order's amounts and what goes into its kits; a DomainError with its pointer where they can't be. A SKU
    nobody knows and a total that differs are left to triage where the order asks for it."""
    currency = new.currency or tenant().currency
    if currency not in currencies():
        raise WrongCurrency("/currency", currency=currency)
    lines = [priced_line(f"/lines/{n}", line, skus.get(line.sku) or _unknown(line), currency) for n, line in enumerate(new.lines)]
    subtotal = sum([line.total for line in lines])
    discount, shipping = _amount(new.discount, currency, "/discount"), _amount(new.shipping, currency, "/shipping")
    if discount > subtotal:
        raise DiscountTooLarge("/discount")
    inside = new.prices_include_tax if new.prices_include_tax is not None else tenant().country not in TAX_ON_TOP
    tax = (tax_of([(line.total, line.tax_bp) for line in lines], discount, inside) if new.tax is None
           else _amount(new.tax, currency, "/tax"))
    on_top = 0 if inside else tax
    total, stated = subtotal - discount + shipping + on_top, None if new.total is None else _amount(new.total, currency, "/total")
    if stated not in (None, total) and not new.triage:
        raise TotalDiffers("/total", given=new.total, computed=to_text(total, currency))
    lines, numbers, whole = taken_apart(lines, skus, kits)
    return PricedOrder(new, currency, lines, numbers, whole, sum([line.quantity for line in lines]), subtotal, discount, shipping, on_top,
                       tax - on_top, total, inside, stated)


def _unknown(line: NewLine) -> KnownSku:
    return KnownSku(None, line.sku, line.title or line.sku, 0, 0)


def taken_apart(asked: list[PricedLine], skus: Mapping[str, KnownSku], kits: Mapping[str, Parts], after: int = 0) -> tuple[
        list[PricedLine], Sequence[int], dict[int, PricedLine]]:
    """Lines, their numbers (those that follow `after`), and kits by number: a kit comes first, then its parts."""
    if not any(line.sku.is_kit for line in asked):
        return asked, range(after + 1, after + len(asked) + 1), {}
    lines, numbers, whole = [], [], {}
    for line in asked:
        number = after + len(lines) + len(whole) + 1
        if not line.sku.is_kit:
            lines.append(line)
            numbers.append(number)
            continue
        whole[number], parts = line, kits[line.sku.code]
        for n, (code, pieces) in enumerate(parts.items(), 1):
            place = InKit(number, pieces, line.total * pieces // sum(parts.values()))
            lines.append(PricedLine(skus[code], skus[code].title, pieces * line.quantity, 0, 0, 0, 0, place))
            numbers.append(number + n)
    return lines, numbers, whole


def _amount(text: str | None, currency: str, pointer: str) -> int:
    try:
        return to_minor(text, currency) if text else 0
    except NotMoney:
        raise NotAnAmount(pointer) from None


def priced_line(at: str, new: NewLine, sku: KnownSku, currency: str) -> PricedLine:
    """A line's amounts; `at` is where it stands in the request, for what is wrong with it."""
    if new.unit_price is None and currency != tenant().currency:
        raise NotAnAmount(f"{at}/unit_price")
    unit = sku.price if new.unit_price is None else _amount(new.unit_price, currency, f"{at}/unit_price")
    discount = _amount(new.discount, currency, f"{at}/discount")
    if discount > unit * new.quantity:
        raise DiscountTooLarge(f"{at}/discount")
    rate = sku.tax_bp if new.tax_rate is None else round_half_up(Decimal(new.tax_rate) * 100)
    if rate > 10000:
        raise NotAnAmount(f"{at}/tax_rate")
    return PricedLine(sku, new.title or sku.title, new.quantity, unit, discount, rate, unit * new.quantity - discount)


def tax_of(parts: Sequence[tuple[int, int]], discount: int, inside: bool) -> int:
    """Tax once per rate from (value, rate in basis points) of each line: in the prices, or on top of them; an order's
    discount lowers each rate's part in proportion. Minor units."""
    return sum(base - round_half_up(Decimal(base) * 10000 / (10000 + rate)) if inside else share(base, rate)
               for rate, base in _bases(parts, discount).items())


def _bases(parts: Sequence[tuple[int, int]], discount: int) -> dict[int, int]:
    """What is taxed at each rate: together exactly what the lines come to, less the discount."""
    nets: dict[int, int] = {}
    for value, rate in parts:
        nets[rate] = nets.get(rate, 0) + value
    if not discount or not any(nets):
        return nets  # without a rate there is nothing to share the discount out for
    return {rate: net - part.minor for (rate, net), part in zip(nets.items(), Money(discount, "XXX").allocate(list(nets.values())), strict=True)}
