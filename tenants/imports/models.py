"""Tables of imports. The row is the cursor: killed anywhere, the work resumes where the last commit left it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, PrimaryKeyConstraint, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Recorded, Words
from saas.kit.db import TenantModel

STATES = ("uploaded", "mapping", "checking", "checked", "applying", "applied", "undoing", "undone", "failed", "cancelled")
WORKING = ("checking", "applying", "undoing")


class Import(TenantModel):
    """One file on its way in. `next_record` is the first record not yet committed in the running pass. Rows are rows of
    data, however many lines each takes: `rows_total` about as many as there are, `rows_read` counted.
    `runner` fences it: the one attempt of one job that may write here."""

    __tablename__ = "import"
    id: Mapped[Id]
    kind: Mapped[Words]
    state: Mapped[Words] = mapped_column(server_default="uploaded")
    filename: Mapped[Words]
    file_key: Mapped[Words]
    file_size: Mapped[Big]
    file_hash: Mapped[Words]
    profile: Mapped[Words] = mapped_column(server_default="")
    reading: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    mapping: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    options: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    rows_total: Mapped[int | None] = mapped_column(BigInteger)
    records_total: Mapped[int | None] = mapped_column(BigInteger)
    next_record: Mapped[Big] = mapped_column(server_default="0")
    rows_read: Mapped[Big] = mapped_column(server_default="0")
    done: Mapped[Big] = mapped_column(server_default="0")
    again: Mapped[Big] = mapped_column(server_default="0")
    refused: Mapped[Big] = mapped_column(server_default="0")
    summary: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    failure: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    runner: Mapped[Words] = mapped_column(server_default="")
    cancel_asked: Mapped[bool] = mapped_column(server_default="false")
    created_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Recorded]
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (
        CheckConstraint("kind IN ('orders', 'products', 'stock')", name="kind"),
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in STATES)})", name="state"),
        Index("ix_import_created", text("created_at DESC"), text("id DESC")),
        Index("ix_import_working", "state", postgresql_where=text("state IN ('checking', 'applying', 'undoing', 'checked', 'mapping')")),
    )

    @property
    def working(self) -> bool:
        return self.state in WORKING


class ImportProblem(TenantModel):
    """One thing wrong with one row, as code and data: each reader sees it in their own language."""

    __tablename__ = "import_problem"
    import_id: Mapped[int] = mapped_column(ForeignKey("import.id"))
    record_no: Mapped[Big]
    place: Mapped[int]
    row_no: Mapped[Big]
    reference: Mapped[Words] = mapped_column(server_default="")
    column: Mapped[Words] = mapped_column(server_default="")
    code: Mapped[Words]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    value: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (PrimaryKeyConstraint("import_id", "record_no", "place"),)


class ImportMapping(TenantModel):
    """How a company reads files with these columns: remembered from the last time someone mapped them."""

    __tablename__ = "import_mapping"
    kind: Mapped[Words]
    columns_hash: Mapped[Words]
    mapping: Mapped[dict[str, Any]] = mapped_column(JSONB)
    used_at: Mapped[Instant]
    __table_args__ = (PrimaryKeyConstraint("kind", "columns_hash"),)
