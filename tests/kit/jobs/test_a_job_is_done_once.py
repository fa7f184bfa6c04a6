"""Jobs: a row written with the change is handed to a real worker, done once, and taken up again when a worker dies."""

from saas.kit import db
from saas.kit.jobs.worker import worker_name
from saas.kit.owner import execute, owner
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.working import eventually, worker


def _allocated(who: Member) -> int:
    with who.at_work(read_only=True):
        return db.rows("SELECT allocated FROM orders")[0].allocated


def test_arriving_stock_serves_what_waits(world: World, ann: Member) -> None:
    stocked(ann, MUG=1)
    placed(ann, "A-1", MUG=5)
    with worker(world, "relay", "house"):
        with ann.at_work():
            adjust_stock([StockChange(sku="MUG", change=3)])
        eventually(lambda: _allocated(ann) == 4)
        eventually(lambda: _states(world) == {"done"})


def test_a_job_nobody_finished_is_taken_up_again(world: World, ann: Member) -> None:
    stocked(ann, MUG=1)
    placed(ann, "A-1", MUG=5)
    with ann.at_work():
        adjust_stock([StockChange(sku="MUG", change=3)])
    with worker(world, "relay"):
        eventually(lambda: _states(world) == {"queued"})
    with owner(world.url) as conn:
        execute(conn, "UPDATE saas.job SET state = 'running', fence = 7, attempt = 1, lease_until = now() - interval '1 second'")
    with worker(world, "relay", "house"):
        eventually(lambda: _allocated(ann) == 4)


def test_a_worker_takes_up_its_own_work_and_nobody_elses(world: World) -> None:
    names = [worker_name("imports", number) for number in (1, 2)]
    with owner(world.url) as conn:
        for name in names:
            execute(conn, """INSERT INTO saas.job (id, kind, queue, state, worker, lease_until)
                VALUES (gen_random_uuid(), 'imports.check', 'imports', 'running', %s, now() + interval '1 hour')""", (name,))
    with worker(world, "imports"):
        eventually(lambda: _given_up(world) == names[:1])


def _given_up(world: World) -> list[str]:
    with owner(world.url) as conn:
        return [name for (name,) in execute(conn, "SELECT worker FROM saas.job WHERE lease_until < now()")]


def _states(world: World) -> set[str]:
    with owner(world.url) as conn:
        return {state for (state,) in execute(conn, "SELECT state FROM saas.job WHERE kind LIKE 'orders.%'")}
