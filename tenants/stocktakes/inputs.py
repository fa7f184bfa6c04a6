"""What comes into stocktakes."""

from typing import Annotated, Literal

from saas.kit.i18n import _l
from saas.kit.inputs import Code, Day, DomainErrorValue, Field, Input, Line, Missing, Prose, model_validator
from saas.kit.keys import Keyed

LineNo = Annotated[int, Field(ge=1, le=1_000_000_000)]
_NEEDS = {"locations": "locations", "skus": "skus", "search": "q", "expiring": "days", "not_counted_since": "since"}


class NewStocktake(Keyed):
    """What to count: everything in a warehouse, or what the scope names."""

    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("Your first warehouse if left out."))
    scope: Literal["all", "locations", "skus", "search", "expiring", "not_counted_since"] = Field("all", title=_l("What to count"))
    locations: list[Code] = Field([], max_length=1000, title=_l("Locations"))
    skus: list[Code] = Field([], max_length=1000, title=_l("SKUs"))
    q: Line = Field("", title=_l("Words to find"), description=_l("Of a code, a title, an option or a barcode."))
    days: int | None = Field(None, ge=0, le=3650, title=_l("Days"), description=_l("Lots that expire within so many days."))
    since: Day | None = Field(None, title=_l("Not counted since"))
    blind: bool = Field(True, title=_l("Count blind"), description=_l("Who counts isn't shown what the books say."))
    note: Prose = Field("", title=_l("Note"), max_length=500)
    key: Line = Field("", title=_l("Key"), description=_l("The same key again opens nothing twice."))

    @model_validator(mode="after")
    def _said_what(self) -> "NewStocktake":
        needed = _NEEDS.get(self.scope)
        if needed and getattr(self, needed) in ("", [], None):
            raise DomainErrorValue(Missing(f"/{needed}"))
        return self


class OneCount(Input):
    """What lies in one place: pieces of a SKU, by its code, its barcode, or one of its lots or serial numbers; in all
    (`set`), or more of them (`add`)."""

    code: Code = Field(title=_l("SKU, barcode or lot"))
    quantity: int = Field(1, ge=0, le=1_000_000_000, title=_l("Pieces"))
    location: Line = Field("", title=_l("Location"), description=_l("Where the list has it if left out."))
    lot: Line | None = Field(None, title=_l("Lot"))
    status: Literal["good", "damaged", "blocked"] = Field("good", title=_l("Condition"))
    way: Literal["set", "add"] = Field("set", title=_l("Way of counting"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again counts nothing twice."))


class Count(OneCount):
    """The same, of the stocktake of this number."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Stocktake number"))


class PlaceCount(Count):
    """All that lies in a place of the list: a figure somebody must say."""

    quantity: int = Field(ge=0, le=1_000_000_000, title=_l("Pieces"))


class WhichRecounts(Input):
    """Lines somebody shall count again."""

    lines: list[LineNo] = Field(min_length=1, max_length=10_000, title=_l("Lines"))


class Recounts(WhichRecounts):
    """The same, of the stocktake of this number."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Stocktake number"))


class Decision(Input):
    """Whether the difference of a line is believed: accept the count, or keep the book."""

    line: LineNo = Field(title=_l("Line"))
    decision: Literal["accept", "keep"] = Field(title=_l("Decision"))
    reason: Prose = Field("", title=_l("Reason"), max_length=500)


class WhatIsDecided(Input):
    """Decisions on lines, or on all undecided differences of at most `within` pieces, which are accepted."""

    lines: list[Decision] = Field([], max_length=10_000, title=_l("Lines"))
    within: int | None = Field(None, ge=0, le=1_000_000_000, title=_l("Tolerance"), description=_l("Accept every undecided difference of at most so many pieces."))

    @model_validator(mode="after")
    def _decides_something(self) -> "Decisions":
        if not self.lines and self.within is None:
            raise DomainErrorValue(Missing("/lines"))
        return self


class Decisions(WhatIsDecided):
    """The same, of the stocktake of this number."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Stocktake number"))


class WhyEnded(Input):
    """A stocktake to end without changing anything."""

    reason: Prose = Field("", title=_l("Reason"), max_length=500)


class Ending(WhyEnded):
    """The same, of the stocktake of this number."""

    number: int = Field(ge=1, le=1 << 62, title=_l("Stocktake number"))
