"""Holding and releasing: several holds at once, whose they are, who may lift them, and holds that end by themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from saas.kit import clock, db
from saas.kit.errors import DomainError
from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, hold_orders, lift_due_holds, rehold_orders, release_orders
from tenants.orders.queries import FindOrders, brief_orders, get_order, numbers_of, order_story
from tests.cast import Member, placed, stocked
from tests.statements import counted
from tests.tenants.orders.test_last_pieces import at_the_door


def _held(who: Member, number: int, **new: object) -> int:
    """The id of a hold this person sets."""
    with who.at_work():
        found = only(hold_orders([number], NewHold(**new))).hold  # type: ignore[arg-type]
    assert found
    return found


def _code(who: Member, number: int, *args: object) -> str:
    with who.at_work():
        outcome, = release_orders([number], *args)  # type: ignore[arg-type]
    assert outcome.error
    return outcome.error.code


@pytest.fixture
def number(ann: Member) -> int:
    stocked(ann, MUG=100)
    return placed(ann, "A-1", MUG=1).number


def test_an_order_goes_on_when_its_last_hold_is_lifted(ann: Member, number: int) -> None:
    first, second = _held(ann, number, kind="fraud"), _held(ann, number, kind="address", reason="no street")
    with ann.at_work():
        eased = only(release_orders([number], holds=[first]))
        assert (eased.lifted, [(one.id, one.kind, one.lift_by) for one in eased.stays]) == ([first], [(second, "address", "client")])
        assert get_order(number).state == "on_hold"
        assert only(release_orders([number], kinds=["address"])).stays == [] and get_order(number).state == "ready"


def test_a_client_hold_is_lifted_by_the_client_only(ann: Member, otto: Member, number: int) -> None:
    hold = _held(ann, number, reason="wait")
    assert _code(otto, number) == _code(otto, number, [], [hold]) == "not_your_hold"
    with ann.at_work():
        assert only(release_orders([number])).lifted == [hold] and get_order(number).state == "ready"


def test_the_desks_own_hold_is_lifted_by_the_desk_only(ann: Member, otto: Member, number: int) -> None:
    hold = _held(otto, number, reason="broken box")
    assert _code(ann, number) == "desks_hold"
    with otto.at_work():
        assert get_order(number).open_holds[0].kind == "operator"
        assert only(release_orders([number])).lifted == [hold]


def test_what_the_desk_holds_for_anything_else_anyone_may_lift(cleo: Member, otto: Member, number: int) -> None:
    hold = _held(otto, number, kind="fraud")
    with cleo.at_work():
        assert only(release_orders([number])).lifted == [hold]


def test_released_as_far_as_one_may_the_outcome_says_what_stays(ann: Member, otto: Member, number: int) -> None:
    ours, theirs = _held(ann, number), _held(otto, number, kind="stock")
    with otto.at_work():
        eased = only(release_orders([number]))
    assert eased.lifted == [theirs] and [(one.id, one.lift_by) for one in eased.stays] == [(ours, "client")]


def test_each_side_gives_only_its_own_reason(ann: Member, otto: Member, number: int) -> None:
    for who, kind, code in ((ann, "operator", "desks_kind"), (otto, "client", "clients_kind")):
        with who.at_work(), pytest.raises(DomainError) as refused:
            hold_orders([number], NewHold(kind=kind))  # type: ignore[arg-type]
        assert (refused.value.code, refused.value.pointer) == (code, "/kind")


def test_a_date_gone_by_is_refused(ann: Member, number: int) -> None:
    with ann.at_work(), pytest.raises(DomainError) as refused:
        hold_orders([number], NewHold(until=clock.now() - timedelta(seconds=1)))
    assert (refused.value.code, refused.value.pointer) == ("in_the_past", "/until")


def test_the_same_hold_again_is_one_hold(ann: Member, otto: Member, number: int) -> None:
    with ann.at_work():
        first, again = (hold_orders([number], NewHold(kind="fraud", reason="twice"))[0] for _time in range(2))
    assert (first.status, again.status) == ("done", "again") and first.value == again.value
    _held(ann, number, kind="fraud", reason="another reason")
    _held(otto, number, kind="fraud", reason="twice")
    with ann.at_work():
        assert len(get_order(number).open_holds) == 3


def test_the_same_key_holds_once_even_after_the_release(ann: Member, number: int) -> None:
    new = NewHold(kind="fraud", key="click-1")
    with ann.at_work():
        only(hold_orders([number], new))
        only(release_orders([number]))
        outcome, = hold_orders([number], new)
        assert outcome.status == "again" and get_order(number).state == "ready"


def test_a_hold_lifted_before_is_lifted_again_without_effect(ann: Member, number: int) -> None:
    hold = _held(ann, number)
    with ann.at_work():
        assert [release_orders([number], holds=[hold])[0].status for _time in range(2)] == ["done", "again"]
        assert release_orders([number], holds=[hold + 99])[0].error.code == "unknown_hold"  # type: ignore[union-attr]


def test_a_hold_may_end_by_itself(ann: Member, number: int) -> None:
    later, now = placed(ann, "A-2", MUG=1).number, clock.now()
    _held(ann, number, until=now + timedelta(minutes=1))
    _held(ann, later, until=now + timedelta(days=1))
    with clock.freeze(now + timedelta(minutes=2)), ann.at_work():
        assert lift_due_holds() == 1
        assert (get_order(number).state, get_order(later).state) == ("ready", "on_hold")
        assert order_story(get_order(number).id)[0].data["how"] == "date"


def test_a_release_is_taken_back_as_it_was(ann: Member, cleo: Member, number: int) -> None:
    until = clock.now() + timedelta(days=1)
    hold = _held(ann, number, reason="call her", until=until)
    with ann.at_work():
        only(release_orders([number]))
    with cleo.at_work():
        assert rehold_orders([hold])[0].error.code == "too_late_to_take_back"  # type: ignore[union-attr]
    with ann.at_work():
        assert [rehold_orders([hold])[0].status for _time in range(2)] == ["done", "again"]
        stands, = get_order(number).open_holds
        assert (stands.id, stands.reason, stands.lifts_at) == (hold, "call her", until) and prove_stock() == []
        only(release_orders([number]))
        only(cancel_orders([Cancellation(number=number)]))
        assert [o.error.code for o in rehold_orders([hold, hold + 99]) if o.error] == ["order_over", "unknown_hold"]


def test_what_has_left_or_was_cancelled_is_not_held(ann: Member, number: int) -> None:
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number)]))
        outcome, = hold_orders([number], NewHold())
    assert outcome.error and outcome.error.code == "order_over"


def test_fifty_who_hold_and_release_at_once_leave_no_drift(ann: Member, otto: Member, number: int) -> None:
    def act(n: int) -> None:
        who = (ann, otto)[n % 2]
        at_the_door(who, lambda: hold_orders([number], NewHold(kind="fraud", reason=str(n % 5))))
        at_the_door(who, lambda: release_orders([number]))

    with ThreadPoolExecutor(50) as crowd:
        list(crowd.map(act, range(50)))
    with ann.at_work():
        assert prove_stock() == []
        order, = db.rows("SELECT id, open_holds FROM orders")
        assert order.open_holds == db.rows("SELECT count(*) AS n FROM hold WHERE lifted_at IS NULL")[0].n
        release_orders([number])
        moved = [told.name for told in order_story(order.id) if told.name in ("order.held", "order.released")]
        assert moved.count("order.held") == db.rows("SELECT count(*) AS n FROM hold")[0].n


def test_many_cost_as_many_statements_as_one(ann: Member, number: int) -> None:
    numbers = [number, *(placed(ann, f"A-{n}", MUG=1).number for n in range(2, 30))]
    sent = []
    for batch in (numbers[:1], numbers[1:]):
        with counted(ann.tenant) as seen, ann.at_work():
            hold_orders(batch, NewHold(kind="fraud", key="k"))
            holds = [i for o in release_orders(batch) if o.value for i in o.value.lifted]
            rehold_orders(holds)
        sent.append(len(seen))
    assert sent[0] == sent[1] == 10


def test_orders_are_named_before_something_grave(ann: Member) -> None:
    stocked(ann, MUG=3)
    first, second = placed(ann, "A-1", MUG=2).number, placed(ann, "A-2", MUG=2).number
    with ann.at_work(read_only=True):
        assert [(o.number, o.pieces, o.allocated) for o in brief_orders([second, first, 99])] == [(first, 2, 2), (second, 2, 1)]
        assert numbers_of(FindOrders(view="open"), 10) == [first, second] and len(numbers_of(FindOrders(q="A-"), 1)) == 1
