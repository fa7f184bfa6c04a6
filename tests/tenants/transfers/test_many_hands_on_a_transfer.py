"""Twenty people press the same button: a transfer is sent, received and written off once, and no deadlock reaches anyone."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from saas.kit.operations import Outcome
from tenants.inventory.operations import prove_stock
from tenants.transfers.inputs import Arrival, ArrivedLine, Loss, LostLine, Recall, Sending, SentLine
from tenants.transfers.operations import cancel_transfers, lose_transfers, receive_transfers, send_transfers
from tenants.transfers.working import Moved
from tests.cast import Member
from tests.tenants.orders.test_last_pieces import at_the_door
from tests.tenants.transfers.moving import planned, read, two_houses

HANDS = 20


def _at_once(who: Member, verb: Callable[[int], list[Outcome[Moved]]]) -> Counter[str]:
    with ThreadPoolExecutor(HANDS) as crowd:
        done = list(crowd.map(lambda n: at_the_door(who, lambda: verb(n)), range(HANDS)))
    return Counter(outcome.status for (outcome,), _tries in done)


@pytest.mark.parametrize("key", ["", "k"])
def test_all_of_it_moves_once(ann: Member, key: str) -> None:
    two_houses(ann, MUG=10, CUP=5)
    number = planned(ann, MUG=10, CUP=5)
    others = "again" if key else "refused"
    assert _at_once(ann, lambda _n: send_transfers([Sending(number=number, key=key)])) == {"done": 1, others: HANDS - 1}
    assert _at_once(ann, lambda _n: receive_transfers([Arrival(number=number, lines=[ArrivedLine(line=1, quantity=10)], key=key)])) == {"done": 1, others: HANDS - 1}
    assert _at_once(ann, lambda _n: lose_transfers([Loss(number=number, key=key)])) == {"done": 1, others: HANDS - 1}
    one = read(ann, number)
    assert (one.state, one.sent, one.received, one.lost) == ("received", 15, 10, 5)
    with ann.at_work():
        assert prove_stock() == []


def test_pieces_asked_for_one_by_one_leave_once_each(ann: Member) -> None:
    two_houses(ann, MUG=12)
    number = planned(ann, MUG=12)
    assert _at_once(ann, lambda _n: send_transfers([Sending(number=number, lines=[SentLine(line=1, quantity=1)])])) == {"done": 12, "refused": 8}
    assert read(ann, number).sent == 12


def test_everything_at_once_adds_up(ann: Member) -> None:
    two_houses(ann, MUG=40, CUP=20)
    numbers = [planned(ann, MUG=8, CUP=3) for _n in range(4)] + [planned(ann, CUP=2, MUG=5) for _n in range(3)]

    def day(seed: int) -> None:
        rnd = random.Random(seed)
        for _act in range(12):
            some = rnd.sample(numbers, 3)
            at_the_door(ann, rnd.choice([
                lambda: send_transfers([Sending(number=n) for n in some]), lambda: receive_transfers([Arrival(number=n) for n in some]),
                lambda: send_transfers([Sending(number=n, lines=[SentLine(line=1, quantity=1)]) for n in some]),
                lambda: lose_transfers([Loss(number=n, lines=[LostLine(line=2, quantity=1)]) for n in some]),
                lambda: cancel_transfers([Recall(number=some[0])])]))

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(day, range(8)))
    with ann.at_work():
        assert prove_stock() == []
    assert all(one.received + one.lost <= one.sent <= one.planned for one in (read(ann, n) for n in numbers))
