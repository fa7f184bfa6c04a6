"""Many people in every room at once: no deadlock reaches a caller, nothing is below zero, and everything adds up in the end."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from saas.kit import db
from tenants.inventory.operations import prove_stock
from tests.cast import Member
from tests.tenants.whole.storming import Person, opened_shop

NEVER = "SELECT count(*) FROM balance WHERE on_hand < 0 OR allocated < 0 OR allocated > on_hand"


def _storm(ann: Member, people: int, acts: int) -> Counter[str]:
    opened_shop(ann)
    with ThreadPoolExecutor(people) as crowd:
        told = sum(crowd.map(lambda seed: Person(ann, seed).work(acts), range(people)), Counter[str]())
    with ann.at_work():
        assert prove_stock() == [] and db.rows(NEVER)[0][0] == 0
    return told


def test_a_short_storm(ann: Member) -> None:
    told = _storm(ann, 8, 12)
    assert told["place done"] > 10


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_long_storm_over_every_room(ann: Member) -> None:
    told = _storm(ann, 14, 120)
    kinds = {name.removeprefix("do_") for name in dir(Person) if name.startswith("do_")}
    assert {kind for kind in kinds if not told[f"{kind} done"]} == set(), told
