"""The worker's door: claim the row, run the function, write what came of it. Every write is fenced."""

import json
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Engine, text

from saas.kit import db
from saas.kit.context import SYSTEM, Actor, Tenant
from saas.kit.errors import DomainError
from saas.kit.i18n import speaking
from saas.kit.jobs.registry import JOBS, MAX_ATTEMPTS, LeaseLost, Run

log = structlog.get_logger()

_CLAIM = text("""
UPDATE saas.job SET state = 'running', fence = fence + 1, attempt = attempt + 1, worker = :worker,
       started_at = coalesce(started_at, now()), lease_until = now() + :lease * interval '1 second'
 WHERE id = :id AND (state IN ('waiting', 'queued') OR (state = 'running' AND lease_until < now()))
RETURNING kind, owner, args, actor, fence, attempt""")
_RENEW = text("UPDATE saas.job SET lease_until = now() + :lease * interval '1 second' "
              "WHERE id = :id AND fence = :fence AND state = 'running'")
_PROGRESS = text("UPDATE saas.job SET progress = CAST(:progress AS jsonb) WHERE id = :id AND fence = :fence")
_END = text("UPDATE saas.job SET state = :state, error = CAST(:error AS jsonb), lease_until = NULL, "
            "run_after = now() + :wait * interval '1 second', "
            "finished_at = CASE WHEN :state IN ('done', 'parked') THEN now() END WHERE id = :id AND fence = :fence")


@dataclass(frozen=True)
class Workshop:
    """What a worker needs to know of the house: how long a lease lasts, and who a row's owner and actor are."""

    lease_seconds: int
    tenant_of: Callable[[str], Tenant | None]
    actor_of: Callable[[Tenant | None, dict[str, Any]], Actor]
    name: str = ""

    @property
    def house(self) -> Engine:
        return db.lookup_engine()


def perform(workshop: Workshop, job_id: str) -> bool:
    """Run one job if it is still to be done; False if another worker has it or it is over."""
    with workshop.house.connect() as conn:
        row = conn.execute(_CLAIM, {"id": job_id, "worker": workshop.name, "lease": workshop.lease_seconds}).one_or_none()
    if row is None:
        return False
    run = _run_of(workshop, job_id, row)
    log.info("job started", job=job_id, kind=row.kind, tenant=row.owner, attempt=row.attempt)
    try:
        _invoke(workshop, run, row)
    except LeaseLost:
        log.warning("job taken over by another worker", job=job_id, kind=row.kind, tenant=row.owner)
    except Exception as error:
        _failed(workshop, run, error)
    else:
        _end(workshop, run, "done")
    return True


def _invoke(workshop: Workshop, run: Run, row: Any) -> None:
    run.tenant = workshop.tenant_of(row.owner)
    run.actor = workshop.actor_of(run.tenant, row.actor)
    with speaking(run.tenant.language if run.tenant else "en"):
        JOBS[run.kind].function(run)


def _run_of(workshop: Workshop, job_id: str, row: Any) -> Run:
    mine = {"id": job_id, "fence": row.fence}
    due = time.monotonic() + workshop.lease_seconds / 4

    def renew() -> None:
        """Four times a lease is enough: each is a durable commit, and effects are fenced by themselves."""
        nonlocal due
        if time.monotonic() < due:
            return
        due = time.monotonic() + workshop.lease_seconds / 4
        with workshop.house.connect() as conn:
            if conn.execute(_RENEW, mine | {"lease": workshop.lease_seconds}).rowcount == 0:
                raise LeaseLost(job_id)

    def progress(data: dict[str, Any]) -> None:
        with workshop.house.connect() as conn:
            conn.execute(_PROGRESS, mine | {"progress": json.dumps(data)})

    return Run(job_id, row.kind, None, SYSTEM, row.args, row.fence, row.attempt, renew, progress)


def _failed(workshop: Workshop, run: Run, error: Exception) -> None:
    """An outage or a bug is tried again later; a refusal of the domain, or the last attempt, is parked."""
    hopeless = isinstance(error, DomainError) or run.attempt >= MAX_ATTEMPTS
    told = {"code": error.code, "data": error.data} if isinstance(error, DomainError) else {"code": "failed"}
    data = {**told, "kind": type(error).__name__, "detail": str(error)[:500], "trace": traceback.format_exc()[-4000:]}
    log.error("job failed", job=run.id, kind=run.kind, attempt=run.attempt, parked=hopeless, exc_info=error)
    if hopeless and (parked := JOBS[run.kind].parked) and run.tenant:
        parked(run, data)
    _end(workshop, run, "parked" if hopeless else "waiting", data, wait=0 if hopeless else 2 ** run.attempt)


def _end(workshop: Workshop, run: Run, state: str, error: dict[str, Any] | None = None, wait: int = 0) -> None:
    with workshop.house.connect() as conn:
        conn.execute(_END, {"id": run.id, "fence": run.fence, "state": state, "wait": wait,
                            "error": json.dumps(error) if error else None})


