"""The job of lists: a thin loop; every chunk is a unit of work that moves the cursor it resumes from."""

from typing import Any

from saas.kit.context import SYSTEM
from saas.kit.db import unit_of_work
from saas.kit.jobs import Run, job
from saas.kit.jobs.registry import LeaseLost
from tenants.lists.operations import begin_run, fail_run, finish_run, run_chunk


def _parked(run: Run, _error: dict[str, Any]) -> None:
    """Whoever waits sees that it stopped, also when the person who asked for it may do nothing any more."""
    with unit_of_work(run.tenant, SYSTEM, door="job"):
        fail_run(run.args["run_id"])


@job("lists.run", queue="imports", parked=_parked)
def run_all(run: Run) -> None:
    """Do the act to everything that was found, part by part."""
    run_id, runner = run.args["run_id"], f"{run.id}:{run.fence}"
    try:
        with run.unit():
            begin_run(run_id, runner)
        more = True
        while more:
            with run.unit(resumable=True):
                more = run_chunk(run_id, runner)
        with run.unit():
            finish_run(run_id, runner)
    except LeaseLost:
        return  # over, cancelled, or another worker's
