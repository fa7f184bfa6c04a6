"""What the house does by the clock is done for every company; one that can't be served holds up no other."""

from datetime import timedelta

import pytest

from saas.kit import clock, db
from saas.kit.context import SYSTEM
from saas.kit.jobs import later
from saas.kit.jobs.working import perform
from saas.kit.operations import only
from saas.kit.owner import execute, owner
from saas.working import workshop
from tenants.orders.inputs import NewHold
from tenants.orders.operations import hold_orders
from tests.cast import Member, placed, stocked
from tests.conftest import World


def _on_hold_until_now(who: Member) -> None:
    stocked(who, MUG=1)
    number = placed(who, "A-1", MUG=1).number
    with who.at_work():
        with clock.freeze(clock.now() - timedelta(minutes=2)):
            only(hold_orders([number], NewHold(until=clock.now() + timedelta(minutes=1))))


def _state(who: Member) -> str:
    with who.at_work(read_only=True):
        return db.rows("SELECT state FROM orders")[0].state


def _job(world: World, job_id: str) -> str:
    with owner(world.url) as conn:
        return execute(conn, "SELECT state FROM saas.job WHERE id = %s", (job_id,))[0][0]


def test_a_locked_company_is_served_at_the_next_try_and_the_others_at_once(
        world: World, ann: Member, zoe: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "LOCK_TIMEOUT", "100ms")
    for who in (ann, zoe):
        _on_hold_until_now(who)
    with db.unit_of_work(None, SYSTEM):
        job_id = later("house.lift_holds", {})
    with owner(world.url) as conn:
        execute(conn, f"SELECT 1 FROM {ann.tenant.schema}.orders FOR UPDATE")
        perform(workshop(world.app), job_id)
        assert (_state(ann), _state(zoe), _job(world, job_id)) == ("on_hold", "ready", "waiting")
    perform(workshop(world.app), job_id)
    assert (_state(ann), _job(world, job_id)) == ("ready", "done")
