"""Tables of returns."""

from datetime import datetime
from typing import Any

from sqlalchemy import (BigInteger, CheckConstraint, Computed, DateTime, ForeignKey, ForeignKeyConstraint, Identity, Index,
                        PrimaryKeyConstraint, Text)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Recorded, Words
from saas.kit.db import TenantModel

# Computed from what happened to the lines. Reception and acceptance are separate: goods may lie here undecided.
STATE = """CASE
 WHEN cancelled_at IS NOT NULL THEN 'cancelled'
 WHEN declined_at IS NOT NULL THEN 'declined'
 WHEN closed_at IS NOT NULL THEN 'closed'
 WHEN received > 0 AND accepted + rejected = received AND received = authorised THEN 'decided'
 WHEN received > 0 AND received = authorised THEN 'received'
 WHEN received > 0 THEN 'part_received'
 WHEN authorised_at IS NOT NULL THEN 'authorised'
 ELSE 'requested' END"""


class Return(TenantModel):
    """A customer sends goods of one order back. Quantities are the sums over the lines; `refunded` in minor units of the
    order's currency."""

    __tablename__ = "returns"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=30001), unique=True)
    order_id: Mapped[Big] = mapped_column(ForeignKey("orders.id"), index=True)
    reason: Mapped[Words]
    note: Mapped[Words] = mapped_column(server_default="")
    wants: Mapped[Words] = mapped_column(server_default="refund")
    requested: Mapped[Big]
    authorised: Mapped[Big] = mapped_column(server_default="0")
    received: Mapped[Big] = mapped_column(server_default="0")
    accepted: Mapped[Big] = mapped_column(server_default="0")
    rejected: Mapped[Big] = mapped_column(server_default="0")
    refunded: Mapped[Big] = mapped_column(server_default="0")
    authorised_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    declined_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    cancelled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    exchange_order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    state: Mapped[Words] = mapped_column(Computed(STATE, persisted=True))
    key: Mapped[str | None] = mapped_column(Text, unique=True)
    requested_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    requested_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        CheckConstraint("reason IN ('unwanted', 'damaged', 'faulty', 'wrong_item', 'not_as_described', 'late', 'other')", name="reason"),
        CheckConstraint("wants IN ('refund', 'exchange', 'nothing')", name="wants"),
        CheckConstraint("requested > 0 AND authorised BETWEEN 0 AND requested AND received BETWEEN 0 AND authorised", name="pieces"),
        CheckConstraint("accepted >= 0 AND rejected >= 0 AND accepted + rejected <= received AND refunded >= 0", name="decided"),
        CheckConstraint("(declined_at IS NULL AND cancelled_at IS NULL) OR received = 0", name="what_arrived_is_not_declined"),
        Index("ix_returns_state_id", "state", "id"))


class ReturnLine(TenantModel):
    """Pieces of one order line a customer sends back."""

    __tablename__ = "return_line"
    return_id: Mapped[Big] = mapped_column(ForeignKey("returns.id"))
    order_id: Mapped[Big]
    line_no: Mapped[int]
    requested: Mapped[Big]
    authorised: Mapped[Big] = mapped_column(server_default="0")
    received: Mapped[Big] = mapped_column(server_default="0")
    accepted: Mapped[Big] = mapped_column(server_default="0")
    rejected: Mapped[Big] = mapped_column(server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("return_id", "line_no"),
        ForeignKeyConstraint(["order_id", "line_no"], ["order_line.order_id", "order_line.line_no"], name="fk_return_line_line"),
        CheckConstraint("requested > 0 AND authorised BETWEEN 0 AND requested AND received BETWEEN 0 AND authorised", name="pieces"),
        CheckConstraint("accepted >= 0 AND rejected >= 0 AND accepted + rejected <= received", name="decided"),
        Index("ix_return_line_order", "order_id", "line_no"))


class ReturnedUnit(TenantModel):
    """Pieces that came back together in one condition, where they are now (`customer`: sent back to them), and what was
    decided about them. `worth` is what accepted pieces were sold for, in minor units of the order's currency: what they
    add to those accepted before, so that the sum never exceeds the price whatever comes back in which order."""

    __tablename__ = "returned_unit"
    id: Mapped[Id]
    return_id: Mapped[Big]
    line_no: Mapped[int]
    quantity: Mapped[Big]
    condition: Mapped[Words]
    goes_to: Mapped[Words]
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"))
    lot: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[Words] = mapped_column(server_default="")
    reason: Mapped[Words] = mapped_column(server_default="")
    worth: Mapped[Big] = mapped_column(server_default="0")
    received_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    received_at: Mapped[Instant]
    decided_by: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    key: Mapped[Words] = mapped_column(unique=True)
    __table_args__ = (
        ForeignKeyConstraint(["return_id", "line_no"], ["return_line.return_id", "return_line.line_no"], name="fk_returned_unit_line"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("condition IN ('as_new', 'opened', 'damaged', 'faulty', 'wrong_item')", name="condition"),
        CheckConstraint("goes_to IN ('stock', 'damaged', 'quarantine', 'destroyed', 'customer')", name="goes_to"),
        CheckConstraint("(goes_to IN ('destroyed', 'customer')) = (location_id IS NULL)", name="where"),
        CheckConstraint("decision IN ('', 'accepted', 'rejected') AND (decision = '') = (decided_at IS NULL)", name="decision"),
        CheckConstraint("worth >= 0 AND (worth = 0 OR decision = 'accepted')", name="worth"),
        Index("ix_returned_unit_line", "return_id", "line_no"))


class Refund(TenantModel):
    """Money given back for an order, recorded when it was; minor units of the order's currency. Insert-only."""

    __tablename__ = "refund"
    id: Mapped[Id]
    order_id: Mapped[Big] = mapped_column(ForeignKey("orders.id"), index=True)
    return_id: Mapped[int | None] = mapped_column(ForeignKey("returns.id"), index=True)
    amount: Mapped[Big]
    method: Mapped[Words] = mapped_column(server_default="")
    reference: Mapped[Words] = mapped_column(server_default="")
    note: Mapped[Words] = mapped_column(server_default="")
    key: Mapped[Words] = mapped_column(unique=True)
    by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[Instant]
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)
