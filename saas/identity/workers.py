"""For workers: whose row is it, and what may its actor do now (not when the job was asked for)."""

from typing import Any

from sqlalchemy import text

from saas.identity.roles import SCOPES, permissions_of
from saas.kit import db
from saas.kit.context import SYSTEM, Actor, Tenant
from saas.kit.errors import Forbidden, NotFound
from saas.kit.registry import FIELDS, tenant_of

_TENANT = text(f"SELECT {FIELDS} FROM saas.tenant WHERE id = :id AND state = 'active'")
_ROLE = text("""SELECT m.role, p.name, p.language, p.zone FROM saas.membership m JOIN saas.person p ON p.id = m.person_id
 WHERE p.id = :person AND m.tenant_id = :tenant AND p.disabled_at IS NULL""")
_SCOPES = text("SELECT name, scopes FROM saas.api_token WHERE id = :id AND tenant_id = :tenant AND revoked_at IS NULL")


def tenant_by_schema(schema: str) -> Tenant | None:
    """The active tenant a row belongs to; None for the house's own, NotFound for a closed one."""
    if not schema.startswith("t_"):
        return None
    with db.engine_of(None).connect() as conn:
        if row := conn.execute(_TENANT, {"id": int(schema[2:])}).one_or_none():
            return tenant_of(row)
    raise NotFound()


def actor_by_data(tenant: Tenant | None, data: dict[str, Any]) -> Actor:
    """The person or token a job was asked by, with today's rights; Forbidden once they have none left."""
    if tenant is None or data.get("kind") == "system":
        return SYSTEM
    with db.engine_of(None).connect() as conn:
        if data["kind"] == "token":
            row = conn.execute(_SCOPES, {"id": data["id"], "tenant": tenant.id}).one_or_none()
            found = row and Actor("token", data["id"], row.name, frozenset(row.scopes) & SCOPES, role="token")
        else:
            row = conn.execute(_ROLE, {"person": data["id"], "tenant": tenant.id}).one_or_none()
            found = row and Actor("person", data["id"], row.name, permissions_of(row.role), row.language, row.zone, row.role)
    if not found:
        raise Forbidden()
    return found


def actor_by_email(tenant: Tenant, email: str) -> Actor:
    """A person of the company by address, with today's rights; NotFound for anyone else. For the command line."""
    with db.engine_of(None).connect() as conn:
        row = conn.execute(text("SELECT id FROM saas.person WHERE email = :email"), {"email": email.lower()}).one_or_none()
    if row is None:
        raise NotFound()
    return actor_by_data(tenant, {"kind": "person", "id": row.id})
