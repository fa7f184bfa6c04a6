"""The relay: hands due rows to RQ, takes back lost leases, delivers errands, starts what the schedule says.

One round is a few statements; any number of relays may run, rows are claimed with SKIP LOCKED."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import Connection, Engine, text

from saas.kit import clock
from saas.kit.jobs.registry import JOBS, MAX_ATTEMPTS

log = structlog.get_logger()

PERFORM = "saas.kit.jobs.worker.perform_row"

_LOST = text("""UPDATE saas.job SET state = CASE WHEN attempt >= :attempts THEN 'parked' ELSE 'waiting' END,
  error = CASE WHEN attempt >= :attempts THEN '{"code": "worker_lost"}'::jsonb ELSE error END, lease_until = NULL
  WHERE id IN (SELECT id FROM saas.job WHERE state IN ('queued', 'running') AND lease_until < now()
               FOR UPDATE SKIP LOCKED) RETURNING id, kind, owner, state""")
_DUE = text("""UPDATE saas.job SET state = 'queued', lease_until = now() + :lease * interval '1 second'
  WHERE id IN (SELECT id FROM saas.job WHERE state = 'waiting' AND run_after <= now()
               ORDER BY run_after LIMIT 100 FOR UPDATE SKIP LOCKED) RETURNING id, queue, attempt""")
_MAIL = text("""SELECT id, owner, name, subject_kind, subject_id, data FROM saas.outbox WHERE done_at IS NULL
  ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED""")
_READ = text("UPDATE saas.outbox SET done_at = now() WHERE id = ANY (:ids)")
_ASK = text("""INSERT INTO saas.job (id, owner, kind, queue, args, actor, key)
  SELECT gen_random_uuid(), n.owner, n.kind, n.queue, n.args::jsonb, '{"kind": "system"}', n.key
    FROM unnest(CAST(:owners AS text[]), CAST(:kinds AS text[]), CAST(:queues AS text[]), CAST(:args AS text[]), CAST(:keys AS text[]))
      AS n(owner, kind, queue, args, key) ON CONFLICT (key) DO NOTHING""")
_BEGIN = text("""INSERT INTO saas.schedule_run (task, period) SELECT * FROM unnest(CAST(:tasks AS text[]), CAST(:periods AS timestamptz[]))
  ON CONFLICT DO NOTHING RETURNING task, period""")
# The key's index gives each task's last period at once, however many there were.
_LAST = text("""SELECT t, (SELECT max(period) FROM saas.schedule_run r WHERE r.task = t AND r.tenant_id = 0)
  FROM unnest(CAST(:tasks AS text[])) t""")


@dataclass(frozen=True, slots=True)
class Asked:
    """A job the relay asks for; the same `key` again asks for nothing."""

    owner: str
    kind: str
    args: dict[str, Any]
    key: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something done every so often: the job kind and the length of its period."""

    kind: str
    every: timedelta


@dataclass
class Relay:
    """`subscribers`: event name → job kinds that must hear it. `tasks`: what the schedule starts."""

    house: Engine
    redis: Redis
    lease_seconds: int
    subscribers: Mapping[str, Sequence[str]]
    tasks: Sequence[Task]
    wake: Callable[[float], None]

    def round(self) -> int:
        """Do once all there is to do; returns how many jobs were handed to the queue."""
        with self.house.begin() as conn:
            for row in conn.execute(_LOST, {"attempts": MAX_ATTEMPTS}):
                log.warning("lease lost", job=str(row.id), kind=row.kind, tenant=row.owner, now=row.state)
        with self.house.begin() as conn:
            self._schedule(conn)
        with self.house.begin() as conn:
            self._deliver(conn)
        return self._hand_over()

    def _schedule(self, conn: Connection) -> None:
        last = dict(map(tuple, conn.execute(_LAST, {"tasks": [task.kind for task in self.tasks]})))
        due = [(task.kind, period) for task in self.tasks for period in _missed(last[task.kind], task.every, clock.now())]
        if due:
            tasks, periods = zip(*due, strict=True)
            begun = [(row.task, row.period.astimezone(UTC).isoformat())
                     for row in conn.execute(_BEGIN, {"tasks": list(tasks), "periods": list(periods)})]
            _ask(conn, [Asked("quayside_house", task, {"period": period}, f"schedule:{task}:{period}") for task, period in begun])

    def _deliver(self, conn: Connection) -> None:
        mail = conn.execute(_MAIL).all()
        _ask(conn, [Asked(errand.owner, kind, {"event": errand.name, "subject_id": errand.subject_id, **errand.data},
                          f"errand:{errand.id}:{kind}") for errand in mail for kind in self.subscribers.get(errand.name, ())])
        if mail:
            conn.execute(_READ, {"ids": [errand.id for errand in mail]})

    def _hand_over(self) -> int:
        """Rows first become `queued` durably, then their ids go to RQ. Lost in between, the lease brings them back."""
        with self.house.begin() as conn:
            due = conn.execute(_DUE, {"lease": max(self.lease_seconds, 10)}).all()
        for row in due:
            Queue(row.queue, connection=self.redis, serializer=JSONSerializer).enqueue(
                PERFORM, str(row.id), job_id=f"{row.id}-{row.attempt}-{uuid.uuid4().hex[:6]}", result_ttl=0, failure_ttl=3600,
                job_timeout=24 * 3600)
        return len(due)


def _ask(conn: Connection, jobs: Sequence[Asked]) -> None:
    if jobs:
        conn.execute(_ASK, {"owners": [j.owner for j in jobs], "kinds": [j.kind for j in jobs], "queues": [JOBS[j.kind].queue for j in jobs],
                            "args": [json.dumps(j.args) for j in jobs], "keys": [j.key for j in jobs]})


def _missed(last: datetime | None, every: timedelta, at: datetime, limit: int = 40) -> list[datetime]:
    """Periods begun since the last one started, oldest first; at most `limit`, so a long sleep isn't a flood."""
    step = every.total_seconds()
    newest = int(at.timestamp() // step)
    first = newest if last is None else int(last.timestamp() // step) + 1
    return [datetime.fromtimestamp(n * step, UTC) for n in range(max(first, newest - limit + 1), newest + 1)]
