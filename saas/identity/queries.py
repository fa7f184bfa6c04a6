"""What the settings pages read of the control plane."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from saas.identity.sessions import IDLE
from saas.kit import db
from saas.kit.context import Tenant
from saas.kit.operations import query

_PEOPLE = text("""SELECT p.id, p.name, p.email, m.role, m.created_at,
  (SELECT max(s.seen_at) FROM saas.session s WHERE s.person_id = p.id) AS seen_at
 FROM saas.membership m JOIN saas.person p ON p.id = m.person_id WHERE m.tenant_id = :company ORDER BY p.name, p.id LIMIT 500""")
_TOKENS = text("""SELECT k.id, k.name, k.hint, k.scopes, k.created_at, k.last_used_at, k.revoked_at,
  coalesce((SELECT p.name FROM saas.person p WHERE p.id = k.created_by), '') AS created_by
 FROM saas.api_token k WHERE k.tenant_id = :company ORDER BY k.revoked_at NULLS FIRST, k.id DESC LIMIT 200""")
_SESSIONS = text("""SELECT id, created_at, seen_at, address, agent FROM saas.session
 WHERE person_id = :person AND expires_at > now() AND seen_at > now() - :idle ORDER BY seen_at DESC LIMIT 50""")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone of the company; `seen_at` is None when no session is open."""

    id: int
    name: str
    email: str
    role: str
    since: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A program's key; `hint` is how it ends."""

    id: int
    name: str
    hint: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    created_by: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser someone is signed in with."""

    id: bytes
    created_at: datetime
    seen_at: datetime
    address: str
    agent: str


@query("people:manage")
def people_of(company: Tenant) -> list[Colleague]:
    """Everyone of the company by name, at most 500."""
    return [Colleague(*row) for row in db.session().execute(_PEOPLE, {"company": company.id})]


@query("tokens:manage")
def tokens_of(company: Tenant) -> list[TokenRow]:
    """The company's tokens, those in force first, at most 200."""
    return [TokenRow(*row) for row in db.session().execute(_TOKENS, {"company": company.id})]


def sessions_of(person_id: int) -> list[OpenSession]:
    """Where a person is signed in, the latest first."""
    return [OpenSession(*row) for row in db.session().execute(_SESSIONS, {"person": person_id, "idle": IDLE})]
