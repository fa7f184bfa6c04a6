"""Many orders at once, and what is done to all of them."""

from saas.kit import db
from saas.kit.jobs.working import perform
from saas.kit.owner import execute, owner
from saas.working import workshop
from tenants.lists.inputs import NewRun, WholeList
from tenants.lists.operations import Preview, preview_run, start_run
from tenants.lists.queries import Run, RunItem, get_run, list_items
from tenants.orders.operations import place_orders
from tests.cast import Member, order, stocked
from tests.conftest import World

CHUNK = 500


def many_orders(who: Member, many: int) -> list[int]:
    """So many orders of one piece each, with stock for all; their numbers."""
    stocked(who, MUG=many)
    numbers: list[int] = []
    for start in range(0, many, CHUNK):
        with who.at_work():
            numbers += [o.result().number for o in place_orders([order(f"A-{n}", MUG=1) for n in range(start, min(start + CHUNK, many))])]
    return numbers


def looked(who: Member, act: str, query: dict[str, str] | None = None, on: str = "orders", **said: str) -> Preview:
    with who.at_work():
        return preview_run(WholeList(list=on, act=act, query=query or {}, parameters=said))


def started(who: Member, act: str, query: dict[str, str] | None = None, on: str = "orders", key: str = "", expected: int | None = None, **said: str) -> int:
    """The id of the run."""
    with who.at_work():
        return start_run(NewRun(list=on, act=act, query=query or {}, parameters=said, key=key, expected=expected)).result()


def worked_off(world: World) -> None:
    """Every run that waits is worked through, here and now."""
    shop = workshop(world.app)
    with owner(world.url) as conn:
        waiting = [str(i) for (i,) in execute(conn, "SELECT id FROM saas.job WHERE state = 'waiting' AND kind = 'lists.run' ORDER BY run_after")]
    for job_id in waiting:
        perform(shop, job_id)


def run_of(who: Member, run_id: int) -> Run:
    with who.at_work(read_only=True):
        return get_run(run_id)


def items_of(who: Member, run_id: int, status: str | None = None) -> list[RunItem]:
    with who.at_work(read_only=True):
        return list_items(run_id, status, limit=10_000).rows  # type: ignore[arg-type]


def states(who: Member) -> dict[str, int]:
    """How many orders are in each state."""
    with who.at_work(read_only=True):
        return {row.state: row.n for row in db.rows("SELECT state, count(*) AS n FROM orders GROUP BY state")}
