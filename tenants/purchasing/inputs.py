"""What comes into purchasing."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from saas.kit.i18n import _l, _lp
from saas.kit.inputs import Code, CurrencyCode, Day, Field, Input, Line, LineNumber, Moment, Number, Positive, Prose, Quantity
from saas.kit.keys import Keyed

Rate = Annotated[str, StringConstraints(max_length=30)]
Reason = Literal["", "broken", "missing", "extra", "wrong", "expired", "other"]
LINES = 500


class NewSupplier(Input):
    """Whom you buy from; sent again, it is brought up to date."""

    code: Code = Field(title=_l("Code"), description=_l("Short, such as NORTH. Files and the API name the supplier by it."))
    name: Line = Field(title=_lp("thing", "Name"), min_length=1)
    email: Line = Field("", title=_l("E-mail"))
    phone: Line = Field("", title=_l("Phone"))
    country: Line = Field("", title=_l("Country"), description=_l("Two letters: JP, US."))
    lead_days: int | None = Field(None, ge=0, le=1000, title=_l("Lead time, days"), description=_l("How long they usually take from order to arrival."))
    over_percent: int | None = Field(None, ge=0, le=1000, title=_l("Most over the order, percent"), description=_l(
        "How much more than ordered is taken in; as much as comes if left out."))
    note: Prose = Field("", title=_l("Note"))
    active: bool = Field(True, title=_l("Active"))
    version: LineNumber | None = Field(None, title=_l("Version"), description=_l("Refused as stale where it isn't this any more."))


class NewPurchaseLine(Input):
    """Pieces of a SKU to buy."""

    sku: Code = Field(title=_l("SKU"))
    quantity: Quantity = Field(title=_l("Quantity"))
    unit_cost: Positive | None = Field(None, title=_l("Unit cost"), description=_l(
        "In the order's currency; what this supplier took the last time if left out."))


class NewPurchaseOrder(Keyed):
    """Goods to order from a supplier for one warehouse. The same key again is the same order."""

    supplier: Code = Field(title=_l("Supplier"))
    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("Your first warehouse if left out."))
    reference: Line = Field("", title=_l("Reference"), description=_l("The supplier's number, or yours."))
    currency: CurrencyCode | None = Field(None, title=_l("Currency"), description=_l("Your company's if left out."))
    rate: Rate | None = Field(None, title=_l("Rate"), description=_l("What one unit of the order's currency is in your company's."))
    expected_on: Day | None = Field(None, title=_l("Expected on"), description=_l("From the supplier's lead time if left out."))
    note: Prose = Field("", title=_l("Note"))
    draft: bool = Field(False, title=_l("Keep as a draft"))
    lines: list[NewPurchaseLine] = Field(title=_l("Lines"), min_length=1, max_length=LINES)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again changes nothing."))


class LowOrder(NewPurchaseOrder):
    """Goods that are low, drafted for a wish. Its key alone says which draft it is: what is low may be something else by the
    time the wish is sent again."""

    @property
    def fingerprint(self) -> str:  # type: ignore[override]
        return ""

    def is_other_than(self, fingerprint: str) -> bool:
        return fingerprint != ""


class PurchaseAct(Input):
    """A purchase order to send, cancel or close; with `version`, only as it was seen."""

    number: Number = Field(title=_l("Number"))
    version: LineNumber | None = Field(None, title=_l("Version"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)


class ChangedLine(Input):
    """A line of a purchase order as it shall be: an existing one by its number (0 pieces take it out), or a new SKU."""

    line: int | None = Field(None, ge=1, le=100_000, title=_l("Line"))
    sku: Line = Field("", title=_l("SKU"))
    quantity: int | None = Field(None, ge=0, le=1_000_000_000, title=_l("Quantity"))
    unit_cost: Positive | None = Field(None, title=_l("Unit cost"))


class PurchaseWish(Input):
    """What shall be otherwise about a purchase order; what isn't named stays."""

    lines: list[ChangedLine] = Field(default_factory=list, title=_l("Lines"), max_length=LINES)
    expected_on: Day | None = Field(None, title=_l("Expected on"))
    reference: Line | None = Field(None, title=_l("Reference"))
    rate: Rate | None = Field(None, title=_l("Rate"))
    note: Prose | None = Field(None, title=_l("Note"))


