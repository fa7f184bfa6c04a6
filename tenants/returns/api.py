"""The API of returns: asked for, answered, received, decided, settled; one, or many at once."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from saas.kit.api import Api, Each, Paging, Sparse, done_each, listing
from saas.kit.api.answers import outcomes, outcomes_model, page_of_model
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input
from saas.kit.operations import Outcome
from tenants.orders.api import ETAG as ORDER_ETAG
from tenants.returns import answers, inputs
from tenants.returns import operations as verbs
from tenants.returns.answers import ReturnOut, answer
from tenants.returns.errors import UnknownReturn
from tenants.returns.queries import FindReturns, list_returns

api = Api("returns", __name__)
MOST = 500
ETAG = "SELECT version FROM returns WHERE number = %(number)s FOR NO KEY UPDATE"


class ReturnsAsked(FindReturns, Paging, Sparse):
    """Which returns."""


class ManyRequests(Input):
    """Up to 500 returns to ask for in one call."""

    returns: list[Annotated[Any, Each(inputs.ReturnRequest)]] = Field(title=_l("Returns"), min_length=1, max_length=MOST)


class ManyAuthorisations(Input):
    """Up to 500 returns to authorise in one call."""

    returns: list[Annotated[Any, Each(inputs.Authorisation)]] = Field(title=_l("Returns"), min_length=1, max_length=MOST)


class ManyReceptions(Input):
    """Up to 500 returns of which goods arrived, in one call."""

    returns: list[Annotated[Any, Each(inputs.Reception)]] = Field(title=_l("Returns"), min_length=1, max_length=MOST)


class ManyDecisions(Input):
    """Up to 500 returns to decide about in one call."""

    returns: list[Annotated[Any, Each(inputs.Decision)]] = Field(title=_l("Returns"), min_length=1, max_length=MOST)


class ManyRefunds(Input):
    """Up to 500 refunds to record in one call."""

    returns: list[Annotated[Any, Each(inputs.NewRefund)]] = Field(title=_l("Returns"), min_length=1, max_length=MOST)


def acted(verb: Callable[[Sequence[Any]], list[Outcome[Any]]], model: type[Input], number: int, given: Input, status: int = 200) -> Any:
    """The verb on one return; then how it stands. What was done before makes nothing: 200."""
    outcome, = verb([model(number=number, **dict(given))])
    outcome.result()
    return answer(number, 200 if outcome.status == "again" else status)


@api.endpoint("GET", "/returns", asks=ReturnsAsked, gives=page_of_model(answers.ReturnBrief), permission="returns:read", errors=(),
              summary=_l("List returns, newest first"))
def index(asked: ReturnsAsked) -> Any:
    page = list_returns(asked, asked.after, limit=asked.limit)
    return listing(map(answers.brief, page.rows), page.next)


@api.endpoint("POST", "/returns", takes=inputs.ReturnRequest, gives=ReturnOut, permission="returns:request", status=201, summary=_l("Ask for a return"))
def ask(new: inputs.ReturnRequest) -> Any:
    outcome, = verbs.request_returns([new])
    return answer(outcome.result().number, 200 if outcome.status == "again" else 201)


@api.endpoint("POST", "/returns/bulk", takes=ManyRequests, gives=outcomes_model("return", answers.RequestedOut), permission="returns:request", status=207,
              summary=_l("Ask for up to 500 returns, with an outcome for each"))
def ask_many(many: ManyRequests) -> Any:
    return outcomes(done_each(inputs.ReturnRequest, many.returns, verbs.request_returns), "return", answers.requested), 207


@api.endpoint("POST", "/returns/authorise/bulk", takes=ManyAuthorisations, gives=outcomes_model("return", answers.AwaitedOut),
              permission="returns:authorise", status=207, summary=_l("Authorise up to 500 returns, with an outcome for each"))
def authorise_many(many: ManyAuthorisations) -> Any:
    return outcomes(done_each(inputs.Authorisation, many.returns, verbs.authorise_returns), "return", answers.awaited), 207


@api.endpoint("POST", "/returns/receive/bulk", takes=ManyReceptions, gives=outcomes_model("return", answers.ReceivedOut), permission="returns:receive",
              status=207, summary=_l("Receive goods of up to 500 returns, with an outcome for each"))
def receive_many(many: ManyReceptions) -> Any:
    return outcomes(done_each(inputs.Reception, many.returns, verbs.receive_returns), "return", answers.received), 207


@api.endpoint("POST", "/returns/decide/bulk", takes=ManyDecisions, gives=outcomes_model("return", answers.DecidedOut), permission="returns:decide",
              status=207, summary=_l("Accept or reject what came back of up to 500 returns, with an outcome for each"))
def decide_many(many: ManyDecisions) -> Any:
    return outcomes(done_each(inputs.Decision, many.returns, verbs.decide_returns), "return", answers.decided), 207


@api.endpoint("POST", "/returns/refunds/bulk", takes=ManyRefunds, gives=outcomes_model("refund", answers.PaidBackOut), permission="returns:settle",
              status=207, summary=_l("Record up to 500 refunds, with an outcome for each"))
def refund_many(many: ManyRefunds) -> Any:
    return outcomes(done_each(inputs.NewRefund, many.returns, verbs.record_refunds), "refund", answers.paid_back), 207


@api.endpoint("POST", "/orders/<int:number>/refunds", takes=inputs.RefundApartIn, gives=answers.PaidBackOut, permission="returns:settle", status=201,
              etag=ORDER_ETAG, summary=_l("Record a refund without a return, for cancelled or lost pieces of an order"))
def refund_apart(given: inputs.RefundApartIn, number: int) -> Any:
    outcome, = verbs.refund_apart([inputs.RefundApart(number=number, **dict(given))])
    return answers.paid_back(outcome.result()), 201 if outcome.status == "done" else 200


@api.endpoint("GET", "/returns/<int:number>", asks=Sparse, gives=ReturnOut, permission="returns:read", errors=(UnknownReturn,), etag=ETAG,
              summary=_l("One return"))
def one(_asked: Sparse, number: int) -> Any:
    return answer(number)


@api.endpoint("POST", "/returns/<int:number>/authorise", takes=inputs.AuthorisationIn, gives=ReturnOut, permission="returns:authorise", etag=ETAG,
              summary=_l("Authorise a return, whole or in part"))
def authorise(given: inputs.AuthorisationIn, number: int) -> Any:
    return acted(verbs.authorise_returns, inputs.Authorisation, number, given)


@api.endpoint("POST", "/returns/<int:number>/decline", takes=inputs.RefusalIn, gives=ReturnOut, permission="returns:authorise", etag=ETAG,
              summary=_l("Decline a return"))
def decline(given: inputs.RefusalIn, number: int) -> Any:
    return acted(verbs.decline_returns, inputs.Refusal, number, given)


@api.endpoint("POST", "/returns/<int:number>/cancel", takes=inputs.RefusalIn, gives=ReturnOut, permission="returns:request", etag=ETAG,
              summary=_l("Cancel a return"))
def cancel(given: inputs.RefusalIn, number: int) -> Any:
    return acted(verbs.cancel_returns, inputs.Refusal, number, given)


@api.endpoint("POST", "/returns/<int:number>/receive", takes=inputs.ReceptionIn, gives=ReturnOut, permission="returns:receive", etag=ETAG,
              summary=_l("Receive goods of a return, unit by unit or all that is awaited"))
def receive(given: inputs.ReceptionIn, number: int) -> Any:
    return acted(verbs.receive_returns, inputs.Reception, number, given)


@api.endpoint("POST", "/returns/<int:number>/decide", takes=inputs.DecisionIn, gives=ReturnOut, permission="returns:decide", etag=ETAG,
              summary=_l("Accept or reject units of a return, or accept all that came"))
def decide(given: inputs.DecisionIn, number: int) -> Any:
    return acted(verbs.decide_returns, inputs.Decision, number, given)


@api.endpoint("POST", "/returns/<int:number>/refunds", takes=inputs.RefundIn, gives=ReturnOut, permission="returns:settle", status=201, etag=ETAG,
              summary=_l("Record a refund"))
def refund(given: inputs.RefundIn, number: int) -> Any:
    return acted(verbs.record_refunds, inputs.NewRefund, number, given, 201)


@api.endpoint("POST", "/returns/<int:number>/exchange", takes=inputs.ExchangeIn, gives=ReturnOut, permission="returns:settle", status=201, etag=ETAG,
              summary=_l("Send goods in exchange"))
def exchange(given: inputs.ExchangeIn, number: int) -> Any:
    return acted(verbs.order_exchanges, inputs.Exchange, number, given, 201)


@api.endpoint("POST", "/returns/<int:number>/close", takes=inputs.ClosingIn, gives=ReturnOut, permission="returns:settle", etag=ETAG,
              summary=_l("Close a return"))
def close(given: inputs.ClosingIn, number: int) -> Any:
    return acted(verbs.close_returns, inputs.ClosedReturn, number, given)
