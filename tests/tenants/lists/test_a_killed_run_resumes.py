"""kill -9 of the worker again and again while it goes through 5,000 orders: each is done once, as if nothing had happened."""

import random
import time

import pytest

from saas.kit import db
from tenants.inventory.operations import prove_stock
from tests.cast import Member
from tests.conftest import World
from tests.tenants.lists.acting import many_orders, run_of, started, states
from tests.working import eventually, kill, start, worker

ORDERS, KILLS = 5_000, 6


@pytest.mark.slow
def test_kills_double_nothing_and_lose_nothing(world: World, ann: Member) -> None:
    many_orders(ann, ORDERS)
    chance = random.Random(6)
    with worker(world, "relay"):
        run_id = started(ann, "hold", reason="recount")
        process, kills = start(world, "imports"), 0
        while kills < KILLS and run_of(ann, run_id).state == "running":
            before = run_of(ann, run_id).through
            eventually(lambda: run_of(ann, run_id).through > before or run_of(ann, run_id).state != "running", 60)
            time.sleep(chance.random() * 0.1)
            kill(process)
            kills += 1
            process = start(world, "imports")
        eventually(lambda: run_of(ann, run_id).state == "done", 120)
        kill(process)
    run = run_of(ann, run_id)
    assert kills and (run.total, run.done, run.again, run.refused) == (ORDERS, ORDERS, 0, 0)
    with ann.at_work():
        assert db.rows("SELECT count(*), count(DISTINCT order_id) FROM hold") == [(ORDERS, ORDERS)]
        assert db.rows("SELECT count(*) FROM bulk_item WHERE status = 'done'")[0][0] == ORDERS and prove_stock() == []
    assert states(ann) == {"on_hold": ORDERS}
