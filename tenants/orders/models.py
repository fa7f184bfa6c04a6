"""Tables of orders. An order's state is computed by the database from what happened to its lines and holds."""

from datetime import datetime
from typing import Any

from sqlalchemy import (BigInteger, CheckConstraint, Computed, DateTime, ForeignKey, ForeignKeyConstraint, Identity, Index,
                        PrimaryKeyConstraint, Text, UniqueConstraint, text)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Recorded, Words
from saas.kit.db import TenantModel
from saas.kit.money import Money

# One place says what a state means; nobody can type one in. Quantities are the sums over the order's lines.
STATE = """CASE
 WHEN cancelled = ordered THEN 'cancelled'
 WHEN delivered > 0 AND delivered + cancelled = ordered THEN 'delivered'
 WHEN shipped + cancelled = ordered THEN 'shipped'
 WHEN open_holds > 0 THEN 'on_hold'
 WHEN shipped > 0 THEN 'part_shipped'
 WHEN picked > 0 THEN 'picking'
 WHEN allocated + shipped + cancelled = ordered THEN 'ready'
 ELSE 'waiting' END"""
STATES = ("waiting", "on_hold", "ready", "picking", "part_shipped", "shipped", "delivered", "cancelled")
OPEN_STATES = ("waiting", "on_hold", "ready", "picking", "part_shipped")


class Order(TenantModel):
    """One sales order. Amounts are minor units of `currency`, frozen when it was placed; so are lines and address.
    `tax` is added to the prices; `tax_included` is the part of the prices that is tax, where prices contain it."""

    __tablename__ = "orders"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True, start=10001), unique=True)
    channel: Mapped[Words] = mapped_column(server_default="")
    reference: Mapped[Words]
    currency: Mapped[Words]
    customer_name: Mapped[Words] = mapped_column(server_default="")
    customer_email: Mapped[Words] = mapped_column(server_default="")
    customer_phone: Mapped[Words] = mapped_column(server_default="")
    ship_to: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    note: Mapped[Words] = mapped_column(server_default="")
    shipping_method: Mapped[Words] = mapped_column(server_default="")
    subtotal: Mapped[Big]
    discount: Mapped[Big] = mapped_column(server_default="0")
    shipping: Mapped[Big] = mapped_column(server_default="0")
    tax: Mapped[Big] = mapped_column(server_default="0")
    tax_included: Mapped[Big] = mapped_column(server_default="0")
    total: Mapped[Big]
    ordered: Mapped[Big]
    cancelled: Mapped[Big] = mapped_column(server_default="0")
    allocated: Mapped[Big] = mapped_column(server_default="0")
    picked: Mapped[Big] = mapped_column(server_default="0")
    shipped: Mapped[Big] = mapped_column(server_default="0")
    delivered: Mapped[Big] = mapped_column(server_default="0")
    returned: Mapped[Big] = mapped_column(server_default="0")
    open_holds: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[Words] = mapped_column(Computed(STATE, persisted=True))
    import_id: Mapped[int | None] = mapped_column(BigInteger)
    placed_at: Mapped[Instant]
    recorded_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (
        UniqueConstraint("channel", "reference"),
        CheckConstraint("ordered > 0", name="ordered"),
        CheckConstraint("subtotal >= 0 AND discount >= 0 AND shipping >= 0 AND tax >= 0 AND tax_included >= 0", name="amounts"),
        CheckConstraint("total = subtotal - discount + shipping + tax AND total >= 0", name="total"),
        CheckConstraint("cancelled >= 0 AND allocated >= 0 AND shipped >= 0 AND open_holds >= 0", name="counts"),
        CheckConstraint("allocated + shipped + cancelled <= ordered", name="never_more_than_ordered"),
        CheckConstraint("picked BETWEEN 0 AND allocated", name="picked"),
        CheckConstraint("delivered BETWEEN 0 AND shipped AND returned BETWEEN 0 AND shipped", name="after_shipping"),
        Index("ix_orders_placed", text("placed_at DESC"), text("id DESC")),
        Index("ix_orders_state_placed", "state", text("placed_at DESC"), text("id DESC")),
        Index("ix_orders_reference", "reference"),
        Index("ix_orders_import_id", "import_id", postgresql_where=text("import_id IS NOT NULL")),
    )

    @property
    def total_money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def waiting_for(self) -> int:
        """Pieces that have no stock yet."""
        return self.ordered - self.cancelled - self.allocated - self.shipped


