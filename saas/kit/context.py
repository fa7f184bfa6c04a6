"""Who is calling, into which tenant, through which door. Values only, never rows; only doors set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tenant:
    """A client company as the rooms know it. `schema` is its PostgreSQL schema and role, opaque: t_17."""

    id: int
    slug: str
    name: str
    cell: str
    currency: str = "USD"
    zone: str = "UTC"
    language: str = "en"
    country: str = "US"
    state: str = "active"
    dsn: str | None = None

    @property
    def schema(self) -> str:
        return f"t_{self.id}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, an API token, or the system; with what they may do here and now."""

    kind: str
    id: int | None
    name: str
    permissions: frozenset[str] = frozenset()
    language: str | None = None
    zone: str | None = None
    role: str = ""

    def may(self, permission: str) -> bool:
        return permission in self.permissions or "*" in self.permissions

    def as_data(self) -> dict[str, object]:
        """How history rows name the actor: {kind, id, name}."""
        return {"kind": self.kind, "id": self.id, "name": self.name}


SYSTEM = Actor("system", None, "Quayside", frozenset({"*"}), role="system")


@dataclass(frozen=True, slots=True)
class Context:
    """One unit of work: tenant (None in the control plane), actor, the door it came through, and its request.

    `resumable`: it writes its own cursor with its effects and would be done again if both were lost."""

    tenant: Tenant | None
    actor: Actor
    door: str = "system"
    request_id: str = ""
    read_only: bool = False
    resumable: bool = False
    origin: dict[str, object] = field(default_factory=dict)


class NoContext(RuntimeError):
    """Work was asked for outside a unit of work: nobody said for which tenant, and by whom."""


_current: ContextVar[Context | None] = ContextVar("quayside_context", default=None)


def current() -> Context:
    """The unit of work we are in; NoContext outside one."""
    if context := _current.get():
        return context
    raise NoContext("No unit of work is open: enter one with unit_of_work(tenant, actor).")


def in_unit() -> bool:
    return _current.get() is not None


def tenant() -> Tenant:
    """The tenant we are in; NoContext in the control plane or outside a unit."""
    if found := current().tenant:
        return found
    raise NoContext("This needs a tenant, and the open unit of work belongs to the control plane.")


def actor() -> Actor:
    return current().actor


@contextmanager
def entered(context: Context) -> Iterator[Context]:
    """For kit.db only: binds the context to this thread of control and unbinds it whatever happens."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
