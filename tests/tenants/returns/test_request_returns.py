"""Goods are announced, allowed or not, and let go of; what is announced once can't be announced again."""

import pytest

from saas.kit.errors import Forbidden
from saas.kit.operations import Outcome, only
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.returns.inputs import Authorisation, ClosedReturn, NewRefund, ReceivedUnit, Refusal, ReturnRequest
from tenants.returns.operations import (authorise_returns, cancel_returns, close_returns, decline_returns, record_refunds, request_returns)
from tests.cast import Member, placed, stocked
from tests.statements import counted
from tests.tenants.returns.returning import accepted, authorised, lines, one, proved, received, shipped

ANNOUNCED = "SELECT announced, returned FROM order_line WHERE line_no = 1"
STATE = "SELECT state, requested, authorised, received FROM returns WHERE number = %s"


def _code(outcome: Outcome[object]) -> tuple[str, str]:
    assert outcome.error, outcome
    return outcome.error.code, outcome.error.pointer


def test_everything_shipped_may_be_asked_for_once(ann: Member) -> None:
    order = shipped(ann, MUG=4, CUP=2)
    with ann.at_work():
        done = only(request_returns([ReturnRequest(order=order, reason="faulty")]))
        assert done.pieces == 6 and one(ANNOUNCED) == (4, 0)
        assert one(STATE, done.number) == ("requested", 6, 0, 0)
        again, = request_returns([ReturnRequest(order=order)])
        more, = request_returns([ReturnRequest(order=order, lines=lines(_2=1))])
    assert _code(again) == ("nothing_to_return", "") and _code(more) == ("more_than_shipped", "/lines/0/quantity")


def test_only_what_has_left_can_come_back(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = placed(ann, "A-1", MUG=4).number
    with ann.at_work():
        only(ship([NewShipment(number=number, lines=[LineQuantity(line=1, quantity=3)])]))
        refused, unknown, nowhere = request_returns([
            ReturnRequest(order=number, lines=lines(_1=4)), ReturnRequest(order=number, lines=lines(_7=1)), ReturnRequest(order=99)])
        assert only(request_returns([ReturnRequest(order=number)])).pieces == 3
    assert _code(refused) == ("more_than_shipped", "/lines/0/quantity") and refused.error and refused.error.data["there"] == 3
    assert _code(unknown) == ("unknown_line", "/lines/0/line") and _code(nowhere) == ("unknown_order", "/order")


def test_a_batch_shares_what_there_is(ann: Member) -> None:
    order = shipped(ann, MUG=4)
    with ann.at_work():
        found = request_returns([ReturnRequest(order=order, lines=lines(_1=3)), ReturnRequest(order=order, lines=lines(_1=2)),
                                 ReturnRequest(order=order, lines=lines(_1=1))])
        assert [outcome.status for outcome in found] == ["done", "refused", "done"] and one(ANNOUNCED) == (4, 0)
    proved(ann)


def test_the_same_key_asks_once(ann: Member) -> None:
    order, other = shipped(ann, MUG=4), shipped(ann, "A-2", MUG=4)
    asked = ReturnRequest(order=order, lines=lines(_1=1), key="click")
    with ann.at_work():
        first, twin = request_returns([asked, asked])
    with ann.at_work():
        again, taken = request_returns([asked, asked.model_copy(update={"order": other})])
    assert (first.status, twin.status, again.status) == ("done", "again", "again") and first.value == twin.value == again.value
    assert _code(taken) == ("key_reused", "/key")


def test_fewer_may_come_than_were_asked_for(ann: Member) -> None:
    order = shipped(ann, MUG=4, CUP=2)
    with ann.at_work():
        number = only(request_returns([ReturnRequest(order=order)])).number
        much, strange = authorise_returns([Authorisation(number=number, lines=lines(_1=5)), Authorisation(number=number, lines=lines(_9=1))])
        assert only(authorise_returns([Authorisation(number=number, lines=lines(_1=3))])).awaited == 3
        assert one(STATE, number) == ("authorised", 6, 3, 0) and one(ANNOUNCED) == (3, 0)
        again, otherwise = authorise_returns([Authorisation(number=number), Authorisation(number=number, lines=lines(_1=1))])
        assert only(request_returns([ReturnRequest(order=order)])).pieces == 3
    assert _code(much) == ("more_than_requested", "/lines/0/quantity") and _code(strange) == ("not_in_return", "/lines/0/line")
    assert again.status == "again" and _code(otherwise) == ("decided_otherwise", "/lines")
    proved(ann)


@pytest.mark.parametrize(("verb", "state"), [(decline_returns, "declined"), (cancel_returns, "cancelled")])
def test_what_is_declined_or_cancelled_is_let_go(ann: Member, verb: object, state: str) -> None:
    order = shipped(ann, MUG=4)
    with ann.at_work():
        number = only(request_returns([ReturnRequest(order=order)])).number
        done, twin = verb([Refusal(number=number, reason="too late"), Refusal(number=number)])  # type: ignore[operator]
        assert (done.status, twin.status) == ("done", "again") and one(STATE, number)[0] == state and one(ANNOUNCED) == (0, 0)
        over, = authorise_returns([Authorisation(number=number)])
        assert _code(over) == ("return_over", "") and only(request_returns([ReturnRequest(order=order)])).pieces == 4
    proved(ann)


def test_a_return_that_was_answered_is_not_declined(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=4))
    with ann.at_work():
        late, = decline_returns([Refusal(number=number)])
        assert only(cancel_returns([Refusal(number=number)])).awaited == 0 and one(ANNOUNCED) == (0, 0)
    assert _code(late) == ("decided_otherwise", "/number")
    proved(ann)


