"""What comes into returns."""

from typing import Literal

from saas.kit.i18n import _l
from saas.kit.inputs import DomainErrorValue, Field, Input, Line, LineNumber, Missing, Moment, Positive, Prose, Quantity, model_validator
from tenants.fulfilment.inputs import LineQuantity

Reason = Literal["unwanted", "damaged", "faulty", "wrong_item", "not_as_described", "late", "other"]
Wish = Literal["refund", "exchange", "nothing"]
Condition = Literal["as_new", "opened", "damaged", "faulty", "wrong_item"]
Place = Literal["stock", "damaged", "quarantine", "destroyed"]
_NUMBER = Field(ge=1, le=1 << 62, title=_l("Return number"))


class ReturnRequest(Input):
    """Goods of one order a customer wants to send back: lines and quantities, or everything that can come back. A kit's
    line with a number of kits stands for its parts."""

    order: int = Field(ge=1, le=1 << 62, title=_l("Order number"))
    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    reason: Reason = Field("unwanted", title=_l("Reason"))
    wants: Wish = Field("refund", title=_l("What the customer wants"))
    note: Prose = Field("", title=_l("Note"), max_length=1000)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again asks for nothing twice."))


class AuthorisationIn(Input):
    """What of a return may be sent: lines and quantities, or all that was asked for. Lines left out may not."""

    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))


class Authorisation(AuthorisationIn):
    """The same, of the return it is about."""

    number: int = _NUMBER


class RefusalIn(Input):
    """Why a return is declined or cancelled."""

    reason: Prose = Field("", title=_l("Reason"), max_length=500)


class Refusal(RefusalIn):
    """The same, of the return it is about."""

    number: int = _NUMBER


class ReceivedUnit(Input):
    """Pieces that came back in one condition, and where they are put. Named by their line, or by SKU or barcode."""

    line: LineNumber | None = Field(None, title=_l("Line"))
    sku: Line = Field("", title=_l("SKU, barcode or lot"), description=_l("Instead of the line: the first one that still awaits it. A lot or serial number that left with the order serves too."))
    quantity: Quantity = Field(1, title=_l("Quantity"))
    condition: Condition = Field("as_new", title=_l("Condition"))
    goes_to: Place = Field("quarantine", title=_l("Goes to"))
    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("Your first warehouse if left out."))
    location: Line = Field("", title=_l("Location"), description=_l("The warehouse as a whole if left out."))
    lot: Line | None = Field(None, title=_l("Lot or serial number"), description=_l("Where it left in one lot, that lot if left out."))

    @model_validator(mode="after")
    def _one_of_two(self) -> "ReceivedUnit":
        if (self.line is None) == (not self.sku):
            raise DomainErrorValue(Missing("/sku"))
        return self


class ReceptionIn(Input):
    """Goods of a return that arrived, unit by unit; or all that is awaited, as new and into quarantine."""

    units: list[ReceivedUnit] | None = Field(None, title=_l("Units"), min_length=1, max_length=500)
    at: Moment | None = Field(None, title=_l("When it happened"))
    key: Line = Field("", max_length=150, title=_l("Key"), description=_l("The same key again receives nothing twice."))


class Reception(ReceptionIn):
    """The same, of the return it is about."""

    number: int = _NUMBER


class UnitDecision(Input):
    """What is decided about pieces that came back: all of the unit, or so many of it. `goes_to` moves them: accepted ones
    to stock, to the damaged goods or away; rejected ones back to the customer. They stay where they are if left out."""

    unit: int = Field(ge=1, le=1 << 62, title=_l("Unit"))
    quantity: Quantity | None = Field(None, title=_l("Quantity"))
    decision: Literal["accepted", "rejected"] = Field("accepted", title=_l("Decision"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    goes_to: Literal["stock", "damaged", "destroyed", "customer"] | None = Field(None, title=_l("Goes to"))


class DecisionIn(Input):
    """Units of a return that are accepted or rejected; or all that came is accepted: what can be sold goes to stock, what is
    damaged to the damaged goods."""

    units: list[UnitDecision] | None = Field(None, title=_l("Units"), min_length=1, max_length=500)


class Decision(DecisionIn):
    """The same, of the return it is about."""

    number: int = _NUMBER


class RefundIn(Input):
    """Money given back for a return, as a decimal in the order's currency."""

    amount: Positive | None = Field(None, title=_l("Amount"), description=_l("What is suggested if left out."))
    method: Line = Field("", title=_l("Paid back by"), description=_l("Card, bank transfer, voucher."))
    reference: Line = Field("", title=_l("Payment reference"), description=_l("The payment provider's own number."))
    note: Prose = Field("", title=_l("Note"), max_length=1000)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again refunds nothing twice."))


class NewRefund(RefundIn):
    """The same, of the return it is about."""

    number: int = _NUMBER


class RefundApartIn(RefundIn):
    """Money given back without a return, for pieces of an order that were cancelled after they were paid, or lost on their
    way: what they stand for, if no amount is named."""


class RefundApart(RefundApartIn):
    """The same, of the order it is about."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Order number"))


class ExchangeLine(Input):
    """Goods sent in exchange."""

    sku: Line = Field(title=_l("SKU"), min_length=1)
    quantity: Quantity = Field(1, title=_l("Quantity"))


class ExchangeIn(Input):
    """An order in exchange for what came back: these goods, or the same again. It costs nothing but the difference."""

    lines: list[ExchangeLine] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    difference: Positive | None = Field(None, title=_l("Difference to pay"), description=_l("What the customer pays on top; the order waits until it is paid."))
    reference: Line = Field("", max_length=100, title=_l("Reference"), description=_l("EX and the return's number if left out."))


class Exchange(ExchangeIn):
    """The same, of the return it is about."""

    number: int = _NUMBER


class ClosingIn(Input):
    """A return nothing more happens to."""


class ClosedReturn(ClosingIn):
    """The same, of the return it is about."""

    number: int = _NUMBER
