"""Tables of lists."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, PrimaryKeyConstraint, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Recorded, Words
from saas.kit.db import TenantModel


class SavedView(TenantModel):
    """A list's filter kept under a name: one person's own, or everyone's (`person_id` missing)."""

    __tablename__ = "saved_view"
    id: Mapped[Id]
    list: Mapped[Words]
    name: Mapped[Words]
    query: Mapped[dict[str, Any]] = mapped_column(JSONB)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[Recorded]
    __table_args__ = (UniqueConstraint("list", "person_id", "name", postgresql_nulls_not_distinct=True),)


class BulkRun(TenantModel):
    """One act on everything a filter found, done in chunks by a job; what has an outcome is through, the next
    chunk begins after it. The same `key` again is the same run."""

    __tablename__ = "bulk_run"
    id: Mapped[Id]
    list: Mapped[Words]
    act: Mapped[Words]
    query: Mapped[dict[str, Any]] = mapped_column(JSONB)
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    state: Mapped[Words] = mapped_column(server_default="running")
    total: Mapped[Big] = mapped_column(server_default="0")
    done: Mapped[Big] = mapped_column(server_default="0")
    again: Mapped[Big] = mapped_column(server_default="0")
    refused: Mapped[Big] = mapped_column(server_default="0")
    runner: Mapped[Words] = mapped_column(server_default="")
    key: Mapped[str | None] = mapped_column(Text, unique=True)
    fingerprint: Mapped[Words] = mapped_column(server_default="")
    created_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Recorded]
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (CheckConstraint("state IN ('running', 'done', 'cancelled', 'failed')", name="state"),
                      Index("ix_bulk_run_finished_at", "finished_at", "id", postgresql_where=text("finished_at IS NOT NULL")))


class BulkItem(TenantModel):
    """One thing of a bulk run and what came of it: waiting, done, again or refused with its code and data."""

    __tablename__ = "bulk_item"
    run_id: Mapped[Big] = mapped_column(ForeignKey("bulk_run.id"))
    place: Mapped[Big]
    subject: Mapped[Words]
    status: Mapped[Words] = mapped_column(server_default="waiting")
    code: Mapped[Words] = mapped_column(server_default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    __table_args__ = (PrimaryKeyConstraint("run_id", "place"),
                      CheckConstraint("status IN ('waiting', 'done', 'again', 'refused')", name="status"),
                      Index("ix_bulk_item_refused", "run_id", "place", postgresql_where=text("status = 'refused'")))
