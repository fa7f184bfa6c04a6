"""Whose a hold is: the client company's, the order desk's, or the house's; and what follows from that."""

from saas.kit.context import actor
from saas.kit.errors import DomainError
from tenants.orders.errors import ClientsKind, DesksHold, DesksKind, NotYourHold

KINDS = ("address", "payment", "fraud", "stock", "comment", "client", "operator")


def side() -> str:
    """Whose person is acting: `operator`, `system`, or `client` (its people and its API tokens)."""
    return actor().role if actor().role in ("operator", "system") else "client"


def own_kind() -> str:
    """The kind of a hold that says nothing but that this side wants it."""
    return "operator" if side() == "operator" else "client"


def settable() -> list[str]:
    """The kinds this side may set, its own reason first; the house's own aren't set by hand."""
    return [own_kind(), *(kind for kind in KINDS if kind not in ("client", "operator"))]


def refuse_kind(kind: str) -> DomainError | None:
    """A side's own reason is given by that side only."""
    if kind == "client" and side() == "operator":
        return ClientsKind("/kind")
    return DesksKind("/kind") if kind == "operator" and side() == "client" else None


def lifted_by(kind: str) -> str:
    """Who may lift a hold that this side sets: the client's own holds the client, the desk's own reason the desk."""
    if side() == "client" or kind == "client":
        return "client"
    return "operator" if kind == "operator" else "anyone"


def may_lift(lift_by: str) -> bool:
    """May whoever acts lift a hold that is lifted by these?"""
    return lift_by == "anyone" or side() in (lift_by, "system")


def not_yours(lift_by: str) -> DomainError:
    return NotYourHold() if lift_by == "client" else DesksHold()
