"""Sign-ins kept by the server: the cookie holds 256 random bits, the database their hash. Sign-out deletes the row."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text

from saas.identity.roles import SCOPES, permissions_of
from saas.kit import clock, db
from saas.kit.context import Actor
from saas.kit.registry import FIELDS, tenant_of
from saas.kit.web import Entry

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=14)
TOUCH_EVERY = timedelta(minutes=5)
TOKEN_PREFIX = "qs_"

_TENANT = ", ".join(f"t.{name} AS tenant_{name}" for name in FIELDS.split(", "))
_PERSON = f"""
SELECT s.id AS session_id, s.seen_at, p.id, p.name, p.email, p.language, p.zone, p.theme, p.density, {_TENANT},
  (SELECT m.role FROM saas.membership m WHERE m.person_id = p.id AND m.tenant_id = t.id) AS role,
  (SELECT m.role FROM saas.membership m WHERE m.person_id = p.id AND m.tenant_id IS NULL) AS house_role,
  (SELECT coalesce(json_agg(json_build_object('slug', c.slug, 'name', c.name, 'state', c.state) ORDER BY c.name), '[]')
     FROM saas.membership m JOIN saas.tenant c ON c.id = m.tenant_id AND c.state IN ('active', 'suspended')
    WHERE m.person_id = p.id) AS companies
 FROM saas.session s JOIN saas.person p ON p.id = s.person_id
 LEFT JOIN saas.tenant t ON t.slug = %s
  AND EXISTS (SELECT 1 FROM saas.membership m WHERE m.person_id = p.id AND m.tenant_id = t.id)
WHERE s.id = %s AND s.expires_at > now() AND s.seen_at > now() - %s AND p.disabled_at IS NULL"""
_TOKEN = f"""SELECT k.id, k.name, k.scopes, k.last_used_at, {_TENANT} FROM saas.api_token k
 JOIN saas.tenant t ON t.id = k.tenant_id WHERE k.hash = %s AND k.revoked_at IS NULL"""
_TOUCH = "UPDATE saas.session SET seen_at = now() WHERE id = %s"
_USED = "UPDATE saas.api_token SET last_used_at = now() WHERE id = %s"
_OPEN = text("INSERT INTO saas.session (id, person_id, expires_at, address, agent) VALUES (:id, :person, :until, :address, :agent)")


@dataclass(frozen=True, slots=True)
class SignedInPerson:
    """Who sits behind a page: what the frame and the settings need to know."""

    id: int
    name: str
    email: str
    language: str | None
    zone: str | None
    theme: str
    density: str
    role: str | None
    house_role: str | None
    session_id: bytes
    is_authenticated = True


@dataclass(frozen=True, slots=True)
class Token:
    """The program behind an API call."""

    id: int
    name: str


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def open_session(person_id: int, address: str, agent: str) -> str:
    """A new sign-in; the token for the cookie, which is written nowhere else."""
    token = secrets.token_urlsafe(32)
    db.session().execute(_OPEN, {"id": digest(token), "person": person_id, "until": clock.now() + LONGEST,
                                 "address": address[:60], "agent": agent[:300]})
    return token


class IdentityResolver:
    """Answers the door: who is this, and may they into that company. One indexed statement each."""

    def person(self, cookie: str, company: str | None) -> Entry | None:
        found = db.look_up(_PERSON, (company, digest(cookie), IDLE))
        if not found:
            return None
        (row,) = found
        if clock.now() - row.seen_at > TOUCH_EVERY:
            db.look_up(_TOUCH, (row.session_id,))
        tenant = tenant_of(_Prefixed(row)) if row.tenant_id else None
        who = SignedInPerson(row.id, row.name, row.email, row.language, row.zone, row.theme, row.density, row.role,
                             row.house_role, row.session_id)
        return Entry(_actor(who, tenant), tenant, who, cookie, row.companies)

    def token(self, bearer: str) -> Entry | None:
        found = db.look_up(_TOKEN, (digest(bearer),))
        if not found:
            return None
        (row,) = found
        if row.last_used_at is None or clock.now() - row.last_used_at > TOUCH_EVERY:
            db.look_up(_USED, (row.id,))
        tenant = tenant_of(_Prefixed(row))
        actor = Actor("token", row.id, row.name, frozenset(row.scopes) & SCOPES, None, tenant.zone, "token")
        return Entry(actor, tenant, Token(row.id, row.name))


def _actor(who: SignedInPerson, tenant: object) -> Actor:
    zone = who.zone or getattr(tenant, "zone", None)
    language = who.language or getattr(tenant, "language", None)
    role = who.role if tenant else who.house_role
    permissions = permissions_of(role) if tenant and role else frozenset()
    return Actor("person", who.id, who.name, permissions, language, zone, role or "")


class _Prefixed:
    """A row whose tenant columns carry the prefix tenant_."""

    def __init__(self, row: object) -> None:
        self.row = row

    def __getattr__(self, name: str) -> object:
        return getattr(self.row, f"tenant_{name}")
