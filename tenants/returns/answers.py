"""What the API answers about returns."""

from typing import Any

from pydantic import BaseModel

from saas.kit.money import to_text
from tenants.returns.operations.answer import Answered
from tenants.returns.operations.decide import Decided
from tenants.returns.operations.refund import Refunded
from tenants.returns.operations.request import Requested
from tenants.returns.queries import OneReturn, ReturnRow, get_return
from tenants.returns.reception import Received


class ReturnedLineOut(BaseModel):
    """Pieces of one line of the order that come back; `worth` is what the accepted ones were sold for, `tax` what of that is
    tax."""

    line: int
    sku: str
    title: str
    requested: int
    authorised: int
    received: int
    accepted: int
    rejected: int
    worth: str
    tax: str


class UnitOut(BaseModel):
    """Pieces that came back together; `worth` is what accepting them is worth."""

    unit: int
    line: int
    sku: str
    quantity: int
    condition: str
    goes_to: str
    decision: str
    reason: str
    worth: str
    received_at: str
    lot: str | None = None
    decided_at: str | None = None


class RefundOut(BaseModel):
    """Money that went back."""

    amount: str
    method: str
    reference: str
    at: str


class ReturnOut(BaseModel):
    """A return as it stands; amounts are decimal texts in the order's currency. `suggested_refund` is what should go back
    now, `refundable` what could at most."""

    number: int
    order: int
    state: str
    reason: str
    wants: str
    note: str
    currency: str
    requested_at: str
    refunded: str
    suggested_refund: str
    refundable: str
    lines: list[ReturnedLineOut]
    units: list[UnitOut]
    refunds: list[RefundOut]
    exchange: int | None = None
    version: int


class ReturnBrief(BaseModel):
    """A return in a list."""

    number: int
    order: int
    customer: str
    state: str
    reason: str
    wants: str
    requested: int
    authorised: int
    received: int
    accepted: int
    rejected: int
    currency: str
    refunded: str
    requested_at: str
    exchange: int | None = None


def whole(it: OneReturn) -> dict[str, Any]:
    """A return with all there is to it."""
    def money(minor: int) -> str:
        return to_text(minor, it.order.currency)

    return {
        "number": it.number, "order": it.order.number, "state": it.state, "reason": it.reason, "wants": it.wants, "note": it.note,
        "currency": it.order.currency, "requested_at": it.requested_at.isoformat(), "refunded": money(it.refunded),
        "suggested_refund": money(it.suggested), "refundable": money(it.payable), "exchange": it.exchange, "version": it.version,
        "lines": [{"line": x.line_no, "sku": x.sku, "title": x.title, "requested": x.requested, "authorised": x.authorised, "received": x.received,
                   "accepted": x.accepted, "rejected": x.rejected, "worth": money(it.worth_of(x.line_no)), "tax": money(it.tax_of(x.line_no))}
                  for x in it.lines],
        "units": [{"unit": u.id, "line": u.line_no, "sku": u.sku, "quantity": u.quantity, "condition": u.condition, "goes_to": u.goes_to, "lot": u.lot,
                   "decision": u.decision, "reason": u.reason, "worth": money(u.worth), "received_at": u.received_at.isoformat(),
                   "decided_at": u.decided_at and u.decided_at.isoformat()} for u in it.units],
        "refunds": [{"amount": money(r.amount), "method": r.method, "reference": r.reference, "at": r.at.isoformat()} for r in it.refunds]}


def brief(r: ReturnRow) -> dict[str, Any]:
    return {"number": r.number, "order": r.order_number, "customer": r.customer, "state": r.state, "reason": r.reason, "wants": r.wants,
            "requested": r.requested, "authorised": r.authorised, "received": r.received, "accepted": r.accepted, "rejected": r.rejected,
            "currency": r.currency, "refunded": to_text(r.refunded, r.currency), "exchange": r.exchange, "requested_at": r.requested_at.isoformat()}


class RequestedOut(BaseModel):
    """A return that was asked for, and of how many pieces."""

    number: int
    order: int
    pieces: int


class AwaitedOut(BaseModel):
    """A return and how many pieces it still awaits."""

    number: int
    awaited: int


class ReceivedOut(AwaitedOut):
    """What of a return came now."""

    pieces: int


class DecidedOut(BaseModel):
    """What of a return was accepted and rejected now."""

    number: int
    accepted: int
    rejected: int


class PaidBackOut(BaseModel):
    """What was paid back now, and how much more of the order could be."""

    number: int
    amount: str
    currency: str
    refundable: str


def requested(done: Requested) -> dict[str, Any]:
    return {"number": done.number, "order": done.order, "pieces": done.pieces}


def awaited(done: Answered) -> dict[str, Any]:
    return {"number": done.number, "awaited": done.awaited}


def received(done: Received) -> dict[str, Any]:
    return {"number": done.number, "awaited": done.awaited, "pieces": done.pieces}


def decided(done: Decided) -> dict[str, Any]:
    return {"number": done.number, "accepted": done.accepted, "rejected": done.rejected}


def paid_back(done: Refunded) -> dict[str, Any]:
    return {"number": done.number, "amount": to_text(done.amount, done.currency), "currency": done.currency,
            "refundable": to_text(done.left, done.currency)}


def answer(number: int, status: int = 200) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The return as it stands now, with its ETag."""
    it = get_return(number)
    return whole(it), status, {"ETag": f'"{it.version}"'}
