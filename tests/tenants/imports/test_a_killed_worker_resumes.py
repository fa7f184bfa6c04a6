"""kill -9 of the worker at random moments: the import ends as if nothing had happened."""

import random
import time

import pytest

from saas.kit import db
from tenants.imports.operations import apply_import
from tenants.inventory.operations import prove_stock
from tests.cast import Member, stocked
from tests.conftest import World
from tests.tenants.imports.bringing import bring, bring_and_apply, read_import, shopify
from tests.working import eventually, kill, start, worker

ORDERS, KILLS = 15_000, 20


def _end_state(who: Member) -> tuple[object, ...]:
    with who.at_work():
        assert prove_stock() == []
        orders = db.rows("SELECT reference, state, ordered, allocated, total FROM orders ORDER BY reference")
        return (len(orders), hash(tuple(map(tuple, orders))), tuple(db.rows("SELECT sum(on_hand), sum(allocated) FROM balance")[0]),
                db.rows("SELECT count(*) FROM event WHERE name = 'order.placed'")[0][0])


@pytest.mark.slow
def test_twenty_kills_change_nothing(world: World, ann: Member, zoe: Member) -> None:
    """Ann's worker is killed again and again, Zoe's import of the same file runs undisturbed: the ends are equal."""
    for who in (ann, zoe):
        stocked(who, **{"MUG-0": ORDERS, "MUG-1": ORDERS})
    data = shopify(ORDERS).replace(b",USD,", b",EUR,")
    undisturbed = bring_and_apply(world, zoe, data)
    chance = random.Random(20)
    with worker(world, "relay"):
        import_id = bring(ann, data)
        process = start(world, "imports")
        eventually(lambda: read_import(ann, import_id).state == "checked", 120)
        with ann.at_work():
            apply_import(import_id)
        kills = 0
        while kills < KILLS:
            before = read_import(ann, import_id).next_record
            eventually(lambda: read_import(ann, import_id).next_record > before, 60)
            time.sleep(chance.random() * 0.12)
            kill(process)
            kills += 1
            process = start(world, "imports")
        eventually(lambda: read_import(ann, import_id).state == "applied", 120)
        kill(process)
    the = read_import(ann, import_id)
    assert (the.done, the.again, the.refused, the.summary) == (undisturbed.done, undisturbed.again, undisturbed.refused, undisturbed.summary)
    assert _end_state(ann) == _end_state(zoe)
