"""Tables of orders. An order's state is computed by the database from what happened to its lines and holds."""

from datetime import datetime
from typing import Any

from sqlalchemy import (BigInteger, CheckConstraint, Computed, DateTime, ForeignKey, ForeignKeyConstraint, Identity, Index,
                        PrimaryKeyConstraint, Text, UniqueConstraint, text)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Instant, Recorded, Words
from saas.kit.db import TenantModel

# One place says what a state means; nobody can type one in. Quantities are the sums over the order's lines.
STATE = """CASE
 WHEN cancelled = ordered THEN 'cancelled'
 WHEN drafted THEN 'draft'
 WHEN closed_at IS NOT NULL THEN 'closed'
 WHEN delivered > 0 AND delivered + written_off + cancelled = ordered THEN 'delivered'
 WHEN shipped + cancelled = ordered THEN 'shipped'
 WHEN open_holds > 0 THEN 'on_hold'
 WHEN shipped > 0 THEN 'part_shipped'
 WHEN picked > 0 THEN 'picking'
 WHEN allocated + shipped + cancelled = ordered THEN 'ready'
 ELSE 'waiting' END"""
STATES = ("draft", "waiting", "on_hold", "ready", "picking", "part_shipped", "shipped", "delivered", "closed", "cancelled")
OPEN_STATES = ("waiting", "on_hold", "ready", "picking", "part_shipped")


class Order(TenantModel):
    """One sales order. Amounts are minor units of `currency`, frozen when it was placed; so are lines and address.
    `tax` is added to the prices; `tax_included` is the part of the prices that is tax, where prices contain it.

    `stated_total` is what the shop said it adds up to, `tax_stated` that the shop gave the tax; `fingerprint` tells
    whether the same reference arrived with other content; `customer_key` finds who ordered (customers room)."""

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
    written_off: Mapped[Big] = mapped_column(server_default="0")
    refunded: Mapped[Big] = mapped_column(server_default="0")
    open_holds: Mapped[int] = mapped_column(server_default="0")
    drafted: Mapped[bool] = mapped_column(server_default="false")
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    state: Mapped[Words] = mapped_column(Computed(STATE, persisted=True))
    paid: Mapped[bool | None]
    prices_include_tax: Mapped[bool] = mapped_column(server_default="true")
    tax_stated: Mapped[bool] = mapped_column(server_default="false")
    stated_total: Mapped[int | None]
    fingerprint: Mapped[Words] = mapped_column(server_default="")
    customer_key: Mapped[Words] = mapped_column(server_default="")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
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
        CheckConstraint("delivered >= 0 AND written_off >= 0 AND delivered + written_off <= shipped AND returned BETWEEN 0 AND shipped",
                        name="after_shipping"),
        CheckConstraint("NOT drafted OR (allocated = 0 AND shipped = 0)", name="a_draft_holds_nothing"),
        CheckConstraint("closed_at IS NULL OR shipped + cancelled = ordered", name="closed_when_all_has_left"),
        CheckConstraint("refunded BETWEEN 0 AND total", name="never_refund_more_than_was_sold"),
        Index("ix_orders_customer", "customer_key", text("placed_at DESC"), text("id DESC"), postgresql_where=text("customer_key <> ''")),
        Index("ix_orders_placed", text("placed_at DESC"), text("id DESC")),
        Index("ix_orders_state_placed", "state", text("placed_at DESC"), text("id DESC")),
        Index("ix_orders_import_id", "import_id", postgresql_where=text("import_id IS NOT NULL")),
    )


class OrderSearch(TenantModel):
    """What a person may search an order by, cut into pairs of characters so that two are enough in any script. Written with
    its order, which is never deleted: no foreign key."""

    __tablename__ = "order_search"
    order_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[Words]
    grams: Mapped[list[str]] = mapped_column(ARRAY(Text))
    __table_args__ = (Index("ix_order_search_grams", "grams", postgresql_using="gin"),)


