"""A tenant's life: opened, suspended and resumed, erased after a grace period."""

from datetime import timedelta

from psycopg2 import errors
from psycopg2.extras import NamedTupleCursor

from saas.kit import clock, files
from saas.kit.context import Tenant
from saas.kit.errors import DomainError
from saas.kit.i18n import _l
from saas.kit.owner import execute, owner
from saas.kit.registry import FIELDS, tenant_of
from tenants.isolation import schema_name
from tenants.provisioning.building import build_blank, demolish

GRACE_DAYS = 30
_CLAIM = f"""UPDATE saas.tenant SET slug = %s, name = %s, currency = %s, zone = %s, language = %s, country = %s,
 state = 'active', created_at = now() WHERE id = (
   SELECT id FROM saas.tenant WHERE state = 'blank' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING {FIELDS}"""
_DUE = "SELECT id FROM saas.tenant WHERE state = 'erasing' AND erase_after <= %s"


class TenantTaken(DomainError):
    status, code, sentence = 409, "tenant_taken", _l("There is a company called %(slug)s already.")


class UnknownTenant(DomainError):
    status, code, sentence = 404, "unknown_tenant", _l("There is no company called %(slug)s.")


class NotInThatState(DomainError):
    status, code, sentence = 409, "tenant_not_in_that_state", _l("%(slug)s is %(state)s, so that can't be done.")


class NotASlug(DomainError):
    status, code, sentence = 422, "not_a_slug", _l("A company's short name has 2 to 40 small letters, digits and hyphens, a letter first.")


def open_tenant(url: str, secret: str, slug: str, name: str, *, currency: str = "USD", zone: str = "UTC",
                language: str = "en", country: str = "US") -> Tenant:
    """A company gets its tenant: a blank one is claimed in milliseconds, else one is built (about 0.1 s)."""
    values = (slug, name, currency, zone, language, country)
    try:
        with owner(url) as conn, conn.cursor(cursor_factory=NamedTupleCursor) as cursor:
            cursor.execute(_CLAIM, values)
            row = cursor.fetchone()
            if row is None:
                build_blank(conn, secret)
                cursor.execute(_CLAIM, values)
                row = cursor.fetchone()
            return tenant_of(row)
    except errors.UniqueViolation:
        raise TenantTaken("/slug", slug=slug) from None
    except errors.CheckViolation as error:
        if error.diag.constraint_name != "ck_tenant_slug":
            raise
        raise NotASlug("/slug") from None


def refill_blanks(url: str, secret: str, wanted: int) -> int:
    """Keep some blank tenants ready; returns how many were built. Each has a transaction and connection of its own."""
    with owner(url) as conn:
        ((there,),) = execute(conn, "SELECT count(*) FROM saas.tenant WHERE state = 'blank'")
    for _each in range(wanted - there):
        with owner(url) as conn:
            build_blank(conn, secret)
    return max(0, wanted - there)


def list_tenants(url: str) -> list[Tenant]:
    """Every company there is, suspended ones too; not the blank and the erased."""
    with owner(url) as conn, conn.cursor(cursor_factory=NamedTupleCursor) as cursor:
        cursor.execute(f"SELECT {FIELDS} FROM saas.tenant WHERE state IN ('active', 'suspended', 'erasing') ORDER BY slug")
        return [tenant_of(row) for row in cursor.fetchall()]


def find_tenant(url: str, slug: str) -> Tenant:
    """One company by its slug; UnknownTenant otherwise."""
    with owner(url) as conn, conn.cursor(cursor_factory=NamedTupleCursor) as cursor:
        cursor.execute(f"SELECT {FIELDS} FROM saas.tenant WHERE slug = %s AND state <> 'erased'", (slug,))
        if row := cursor.fetchone():
            return tenant_of(row)
    raise UnknownTenant("/slug", slug=slug)


def suspend_tenant(url: str, slug: str, reason: str) -> None:
    """Nobody gets in until it is resumed; data stays untouched."""
    _change(url, slug, "state = 'suspended', suspended_reason = %s", (reason,), ("active",))


def resume_tenant(url: str, slug: str) -> None:
    """Open a suspended or to-be-erased tenant again."""
    _change(url, slug, "state = 'active', suspended_reason = '', erase_after = NULL", (), ("suspended", "erasing"))


def erase_tenant(url: str, slug: str) -> None:
    """Close at once, erase after the grace period; `resume_tenant` takes it back until then."""
    after = clock.now() + timedelta(days=GRACE_DAYS)
    _change(url, slug, "state = 'erasing', erase_after = %s", (after,), ("active", "suspended"))


def _change(url: str, slug: str, setting: str, values: tuple[object, ...], states: tuple[str, ...]) -> None:
    with owner(url) as conn:
        changed = execute(conn, f"UPDATE saas.tenant SET {setting} WHERE slug = %s AND state = ANY (%s) RETURNING id",
                          (*values, slug, list(states)))
    if not changed:
        raise NotInThatState("/slug", slug=slug, state=find_tenant(url, slug).state)


def erase_due(url: str) -> list[str]:
    """Erase every tenant whose grace period is over: schema, role and files; returns their schemas."""
    with owner(url) as conn:
        due = execute(conn, _DUE, (clock.now(),))
    return [schema_name(tenant_id) for (tenant_id,) in due if _erase(url, tenant_id)]


def _erase(url: str, tenant_id: int) -> bool:
    """False for a tenant that was resumed meanwhile; from the lock on it can't be any more."""
    schema = schema_name(tenant_id)
    with owner(url) as conn:
        if not execute(conn, f"{_DUE} AND id = %s FOR UPDATE", (clock.now(), tenant_id)):
            return False
        demolish(conn, schema)
        execute(conn, "DELETE FROM saas.job WHERE owner = %s", (schema,))
        execute(conn, "DELETE FROM saas.outbox WHERE owner = %s", (schema,))
        execute(conn, "DELETE FROM saas.membership WHERE tenant_id = %s", (tenant_id,))
        execute(conn, "DELETE FROM saas.api_token WHERE tenant_id = %s", (tenant_id,))
        execute(conn, "UPDATE saas.tenant SET state = 'erased', slug = 'erased-' || id, name = '' WHERE id = %s", (tenant_id,))
    files.forget_all(schema)
    return True
