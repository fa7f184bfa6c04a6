"""Tables of customers."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Recorded, Words
from saas.kit.db import TenantModel


class Customer(TenantModel):
    """Someone who ordered. `key` is the folded e-mail, or the phone's digits where there is none; orders carry the same
    key. What the last order said of them is kept, unless the company has written it itself (`edited_at`)."""

    __tablename__ = "customer"
    id: Mapped[Id]
    key: Mapped[Words] = mapped_column(unique=True)
    name: Mapped[Words] = mapped_column(server_default="")
    email: Mapped[Words] = mapped_column(server_default="")
    phone: Mapped[Words] = mapped_column(server_default="")
    address: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    note: Mapped[Words] = mapped_column(server_default="")
    orders: Mapped[Big] = mapped_column(server_default="0")
    last_order_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    edited_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    grams: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[Recorded]
    __table_args__ = (Index("ix_customer_grams", "grams", postgresql_using="gin"), Index("ix_customer_name_id", "name", "id"))
