"""Many hands at the same shelf: the last pieces are held once, and no deadlock reaches a caller."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from saas.kit import db, outages
from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment, Picking
from tenants.fulfilment.operations import pick, ship
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock, prove_stock
from tenants.orders.inputs import Cancellation, NewHold, NewLine, NewOrder
from tenants.orders.operations import cancel_orders, hold_orders, place_orders, release_orders, serve_backorders
from tests.cast import HOME, Member, order, stocked

R = TypeVar("R")
TRIES = 3  # as the request door


def at_the_door(who: Member, verb: Callable[[], R]) -> tuple[R, int]:
    """The verb in a unit of work of its own, run again as the door would; and how many tries it took."""
    for attempt in range(1, TRIES + 1):
        try:
            with who.at_work():
                return verb(), attempt
        except Exception as error:
            if attempt == TRIES or not outages.should_retry(error):
                raise
    raise AssertionError("unreachable")


def test_of_fifty_who_want_one_of_ten_exactly_ten_get_it(ann: Member) -> None:
    stocked(ann, MUG=10)
    with ThreadPoolExecutor(50) as crowd:
        done = list(crowd.map(lambda n: at_the_door(ann, lambda: only(place_orders([order(f"A-{n}", MUG=1)]))), range(50)))
    assert Counter(placed.state for placed, _tries in done) == {"ready": 10, "waiting": 40}
    with ann.at_work():
        assert db.rows("SELECT on_hand, allocated FROM balance")[0] == (10, 10)
        assert prove_stock() == []


def test_orders_cancels_counts_and_parcels_against_each_other_agree_in_the_end(ann: Member) -> None:
    skus = [f"SKU-{n}" for n in range(12)]
    stocked(ann, **dict.fromkeys(skus, 40))
    with ann.at_work():
        ids = [row.id for row in db.rows("SELECT id FROM sku")]

    def day(seed: int) -> Counter[str]:
        """One person's twenty acts, in an order of their own."""
        rnd, told = random.Random(seed), Counter[str]()
        for n in range(20):
            name, verb = _act(rnd, f"{seed}-{n}", skus, ids)
            outcome, tries = at_the_door(ann, verb)
            told[name] += 1
            told["tried again"] += tries - 1
        return told

    with ThreadPoolExecutor(12) as crowd:
        told = sum(crowd.map(day, range(12)), Counter[str]())
    assert told["placed"] > 50 and told["shipped"] > 10 and told["cancelled"] > 10
    with ann.at_work():
        assert prove_stock() == []


def _act(rnd: random.Random, key: str, skus: list[str], ids: list[int]) -> tuple[str, Callable[[], object]]:
    lines = [NewLine(sku=sku, quantity=rnd.randint(1, 5)) for sku in rnd.sample(skus, rnd.randint(2, 8))]
    kind = rnd.choices(("placed", "cancelled", "picked", "shipped", "held", "released", "counted", "served"), (10, 4, 2, 4, 1, 1, 3, 3))[0]
    if kind == "placed":
        return kind, lambda: place_orders([NewOrder(ship_to=HOME, reference=f"{key}-{n}", lines=rnd.sample(lines, len(lines))) for n in range(3)])
    if kind == "counted":
        changes = [StockChange(sku=sku, change=rnd.randint(1, 9), reason="found") for sku in rnd.sample(skus, 4)]
        return kind, lambda: adjust_stock(changes)
    if kind == "served":
        return kind, lambda: serve_backorders(rnd.sample(ids, 3))
    return kind, lambda: _touch(kind, _some_orders(rnd))


def _some_orders(rnd: random.Random) -> list[int]:
    numbers = [row.number for row in db.rows("SELECT number FROM orders")]
    return rnd.sample(numbers, min(3, len(numbers)))


def _touch(kind: str, numbers: list[int]) -> object:
    match kind:
        case "cancelled":
            return cancel_orders([Cancellation(number=number) for number in numbers])
        case "picked":
            return pick([Picking(number=number) for number in numbers[:1]])
        case "held":
            return hold_orders(numbers, NewHold())
        case "released":
            return release_orders(numbers)
    return ship([NewShipment(number=number) for number in numbers])
