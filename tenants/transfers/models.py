"""Tables of transfers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (BigInteger, CheckConstraint, Computed, DateTime, ForeignKey, ForeignKeyConstraint, Identity, Index, PrimaryKeyConstraint, Text,
                        UniqueConstraint)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Recorded, Words
from saas.kit.db import TenantModel

# Computed from what happened to the lines, as an order's state is. Quantities are the sums over the lines.
STATE = """CASE
 WHEN cancelled_at IS NOT NULL THEN 'cancelled'
 WHEN sent = 0 THEN 'planned'
 WHEN received + lost = sent AND sent = planned THEN 'received'
 WHEN received + lost > 0 THEN 'part_received'
 ELSE 'in_transit' END"""


class Transfer(TenantModel):
    """Goods on their way between two warehouses: what is planned, sent, arrived and lost. `surplus` pieces were found on
    arrival beyond what was sent: they were never on the road, and came into the books where they were found."""

    __tablename__ = "transfer"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=50001), unique=True)
    from_warehouse_id: Mapped[Big] = mapped_column(ForeignKey("warehouse.id"))
    to_warehouse_id: Mapped[Big] = mapped_column(ForeignKey("warehouse.id"))
    planned: Mapped[Big]
    sent: Mapped[Big] = mapped_column(server_default="0")
    received: Mapped[Big] = mapped_column(server_default="0")
    lost: Mapped[Big] = mapped_column(server_default="0")
    surplus: Mapped[Big] = mapped_column(server_default="0")
    cancelled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    state: Mapped[Words] = mapped_column(Computed(STATE, persisted=True))
    expected_on: Mapped[date | None]
    note: Mapped[Words] = mapped_column(server_default="")
    key: Mapped[str | None] = mapped_column(Text, unique=True)
    fingerprint: Mapped[Words] = mapped_column(server_default="")
    created_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        CheckConstraint("from_warehouse_id <> to_warehouse_id", name="two_warehouses"),
        CheckConstraint("planned > 0 AND received >= 0 AND lost >= 0 AND received + lost <= sent AND sent <= planned AND surplus >= 0", name="counts"),
        CheckConstraint("cancelled_at IS NULL OR sent = 0", name="what_left_is_not_cancelled"),
        Index("ix_transfer_state_id", "state", "id"))


class TransferLine(TenantModel):
    """Pieces of one SKU (of one lot, where that was asked for) of a transfer. `sent - received - lost` are on the road."""

    __tablename__ = "transfer_line"
    transfer_id: Mapped[Big] = mapped_column(ForeignKey("transfer.id"))
    line_no: Mapped[int]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"), index=True)
    lot: Mapped[str | None] = mapped_column(Text)
    planned: Mapped[Big]
    sent: Mapped[Big] = mapped_column(server_default="0")
    received: Mapped[Big] = mapped_column(server_default="0")
    lost: Mapped[Big] = mapped_column(server_default="0")
    surplus: Mapped[Big] = mapped_column(server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("transfer_id", "line_no"),
        CheckConstraint("planned > 0 AND received >= 0 AND lost >= 0 AND received + lost <= sent AND sent <= planned AND surplus >= 0", name="counts"))


class TransferLot(TenantModel):
    """What of a line has left, by lot or serial number (none: pieces that aren't told apart), so that it arrives as what
    it left as. The sums over a line are the line's own figures."""

    __tablename__ = "transfer_lot"
    id: Mapped[Id]
    transfer_id: Mapped[Big]
    line_no: Mapped[int]
    lot: Mapped[str | None] = mapped_column(Text)
    sent: Mapped[Big]
    received: Mapped[Big] = mapped_column(server_default="0")
    lost: Mapped[Big] = mapped_column(server_default="0")
    __table_args__ = (
        UniqueConstraint("transfer_id", "line_no", "lot", postgresql_nulls_not_distinct=True),
        ForeignKeyConstraint(["transfer_id", "line_no"], ["transfer_line.transfer_id", "transfer_line.line_no"],
                             name="fk_transfer_lot_transfer_id_line_no"),
        CheckConstraint("sent > 0 AND received >= 0 AND lost >= 0 AND received + lost <= sent", name="counts"))
