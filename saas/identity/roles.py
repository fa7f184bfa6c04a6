"""Roles: who may do what. One alphabetical table; a guard asserts that it and the verbs name the same permissions."""

VIEWER, CLERK, MANAGER, OWNER, OPERATOR = "viewer", "clerk", "manager", "owner", "operator"
TENANT_ROLES = (OWNER, MANAGER, CLERK, VIEWER)
HOUSE_ROLES = ("broker", "account_admin", "root")

_ALL = {VIEWER, CLERK, MANAGER, OWNER, OPERATOR}
_WORK = {CLERK, MANAGER, OWNER, OPERATOR}
_RUN = {MANAGER, OWNER}

PERMISSIONS: dict[str, set[str]] = {
    "catalogue:edit": _WORK - {OPERATOR},
    "catalogue:read": _ALL,
    "customers:edit": _WORK,
    "customers:read": _ALL,
    "fulfilment:pick": _WORK,
    "fulfilment:read": _ALL,
    "fulfilment:ship": _WORK,
    "imports:read": _ALL,
    "imports:run": _WORK,
    "inventory:adjust": _WORK,
    "inventory:prove": _WORK,
    "inventory:read": _ALL,
    "inventory:setup": _RUN,
    "lists:keep": _ALL,
    "lists:run": _WORK,
    "lists:share": _WORK,
    "orders:cancel": _WORK,
    "orders:change": _WORK,
    "orders:hold": _WORK,
    "orders:place": _WORK,
    "orders:read": _ALL,
    "people:manage": _RUN,
    "policy:edit": _RUN,
    "purchasing:order": _WORK,
    "purchasing:read": _ALL,
    "purchasing:receive": _WORK,
    "returns:authorise": _WORK,
    "returns:decide": _WORK,
    "returns:read": _ALL,
    "returns:receive": _WORK,
    "returns:request": _WORK,
    "returns:settle": _WORK - {OPERATOR},
    "stocktakes:count": _WORK,
    "stocktakes:read": _ALL,
    "stocktakes:review": _WORK - {CLERK},
    "tokens:manage": _RUN,
    "transfers:move": _WORK,
    "transfers:plan": _WORK,
    "transfers:read": _ALL,
}


def permissions_of(role: str) -> frozenset[str]:
    """What a role may do in a tenant."""
    return frozenset(permission for permission, roles in PERMISSIONS.items() if role in roles)


SCOPES = frozenset(p for p in PERMISSIONS if not p.startswith(("people:", "tokens:")))
