"""The API of returns."""

from typing import Any

from pydantic import BaseModel

from saas.kit.api import Api, Paging, Sparse, listing
from saas.kit.api.answers import page_of_model
from saas.kit.i18n import _l
from saas.kit.money import to_text
from saas.kit.operations import only
from tenants.returns import inputs
from tenants.returns.operations import (authorise_returns, cancel_returns, close_returns, decide_returns, decline_returns, order_exchanges, receive_returns,
                                        record_refunds, request_returns)
from tenants.returns.queries import FindReturns, OneReturn, get_return, list_returns

api = Api("returns", __name__)
# Locks the return, so that what If-Match asks about stays true until the verb is done.
ETAG = "SELECT version FROM returns WHERE number = %(number)s FOR NO KEY UPDATE"


class ReturnsAsked(FindReturns, Paging, Sparse):
    """Which returns."""


class ReturnedLineOut(BaseModel):
    """Pieces of one line of the order that come back."""

    line: int
    sku: str
    title: str
    requested: int
    authorised: int
    received: int
    accepted: int
    rejected: int


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
    """A return as it stands; amounts are decimal texts in the order's currency."""

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
        "suggested_refund": money(it.suggested), "refundable": money(it.payable), "exchange": it.exchange,
        "lines": [{"line": x.line_no, "sku": x.sku, "title": x.title, "requested": x.requested, "authorised": x.authorised, "received": x.received,
                   "accepted": x.accepted, "rejected": x.rejected} for x in it.lines],
        "units": [{"unit": u.id, "line": u.line_no, "sku": u.sku, "quantity": u.quantity, "condition": u.condition, "goes_to": u.goes_to, "lot": u.lot,
                   "decision": u.decision, "reason": u.reason, "worth": money(u.worth), "received_at": u.received_at.isoformat(),
                   "decided_at": u.decided_at and u.decided_at.isoformat()} for u in it.units],
        "refunds": [{"amount": money(r.amount), "method": r.method, "reference": r.reference, "at": r.at.isoformat()} for r in it.refunds]}


def answer(number: int, status: int = 200) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The return as it stands now, with its ETag."""
    it = get_return(number)
    return whole(it), status, {"ETag": f'"{it.version}"'}


@api.endpoint("GET", "/returns", asks=ReturnsAsked, gives=page_of_model(ReturnBrief), permission="returns:read", errors=(), summary=_l("List returns, newest first"))
def index(find: ReturnsAsked) -> Any:
    page = list_returns(find, find.after, limit=find.limit)
    return listing(({"number": r.number, "order": r.order_number, "customer": r.customer, "state": r.state, "reason": r.reason, "wants": r.wants,
                     "requested": r.requested, "authorised": r.authorised, "received": r.received, "accepted": r.accepted, "rejected": r.rejected,
                     "currency": r.currency, "refunded": to_text(r.refunded, r.currency), "exchange": r.exchange,
                     "requested_at": r.requested_at.isoformat()} for r in page.rows), page.next)


@api.endpoint("POST", "/returns", takes=inputs.ReturnRequest, gives=ReturnOut, permission="returns:request", status=201, summary=_l("Ask for a return"))
def ask(new: inputs.ReturnRequest) -> Any:
    outcome, = request_returns([new])
    return answer(outcome.result().number, 200 if outcome.status == "again" else 201)


@api.endpoint("GET", "/returns/<int:number>", gives=ReturnOut, permission="returns:read", etag=ETAG, summary=_l("One return"))
def one(number: int) -> Any:
    return answer(number)


@api.endpoint("POST", "/returns/<int:number>/authorise", takes=inputs.AuthorisationIn, gives=ReturnOut, permission="returns:authorise", etag=ETAG,
              summary=_l("Authorise a return, whole or in part"))
def authorise(given: inputs.AuthorisationIn, number: int) -> Any:
    only(authorise_returns([inputs.Authorisation(number=number, **given.model_dump())]))
    return answer(number)


@api.endpoint("POST", "/returns/<int:number>/decline", takes=inputs.RefusalIn, gives=ReturnOut, permission="returns:authorise", etag=ETAG,
              summary=_l("Decline a return"))
def decline(given: inputs.RefusalIn, number: int) -> Any:
    only(decline_returns([inputs.Refusal(number=number, **given.model_dump())]))
    return answer(number)


@api.endpoint("POST", "/returns/<int:number>/cancel", takes=inputs.RefusalIn, gives=ReturnOut, permission="returns:request", etag=ETAG,
              summary=_l("Cancel a return"))
def cancel(given: inputs.RefusalIn, number: int) -> Any:
    only(cancel_returns([inputs.Refusal(number=number, **given.model_dump())]))
    return answer(number)


@api.endpoint("POST", "/returns/<int:number>/receive", takes=inputs.ReceptionIn, gives=ReturnOut, permission="returns:receive", etag=ETAG,
              summary=_l("Receive goods of a return, unit by unit"))
def receive(given: inputs.ReceptionIn, number: int) -> Any:
    only(receive_returns([inputs.Reception(number=number, **given.model_dump())]))
    return answer(number)


@api.endpoint("POST", "/returns/<int:number>/decide", takes=inputs.DecisionIn, gives=ReturnOut, permission="returns:decide", etag=ETAG,
              summary=_l("Accept or reject units of a return"))
def decide(given: inputs.DecisionIn, number: int) -> Any:
    only(decide_returns([inputs.Decision(number=number, **given.model_dump())]))
    return answer(number)


@api.endpoint("POST", "/returns/<int:number>/refunds", takes=inputs.RefundIn, gives=ReturnOut, permission="returns:settle", etag=ETAG, status=201,
              summary=_l("Record a refund"))
def refund(given: inputs.RefundIn, number: int) -> Any:
    outcome, = record_refunds([inputs.NewRefund(number=number, **given.model_dump())])
    outcome.result()
    return answer(number, 200 if outcome.status == "again" else 201)


@api.endpoint("POST", "/returns/<int:number>/exchange", takes=inputs.ExchangeIn, gives=ReturnOut, permission="returns:settle", etag=ETAG, status=201,
              summary=_l("Send goods in exchange"))
def exchange(given: inputs.ExchangeIn, number: int) -> Any:
    outcome, = order_exchanges([inputs.Exchange(number=number, **given.model_dump())])
    outcome.result()
    return answer(number, 200 if outcome.status == "again" else 201)


@api.endpoint("POST", "/returns/<int:number>/close", takes=inputs.ClosingIn, gives=ReturnOut, permission="returns:settle", etag=ETAG, summary=_l("Close a return"))
def close(_given: inputs.ClosingIn, number: int) -> Any:
    only(close_returns([inputs.ClosedReturn(number=number)]))
    return answer(number)
