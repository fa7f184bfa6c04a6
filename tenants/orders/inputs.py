"""What comes into orders."""

import hashlib
from functools import cached_property
from typing import Annotated, Literal

from saas.kit import search
from saas.kit.i18n import _l
from saas.kit.inputs import Amount, Code, CurrencyCode, Field, Input, Line, LineNumber, Moment, Number, Positive, Prose, Quantity
from tenants.customers.inputs import Place
from tenants.customers.keys import key_of, words_of
from tenants.orders.words import order_words

# What a person may hold an order for; the others are set by the house alone.
HoldKind = Literal["address", "payment", "fraud", "stock", "comment", "client", "operator"]
AnyKind = Literal["address", "payment", "fraud", "stock", "comment", "sku", "total", "duplicate", "client", "operator"]
HoldId = Annotated[int, Field(ge=1, le=1 << 62)]


class Customer(Input):
    """Who ordered."""

    name: Line = Field("", title=_l("Name"))
    email: Line = Field("", title=_l("E-mail"))
    phone: Line = Field("", title=_l("Phone"))

    @cached_property
    def key(self) -> str:
        """What they are known by."""
        return key_of(self.email, self.phone)

    @cached_property
    def pairs(self) -> str:
        """Pairs of characters they are found by."""
        return search.joined(words_of(self.name, self.email, self.phone))


class Address(Place):
    """Where it goes, as the customer typed it."""

    @cached_property
    def typed(self) -> dict[str, str]:
        """What was typed in, without what was left out."""
        return self.model_dump(exclude_defaults=True)


# What may be said anew of the same order: whether it is paid, and how it is to be taken.
BESIDE = {"paid", "placed_at", "triage", "draft"}


class NewLine(Input):
    """One line of an order."""

    sku: Code = Field(title=_l("SKU"))
    quantity: Quantity = Field(title=_l("Quantity"))
    unit_price: Positive | None = Field(None, title=_l("Unit price"), description=_l("The catalogue's price if left out."))
    discount: Positive | None = Field(None, title=_l("Discount"), description=_l("Taken from the line as a whole."))
    tax_rate: Positive | None = Field(None, title=_l("Tax rate, %"))
    title: Line = Field("", title=_l("Title"))


class NewOrder(Input):
    """An order to place. The same channel and reference again is the same order, placed once."""

    reference: Code = Field(title=_l("Reference"), description=_l("The order's number in your shop or marketplace."))
    channel: Line = Field("", title=_l("Channel"), description=_l("The shop or marketplace it came from."))
    currency: CurrencyCode | None = Field(None, title=_l("Currency"), description=_l("Your company's currency if left out."))
    customer: Customer = Field(Customer(), title=_l("Customer"))
    ship_to: Address | None = Field(None, title=_l("Ship to"))
    note: Prose = Field("", title=_l("Customer note"))
    shipping_method: Line = Field("", title=_l("Shipping method"))
    placed_at: Moment | None = Field(None, title=_l("Placed at"))
    paid: bool | None = Field(None, title=_l("Paid"), description=_l("false holds the order until it is released."))
    prices_include_tax: bool | None = Field(None, title=_l("Prices include tax"))
    shipping: Positive | None = Field(None, title=_l("Shipping charge"))
    discount: Positive | None = Field(None, title=_l("Order discount"))
    tax: Positive | None = Field(None, title=_l("Tax"), description=_l("Computed from the lines' rates if left out."))
    total: Amount | None = Field(None, title=_l("Total"), description=_l("If given, it must be what the order adds up to."))
    lines: list[NewLine] = Field(title=_l("Lines"), min_length=1, max_length=500)
    triage: bool = Field(False, title=_l("Let a person decide"), description=_l(
        "What is wrong (a SKU nobody knows, a total that differs) holds the order instead of refusing it."))
    draft: bool = Field(False, title=_l("Draft"), description=_l("Kept without holding stock until it is placed."))

    @cached_property
    def place(self) -> dict[str, str]:
        """Where it goes, as far as anyone has said."""
        return self.ship_to.typed if self.ship_to else {}

    @cached_property
    def words(self) -> str:
        """What it is found by."""
        who = self.customer
        return order_words(self.reference, who.name, who.email, who.phone, self.place)

    @cached_property
    def pairs(self) -> str:
        """Pairs of characters it is found by."""
        return search.joined(self.words)

    @cached_property
    def fingerprint(self) -> str:
        """Tells whether the same reference arrives with other content."""
        return hashlib.blake2b(self.model_dump_json(exclude=BESIDE).encode(), digest_size=12).hexdigest()

    def consider(self) -> None:
        """Work out all that follows from it alone: in the thread that reads a file, ahead of its turn."""
        _ = self.pairs, self.fingerprint, self.customer.key, self.customer.pairs