class OrderLine(TenantModel):
    """One line. `allocated`, `picked` and `packed` count what is held and not yet shipped; `announced` what a customer
    has announced to send back; the others only grow. `sku_id` is missing while the catalogue doesn't know the SKU.

    A line that is part of a kit names it: `kit_no` of the order's kits, `per_kit` pieces for each. `trace` tells why the
    stock was taken where it was: {"strategy", "asked": [{"warehouse", "free", "taken", "why"}], "short": {why: pieces}};
    it is missing where only one place had any, and nothing was withheld.

    SKUs are never deleted (no tenant has the right to), and who writes a line has just locked or read its SKU: checking
    that again for every line would cost an import a tenth of its time. So there is no foreign key to it; the proof asks."""

    __tablename__ = "order_line"
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    line_no: Mapped[int]
    sku_id: Mapped[int | None]
    sku_code: Mapped[Words]
    title: Mapped[Words]
    kit_no: Mapped[int | None]
    per_kit: Mapped[int | None]
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
    announced: Mapped[Big] = mapped_column(server_default="0")
    written_off: Mapped[Big] = mapped_column(server_default="0")
    trace: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    __table_args__ = (
        PrimaryKeyConstraint("order_id", "line_no"),
        ForeignKeyConstraint(["order_id", "kit_no"], ["order_kit.order_id", "order_kit.kit_no"], name="fk_order_line_kit"),
        CheckConstraint("(kit_no IS NULL) = (per_kit IS NULL) AND per_kit > 0", name="kit"),
        CheckConstraint("sku_id IS NOT NULL OR (allocated = 0 AND shipped = 0)", name="unknown_goods_hold_nothing"),
        CheckConstraint("ordered >= 0 AND cancelled >= 0 AND allocated >= 0 AND shipped >= 0", name="counts"),
        CheckConstraint("allocated + shipped + cancelled <= ordered", name="never_more_than_ordered"),
        CheckConstraint("packed BETWEEN 0 AND picked AND picked <= allocated", name="picked_is_held"),
        CheckConstraint("delivered >= 0 AND written_off >= 0 AND delivered + written_off <= shipped", name="after_shipping"),
        CheckConstraint("returned >= 0 AND announced >= 0 AND returned + announced <= shipped", name="returned"),
        CheckConstraint("unit_price >= 0 AND discount >= 0 AND total = unit_price * ordered - discount AND total >= 0",
                        name="total"),
        Index("ix_order_line_sku_id", "sku_id", "order_id"),
        Index("ix_order_line_waiting", "sku_id", "order_id",
              postgresql_where=text("allocated + shipped + cancelled < ordered")),
        Index("ix_order_line_unknown", "sku_code", "order_id", postgresql_where=text("sku_id IS NULL")),
    )


class OrderKit(TenantModel):
    """A kit as it was ordered: its price and how many; what goes into it stands on the order's lines, frozen. How many of
    it are held or have left follows from those lines. It is numbered together with the lines."""

    __tablename__ = "order_kit"
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    kit_no: Mapped[int]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    sku_code: Mapped[Words]
    title: Mapped[Words]
    unit_price: Mapped[Big]
    discount: Mapped[Big] = mapped_column(server_default="0")
    tax_bp: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[Big]
    ordered: Mapped[Big]
    cancelled: Mapped[Big] = mapped_column(server_default="0")
    __table_args__ = (
        PrimaryKeyConstraint("order_id", "kit_no"),
        Index("ix_order_kit_sku_id", "sku_id", "order_id"),
        CheckConstraint("ordered >= 0 AND cancelled BETWEEN 0 AND ordered", name="counts"),
        CheckConstraint("unit_price >= 0 AND discount >= 0 AND total = unit_price * ordered - discount AND total >= 0", name="total"))


class OrderLink(TenantModel):
    """Two orders that belong together: the second was split off the first, merged into it, or sent in exchange."""

    __tablename__ = "order_link"
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    kind: Mapped[Words]
    at: Mapped[Recorded]
    __table_args__ = (PrimaryKeyConstraint("order_id", "other_id", "kind"), CheckConstraint("order_id <> other_id", name="two"),
                      CheckConstraint("kind IN ('split', 'merged', 'exchange')", name="kind"))


class Allocation(TenantModel):
    """Pieces of one balance held for one line; gone when shipped or let go. Their sum is the balance's `allocated`.

    Balances are never deleted, and are locked when pieces are held: as with a line's SKU, the proof asks, no foreign key does."""

    __tablename__ = "allocation"
    order_id: Mapped[int] = mapped_column(BigInteger)
    line_no: Mapped[int]
    balance_id: Mapped[int] = mapped_column(BigInteger)
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
    """A reason an order stands still. `owner` says whose it is, `lift_by` who may lift it: a client's own hold is lifted
    by the client only."""

    __tablename__ = "hold"
    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    kind: Mapped[Words]
    reason: Mapped[Words] = mapped_column(server_default="")
    owner: Mapped[Words]
    lift_by: Mapped[Words] = mapped_column(server_default="anyone")
    set_by: Mapped[dict[str, Any]] = mapped_column(JSONB)
    set_at: Mapped[Recorded]
    lifts_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    lifted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    lifted_by: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    __table_args__ = (
        CheckConstraint("kind IN ('address', 'payment', 'fraud', 'stock', 'comment', 'sku', 'total', 'duplicate', 'client', 'operator')",
                        name="kind"),
        CheckConstraint("lift_by IN ('anyone', 'client', 'operator')", name="lift_by"),
        CheckConstraint("owner IN ('client', 'operator', 'system')", name="owner"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted_by_someone"),
        Index("ix_hold_due", "lifts_at", postgresql_where=text("lifted_at IS NULL AND lifts_at IS NOT NULL")),
        Index("ix_hold_open", "kind", "order_id", postgresql_where=text("lifted_at IS NULL")),
    )


class Idempotency(TenantModel):
    """The answer once given to an Idempotency-Key, so that the same request twice has one effect and one answer; status 0 while
    it is being worked out."""

    __tablename__ = "idempotency"
    token_id: Mapped[int] = mapped_column(BigInteger)
    route: Mapped[Words]
    key: Mapped[Words]
    body_hash: Mapped[Words]
    status: Mapped[int]
    body: Mapped[Words]
    at: Mapped[Recorded]
    etag: Mapped[Words] = mapped_column(server_default="")
    __table_args__ = (PrimaryKeyConstraint("token_id", "route", "key"), Index("ix_idempotency_at", "at"))


