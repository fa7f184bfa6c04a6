"""The two tables a tenant may drop something into and read nothing from: errands (outbox) and jobs."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, PrimaryKeyConstraint, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Recorded, Words
from saas.kit.db import HouseModel

JOB_STATES = ("waiting", "queued", "running", "done", "parked", "cancelled")


class Errand(HouseModel):
    """What happened in a tenant, for whoever in the house must hear of it. Row security writes `owner` for us."""

    __tablename__ = "outbox"
    id: Mapped[Id]
    owner: Mapped[Words] = mapped_column(server_default=text("CURRENT_USER"))
    name: Mapped[Words]
    subject_kind: Mapped[Words]
    subject_id: Mapped[Big]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[Instant]
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (
        Index("ix_outbox_open", "id", postgresql_where=text("done_at IS NULL")),
        Index("ix_outbox_done", "done_at", postgresql_where=text("done_at IS NOT NULL")),
    )


class Job(HouseModel):
    """Work to be done later, once. PostgreSQL is the truth; the queue only carries the id.

    waiting → queued → running → done; a lost lease goes back to waiting, a poison job is parked for a person."""

    __tablename__ = "job"
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    owner: Mapped[Words] = mapped_column(server_default=text("CURRENT_USER"))
    kind: Mapped[Words]
    queue: Mapped[Words]
    args: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    actor: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    key: Mapped[str | None] = mapped_column(Text, unique=True)
    state: Mapped[Words] = mapped_column(server_default="waiting")
    attempt: Mapped[int] = mapped_column(server_default="0")
    fence: Mapped[int] = mapped_column(BigInteger, server_default="0")
    worker: Mapped[Words] = mapped_column(server_default="")
    lease_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    run_after: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    progress: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    error: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    created_at: Mapped[Recorded]
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in JOB_STATES)})", name="state"),
        Index("ix_job_due", "run_after", postgresql_where=text("state = 'waiting'")),
        Index("ix_job_lease", "lease_until", postgresql_where=text("state IN ('queued', 'running')")),
        Index("ix_job_parked", "created_at", postgresql_where=text("state = 'parked'")),
        Index("ix_job_over", "finished_at", postgresql_where=text("state IN ('done', 'cancelled')")),
    )


class ScheduleRun(HouseModel):
    """One row per task, tenant and period: two schedulers can't both start it, and a missed one is seen."""

    __tablename__ = "schedule_run"
    task: Mapped[Words]
    tenant_id: Mapped[int] = mapped_column(BigInteger, server_default="0")
    period: Mapped[Instant]
    at: Mapped[Recorded]
    __table_args__ = (PrimaryKeyConstraint("task", "tenant_id", "period"), Index("ix_schedule_run_at", "at"))
