"""Keys for programs: bound to one company, allowed no more than the person who made them."""

import secrets

import structlog
from sqlalchemy import text

from saas.identity.errors import BeyondYourRights
from saas.identity.inputs import NewToken
from saas.identity.roles import SCOPES
from saas.identity.sessions import TOKEN_PREFIX, digest
from saas.kit import db
from saas.kit.context import Tenant, actor
from saas.kit.errors import NotFound
from saas.kit.operations import operation

log = structlog.get_logger()

_CREATE = text("""INSERT INTO saas.api_token (tenant_id, name, hash, hint, scopes, created_by)
 VALUES (:company, :name, :hash, :hint, :scopes, :by) RETURNING id""")
_REVOKE = text("""UPDATE saas.api_token SET revoked_at = now() WHERE id = :id AND tenant_id = :company AND revoked_at IS NULL
 RETURNING id""")


@operation("tokens:manage")
def create_token(company: Tenant, given: NewToken) -> str:
    """A new token in full, shown once: only its hash is kept. BeyondYourRights for a scope the maker hasn't."""
    scopes = sorted(set(given.scopes))
    if not all(scope in SCOPES and actor().may(scope) for scope in scopes):
        raise BeyondYourRights("/scopes")
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    made = db.session().execute(_CREATE, {"company": company.id, "name": given.name, "hash": digest(token), "hint": token[-4:],
                                          "scopes": scopes, "by": actor().id or 0}).scalar()
    log.info("token created", tenant=company.schema, token=made, scopes=scopes, by=actor().id)
    return token


@operation("tokens:manage")
def revoke_token(company: Tenant, token_id: int) -> None:
    """The token opens nothing from now on; NotFound for another company's."""
    if db.session().execute(_REVOKE, {"id": token_id, "company": company.id}).scalar() is None:
        raise NotFound()
    log.info("token revoked", tenant=company.schema, token=token_id, by=actor().id)
