"""Tables of inventory: places, the ledger (insert-only), and the balances kept beside it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, PrimaryKeyConstraint, Text, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from saas.kit.columns import Big, Id, Instant, Recorded, Words
from saas.kit.db import TenantModel

STATUSES = ("good", "damaged", "blocked")
PLACES = ("shelf", "supplier", "customer", "adjustment", "transit")
CAUSES = ("received", "adjusted", "counted", "shipped", "returned", "moved", "written_off", "reversed")


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(v) for v in values)})"


class Warehouse(TenantModel):
    """A building goods leave from. Lower `priority` is asked first."""

    __tablename__ = "warehouse"
    id: Mapped[Id]
    code: Mapped[Words] = mapped_column(unique=True)
    name: Mapped[Words]
    country: Mapped[Words] = mapped_column(server_default="")
    region: Mapped[Words] = mapped_column(server_default="")
    priority: Mapped[int] = mapped_column(server_default="100")
    active: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")


class Location(TenantModel):
    """A place goods are or come from. Shelves belong to a warehouse and have balances; the others are the outside
    world (supplier, customer), our own corrections (adjustment) and the road (transit)."""

    __tablename__ = "location"
    id: Mapped[Id]
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    kind: Mapped[Words]
    code: Mapped[Words]
    priority: Mapped[int] = mapped_column(server_default="100")
    active: Mapped[bool] = mapped_column(server_default="true")
    version: Mapped[int] = mapped_column(server_default="1")
    warehouse: Mapped[Warehouse | None] = relationship(lazy="raise")
    __table_args__ = (
        UniqueConstraint("warehouse_id", "code", postgresql_nulls_not_distinct=True),
        CheckConstraint(_in("kind", PLACES), name="kind"),
        CheckConstraint("(kind = 'shelf') = (warehouse_id IS NOT NULL)", name="shelf_stands_in_a_warehouse"),
    )


class Balance(TenantModel):
    """What lies where now. `allocated` is the part held for orders; the row is locked before either changes.

    Warehouse, priority (lower is asked first), the lot's expiry and whether it is a serial number are repeated here from
    where they are kept, so that holding stock for an order joins nothing. `first_in` is when its first piece came."""

    __tablename__ = "balance"
    id: Mapped[Id]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    location_id: Mapped[Big] = mapped_column(ForeignKey("location.id"))
    warehouse_id: Mapped[Big] = mapped_column(ForeignKey("warehouse.id"))
    lot: Mapped[str | None] = mapped_column(Text)
    serial: Mapped[bool] = mapped_column(server_default="false")
    expires_on: Mapped[date | None]
    first_in: Mapped[Recorded]
    status: Mapped[Words] = mapped_column(server_default="good")
    on_hand: Mapped[Big] = mapped_column(server_default="0")
    allocated: Mapped[Big] = mapped_column(server_default="0")
    priority: Mapped[int] = mapped_column(server_default="100")
    __table_args__ = (
        UniqueConstraint("sku_id", "location_id", "lot", "status", postgresql_nulls_not_distinct=True),
        CheckConstraint("on_hand >= 0", name="on_hand"),
        CheckConstraint("allocated >= 0", name="allocated"),
        CheckConstraint("allocated <= on_hand", name="never_more_than_there_is"),
        CheckConstraint("status = 'good' OR allocated = 0", name="only_good_goods_are_held"),
        CheckConstraint(_in("status", STATUSES), name="status"),
        CheckConstraint("NOT serial OR (on_hand <= 1 AND lot IS NOT NULL)", name="a_serial_is_one_piece"),
        Index("ix_balance_location_id", "location_id"),
        Index("ix_balance_expires_on", "expires_on", postgresql_where=text("expires_on IS NOT NULL")),
        Index("ux_balance_a_serial_lies_in_one_place", "sku_id", "lot", unique=True, postgresql_where=text("serial AND on_hand > 0")),
        {"postgresql_with": {"fillfactor": 70}},
    )


class Movement(TenantModel):
    """One row of the ledger: `quantity` of a SKU went from one side to the other. Never changed, never deleted;
    a correction is another row that `reverses` it. `key` makes the same cause count once.

    Where goods come to us or leave us, `cost_average` and `cost_fifo` are what all of them cost, in minor units of the
    tenant's currency, by either way of counting."""

    __tablename__ = "movement"
    id: Mapped[Id]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    lot: Mapped[str | None] = mapped_column(Text)
    quantity: Mapped[Big]
    from_location_id: Mapped[Big] = mapped_column(ForeignKey("location.id"))
    from_status: Mapped[Words]
    to_location_id: Mapped[Big] = mapped_column(ForeignKey("location.id"))
    to_status: Mapped[Words]
    cause: Mapped[Words]
    reason: Mapped[Words] = mapped_column(server_default="")
    subject_kind: Mapped[Words]
    subject_id: Mapped[int | None] = mapped_column()
    actor: Mapped[dict[str, Any]] = mapped_column(JSONB)
    key: Mapped[Words] = mapped_column(unique=True)
    reverses: Mapped[int | None] = mapped_column(ForeignKey("movement.id"), unique=True)
    cost_average: Mapped[int | None]
    cost_fifo: Mapped[int | None]
    effective_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("cost_average >= 0 AND cost_fifo >= 0 AND (cost_average IS NULL) = (cost_fifo IS NULL)", name="cost"),
        CheckConstraint("(from_location_id, from_status) <> (to_location_id, to_status)", name="two_sides"),
        CheckConstraint(_in("cause", CAUSES), name="cause"),
        CheckConstraint(_in("from_status", STATUSES), name="from_status"),
        CheckConstraint(_in("to_status", STATUSES), name="to_status"),
        Index("ix_movement_sku_id_id", "sku_id", "id"),
        Index("ix_movement_subject", "subject_kind", "subject_id"),
    )


