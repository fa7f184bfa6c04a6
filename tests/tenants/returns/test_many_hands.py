"""Twenty people at the same return: whatever they press at once has one effect, and no deadlock reaches anyone."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from saas.kit.operations import Outcome
from tenants.returns import inputs
from tenants.returns import operations as verbs
from tenants.returns.inputs import ReceivedUnit, Reception, UnitDecision
from tests.cast import Member
from tests.tenants.orders.test_last_pieces import at_the_door
from tests.tenants.returns.returning import authorised, lines, one, proved, received, shipped

CROWD = 20


def at_once(who: Member, act: Callable[[int], list[Outcome[object]]]) -> Counter[str]:
    """What became of each: done, again, or the code of its refusal."""
    with ThreadPoolExecutor(CROWD) as crowd:
        outcomes = [found[0] for found, _tries in crowd.map(lambda n: at_the_door(who, lambda: act(n)), range(CROWD))]
    return Counter(outcome.error.code if outcome.error else outcome.status for outcome in outcomes)


def test_one_key_asks_once_and_no_key_never_for_more_than_was_shipped(ann: Member) -> None:
    order = shipped(ann, MUG=6)
    same = at_once(ann, lambda _n: verbs.request_returns([inputs.ReturnRequest(order=order, lines=lines(_1=1), key="click")]))  # type: ignore[return-value]
    each = at_once(ann, lambda _n: verbs.request_returns([inputs.ReturnRequest(order=order, lines=lines(_1=1))]))  # type: ignore[return-value]
    assert same == {"done": 1, "again": 19} and each == {"done": 5, "more_than_shipped": 15}


def test_it_is_answered_once(ann: Member) -> None:
    order = shipped(ann, MUG=2)
    with ann.at_work():
        number = verbs.request_returns([inputs.ReturnRequest(order=order)])[0].result().number

    def act(n: int) -> list[Outcome[object]]:
        if n % 2:
            return verbs.authorise_returns([inputs.Authorisation(number=number)])  # type: ignore[return-value]
        return verbs.decline_returns([inputs.Refusal(number=number)])  # type: ignore[return-value]

    told = at_once(ann, act)
    assert told["done"] == 1 and told["again"] == 9 and told["decided_otherwise"] + told["return_over"] == 10


def test_a_scan_is_taken_once_and_never_more_than_is_awaited(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=9, CUP=1), *lines(_1=8))
    unit = ReceivedUnit(sku="MUG", goes_to="stock")
    same = at_once(ann, lambda _n: verbs.receive_returns([Reception(number=number, units=[unit], key="scan")]))  # type: ignore[return-value]
    each = at_once(ann, lambda _n: verbs.receive_returns([Reception(number=number, units=[unit])]))  # type: ignore[return-value]
    assert same == {"done": 1, "again": 19} and each == {"done": 7, "more_than_authorised": 13}
    with ann.at_work():
        assert one("SELECT sum(on_hand)::int FROM balance WHERE sku_id = (SELECT id FROM sku WHERE code = 'MUG')") == (99,)
    proved(ann)


def test_all_of_it_is_received_once(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=9))
    assert at_once(ann, lambda _n: verbs.receive_returns([Reception(number=number)])) == {"done": 1, "again": 19}  # type: ignore[arg-type, return-value]
    proved(ann)


def test_a_unit_is_decided_one_way(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=3))
    unit, = received(ann, number, ReceivedUnit(line=1, quantity=3))
    told = at_once(ann, lambda n: verbs.decide_returns([inputs.Decision(number=number, units=[  # type: ignore[return-value]
        UnitDecision(unit=unit, decision="accepted" if n % 2 else "rejected")])]))
    assert told == {"done": 1, "again": 9, "decided_otherwise": 10}
    with ann.at_work():
        assert one("SELECT accepted + rejected FROM returns") == (3,)
    proved(ann)


def test_refunds_at_once_never_exceed_what_was_paid(ann: Member) -> None:
    order = shipped(ann, MUG=2)
    first, second = authorised(ann, order, *lines(_1=1)), authorised(ann, order, *lines(_1=1))
    told = at_once(ann, lambda n: verbs.record_refunds([inputs.NewRefund(number=(first, second)[n % 2], amount="6.01")]))  # type: ignore[return-value]
    assert told == {"done": 3, "more_than_paid": 17}
    same = at_once(ann, lambda _n: verbs.record_refunds([inputs.NewRefund(number=first, amount="0.50", key="psp")]))  # type: ignore[return-value]
    assert same == {"done": 1, "again": 19}
    with ann.at_work():
        assert one("SELECT refunded FROM orders") == (1853,) and one("SELECT sum(amount)::int FROM refund") == (1853,)
    proved(ann)


def test_what_is_suggested_goes_back_once(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=2), *lines(_1=1))
    unit, = received(ann, number, ReceivedUnit(line=1))
    with ann.at_work():
        verbs.decide_returns([inputs.Decision(number=number)])[0].result()
    assert unit and at_once(ann, lambda _n: verbs.record_refunds([inputs.NewRefund(number=number)])) == {"done": 1, "nothing_suggested": 19}  # type: ignore[arg-type, return-value]


def test_one_exchange_is_sent(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    assert at_once(ann, lambda _n: verbs.order_exchanges([inputs.Exchange(number=number)])) == {"done": 1, "again": 19}  # type: ignore[arg-type, return-value]
    with ann.at_work():
        assert one("SELECT count(*) FROM orders") == (2,) and one("SELECT count(*) FROM order_link") == (1,)
    proved(ann)
