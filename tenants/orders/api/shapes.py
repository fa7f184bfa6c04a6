"""What the API says of an order. Amounts are decimal texts in its currency, moments ISO 8601."""

from typing import Literal

from pydantic import BaseModel, Field

from tenants.orders.inputs import AnyKind
from tenants.orders.models import STATES

State = Literal[STATES]  # type: ignore[valid-type]


class AskedOut(BaseModel):
    """A warehouse that was asked for a line's stock, and why it gave what it gave."""

    warehouse: str
    free: int
    taken: int
    why: str


class TraceOut(BaseModel):
    """Why a line's stock is taken where it is: codes and figures."""

    strategy: str | None = None
    asked: list[AskedOut] = []
    short: dict[str, int] = {}


class HeldOut(BaseModel):
    """Pieces of one shelf (and lot) held for a line; `picked` of them are in someone's hands."""

    warehouse: str
    location: str
    lot: str | None
    quantity: int
    picked: int


class PartOut(BaseModel):
    """What goes into a kit: `per_kit` pieces of a SKU for each."""

    line: int
    sku: str
    per_kit: int
    ordered: int
    allocated: int
    cancelled: int = 0
    picked: int = 0
    packed: int = 0
    shipped: int = 0
    held: list[HeldOut] | None = None
    trace: TraceOut | None = None


class LineOut(BaseModel):
    """A line of an order as it stands, a kit with its parts; what a placing answers at once has no titles and prices."""

    line: int
    sku: str
    title: str = ""
    ordered: int
    allocated: int
    cancelled: int = 0
    picked: int = 0
    packed: int = 0
    shipped: int = 0
    delivered: int = 0
    returned: int = 0
    lost: int = 0
    unit_price: str | None = None
    discount: str | None = None
    total: str | None = None
    held: list[HeldOut] | None = None
    trace: TraceOut | None = None
    parts: list[PartOut] | None = None


class CustomerOut(BaseModel):
    """Who ordered."""

    name: str
    email: str
    phone: str


class AddressOut(BaseModel):
    """Where it goes, as the customer typed it; what isn't known is left out."""

    name: str = ""
    company: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""


class HoldOut(BaseModel):
    """An open hold: whose it is, who set it, who may lift it (anyone who may hold, the client, the operator), and when it lifts
    by itself."""

    id: int
    kind: AnyKind
    reason: str
    owner: str
    lift_by: str
    by: str
    since: str
    until: str | None


class LiftedOut(HoldOut):
    """A hold that stood once, when it was lifted, and by whom."""

    lifted_at: str
    lifted_by: str


class OrderReturnOut(BaseModel):
    """Goods of the order that come back, or came: pieces, and what was refunded for them."""

    number: int
    state: str
    requested: int
    received: int
    refunded: str
    requested_at: str


class FieldChangeOut(BaseModel):
    """A word given with a moment, or a field before and after it, as a person reads them."""

    name: str
    before: str
    after: str


class MomentOut(BaseModel):
    """One moment of an order's story: its stable name, and what it says in the caller's language."""

    id: int
    event: str
    at: str
    by: str
    text: str
    changes: list[FieldChangeOut]


class ParcelOut(BaseModel):
    """A parcel that left for the order."""

    number: int
    warehouse: str
    carrier: str
    tracking: str
    shipped_at: str
    delivered_at: str | None


class TieOut(BaseModel):
    """An order this one belongs together with: split off it (or it off that one), merged, or its exchange."""

    kind: Literal["split", "merged", "exchange"]
    number: int
    state: State
    from_here: bool


class OrderOut(BaseModel):
    """An order as it stands."""

    number: int
    reference: str
    channel: str = ""
    state: State
    currency: str
    total: str
    paid: bool | None = None
    lines: list[LineOut]
    version: int | None = Field(None, description="The ETag's number.")
    placed_at: str | None = None
    customer: CustomerOut | None = None
    ship_to: AddressOut | None = None
    note: str | None = None
    shipping_method: str | None = None
    subtotal: str | None = None
    discount: str | None = None
    shipping: str | None = None
    tax: str | None = None
    tax_included: str | None = None
    refunded: str | None = None
    holds: list[HoldOut] | None = None
    lifted_holds: list[LiftedOut] | None = None
    returns: list[OrderReturnOut] | None = None
    shipments: list[ParcelOut] | None = None
    ties: list[TieOut] | None = None


class ChangedOut(BaseModel):
    """A figure before and after a change."""

    before: int | str
    after: int | str


class LineEffectOut(BaseModel):
    """What a change does to a line or a kit: pieces wanted, pieces held, money."""

    line: int
    sku: str
    wanted: ChangedOut
    held: ChangedOut
    total: ChangedOut


class OrderEffectOut(BaseModel):
    """What a change would do: pieces that would be given back, held anew and still missing, and every amount before and after."""

    currency: str
    state: ChangedOut
    lines: list[LineEffectOut]
    money: dict[str, ChangedOut]
    released: int
    held: int
    missing: int


class OrderBrief(BaseModel):
    """An order in a list."""

    number: int
    reference: str
    channel: str
    state: State
    currency: str
    total: str
    customer: str
    pieces: int
    missing: int
    placed_at: str
