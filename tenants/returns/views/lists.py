"""The list of returns, and what is done to several at once."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.inputs import read
from tenants.orders.answering import here
from tenants.returns import exporting  # noqa: F401  declares the list
from tenants.returns.answering import MOST, answer, chosen
from tenants.returns.inputs import Authorisation, Decision, Reception
from tenants.returns.operations import authorise_returns, decide_returns, receive_returns
from tenants.returns.queries import LIMIT, FindReturns, count_returns, list_returns
from tenants.returns.views.door import WORDS, door
from tenants.returns.wording import VIEWS


@door.get("/")
def index() -> ResponseReturnValue:
    find = read(FindReturns, {name: value for name in FindReturns.model_fields if (value := request.args.get(name, "").strip())})
    page = list_returns(find, request.args.get("after"), request.args.get("before"))
    return render_template("returns/index.html", find=find, page=page, counts=count_returns(), VIEWS=VIEWS, LIMIT=LIMIT, MOST=MOST, here=here(), **WORDS)


@door.post("/authorise")
def authorise_many() -> ResponseReturnValue:
    numbers = chosen()
    return answer("authorised", numbers, authorise_returns([Authorisation(number=number) for number in numbers]))


@door.post("/receive")
def receive_many() -> ResponseReturnValue:
    numbers = chosen()
    return answer("received", numbers, receive_returns([Reception(number=number) for number in numbers]))


@door.post("/accept")
def accept_many() -> ResponseReturnValue:
    numbers = chosen()
    return answer("accepted", numbers, decide_returns([Decision(number=number) for number in numbers]))
