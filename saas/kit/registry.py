"""The directory of tenants: which company lives in which schema, cell and cluster, in which state and revision."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Id, Recorded, Words
from saas.kit.context import Tenant
from saas.kit.db import HouseModel

STATES = ("blank", "active", "suspended", "erasing", "erased")
FIELDS = "id, slug, name, cell, currency, zone, language, country, state, dsn"


class TenantRow(HouseModel):
    """One tenant. A blank one has its schema ready and waits for a company."""

    __tablename__ = "tenant"
    id: Mapped[Id]
    slug: Mapped[str | None] = mapped_column(Text, unique=True)
    name: Mapped[Words] = mapped_column(server_default="")
    cell: Mapped[Words]
    dsn: Mapped[str | None] = mapped_column(Text)
    currency: Mapped[Words] = mapped_column(server_default="USD")
    zone: Mapped[Words] = mapped_column(server_default="UTC")
    language: Mapped[Words] = mapped_column(server_default="en")
    country: Mapped[Words] = mapped_column(server_default="US")
    state: Mapped[Words]
    revision: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[Recorded]
    suspended_reason: Mapped[Words] = mapped_column(server_default="")
    erase_after: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in STATES)})", name="state"),
        CheckConstraint("(state = 'blank') = (slug IS NULL)", name="only_blank_ones_have_no_name"),
        CheckConstraint("slug ~ '^[a-z][a-z0-9-]{1,39}$'", name="slug"),
        Index("ix_tenant_blank", "id", postgresql_where=text("state = 'blank'")),
    )


def tenant_of(row: object) -> Tenant:
    """A row with the columns of FIELDS → the frozen value the rooms know."""
    return Tenant(id=row.id, slug=row.slug or "", name=row.name, cell=row.cell, currency=row.currency, zone=row.zone,
                  language=row.language, country=row.country, state=row.state, dsn=row.dsn)
