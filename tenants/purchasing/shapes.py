"""What the API of purchasing answers, as shapes. Amounts are decimal texts."""

from pydantic import BaseModel


class SupplierOut(BaseModel):
    """A supplier; `coming` pieces of theirs are ordered and not here yet."""

    code: str
    name: str
    email: str
    phone: str
    country: str
    lead_days: int | None
    over_percent: int | None
    note: str
    active: bool
    coming: int
    version: int


class OfferOut(BaseModel):
    """What a supplier takes for a piece of a SKU; `lead_days` where it isn't their usual time, `code` is what they call it."""

    sku: str
    title: str
    unit_cost: str
    currency: str
    lead_days: int | None
    code: str


class PurchaseLineOut(BaseModel):
    """A line of a purchase order: `received` of the ordered pieces came (`damaged` of them broken), `open` are still to come,
    `announced` of these are on their way, `closed` won't come."""

    line: int
    sku: str
    title: str
    unit_cost: str
    ordered: int
    received: int
    damaged: int
    closed: int
    open: int
    announced: int


class PurchaseBrief(BaseModel):
    """A purchase order in a list."""

    number: int
    supplier: str
    reference: str
    state: str
    late: bool
    currency: str
    total: str
    ordered: int
    received: int
    open: int
    expected_on: str | None
    version: int


class PurchaseOut(PurchaseBrief):
    """A purchase order as it stands; `rate` is what one unit of its currency is in the company's."""

    warehouse: str
    rate: str
    note: str
    lines: list[PurchaseLineOut]
    notices: list[int]
    receipts: list[int]


class PlacedOut(BaseModel):
    """A purchase order just placed."""

    number: int
    state: str
    currency: str
    total: str
    version: int


class ChangedLineOut(BaseModel):
    """A line before and after a change; 0 pieces: it isn't there."""

    line: int
    sku: str
    ordered: list[int]
    unit_cost: list[str]


class EffectOut(BaseModel):
    """What a change does: [before, after]."""

    number: int
    currency: str
    total: list[str]
    open: list[int]
    expected_on: list[str | None]
    lines: list[ChangedLineOut]


class NoticeLineOut(BaseModel):
    """What is said to be in a delivery."""

    sku: str
    quantity: int
    lot: str | None
    expires_on: str | None


class NoticeOut(BaseModel):
    """An advance notice."""

    number: int
    purchase_order: int | None
    supplier: str
    warehouse: str
    reference: str
    carrier: str
    tracking: str
    expected_on: str | None
    state: str
    pieces: int
    version: int
    lines: list[NoticeLineOut] | None = None
    receipt: int | None = None


class AnnouncedOut(BaseModel):
    """An advance notice just made."""

    number: int
    state: str
    version: int


class ReceiptLineOut(BaseModel):
    """What came of a SKU against what was expected, and why it differs; `unit_cost` in the company's currency."""

    sku: str
    lot: str | None
    expires_on: str | None
    expected: int
    good: int
    damaged: int
    over: int
    short: int
    reason: str
    unit_cost: str | None


class ReceiptOut(BaseModel):
    """A delivery as it was taken in; once reversed, its goods have left the shelves again."""

    number: int
    purchase_order: int | None
    notice: int | None
    supplier: str
    warehouse: str
    note: str
    received_at: str
    reversed_at: str | None
    version: int
    good: int
    damaged: int
    over: int
    short: int
    lines: list[ReceiptLineOut] | None = None


class TakenInOut(BaseModel):
    """A receipt just posted."""

    number: int
    good: int
    damaged: int
    over: int
    short: int


class StepOut(BaseModel):
    """From this day on so many pieces can be promised."""

    day: str
    coming: int
    available: int


class InboundOut(BaseModel):
    """Pieces on their way: by a `purchase` order, an advance `notice` or a `transfer` of this number. What is `late` or has
    no day is told and not promised."""

    kind: str
    number: int
    day: str | None
    late: bool
    warehouse: str
    pieces: int


class PromiseOut(BaseModel):
    """What of a SKU can be promised: now, by day, and from which day on the asked quantity (null: not with what is on its
    way; `needs_late` says that it could be with goods that are overdue or have no day)."""

    sku: str
    available: int
    waiting: int
    safety_stock: int
    overdue: int
    undated: int
    steps: list[StepOut]
    inbound: list[InboundOut]
    quantity: int | None
    first_day: str | None
    needs_late: bool


class LowDraftsOut(BaseModel):
    """The drafts made for what is low, and SKUs that nobody supplied or offers."""

    drafts: list[PlacedOut]
    without_supplier: list[str]