class NewHold(Input):
    """A reason for an order to stand still."""

    kind: HoldKind | None = Field(None, title=_l("Kind"), description=_l("A reason of your own if left out."))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    until: Moment | None = Field(None, title=_l("Until"), description=_l("The hold is released automatically then."))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again holds nothing twice."))


class Release(Input):
    """Which holds of an order to lift: some by id, or those of some kinds; every one that may be lifted if nothing is said."""

    holds: list[HoldId] = Field([], title=_l("Holds"), max_length=100)
    kinds: list[AnyKind] = Field([], title=_l("Kinds"), max_length=20)


class Pieces(Input):
    """Pieces of one line, or of one kit by its line number."""

    line: LineNumber = Field(title=_l("Line"))
    quantity: Quantity = Field(title=_l("Quantity"))


class Cancellation(Input):
    """What of an order to cancel: lines as a whole, pieces of lines, or everything that hasn't left."""

    number: Number = Field(title=_l("Order number"))
    lines: list[LineNumber] | None = Field(None, title=_l("Lines"), max_length=500)
    pieces: list[Pieces] | None = Field(None, title=_l("Pieces"), min_length=1, max_length=500)
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again cancels nothing twice."))


class Split(Input):
    """What of an order becomes an order of its own. Pieces without stock go first, then held ones."""

    number: Number = Field(title=_l("Order number"))
    lines: list[Pieces] = Field(title=_l("Lines"), min_length=1, max_length=500)
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again splits nothing twice."))


class Merge(Input):
    """Orders that become part of another one."""

    into: Number = Field(title=_l("Order that stays"))
    others: list[Number] = Field(title=_l("Orders that join it"), min_length=1, max_length=50)


class Loss(Input):
    """Pieces that were shipped and never arrived."""

    number: Number = Field(title=_l("Order number"))
    lines: list[Pieces] = Field(title=_l("Lines"), min_length=1, max_length=500)
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again writes nothing off twice."))


class LineChange(Input):
    """What becomes of one line, or of one kit: left out means as it is."""

    line: LineNumber = Field(title=_l("Line"))
    quantity: int | None = Field(None, ge=0, le=1_000_000_000, title=_l("Quantity"), description=_l("Pieces wanted, without cancelled ones; 0 takes the line out."))
    unit_price: Positive | None = Field(None, title=_l("Unit price"))
    discount: Positive | None = Field(None, title=_l("Discount"))


class OrderChange(Input):
    """What of an order changes after it was placed; left out means as it is."""

    number: Number = Field(title=_l("Order number"))
    version: LineNumber | None = Field(None, title=_l("Version"), description=_l("Refused if the order has changed since."))
    lines: list[LineChange] = Field([], title=_l("Lines"), max_length=500)
    add: list[NewLine] = Field([], title=_l("New lines"), max_length=500)
    customer: Customer | None = Field(None, title=_l("Customer"))
    ship_to: Address | None = Field(None, title=_l("Ship to"))
    shipping_method: Line | None = Field(None, title=_l("Shipping method"))
    shipping: Positive | None = Field(None, title=_l("Shipping charge"))
    discount: Positive | None = Field(None, title=_l("Order discount"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again changes nothing twice."))
