"""What can be asked for: job kinds by name. A queue's payload never names a function; only this table does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from saas.kit.context import Actor, Tenant
from saas.kit.db import unit_of_work

QUEUES = ("imports", "house")
MAX_ATTEMPTS = 5


class LeaseLost(Exception):
    """Another worker took this job over while we were paused; whatever we do now must not count."""


@dataclass
class Run:
    """One attempt at one job: what a job function gets. Effects are fenced by `fence`."""

    id: str
    kind: str
    tenant: Tenant | None
    actor: Actor
    args: dict[str, Any]
    fence: int
    attempt: int
    renew: Callable[[], None]
    progress: Callable[[dict[str, Any]], None]

    @contextmanager
    def unit(self, resumable: bool = False) -> Iterator[Session]:
        """A unit of work of this job's tenant and actor; renews the lease first, LeaseLost if it is gone. `resumable`: it
        moves the cursor this job starts over from."""
        self.renew()
        origin = {"job": self.id, **({"import": self.args["import_id"]} if "import_id" in self.args else {})}
        with unit_of_work(self.tenant, self.actor, door="job", resumable=resumable, origin=origin) as session:
            yield session


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its queue, its function, and what to do once it is parked."""

    name: str
    queue: str
    function: Callable[[Run], None]
    parked: Callable[[Run, dict[str, Any]], None] | None


JOBS: dict[str, Kind] = {}


def job(name: str, queue: str, parked: Callable[[Run, dict[str, Any]], None] | None = None) -> Callable[
        [Callable[[Run], None]], Callable[[Run], None]]:
    """Declare a job: `room.verb`, safe to run twice, in chunks that commit their own progress."""
    if queue not in QUEUES:
        raise ValueError(f"No worker serves the queue {queue}.")

    def declare(function: Callable[[Run], None]) -> Callable[[Run], None]:
        JOBS[name] = Kind(name, queue, function, parked)
        return function

    return declare