class PurchaseChange(PurchaseWish):
    """Which order shall be otherwise; with `version`, only as it was seen."""

    number: Number = Field(title=_l("Number"))
    version: LineNumber | None = Field(None, title=_l("Version"))


class NewNoticeLine(Input):
    """Pieces of a SKU said to be in a delivery."""

    sku: Code = Field(title=_l("SKU"))
    quantity: Quantity = Field(title=_l("Quantity"))
    lot: Line | None = Field(None, title=_l("Lot or serial number"))
    expires_on: Day | None = Field(None, title=_l("Expires on"))


class NewNotice(Keyed):
    """What a supplier says is on its way: for a purchase order, or without one."""

    purchase_order: Number | None = Field(None, title=_l("Purchase order"))
    supplier: Line = Field("", title=_l("Supplier"), description=_l("The purchase order's if left out."))
    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("The purchase order's, or your first one, if left out."))
    reference: Line = Field("", title=_l("Reference"), description=_l("The number on the delivery note."))
    carrier: Line = Field("", title=_l("Carrier"))
    tracking: Line = Field("", title=_l("Tracking number"))
    expected_on: Day | None = Field(None, title=_l("Expected on"))
    lines: list[NewNoticeLine] = Field(title=_l("Lines"), min_length=1, max_length=LINES)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again changes nothing."))


class NoticeAct(Input):
    """An advance notice that will not come."""

    number: Number = Field(title=_l("Number"))
    version: LineNumber | None = Field(None, title=_l("Version"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)


class ReceivedLine(Input):
    """What was counted of a SKU (and lot): good pieces and damaged ones."""

    sku: Code = Field(title=_l("SKU"))
    good: int = Field(0, ge=0, le=1_000_000_000, title=_l("Good"))
    damaged: int = Field(0, ge=0, le=1_000_000_000, title=_l("Damaged"))
    lot: Line | None = Field(None, title=_l("Lot or serial number"))
    expires_on: Day | None = Field(None, title=_l("Expires on"))
    location: Line = Field("", title=_l("Location"), description=_l("The warehouse as a whole if left out."))
    unit_cost: Positive | None = Field(None, title=_l("Unit cost"), description=_l(
        "In your company's currency, for goods nobody ordered; the order's cost counts for all others."))
    reason: Reason = Field("", title=_l("Reason"), description=_l("Why it is more, fewer or damaged."))


class NewGoodsReceipt(Keyed):
    """A delivery taken in: against an advance notice, a purchase order, or nothing but a supplier. The same key again has
    no effect."""

    notice: Number | None = Field(None, title=_l("Advance notice"))
    purchase_order: Number | None = Field(None, title=_l("Purchase order"))
    supplier: Line = Field("", title=_l("Supplier"))
    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("Where it was expected if left out."))
    note: Prose = Field("", title=_l("Note"), description=_l("Such as the number of the delivery note."))
    at: Moment | None = Field(None, title=_l("When it happened"))
    lines: list[ReceivedLine] = Field(title=_l("Lines"), min_length=1, max_length=LINES)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again changes nothing."))


class ReceiptAct(Input):
    """A receipt to reverse; with `version`, only as it was seen."""

    number: Number = Field(title=_l("Number"))
    version: LineNumber | None = Field(None, title=_l("Version"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)


class NewOffer(Input):
    """What a supplier takes for a piece of a SKU, and how long it takes them; sent again, it is brought up to date."""

    supplier: Code = Field(title=_l("Supplier"))
    sku: Code = Field(title=_l("SKU"))
    unit_cost: Positive = Field(title=_l("Unit cost"))
    currency: CurrencyCode | None = Field(None, title=_l("Currency"), description=_l("Your company's if left out."))
    lead_days: int | None = Field(None, ge=0, le=1000, title=_l("Lead time, days"), description=_l("The supplier's usual one if left out."))
    code: Line = Field("", title=_l("Supplier's code"), description=_l("What they call it."))


class OfferEnd(Input):
    """A SKU that a supplier doesn't offer any more."""

    supplier: Code = Field(title=_l("Supplier"))
    sku: Code = Field(title=_l("SKU"))


class LowWish(Input):
    """Drafts for what is low: into this warehouse, under this key."""

    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("Your first warehouse if left out."))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again changes nothing."))
