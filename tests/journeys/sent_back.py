"""Returns in every state, and the pages they have."""

from saas.kit.operations import only
from tenants.orders.inputs import Customer, NewLine, NewOrder
from tenants.returns.inputs import ReceivedUnit, ReturnRequest
from tenants.returns.operations import request_returns
from tests.cast import HOME, Member
from tests.tenants.returns.returning import accepted as accept
from tests.tenants.returns.returning import authorised, lines, received, shipped_as

RETURN_PAGES = (
    "returns/", "returns/?view=check&reason=faulty", "returns/new", "returns/new?order=Lindqvist", "returns/new?order=nobody", "returns/new?order={sent}",
    "returns/{asked}", "returns/{asked}/authorise", "returns/{asked}/decline", "returns/{asked}/cancel", "returns/{coming}/receive",
    "returns/{arrived}", "returns/{arrived}/decide", "returns/{accepted}", "returns/{accepted}/refund", "returns/{accepted}/exchange")


def send_back(ann: Member) -> dict[str, int]:
    """A sent order, and returns of another: one that asks, one on its way, one to check, one to settle."""
    maya = Customer(name="Maya Lindqvist", email="m@mail.example")
    sent = [shipped_as(ann, NewOrder(ship_to=HOME, reference=f"R-{n}", customer=maya, lines=[NewLine(sku="MUG", quantity=9)])) for n in range(2)]
    with ann.at_work():
        asked = only(request_returns([ReturnRequest(order=sent[0], lines=lines(_1=2), reason="faulty", note="The handle came off")])).number
    coming, arrived, accepted = (authorised(ann, sent[0], *lines(_1=2)) for _n in range(3))
    received(ann, arrived, ReceivedUnit(line=1, quantity=2, condition="faulty"))
    accept(ann, accepted, *received(ann, accepted, ReceivedUnit(line=1), ReceivedUnit(line=1, condition="damaged", goes_to="damaged")))
    return {"sent": sent[1], "asked": asked, "coming": coming, "arrived": arrived, "accepted": accepted}
