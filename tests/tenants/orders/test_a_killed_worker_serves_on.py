"""kill -9 of the worker while arriving stock is handed out: everybody who waited gets theirs in the end, once."""

import random
import time

import pytest

from saas.kit import db
from tenants.inventory.inputs import Receipt
from tenants.inventory.operations import prove_stock, receive
from tenants.orders.operations import place_orders
from tests.cast import Member, order, stocked
from tests.conftest import World
from tests.working import eventually, kill, start, worker

SKUS, ORDERS, KILLS = [f"SKU-{n}" for n in range(8)], 400, 4


@pytest.mark.slow
def test_who_waited_is_served_once_however_often_the_worker_dies(world: World, ann: Member) -> None:
    stocked(ann, **dict.fromkeys(SKUS, 0))
    chance = random.Random(4)
    with ann.at_work():
        for n in range(0, ORDERS, 100):
            place_orders([order(f"A-{n + k}", **{sku: 1 for sku in chance.sample(SKUS, 4)}) for k in range(100)])
    with worker(world, "relay"):
        process = start(world, "house")
        for _n in range(KILLS):
            with ann.at_work():
                receive([Receipt(sku=sku, quantity=ORDERS // KILLS) for sku in SKUS])
            time.sleep(0.5 + chance.random() * 2)
            kill(process)
            process = start(world, "house")
        eventually(lambda: _states(ann) == {"ready": ORDERS}, 120)
        kill(process)
    with ann.at_work():
        assert prove_stock() == [] and db.rows("SELECT sum(allocated)::bigint FROM balance")[0][0] == 4 * ORDERS


def _states(who: Member) -> dict[str, int]:
    with who.at_work(read_only=True):
        return dict(map(tuple, db.rows("SELECT state, count(*)::int FROM orders GROUP BY 1")))
