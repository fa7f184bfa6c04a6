"""What comes into inventory."""

from typing import Annotated, Literal

from saas.kit.i18n import _l, _lp
from saas.kit.inputs import Code, Day, DomainErrorValue, Field, Input, Line, Missing, Moment, Positive, Prose, Quantity, model_validator

Reason = Literal["correction", "count", "damage", "expired", "found", "loss", "opening", "own_use", "sample", "theft"]


class StockChange(Input):
    """A change of what lies somewhere: by how many (`change`), or to how many (`counted`); exactly one of them."""

    sku: Code = Field(title=_l("SKU"))
    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("Your first warehouse if left out."))
    location: Line = Field("", title=_l("Location"), description=_l("The warehouse as a whole if left out."))
    lot: Line | None = Field(None, title=_l("Lot or serial number"))
    expires_on: Day | None = Field(None, title=_l("Expires on"), description=_l("The last day the lot is good."))
    status: Literal["good", "damaged", "blocked"] = Field("good", title=_l("Condition"))
    change: int | None = Field(None, ge=-1_000_000_000, le=1_000_000_000, title=_l("Change"),
                               description=_l("Positive adds stock, negative takes it away."))
    counted: int | None = Field(None, ge=0, le=1_000_000_000, title=_l("Counted"), description=_l("How many there really are."))
    reason: Reason = Field("correction", title=_l("Reason"))
    unit_cost: Positive | None = Field(None, title=_l("Unit cost"), description=_l(
        "What a piece costs that is more than before; what the others cost if left out."))
    note: Prose = Field("", title=_l("Note"))
    at: Moment | None = Field(None, title=_l("When it happened"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again changes nothing."))

    @model_validator(mode="after")
    def _one_of_two(self) -> "StockChange":
        if (self.change is None) == (self.counted is None) or self.change == 0:
            raise DomainErrorValue(Missing("/change"))
        return self


class Receipt(Input):
    """Goods that came from a supplier."""

    sku: Code = Field(title=_l("SKU"))
    quantity: int = Field(ge=1, le=1_000_000_000, title=_l("Quantity"))
    unit_cost: Positive | None = Field(None, title=_l("Unit cost"), description=_l(
        "What one piece costs, in your company's currency; what the others cost if left out."))
    warehouse: Line = Field("", title=_l("Warehouse"))
    location: Line = Field("", title=_l("Location"))
    lot: Line | None = Field(None, title=_l("Lot or serial number"))
    expires_on: Day | None = Field(None, title=_l("Expires on"), description=_l("The last day the lot is good."))
    status: Literal["good", "damaged", "blocked"] = Field("good", title=_l("Condition"))
    note: Prose = Field("", title=_l("Note"))
    at: Moment | None = Field(None, title=_l("When it happened"))
    key: Line = Field("", title=_l("Key"))


class LotChange(Input):
    """Until when a lot is good; without a day it doesn't expire."""

    sku: Code = Field(title=_l("SKU"))
    lot: Code = Field(title=_l("Lot or serial number"))
    expires_on: Day | None = Field(None, title=_l("Expires on"), description=_l("The last day the lot is good."))


class NewWarehouse(Input):
    """A building goods leave from."""

    code: Code = Field(title=_l("Code"))
    name: Line = Field(title=_lp("thing", "Name"), min_length=1)
    country: Line = Field("", title=_l("Country"), description=_l("Two letters: JP, US."))
    region: Line = Field("", title=_l("Region"), description=_l("As addresses write it: 大阪府, CA."))
    priority: int = Field(100, ge=1, le=9999, title=_l("Priority"), description=_l("Lower numbers are used first."))


class WarehouseChange(Input):
    """A warehouse as it is to be; its code stays."""

    code: Code = Field(title=_l("Code"))
    name: Line = Field(title=_lp("thing", "Name"), min_length=1)
    country: Line = Field("", title=_l("Country"), description=_l("Two letters: JP, US."))
    region: Line = Field("", title=_l("Region"), description=_l("As addresses write it: 大阪府, CA."))
    priority: int = Field(100, ge=1, le=9999, title=_l("Priority"), description=_l("Lower numbers are used first."))
    active: bool = Field(True, title=_l("Open"), description=_l("A closed warehouse keeps its goods and gives none to orders."))


class PolicyChange(Input):
    """How stock is promised, routed and valued, as it is to be; what is left out is as at the beginning."""

    strategy: Literal["priority", "fewest", "nearest", "most"] = Field("priority", title=_l("Which warehouse is asked first"))
    max_parcels: int | None = Field(None, ge=1, le=99, title=_l("Most warehouses for one order"), description=_l("Empty: as many as it takes."))
    min_split: Positive = Field("0", title=_l("Least worth of a part"), description=_l(
        "An order is split only where each part is worth this much: what leaves a warehouse, and what is left waiting."))
    buffers: dict[Line, Annotated[int, Field(ge=0, le=1_000_000_000)]] = Field({}, max_length=200, title=_l("Kept back from channels"), description=_l(
        "Pieces of every SKU that a channel may not have."))
    removal: Literal["fefo", "fifo"] = Field("fefo", title=_l("Which pieces leave first"))
    costing: Literal["average", "fifo"] = Field("average", title=_l("How stock is valued"))
    close_after_days: int | None = Field(None, ge=0, le=3650, title=_l("Close delivered orders after days"), description=_l("Empty: never by itself."))


class StockMove(Input):
    """Pieces that go from one place of a warehouse to another of it, or into another condition."""

    sku: Code = Field(title=_l("SKU"))
    quantity: Quantity = Field(title=_l("Quantity"))
    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("Your first warehouse if left out."))
    location: Line = Field("", title=_l("From location"), description=_l("The warehouse as a whole if left out."))
    lot: Line | None = Field(None, title=_l("Lot or serial number"))
    status: Literal["good", "damaged", "blocked"] = Field("good", title=_l("Condition"))
    to_location: Line = Field("", title=_l("To location"), description=_l("The warehouse as a whole if left out."))
    to_status: Literal["good", "damaged", "blocked"] | None = Field(None, title=_l("New condition"), description=_l("As before if left out."))
    note: Prose = Field("", title=_l("Note"))
    at: Moment | None = Field(None, title=_l("When it happened"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again changes nothing."))


class NewLocation(Input):
    """A shelf, bin or zone of a warehouse."""

    warehouse: Line = Field("", title=_l("Warehouse"), description=_l("Your first warehouse if left out."))
    code: Code = Field(title=_l("Code"))
    priority: int = Field(100, ge=1, le=999, title=_l("Priority"), description=_l("Lower is asked first."))


class LocationChange(Input):
    """A location's new code, priority or state; what is left out stays."""

    warehouse: Line = Field("", title=_l("Warehouse"))
    code: Code = Field(title=_l("Code"))
    to: Code | None = Field(None, title=_l("New code"))
    priority: int | None = Field(None, ge=1, le=999, title=_l("Priority"), description=_l("Lower is asked first."))
    active: bool | None = Field(None, title=_l("In use"))


class TakingBack(Input):
    """A movement of the ledger that was a mistake."""

    movement: int = Field(ge=1, le=(1 << 63) - 1, title=_l("Movement"))
    note: Prose = Field("", title=_l("Note"))
