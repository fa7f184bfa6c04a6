"""Tables of fulfilment."""

from datetime import datetime

from sqlalchemy import (BigInteger, CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Identity, Index,
                        PrimaryKeyConstraint, UniqueConstraint)
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Words
from saas.kit.db import TenantModel


class Shipment(TenantModel):
    """One parcel that left a warehouse for one order."""

    __tablename__ = "shipment"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=20001), unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    carrier: Mapped[Words] = mapped_column(server_default="")
    tracking: Mapped[Words] = mapped_column(server_default="")
    key: Mapped[Words]
    shipped_at: Mapped[Instant]
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (UniqueConstraint("key", "warehouse_id"), Index("ix_shipment_tracking", "tracking"), Index("ix_shipment_shipped", "shipped_at", "id"))


class ShipmentLine(TenantModel):
    """What lay in the parcel: pieces of an order line, taken from one balance."""

    __tablename__ = "shipment_line"
    shipment_id: Mapped[int] = mapped_column(ForeignKey("shipment.id"))
    order_id: Mapped[int] = mapped_column(BigInteger)
    line_no: Mapped[int]
    balance_id: Mapped[int] = mapped_column(ForeignKey("balance.id"))
    quantity: Mapped[Big]
    __table_args__ = (
        PrimaryKeyConstraint("shipment_id", "line_no", "balance_id"),
        ForeignKeyConstraint(["order_id", "line_no"], ["order_line.order_id", "order_line.line_no"],
                             name="fk_shipment_line_line"),
        CheckConstraint("quantity > 0", name="quantity"),
    )
