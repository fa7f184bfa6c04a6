"""Jobs: PostgreSQL is the truth, RQ is the engine.

`later()` writes a row with the change that asks for it; the relay hands its id to the queue; a worker claims the row
with a fencing token, renews its lease as it goes, and writes what came of it. A lost lease is taken up by another
worker; a poison job is parked for a person."""

from saas.kit.jobs.asking import later
from saas.kit.jobs.registry import JOBS, QUEUES, Run, job

__all__ = ["JOBS", "QUEUES", "Run", "job", "later"]
