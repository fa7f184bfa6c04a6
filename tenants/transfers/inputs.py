"""What comes into transfers."""

from typing import Literal

from saas.kit.i18n import _l
from saas.kit.inputs import Code, Day, Field, Input, Line, LineNumber, Prose, Quantity
from saas.kit.keys import Keyed


class PlannedLine(Input):
    """Pieces of one SKU to send; of one lot or one serial number, if it is named."""

    sku: Code = Field(title=_l("SKU"))
    quantity: Quantity = Field(title=_l("Quantity"))
    lot: Line | None = Field(None, title=_l("Lot"))


class NewTransfer(Keyed):
    """Goods to bring from one warehouse to another."""

    from_warehouse: Code = Field(title=_l("From warehouse"))
    to_warehouse: Code = Field(title=_l("To warehouse"))
    expected_on: Day | None = Field(None, title=_l("Expected on"), description=_l("The day the goods should be there."))
    note: Prose = Field("", title=_l("Note"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again plans nothing twice."))
    lines: list[PlannedLine] = Field(title=_l("Lines"), min_length=1, max_length=500)


class SentLine(Input):
    """Pieces of one line that leave: from a named location and lot, or from where stock leaves first."""

    line: LineNumber = Field(title=_l("Line"))
    quantity: Quantity = Field(title=_l("Quantity"))
    location: Line = Field("", title=_l("Location"))
    lot: Line | None = Field(None, title=_l("Lot"))


class WhatToSend(Keyed):
    """What of a transfer leaves now: lines and quantities, or all that hasn't left yet."""

    lines: list[SentLine] | None = Field(None, min_length=1, max_length=2000, title=_l("Lines"))
    location: Line = Field("", title=_l("Location"), description=_l("For every line that names none; where stock leaves first if left out."))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again sends nothing twice."))


class Sending(WhatToSend):
    """The same, of the transfer of this number."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Transfer number"))


class ArrivedLine(Input):
    """Pieces of one line that arrived, where they were put and in what condition."""

    line: LineNumber = Field(title=_l("Line"))
    quantity: Quantity = Field(title=_l("Quantity"))
    lot: Line | None = Field(None, title=_l("Lot"))
    location: Line = Field("", title=_l("Location"))
    status: Literal["good", "damaged"] = Field("good", title=_l("Condition"))


class SurplusLine(Input):
    """Pieces of one line that were found on arrival beyond what was sent, in good condition."""

    line: LineNumber = Field(title=_l("Line"))
    quantity: Quantity = Field(title=_l("Quantity"))
    lot: Line | None = Field(None, title=_l("Lot"))
    location: Line = Field("", title=_l("Location"))


class WhatArrived(Keyed):
    """What of a transfer arrived: lines and quantities, or all that is on the way, in good condition; and what was found
    beyond that. With `surplus` alone nothing else arrives."""

    lines: list[ArrivedLine] | None = Field(None, min_length=1, max_length=2000, title=_l("Lines"))
    surplus: list[SurplusLine] | None = Field(None, min_length=1, max_length=2000, title=_l("Beyond what was sent"))
    location: Line = Field("", title=_l("Location"), description=_l("For every line that names none; the warehouse as a whole if left out."))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again receives nothing twice."))


class Arrival(WhatArrived):
    """The same, of the transfer of this number."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Transfer number"))


class LostLine(Input):
    """Pieces of one line that left and never arrived."""

    line: LineNumber = Field(title=_l("Line"))
    quantity: Quantity = Field(title=_l("Quantity"))
    lot: Line | None = Field(None, title=_l("Lot"))


class WhatIsLost(Keyed):
    """What of a transfer never arrived: lines and quantities, or all that is still on the way."""

    lines: list[LostLine] | None = Field(None, min_length=1, max_length=2000, title=_l("Lines"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again writes nothing off twice."))


class Loss(WhatIsLost):
    """The same, of the transfer of this number."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Transfer number"))


class WhyRecalled(Keyed):
    """A transfer of which nothing more shall leave."""

    reason: Prose = Field("", title=_l("Reason"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again cancels nothing twice."))


class Recall(WhyRecalled):
    """The same, of the transfer of this number."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Transfer number"))
