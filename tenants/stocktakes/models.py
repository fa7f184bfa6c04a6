"""Tables of stocktakes."""

from datetime import datetime
from typing import Any

from sqlalchemy import (BigInteger, CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Identity, Index, PrimaryKeyConstraint, Text,
                        UniqueConstraint, text)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Recorded, Words
from saas.kit.db import TenantModel


class Stocktake(TenantModel):
    """A count of some places of a warehouse: counting, under review, posted or cancelled. `blind`: who counts isn't
    shown what the books say. `scope` tells what is counted, as a person chose it."""

    __tablename__ = "stocktake"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=60001), unique=True)
    warehouse_id: Mapped[Big] = mapped_column(ForeignKey("warehouse.id"))
    scope: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    blind: Mapped[bool] = mapped_column(server_default="true")
    state: Mapped[Words] = mapped_column(server_default="counting")
    note: Mapped[Words] = mapped_column(server_default="")
    key: Mapped[str | None] = mapped_column(Text, unique=True)
    fingerprint: Mapped[Words] = mapped_column(server_default="")
    created_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Recorded]
    posted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (CheckConstraint("state IN ('counting', 'review', 'posted', 'cancelled')", name="state"),
                      CheckConstraint("(state = 'posted') = (posted_at IS NOT NULL)", name="posted"), Index("ix_stocktake_state_id", "state", "id"))


class StocktakeLine(TenantModel):
    """One place to count. `book` is what the books said in the moment of the count, so that what moves afterwards isn't
    mistaken for a difference; a recount replaces the count and keeps the first in `first_counted`. A reviewer accepts
    the difference or keeps the book; `posted` is the difference once it was applied.

    A line is `open` until its stocktake ends: what two stocktakes counted at a time would be corrected twice."""

    __tablename__ = "stocktake_line"
    stocktake_id: Mapped[Big] = mapped_column(ForeignKey("stocktake.id"))
    line_no: Mapped[int]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    location_id: Mapped[Big] = mapped_column(ForeignKey("location.id"))
    lot: Mapped[str | None] = mapped_column(Text)
    status: Mapped[Words] = mapped_column(server_default="good")
    counted: Mapped[int | None] = mapped_column(BigInteger)
    book: Mapped[int | None] = mapped_column(BigInteger)
    first_counted: Mapped[int | None] = mapped_column(BigInteger)
    counted_by: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    counted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    recount: Mapped[bool] = mapped_column(server_default="false")
    decision: Mapped[Words] = mapped_column(server_default="")
    reason: Mapped[Words] = mapped_column(server_default="")
    posted: Mapped[int | None] = mapped_column(BigInteger)
    open: Mapped[bool] = mapped_column(server_default="true")
    __table_args__ = (
        PrimaryKeyConstraint("stocktake_id", "line_no"),
        UniqueConstraint("stocktake_id", "sku_id", "location_id", "lot", "status", postgresql_nulls_not_distinct=True),
        CheckConstraint("counted >= 0 AND first_counted >= 0 AND book >= 0", name="counts"),
        CheckConstraint("(counted IS NULL) = (book IS NULL) AND (counted IS NULL) = (counted_at IS NULL)", name="counted"),
        CheckConstraint("decision IN ('', 'accept', 'keep')", name="decision"),
        CheckConstraint("posted = counted - book AND (posted IS NULL OR decision = 'accept')", name="posted"),
        Index("ux_stocktake_line_counted_by_one_at_a_time", "sku_id", "location_id", "lot", "status", unique=True,
              postgresql_where=text("open"), postgresql_nulls_not_distinct=True))


class StocktakeCount(TenantModel):
    """One entry of a count: `quantity` pieces were counted (or more of them), which made the line's figure `counted`
    while the books said `book`. Insert-only; the same key counts once."""

    __tablename__ = "stocktake_count"
    id: Mapped[Id]
    stocktake_id: Mapped[Big]
    line_no: Mapped[int]
    quantity: Mapped[Big]
    counted: Mapped[Big]
    book: Mapped[Big]
    actor: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[Instant]
    key: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        UniqueConstraint("stocktake_id", "key"),
        ForeignKeyConstraint(["stocktake_id", "line_no"], ["stocktake_line.stocktake_id", "stocktake_line.line_no"],
                             name="fk_stocktake_count_stocktake_id_line_no"),
        CheckConstraint("quantity >= 0 AND counted >= quantity AND book >= 0", name="counts"),
        Index("ix_stocktake_count_stocktake_id_id", "stocktake_id", "id"))
