"""The history table every tenant has: what happened, to what, by whom, through which door."""

from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Words
from saas.kit.db import TenantModel


class History(TenantModel):
    """One fact about one object. Insert-only."""

    __tablename__ = "event"
    id: Mapped[Id]
    name: Mapped[Words]
    subject_kind: Mapped[Words]
    subject_id: Mapped[Big]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    actor: Mapped[dict[str, Any]] = mapped_column(JSONB)
    door: Mapped[Words]
    origin: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    at: Mapped[Instant]
    __table_args__ = (Index("ix_event_subject", "subject_kind", "subject_id", "id"),)