def test_it_closes_when_all_that_came_is_decided(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=4))
    unit, = received(ann, number, ReceivedUnit(line=1, quantity=3))
    with ann.at_work():
        undecided, = close_returns([ClosedReturn(number=number)])
        kept, = cancel_returns([Refusal(number=number)])
    accepted(ann, number, unit)
    with ann.at_work():
        done, twin = close_returns([ClosedReturn(number=number), ClosedReturn(number=number)])
        over, = record_refunds([NewRefund(number=number, amount="1")])
        assert one(ANNOUNCED) == (0, 3) and one(STATE, number) == ("closed", 4, 4, 3)
    assert _code(undecided) == ("still_undecided", "") and _code(kept) == ("goods_arrived", "") and _code(over) == ("return_over", "")
    assert (done.status, twin.status) == ("done", "again")
    proved(ann)


def test_statements_dont_grow_with_the_batch(ann: Member) -> None:
    orders = [shipped(ann, f"A-{n}", MUG=2, CUP=1) for n in range(5)]
    seen = []
    for part in (orders[:1], orders[1:]):
        with ann.at_work(), counted(ann.tenant) as statements:
            numbers = [outcome.result().number for outcome in request_returns([ReturnRequest(order=n) for n in part])]
            for outcome in authorise_returns([Authorisation(number=n) for n in numbers]):
                outcome.result()
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 12, seen


def test_another_companys_orders_and_returns_are_not_there(ann: Member, zoe: Member) -> None:
    theirs = shipped(zoe, "Z-1", MUG=1)
    number = authorised(zoe, theirs)
    with ann.at_work():
        found = [request_returns([ReturnRequest(order=theirs)])[0], cancel_returns([Refusal(number=number)])[0]]
    assert [_code(outcome)[0] for outcome in found] == ["unknown_order", "unknown_return"]


def test_whoever_may_only_look_changes_nothing(ann: Member, ben: Member) -> None:
    order = shipped(ann, MUG=1)
    with ben.at_work(), pytest.raises(Forbidden):
        request_returns([ReturnRequest(order=order)])
