"""What was paid for cancelled and lost pieces goes back without a return, once; for returns no more than what has left is worth."""

import pytest

from saas.kit import db
from saas.kit.operations import Outcome, only
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.orders.inputs import Cancellation, Loss, Merge, NewLine, NewOrder, Pieces
from tenants.orders.operations import cancel_orders, merge_orders, place_orders, reopen_orders, write_off
from tenants.orders.queries import get_order, order_story
from tenants.orders.telling import tell
from tenants.returns.inputs import NewRefund, ReceivedUnit, RefundApart
from tenants.returns.operations import record_refunds, refund_apart
from tenants.returns.queries import get_return, missed
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened, read_page
from tests.statements import counted
from tests.tenants.returns.returning import accepted, authorised, one, proved, received


def _partly_cancelled(who: Member, reference: str = "A-1", shipping: str = "0") -> int:
    """Three cups at 10.00, two of them cancelled."""
    stocked(who, MUG=100)
    with who.at_work():
        number = only(place_orders([NewOrder(reference=reference, shipping=shipping, lines=[NewLine(sku="MUG", quantity=3, unit_price="10.00")])])).number
        only(cancel_orders([Cancellation(number=number, pieces=[Pieces(line=1, quantity=2)])]))
    return number


def _sent(who: Member, number: int, pieces: int) -> None:
    with who.at_work():
        only(ship([NewShipment(number=number, lines=[LineQuantity(line=1, quantity=pieces)])]))


def _paid_back(who: Member, number: int, **given: str) -> Outcome[object]:
    with who.at_work():
        return refund_apart([RefundApart(number=number, **given)])[0]  # type: ignore[return-value]


def _code(outcome: Outcome[object]) -> tuple[str, str]:
    assert outcome.error, outcome
    return outcome.error.code, outcome.error.pointer


def test_one_piece_that_left_is_refunded_once_not_three_times(ann: Member) -> None:
    order = _partly_cancelled(ann)
    _sent(ann, order, 1)
    number = authorised(ann, order)
    accepted(ann, number, *received(ann, number, ReceivedUnit(line=1)))
    with ann.at_work():
        assert (get_return(number).payable, get_return(number).suggested) == (1000, 1000)
        assert _code(record_refunds([NewRefund(number=number, amount="10.01")])[0]) == ("more_than_paid", "/amount")
        assert only(record_refunds([NewRefund(number=number)])).left == 0
    assert _paid_back(ann, order, amount="20.01").error.code == "more_than_never_arrived"  # type: ignore[union-attr]
    assert _paid_back(ann, order).status == "done"
    with ann.at_work():
        assert one("SELECT refunded, refunded_apart, total FROM orders") == (3000, 2000, 3000)
    assert _code(_paid_back(ann, order)) == ("nothing_to_refund", "")
    proved(ann)


def test_what_still_waits_to_leave_isnt_refunded_for_a_return(ann: Member) -> None:
    stocked(ann, MUG=3)
    order = placed(ann, "A-1", MUG=3).number
    _sent(ann, order, 1)
    number = authorised(ann, order)
    with ann.at_work():
        assert get_return(number).payable == 1000
        assert _code(record_refunds([NewRefund(number=number, amount="10.01")])[0]) == ("more_than_paid", "/amount")


def test_the_shipping_charge_of_what_left_may_go_back_with_it(ann: Member) -> None:
    order = _partly_cancelled(ann, shipping="5.00")
    _sent(ann, order, 1)
    number = authorised(ann, order)
    with ann.at_work():
        assert only(record_refunds([NewRefund(number=number, amount="15.00")])).left == 0
        assert only(refund_apart([RefundApart(number=order)])).amount == 2000
        assert get_order(order).total == one("SELECT refunded FROM orders")[0]
    proved(ann)


def test_a_wholly_cancelled_order_gives_back_all_that_was_paid(ann: Member) -> None:
    order = _partly_cancelled(ann, shipping="5.00")
    with ann.at_work():
        assert only(refund_apart([RefundApart(number=order, amount="7.00")])).left == 1300
        only(cancel_orders([Cancellation(number=order)]))
        assert only(refund_apart([RefundApart(number=order)])).amount == 2800
        told = [tell(event).text for event in order_story(get_order(order).id) if event.name == "order.refunded"]
        assert len(told) == 2 and all("without a return" in text for text in told)
    proved(ann)


