"""Tables of inventory: places, the ledger (insert-only), and the balances kept beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Text, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from saas.kit.columns import Big, Id, Recorded, Words
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
    priority: Mapped[int] = mapped_column(server_default="100")
    active: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[Recorded]


class Location(TenantModel):
    """A place goods are or come from. Shelves belong to a warehouse and have balances; the others are the outside
    world (supplier, customer), our own corrections (adjustment) and the road (transit)."""

    __tablename__ = "location"
    id: Mapped[Id]
    warehouse_id: Mapped[int | None] = mapped_column(ForeignKey("warehouse.id"))
    kind: Mapped[Words]
    code: Mapped[Words]
    priority: Mapped[int] = mapped_column(server_default="100")
    warehouse: Mapped[Warehouse | None] = relationship(lazy="raise")
    __table_args__ = (
        UniqueConstraint("warehouse_id", "code", postgresql_nulls_not_distinct=True),
        CheckConstraint(_in("kind", PLACES), name="kind"),
        CheckConstraint("(kind = 'shelf') = (warehouse_id IS NOT NULL)", name="shelf_stands_in_a_warehouse"),
    )


class Balance(TenantModel):
    """What lies where now. `allocated` is the part held for orders; the row is locked before either changes.
    `priority` repeats the shelf's, so that holding stock for an order joins nothing; lower is asked first."""

    __tablename__ = "balance"
    id: Mapped[Id]
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    location_id: Mapped[Big] = mapped_column(ForeignKey("location.id"))
    lot: Mapped[str | None] = mapped_column(Text)
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
        Index("ix_balance_location_id", "location_id"),
        {"postgresql_with": {"fillfactor": 70}},
    )


class Movement(TenantModel):
    """One row of the ledger: `quantity` of a SKU went from one side to the other. Never changed, never deleted;
    a correction is another row that `reverses` it. `key` makes the same cause count once."""

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
    effective_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("(from_location_id, from_status) <> (to_location_id, to_status)", name="two_sides"),
        CheckConstraint(_in("cause", CAUSES), name="cause"),
        CheckConstraint(_in("from_status", STATUSES), name="from_status"),
        CheckConstraint(_in("to_status", STATUSES), name="to_status"),
        Index("ix_movement_sku_id_id", "sku_id", "id"),
        Index("ix_movement_subject", "subject_kind", "subject_id"),
    )


class Proof(TenantModel):
    """When ledger, balances, allocations and lines were last compared, and what differed."""

    __tablename__ = "proof"
    id: Mapped[Id]
    at: Mapped[Recorded]
    differences: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB)
