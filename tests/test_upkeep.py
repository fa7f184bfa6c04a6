"""What the house does by the clock is done for every company; one that can't be served holds up no other."""

from datetime import timedelta

import pytest

from saas.kit import clock, db, entering
from saas.kit.context import SYSTEM
from saas.kit.jobs import later
from saas.kit.jobs.working import perform
from saas.kit.operations import only
from saas.kit.owner import execute, owner
from saas.upkeep import AT_ONCE, PRUNE, SERVED
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
    monkeypatch.setattr(entering, "LOCK_TIMEOUT", "100ms")
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


def _fill(conn: object, person: int, count: int) -> None:
    """Of each kind so many rows that are over, as many that are not, and a few in between."""
    series = f"FROM generate_series(1, {count}) n, (VALUES (interval '200 days'), (interval '1 second')) AS ages(age)"
    for statement in (
        f"INSERT INTO saas.session (id, person_id, seen_at, expires_at) SELECT sha256((n || age::text)::bytea), {person}, now() - age, now() + interval '1 day' - age {series}",
        f"INSERT INTO saas.sign_in_try (key, \"window\") SELECT 'k' || n, now() - age {series}",
        f"INSERT INTO saas.outbox (owner, name, subject_kind, subject_id, data, at, done_at) SELECT 't_1', 'x', 'x', n, '{{}}', now() - age, now() - age {series}",
        f"INSERT INTO saas.job (id, owner, kind, queue, state, finished_at) SELECT gen_random_uuid(), 't_1', 'x', 'x', 'done', now() - age {series}",
        f"INSERT INTO saas.schedule_run (task, period, at) SELECT 'x' || n, now() - age, now() - age {series}"):
        execute(conn, statement)


def test_what_has_served_its_time_is_forgotten_some_at_a_time_and_the_rest_stays(world: World, ann: Member) -> None:
    with db.unit_of_work(None, SYSTEM):
        job_id = later("house.prune", {})
    with owner(world.url) as conn:
        _fill(conn, ann.actor.id, AT_ONCE + 10)
    perform(workshop(world.app), job_id)
    assert _job(world, job_id) == "done"
    with owner(world.url) as conn:
        for table in {table for table, _over in SERVED}:
            ((left,),) = execute(conn, f"SELECT count(*) FROM saas.{table}")
            assert left == AT_ONCE + 10 + (table == "job"), table


def test_what_has_served_its_time_is_found_by_an_index(world: World, ann: Member) -> None:
    with owner(world.url) as conn:
        _fill(conn, ann.actor.id, 20_000)
        execute(conn, "DELETE FROM saas.session WHERE seen_at < now() - interval '1 hour' AND get_byte(id, 0) > 2")
        for table, over in SERVED:
            execute(conn, f"ANALYZE saas.{table}")
            plan = "\n".join(row for (row,) in execute(conn, f"EXPLAIN {PRUNE.format(table=table, over=over, some=AT_ONCE)}"))
            assert "Index" in plan and "Seq Scan" not in plan, plan
