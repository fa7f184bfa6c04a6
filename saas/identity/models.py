"""Tables of identity."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.kit.columns import Big, Id, Recorded, Words
from saas.kit.db import HouseModel


class Person(HouseModel):
    """Someone who signs in. `email` is stored folded; language and zone are None until chosen."""

    __tablename__ = "person"
    id: Mapped[Id]
    email: Mapped[Words] = mapped_column(unique=True)
    name: Mapped[Words]
    password_hash: Mapped[Words]
    language: Mapped[str | None] = mapped_column(Text)
    zone: Mapped[str | None] = mapped_column(Text)
    theme: Mapped[Words] = mapped_column(server_default="system")
    density: Mapped[Words] = mapped_column(server_default="comfortable")
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[Recorded]
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_folded"),
        CheckConstraint("theme IN ('system', 'light', 'dark')", name="theme"),
        CheckConstraint("density IN ('comfortable', 'compact')", name="density"),
    )


class Membership(HouseModel):
    """What a person is: a role in one company, or (tenant_id None) a role in the house."""

    __tablename__ = "membership"
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("saas.person.id", ondelete="CASCADE"))
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("saas.tenant.id", ondelete="CASCADE"), index=True)
    role: Mapped[Words]
    created_at: Mapped[Recorded]
    __table_args__ = (
        UniqueConstraint("person_id", "tenant_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("role IN ('owner', 'manager', 'clerk', 'viewer', 'operator', 'broker', 'account_admin', 'root')",
                        name="role"),
        CheckConstraint("(tenant_id IS NULL) = (role IN ('broker', 'account_admin', 'root'))", name="where_the_role_belongs"),
    )


class SignedIn(HouseModel):
    """A server-side session: the cookie holds a random token, this row its hash. Signing out deletes the row."""

    __tablename__ = "session"
    id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("saas.person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[Recorded]
    seen_at: Mapped[Recorded]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    address: Mapped[Words] = mapped_column(server_default="")
    agent: Mapped[Words] = mapped_column(server_default="")
    __table_args__ = (Index("ix_session_expires", "expires_at"), Index("ix_session_seen_at", "seen_at"))


class SignInTry(HouseModel):
    """Failed sign-ins per address and per person in a window of time; what throttling counts."""

    __tablename__ = "sign_in_try"
    key: Mapped[Words]
    window: Mapped[Recorded]
    count: Mapped[int] = mapped_column(server_default="0")
    __table_args__ = (PrimaryKeyConstraint("key", "window"), Index("ix_sign_in_try_window", "window"))


class ApiToken(HouseModel):
    """A program's key to one tenant. Only its hash is kept; `hint` is its last four characters."""

    __tablename__ = "api_token"
    id: Mapped[Id]
    tenant_id: Mapped[int] = mapped_column(ForeignKey("saas.tenant.id", ondelete="CASCADE"), index=True)
    name: Mapped[Words]
    hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    hint: Mapped[Words]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_by: Mapped[Big]
    created_at: Mapped[Recorded]
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Look(HouseModel):
    """Who of the house looked into which tenant, when, and how they came in. Insert-only."""

    __tablename__ = "look"
    id: Mapped[Id]
    tenant_id: Mapped[Big]
    person_id: Mapped[Big]
    role: Mapped[Words]
    day: Mapped[Words]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    at: Mapped[Recorded]
    __table_args__ = (UniqueConstraint("tenant_id", "person_id", "day"),)