class Lot(TenantModel):
    """Pieces of a SKU made together (or one piece with its serial number), and until when they are good."""

    __tablename__ = "lot"
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    code: Mapped[Words]
    expires_on: Mapped[date | None]
    created_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")
    __table_args__ = (PrimaryKeyConstraint("sku_id", "code"), Index("ix_lot_expires_on", "expires_on"), Index("ix_lot_code", "code"))


class StockValue(TenantModel):
    """What all pieces of a SKU that are ours (on shelves or on the road between them) cost, in minor units of the
    tenant's currency, by moving average and by FIFO. Kept with the ledger, locked after balances, in order of SKU.
    `unit_cost` is what one cost by moving average when there last was one."""

    __tablename__ = "stock_value"
    sku_id: Mapped[int] = mapped_column(ForeignKey("sku.id"), primary_key=True, autoincrement=False)
    quantity: Mapped[Big] = mapped_column(server_default="0")
    average: Mapped[Big] = mapped_column(server_default="0")
    fifo: Mapped[Big] = mapped_column(server_default="0")
    unit_cost: Mapped[Big] = mapped_column(server_default="0")
    __table_args__ = (CheckConstraint("quantity >= 0 AND average >= 0 AND fifo >= 0 AND unit_cost >= 0", name="amounts"),
                      CheckConstraint("quantity > 0 OR (average = 0 AND fifo = 0)", name="nothing_costs_nothing"))


class CostLayer(TenantModel):
    """Pieces that came in together at one cost, by the movement that brought them (none: they lay there before costs
    were kept); `remaining` of them are still ours and cost `remaining_cost`. The first layer is the first to leave (FIFO)."""

    __tablename__ = "cost_layer"
    id: Mapped[Id]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    movement_id: Mapped[int | None] = mapped_column(ForeignKey("movement.id"))
    quantity: Mapped[Big]
    cost: Mapped[Big]
    remaining: Mapped[Big]
    remaining_cost: Mapped[Big]
    at: Mapped[Instant]
    __table_args__ = (
        CheckConstraint("quantity > 0 AND remaining BETWEEN 0 AND quantity", name="pieces"),
        CheckConstraint("cost >= 0 AND remaining_cost BETWEEN 0 AND cost AND (remaining > 0 OR remaining_cost = 0)", name="cost"),
        Index("ix_cost_layer_left", "sku_id", "id", postgresql_where=text("remaining > 0")))


class Policy(TenantModel):
    """How this company wants its stock promised, routed and valued: one row. `version` rises with every change of it or
    of a warehouse, so that what a process remembers of either is known to be old.

    `max_parcels` caps the warehouses one order may leave from; no part of a split is worth less than `min_split` (minor
    units); `buffers` withholds pieces of every SKU from a channel: {"Rakuten": 2}."""

    __tablename__ = "policy"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, server_default="1")
    version: Mapped[int] = mapped_column(server_default="1")
    strategy: Mapped[Words] = mapped_column(server_default="priority")
    max_parcels: Mapped[int | None]
    min_split: Mapped[Big] = mapped_column(server_default="0")
    buffers: Mapped[dict[str, int]] = mapped_column(JSONB, server_default=text("'{}'"))
    removal: Mapped[Words] = mapped_column(server_default="fefo")
    costing: Mapped[Words] = mapped_column(server_default="average")
    close_after_days: Mapped[int | None]
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("strategy IN ('priority', 'fewest', 'nearest', 'most')", name="strategy"),
        CheckConstraint("removal IN ('fefo', 'fifo')", name="removal"),
        CheckConstraint("costing IN ('average', 'fifo')", name="costing"),
        CheckConstraint("max_parcels >= 1 AND min_split >= 0 AND close_after_days >= 0", name="limits"))


class Proof(TenantModel):
    """When ledger, balances, allocations and lines were last compared, and what differed."""

    __tablename__ = "proof"
    id: Mapped[Id]
    at: Mapped[Recorded]
    differences: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB)
