"""Tables of purchasing."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Computed, DateTime, ForeignKey, Identity, Index, PrimaryKeyConstraint, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Recorded, Words
from saas.kit.db import TenantModel

# Computed from what happened to the lines. Quantities are the sums over the lines; `received` counts all that arrived
# against the order, good or damaged, and may exceed what was ordered.
STATE = """CASE
 WHEN cancelled_at IS NOT NULL THEN 'cancelled'
 WHEN closed_at IS NOT NULL THEN 'closed'
 WHEN ordered_at IS NULL THEN 'draft'
 WHEN open_pieces = 0 THEN 'received'
 WHEN received > 0 THEN 'part_received'
 ELSE 'ordered' END"""
NOTICE_STATE = """CASE
 WHEN cancelled_at IS NOT NULL THEN 'cancelled'
 WHEN arrived_at IS NOT NULL THEN 'arrived'
 ELSE 'announced' END"""


class Supplier(TenantModel):
    """Whom we buy from. `lead_days` is how long they usually take. Of a line of an order at most `over_percent` more than
    ordered is taken in; None: as much as comes."""

    __tablename__ = "supplier"
    id: Mapped[Id]
    code: Mapped[Words] = mapped_column(unique=True)
    name: Mapped[Words]
    email: Mapped[Words] = mapped_column(server_default="")
    phone: Mapped[Words] = mapped_column(server_default="")
    country: Mapped[Words] = mapped_column(server_default="")
    lead_days: Mapped[int | None]
    over_percent: Mapped[int | None]
    note: Mapped[Words] = mapped_column(server_default="")
    active: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (CheckConstraint("lead_days >= 0", name="lead_days"), CheckConstraint("over_percent >= 0", name="over_percent"))


class SupplierOffer(TenantModel):
    """What a supplier takes for a piece of a SKU, in minor units of `currency`, and how long it takes them where that is
    not what they usually take. `code` is what they call it."""

    __tablename__ = "supplier_offer"
    supplier_id: Mapped[Big] = mapped_column(ForeignKey("supplier.id"))
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"), index=True)
    code: Mapped[Words] = mapped_column(server_default="")
    currency: Mapped[Words]
    unit_cost: Mapped[Big]
    lead_days: Mapped[int | None]
    updated_at: Mapped[Instant]
    __table_args__ = (PrimaryKeyConstraint("supplier_id", "sku_id"), CheckConstraint("unit_cost >= 0 AND lead_days >= 0", name="counts"))


class PurchaseOrder(TenantModel):
    """Goods ordered from a supplier for one warehouse; a draft until it is sent. `total` in minor units of `currency`;
    `open_pieces` are still to come."""

    __tablename__ = "purchase_order"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=70001), unique=True)
    supplier_id: Mapped[Big] = mapped_column(ForeignKey("supplier.id"), index=True)
    warehouse_id: Mapped[Big] = mapped_column(ForeignKey("warehouse.id"))
    reference: Mapped[Words] = mapped_column(server_default="")
    currency: Mapped[Words]
    rate: Mapped[Words] = mapped_column(server_default="1")
    total: Mapped[Big]
    ordered: Mapped[Big]
    received: Mapped[Big] = mapped_column(server_default="0")
    open_pieces: Mapped[Big]
    expected_on: Mapped[date | None]
    ordered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    cancelled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    state: Mapped[Words] = mapped_column(Computed(STATE, persisted=True))
    note: Mapped[Words] = mapped_column(server_default="")
    key: Mapped[str | None] = mapped_column(Text, unique=True)
    fingerprint: Mapped[Words] = mapped_column(server_default="")
    created_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        CheckConstraint("total >= 0 AND ordered > 0 AND received >= 0 AND open_pieces BETWEEN 0 AND ordered", name="counts"),
        CheckConstraint("cancelled_at IS NULL OR received = 0", name="what_arrived_is_not_cancelled"),
        Index("ix_purchase_order_state_id", "state", "id"))


class PurchaseLine(TenantModel):
    """Pieces of one SKU on a purchase order. `unit_cost` in minor units of the order's currency. `received` of them
    arrived, `damaged` of those broken; more than ordered may arrive; `closed` pieces will not come any more."""

    __tablename__ = "purchase_line"
    purchase_id: Mapped[Big] = mapped_column(ForeignKey("purchase_order.id"))
    line_no: Mapped[int]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    unit_cost: Mapped[Big]
    ordered: Mapped[Big]
    received: Mapped[Big] = mapped_column(server_default="0")
    damaged: Mapped[Big] = mapped_column(server_default="0")
    closed: Mapped[Big] = mapped_column(server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("purchase_id", "line_no"),
        CheckConstraint("ordered > 0 AND unit_cost >= 0 AND received >= 0 AND damaged BETWEEN 0 AND received AND closed BETWEEN 0 AND ordered",
                        name="counts"),
        Index("ix_purchase_line_coming", "sku_id", "purchase_id", postgresql_where=text("received + closed < ordered")),
        Index("ix_purchase_line_sku_id", "sku_id", "purchase_id"))


class Notice(TenantModel):
    """An advance notice: what a supplier says is on its way, before it arrives."""

    __tablename__ = "notice"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=75001), unique=True)
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    supplier_id: Mapped[Big] = mapped_column(ForeignKey("supplier.id"))
    warehouse_id: Mapped[Big] = mapped_column(ForeignKey("warehouse.id"))
    reference: Mapped[Words] = mapped_column(server_default="")
    carrier: Mapped[Words] = mapped_column(server_default="")
    tracking: Mapped[Words] = mapped_column(server_default="")
    expected_on: Mapped[date | None]
    arrived_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    cancelled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    state: Mapped[Words] = mapped_column(Computed(NOTICE_STATE, persisted=True))
    key: Mapped[str | None] = mapped_column(Text, unique=True)
    fingerprint: Mapped[Words] = mapped_column(server_default="")
    created_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (Index("ix_notice_state_id", "state", "id"),)


class NoticeLine(TenantModel):
    """What of one SKU is said to be in the delivery; `purchase_line_no` where it belongs to a purchase order."""

    __tablename__ = "notice_line"
    notice_id: Mapped[Big] = mapped_column(ForeignKey("notice.id"))
    line_no: Mapped[int]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"), index=True)
    purchase_line_no: Mapped[int | None]
    lot: Mapped[str | None] = mapped_column(Text)
    expires_on: Mapped[date | None]
    quantity: Mapped[Big]
    __table_args__ = (PrimaryKeyConstraint("notice_id", "line_no"), CheckConstraint("quantity > 0", name="quantity"))


class GoodsReceipt(TenantModel):
    """A delivery as it was taken in. Reversed, its goods have left the shelves again and count for no order."""

    __tablename__ = "goods_receipt"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=80001), unique=True)
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), index=True)
    supplier_id: Mapped[Big] = mapped_column(ForeignKey("supplier.id"))
    warehouse_id: Mapped[Big] = mapped_column(ForeignKey("warehouse.id"))
    note: Mapped[Words] = mapped_column(server_default="")
    key: Mapped[Words] = mapped_column(unique=True)
    fingerprint: Mapped[Words] = mapped_column(server_default="")
    received_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    received_at: Mapped[Instant]
    reversed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class GoodsReceiptLine(TenantModel):
    """What of one SKU (and lot) arrived: `good` and `damaged` pieces against the `expected` ones; more is over, less is
    short, and `reason` says why. `unit_cost` in minor units of the tenant's currency."""

    __tablename__ = "goods_receipt_line"
    receipt_id: Mapped[Big] = mapped_column(ForeignKey("goods_receipt.id"))
    line_no: Mapped[int]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    purchase_line_no: Mapped[int | None]
    lot: Mapped[str | None] = mapped_column(Text)
    expected: Mapped[Big] = mapped_column(server_default="0")
    good: Mapped[Big] = mapped_column(server_default="0")
    damaged: Mapped[Big] = mapped_column(server_default="0")
    unit_cost: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[Words] = mapped_column(server_default="")
    __table_args__ = (PrimaryKeyConstraint("receipt_id", "line_no"),
                      CheckConstraint("expected >= 0 AND good >= 0 AND damaged >= 0 AND expected + good + damaged > 0 AND unit_cost >= 0", name="counts"))