def test_what_was_lost_is_refunded_without_a_return_and_only_there(ann: Member) -> None:
    stocked(ann, MUG=3)
    order = placed(ann, "A-1", MUG=3).number
    _sent(ann, order, 3)
    with ann.at_work():
        only(write_off([Loss(number=order, lines=[Pieces(line=1, quantity=2)], reason="Carrier lost it")]))
    number = authorised(ann, order)
    with ann.at_work():
        assert (missed(order).worth, missed(order).payable, get_return(number).payable) == (2000, 2000, 1000)
        assert _code(record_refunds([NewRefund(number=number, amount="10.01")])[0]) == ("more_than_paid", "/amount")
        assert only(refund_apart([RefundApart(number=order)])).amount == 2000
        assert only(record_refunds([NewRefund(number=number, amount="10.00")])).left == 0
    proved(ann)


def test_an_order_that_is_lost_whole_gives_back_its_shipping_too(ann: Member) -> None:
    order = _partly_cancelled(ann, shipping="5.00")
    _sent(ann, order, 1)
    with ann.at_work():
        only(write_off([Loss(number=order, lines=[Pieces(line=1, quantity=1)], reason="Carrier lost it")]))
        assert only(refund_apart([RefundApart(number=order)])).amount == 3500
    proved(ann)


def test_the_same_key_pays_once_and_belongs_to_its_order(ann: Member) -> None:
    order, other = _partly_cancelled(ann), _partly_cancelled(ann, "A-2")
    paid = RefundApart(number=order, amount="3.00", key="psp-1")
    with ann.at_work():
        assert [o.status for o in refund_apart([paid, paid])] == ["done", "again"]
    with ann.at_work():
        again, taken = refund_apart([paid, paid.model_copy(update={"number": other})])
        assert again.status == "again" and _code(taken) == ("return_key_taken", "/key")
        assert one("SELECT count(*), sum(amount) FROM refund") == (1, 300)


@pytest.mark.parametrize(("given", "code", "pointer"), [({"amount": "0"}, "not_an_amount", "/amount"), ({"amount": "0.001"}, "not_an_amount", "/amount"),
                                                        ({"amount": "20.01"}, "more_than_never_arrived", "/amount")])
def test_a_wrong_amount_is_told_on_its_field(ann: Member, given: dict[str, str], code: str, pointer: str) -> None:
    assert _code(_paid_back(ann, _partly_cancelled(ann), **given)) == (code, pointer)


def test_nothing_goes_back_for_what_nobody_paid_cancelled_or_kept(ann: Member) -> None:
    order = _partly_cancelled(ann)
    with ann.at_work():
        db.run("UPDATE orders SET paid = false")
    assert _code(_paid_back(ann, order))[0] == "not_paid"
    assert _code(_paid_back(ann, 9)) == ("unknown_order", "/number")
    into, joined = placed(ann, "B-1", MUG=1).number, placed(ann, "B-2", MUG=1).number
    assert _code(_paid_back(ann, into))[0] == "nothing_to_refund"
    with ann.at_work():
        only(merge_orders([Merge(into=into, others=[joined])]))
    assert _code(_paid_back(ann, joined))[0] == "nothing_to_refund"


def test_what_was_paid_back_isnt_wanted_again(ann: Member) -> None:
    order = _partly_cancelled(ann)
    assert _paid_back(ann, order).status == "done"
    with ann.at_work():
        assert _code(reopen_orders([order])[0])[0] == "cancelled_is_refunded"
        assert get_order(order).cancelled == 2


def test_many_cost_as_many_statements_as_one(ann: Member) -> None:
    asked = []
    for many in (1, 10):
        numbers = [_partly_cancelled(ann, f"{many}-{n}") for n in range(many)]
        with ann.at_work(), counted(ann.tenant) as seen:
            refund_apart([RefundApart(number=number, key=f"k{number}") for number in numbers])
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_a_program_and_a_page_record_it(world: World, ann: Member) -> None:
    order = _partly_cancelled(ann)
    program = Program(world, token_for(ann))
    paid = program.post(f"/orders/{order}/refunds", {"amount": "5.00", "key": "p"})
    assert (paid.status_code, paid.json) == (201, {"number": order, "amount": "5.00", "currency": paid.json["currency"], "refundable": "15.00"})
    assert program.post(f"/orders/{order}/refunds", {"amount": "5.00", "key": "p"}).status_code == 200
    browser = signed_in(world.app, ann.email)
    assert "Refund without a return" in opened(browser, f"/t/acme/orders/{order}").text
    at = f"/t/acme/returns/without/{order}/refund"
    page = opened(browser, at)
    assert page.value("amount") == "15.00"
    wrong = read_page(browser.post(at, {"amount": "15.01", "key": page.value("key")}))
    assert wrong.status == 409 and "At most" in wrong.text
    assert browser.post(at, {"amount": "15.00", "key": page.value("key")}).status_code == 303
    shown = opened(browser, f"/t/acme/orders/{order}").text
    assert "Refunded" in shown and "Refund without a return" not in shown
