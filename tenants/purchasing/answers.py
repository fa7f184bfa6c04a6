"""What the API of purchasing answers: the shapes, and how rows become them. Amounts are decimal texts."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from saas.kit.context import tenant
from saas.kit.money import to_text
from tenants.inventory.queries import Promise
from tenants.purchasing.operations.change import Effect
from tenants.purchasing.operations.offers import Offered
from tenants.purchasing.queries import NoticeRow, Offer, OneNotice, OnePurchase, OneReceipt, OneSupplier, PurchaseRow, ReceiptRow


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


def supplier(one: OneSupplier) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SupplierOut.model_fields}


def placed(one: Any) -> dict[str, Any]:
    return {"number": one.number, "state": one.state, "currency": one.currency, "total": to_text(one.total, one.currency), "version": one.version}


def offer(row: Offer) -> dict[str, Any]:
    return {"sku": row.sku, "title": row.title, "unit_cost": to_text(row.unit_cost, row.currency), "currency": row.currency, "lead_days": row.lead_days,
            "code": row.code}


def offered(one: Offered) -> dict[str, Any]:
    return {"supplier": one.supplier, "sku": one.sku}


def brief(row: PurchaseRow | OnePurchase) -> dict[str, Any]:
    return {**placed(row), "supplier": row.supplier, "reference": row.reference, "late": row.late, "ordered": row.ordered, "received": row.received,
            "open": row.open_pieces, "expected_on": text_of(row.expected_on)}


def purchase(order: OnePurchase) -> dict[str, Any]:
    return {**brief(order), "warehouse": order.warehouse, "rate": order.rate, "note": order.note,
            "lines": [{"line": x.line_no, "sku": x.sku, "title": x.title, "unit_cost": to_text(x.unit_cost, order.currency), "ordered": x.ordered,
                       "received": x.received, "damaged": x.damaged, "closed": x.closed, "open": x.open, "announced": x.announced} for x in order.lines],
            "notices": [row.number for row in order.notices], "receipts": [row.number for row in order.receipts]}


def effect(of: Effect) -> dict[str, Any]:
    def money(*amounts: int) -> list[str]:
        return [to_text(minor, of.currency) for minor in amounts]

    return {"number": of.number, "currency": of.currency, "total": money(of.total_before, of.total), "open": [of.open_before, of.open],
            "expected_on": [text_of(of.expected_before), text_of(of.expected_on)],
            "lines": [{"line": x.line_no, "sku": x.sku, "ordered": [x.before, x.after], "unit_cost": money(x.cost_before, x.cost)} for x in of.lines]}


def notice(row: NoticeRow) -> dict[str, Any]:
    return {"number": row.number, "purchase_order": row.purchase, "supplier": row.supplier, "warehouse": row.warehouse, "reference": row.reference,
            "carrier": row.carrier, "tracking": row.tracking, "expected_on": text_of(row.expected_on), "state": row.state, "pieces": row.pieces,
            "version": row.version}


def whole_notice(one: OneNotice) -> dict[str, Any]:
    return {**notice(one.row), "receipt": one.receipt, "lines": [
        {"sku": x.sku, "quantity": x.quantity, "lot": x.lot, "expires_on": text_of(x.expires_on)} for x in one.lines]}


def announced(one: Any) -> dict[str, Any]:
    return {"number": one.number, "state": one.state, "version": one.version}


def receipt(row: ReceiptRow) -> dict[str, Any]:
    return {**taken_in(row), "purchase_order": row.purchase, "notice": row.notice, "supplier": row.supplier, "warehouse": row.warehouse, "note": row.note,
            "received_at": row.received_at.isoformat(), "reversed_at": row.reversed_at and row.reversed_at.isoformat(), "version": row.version}


def whole_receipt(one: OneReceipt) -> dict[str, Any]:
    own = tenant().currency
    return {**receipt(one.row), "lines": [
        {"sku": x.sku, "lot": x.lot, "expires_on": text_of(x.expires_on), "expected": x.expected, "good": x.good, "damaged": x.damaged, "over": x.over,
         "short": x.short, "reason": x.reason, "unit_cost": None if x.unit_cost is None else to_text(x.unit_cost, own)} for x in one.lines]}


def taken_in(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in TakenInOut.model_fields}


def promise(of: Promise, quantity: int | None) -> dict[str, Any]:
    return {"sku": of.sku, "available": of.now, "waiting": of.waiting, "safety_stock": of.safety_stock, "overdue": of.overdue, "undated": of.undated,
            "steps": [{"day": step.day.isoformat(), "coming": step.coming, "available": step.promised} for step in of.steps],
            "inbound": [{"kind": x.kind, "number": x.number, "day": text_of(x.day), "late": x.day is not None and x.day < of.today, "warehouse": x.warehouse,
                         "pieces": x.pieces} for x in of.coming], "quantity": quantity,
            "first_day": text_of(of.first_day(quantity)) if quantity else None, "needs_late": bool(quantity) and of.needs_late(quantity or 0)}


def text_of(day: date | None) -> str | None:
    return day and day.isoformat()
