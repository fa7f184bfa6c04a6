"""Asking for work: a row in the unit of work that needs it, so that it stands or falls with the change."""

import json
import uuid
from datetime import datetime
from typing import Any

from saas.kit import clock, db
from saas.kit.context import current
from saas.kit.jobs.registry import JOBS

_ASK = """INSERT INTO saas.job (id, kind, queue, args, actor, key, run_after)
VALUES (%s, %s, %s, %s::jsonb, %s::jsonb, %s, %s)"""


def later(kind: str, args: dict[str, Any], *, key: str | None = None, run_after: datetime | None = None) -> str:
    """Ask for a job of this kind; returns its id. Ids and small values only; the tenant and actor go with the row.

    A tenant may not read jobs, so a `key` used twice fails the unit of work: pass one only where that is meant."""
    job_id = str(uuid.uuid4())
    tenant_key = key and f"{current().tenant.schema if current().tenant else 'saas'}:{key}"
    db.run(_ASK, (job_id, kind, JOBS[kind].queue, json.dumps(args), json.dumps(current().actor.as_data()),
                  tenant_key, run_after or clock.now()))
    return job_id
