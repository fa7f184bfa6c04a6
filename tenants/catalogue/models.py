"""Tables of the catalogue."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from saas.kit.columns import Big, Id, Recorded, Words
from saas.kit.db import TenantModel


class Product(TenantModel):
    """What a shop window shows; its SKUs are what can be ordered. `handle` is the client's own key for the group."""

    __tablename__ = "product"
    id: Mapped[Id]
    handle: Mapped[Words] = mapped_column(unique=True)
    title: Mapped[Words]
    created_at: Mapped[Recorded]


class Sku(TenantModel):
    """One thing that is stocked. `price` is in minor units of the tenant's currency, `tax_bp` in basis points.

    `tracking` says whether its pieces are told apart (by lot, by serial number); `safety_stock` pieces are promised to
    nobody; a kit holds no stock of its own, its parts do."""

    __tablename__ = "sku"
    id: Mapped[Id]
    product_id: Mapped[Big] = mapped_column(ForeignKey("product.id"), index=True)
    code: Mapped[Words] = mapped_column(unique=True)
    title: Mapped[Words]
    option: Mapped[Words] = mapped_column(server_default="")
    barcode: Mapped[str | None] = mapped_column(Text, index=True)
    price: Mapped[Big] = mapped_column(server_default="0")
    tax_bp: Mapped[int] = mapped_column(server_default="0")
    weight_g: Mapped[int | None]
    active: Mapped[bool] = mapped_column(server_default="true")
    reorder_point: Mapped[int | None] = mapped_column(BigInteger)
    reorder_quantity: Mapped[int | None] = mapped_column(BigInteger)
    safety_stock: Mapped[Big] = mapped_column(server_default="0")
    tracking: Mapped[Words] = mapped_column(server_default="none")
    is_kit: Mapped[bool] = mapped_column(server_default="false")
    sort_key: Mapped[Words]
    grams: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    created_at: Mapped[Recorded]
    version: Mapped[int] = mapped_column(server_default="1")
    product: Mapped[Product] = relationship(lazy="raise")
    __table_args__ = (
        CheckConstraint("price >= 0", name="price"),
        CheckConstraint("tax_bp BETWEEN 0 AND 10000", name="tax"),
        CheckConstraint("weight_g >= 0", name="weight"),
        CheckConstraint("reorder_point >= 0", name="reorder_point"),
        CheckConstraint("reorder_quantity > 0", name="reorder_quantity"),
        CheckConstraint("safety_stock >= 0", name="safety_stock"),
        CheckConstraint("tracking IN ('none', 'lot', 'serial') AND (tracking = 'none' OR NOT is_kit)", name="tracking"),
        Index("ix_sku_grams", "grams", postgresql_using="gin"),
        Index("ix_sku_sort_key_id", "sort_key", "id"),
    )


class KitPart(TenantModel):
    """`quantity` pieces of one SKU go into each piece of a kit. Orders freeze this when they are placed."""

    __tablename__ = "kit_part"
    kit_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"))
    sku_id: Mapped[Big] = mapped_column(ForeignKey("sku.id"), index=True)
    quantity: Mapped[Big]
    __table_args__ = (PrimaryKeyConstraint("kit_id", "sku_id"), CheckConstraint("quantity > 0", name="quantity"),
                      CheckConstraint("kit_id <> sku_id", name="not_in_itself"))
