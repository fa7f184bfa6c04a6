"""What comes into fulfilment."""

from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line, LineNumber, Moment, Number, Quantity
from saas.kit.keys import Keyed


class LineQuantity(Input):
    """Pieces of one line."""

    line: LineNumber = Field(title=_l("Line"))
    quantity: Quantity = Field(title=_l("Quantity"))


class Picking(Keyed):
    """What of an order was picked: lines and quantities, or all that is held."""

    number: Number = Field(title=_l("Order number"))
    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again picks nothing twice."))


class Packing(Keyed):
    """What of an order was packed: lines and quantities, or all that is picked."""

    number: Number = Field(title=_l("Order number"))
    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again packs nothing twice."))


class PutBack(Keyed):
    """What of an order goes back to its shelf: lines and quantities, or all that is picked. What was packed is unpacked."""

    number: Number = Field(title=_l("Order number"))
    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again puts nothing back twice."))


class NewShipment(Input):
    """What of an order leaves: lines and quantities, or all that is held; a parcel for each warehouse it lies in."""

    number: Number = Field(title=_l("Order number"))
    lines: list[LineQuantity] | None = Field(None, min_length=1, max_length=500, title=_l("Lines"))
    carrier: Line = Field("", title=_l("Carrier"))
    tracking: Line = Field("", title=_l("Tracking number"))
    key: Line = Field("", title=_l("Key"), description=_l("The same key again ships nothing twice."))


class Delivery(Input):
    """A parcel that reached its customer."""

    parcel: Number = Field(title=_l("Parcel"))
    at: Moment | None = Field(None, title=_l("Delivered at"), description=_l("Now if left out."))
