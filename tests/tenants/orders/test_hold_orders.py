"""Holding and releasing: whose hold it is, and holds that end by themselves."""

from dataclasses import replace
from datetime import timedelta

from saas.identity.roles import permissions_of
from saas.kit import clock
from saas.kit.operations import only
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, hold_orders, lift_due_holds, release_orders
from tenants.orders.queries import FindOrders, brief_orders, get_order, numbers_of
from tests.cast import Member, placed, stocked


def _desk(who: Member) -> Member:
    """Someone of the provider's order desk, assigned to this company."""
    return replace(who, actor=replace(who.actor, role="operator", permissions=permissions_of("operator")))


def test_a_client_hold_is_lifted_by_the_client_only(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=1).number
    with ann.at_work():
        only(hold_orders([number], NewHold(reason="wait")))
    with _desk(ann).at_work():
        outcome, = release_orders([number])
    assert outcome.error and outcome.error.code == "not_your_hold"
    with ann.at_work():
        assert only(release_orders([number])) == number and get_order(number).state == "ready"


def test_a_hold_may_end_by_itself(ann: Member) -> None:
    stocked(ann, MUG=5)
    due, later = placed(ann, "A-1", MUG=1).number, placed(ann, "A-2", MUG=1).number
    now = clock.now()
    with ann.at_work():
        only(hold_orders([due], NewHold(until=now - timedelta(minutes=1))))
        only(hold_orders([later], NewHold(until=now + timedelta(days=1))))
    with ann.at_work():
        assert lift_due_holds() == 1
        assert (get_order(due).state, get_order(later).state) == ("ready", "on_hold")


def test_what_has_left_or_was_cancelled_is_not_held(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=1).number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number)]))
        outcome, = hold_orders([number], NewHold())
    assert outcome.error and outcome.error.code == "order_over"


def test_orders_are_named_before_something_grave(ann: Member) -> None:
    stocked(ann, MUG=3)
    first, second = placed(ann, "A-1", MUG=2).number, placed(ann, "A-2", MUG=2).number
    with ann.at_work(read_only=True):
        assert [(o.number, o.pieces, o.allocated) for o in brief_orders([second, first, 99])] == [(first, 2, 2), (second, 2, 1)]
        assert numbers_of(FindOrders(view="open"), 10) == [first, second] and len(numbers_of(FindOrders(q="A-"), 1)) == 1