class OrderSearch(TenantModel):
    """What a person may search an order by, cut into pairs of characters so that two are enough in any script."""

    __tablename__ = "order_search"
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[Words]
    grams: Mapped[list[str]] = mapped_column(ARRAY(Text))
    __table_args__ = (Index("ix_order_search_grams", "grams", postgresql_using="gin"),)


class OrderLine(TenantModel):
    """One line. `allocated` and `picked` count what is held and not yet shipped; the others only grow."""

    __tablename__ = "order_line"
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    line_no: Mapped[int]
    sku_id: Mapped[int] = mapped_column(ForeignKey("sku.id"))
    sku_code: Mapped[Words]
    title: Mapped[Words]
    unit_price: Mapped[Big]
    discount: Mapped[Big] = mapped_column(server_default="0")
    tax_bp: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[Big]
    ordered: Mapped[Big]
    cancelled: Mapped[Big] = mapped_column(server_default="0")
    allocated: Mapped[Big] = mapped_column(server_default="0")
    picked: Mapped[Big] = mapped_column(server_default="0")
    packed: Mapped[Big] = mapped_column(server_default="0")
    shipped: Mapped[Big] = mapped_column(server_default="0")
    delivered: Mapped[Big] = mapped_column(server_default="0")
    returned: Mapped[Big] = mapped_column(server_default="0")
    written_off: Mapped[Big] = mapped_column(server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("order_id", "line_no"),
        CheckConstraint("ordered > 0 AND cancelled >= 0 AND allocated >= 0 AND shipped >= 0", name="counts"),
        CheckConstraint("allocated + shipped + cancelled <= ordered", name="never_more_than_ordered"),
        CheckConstraint("packed BETWEEN 0 AND picked AND picked <= allocated", name="picked_is_held"),
        CheckConstraint("delivered >= 0 AND written_off >= 0 AND delivered + written_off <= shipped", name="after_shipping"),
        CheckConstraint("returned BETWEEN 0 AND shipped", name="returned"),
        CheckConstraint("unit_price >= 0 AND discount >= 0 AND total = unit_price * ordered - discount AND total >= 0",
                        name="total"),
        Index("ix_order_line_sku_id", "sku_id", "order_id"),
        Index("ix_order_line_waiting", "sku_id", "order_id",
              postgresql_where=text("allocated + shipped + cancelled < ordered")),
    )


class Allocation(TenantModel):
    """Pieces of one balance held for one line; gone when shipped or let go. Their sum is the balance's `allocated`."""

    __tablename__ = "allocation"
    order_id: Mapped[int] = mapped_column(BigInteger)
    line_no: Mapped[int]
    balance_id: Mapped[int] = mapped_column(ForeignKey("balance.id"))
    quantity: Mapped[Big]
    picked: Mapped[Big] = mapped_column(server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("order_id", "line_no", "balance_id"),
        ForeignKeyConstraint(["order_id", "line_no"], ["order_line.order_id", "order_line.line_no"],
                             name="fk_allocation_line"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("picked BETWEEN 0 AND quantity", name="picked"),
        Index("ix_allocation_balance_id", "balance_id"),
    )


class Hold(TenantModel):
    """A reason an order stands still. `owner` says whose it is: a client's own hold is lifted by the client only."""

    __tablename__ = "hold"
    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    kind: Mapped[Words]
    reason: Mapped[Words] = mapped_column(server_default="")
    owner: Mapped[Words]
    set_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    set_at: Mapped[Recorded]
    lifts_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    lifted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    lifted_by: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    __table_args__ = (
        CheckConstraint("kind IN ('address', 'payment', 'fraud', 'stock', 'comment', 'client', 'operator')", name="kind"),
        CheckConstraint("owner IN ('client', 'operator', 'system')", name="owner"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_someone"),
        Index("ix_hold_due", "lifts_at", postgresql_where=text("lifted_at IS NULL AND lifts_at IS NOT NULL")),
        Index("ix_hold_open", "kind", "order_id", postgresql_where=text("lifted_at IS NULL")),
    )


class Idempotency(TenantModel):
    """The answer once given to an Idempotency-Key, so that the same request twice has one effect and one answer."""

    __tablename__ = "idempotency"
    token_id: Mapped[int] = mapped_column(BigInteger)
    route: Mapped[Words]
    key: Mapped[Words]
    body_hash: Mapped[Words]
    status: Mapped[int]
    body: Mapped[Words]
    at: Mapped[Recorded]
    __table_args__ = (PrimaryKeyConstraint("token_id", "route", "key"), Index("ix_idempotency_at", "at"))


