"""The people of a company. Owners and managers look after them; only owners make and unmake owners."""

import secrets
from dataclasses import dataclass

import structlog
from sqlalchemy import text

from saas.identity.errors import EmailTaken, LastOwner, OwnersOnly
from saas.identity.inputs import ChangeRole, NewPerson
from saas.identity.passwords import hashed
from saas.identity.roles import OWNER, TENANT_ROLES
from saas.kit import db
from saas.kit.context import SYSTEM, Tenant, actor
from saas.kit.errors import NotFound
from saas.kit.operations import operation

log = structlog.get_logger()

_ADD = text("""INSERT INTO saas.person (email, name, password_hash) VALUES (:email, :name, :hash)
 ON CONFLICT (email) DO NOTHING RETURNING id""")
_JOIN = text("INSERT INTO saas.membership (person_id, tenant_id, role) VALUES (:person, :company, :role)")
# Locks the owners too: two of them who demote each other at the same moment would leave none.
_MEMBERS = text("""SELECT person_id, role FROM saas.membership
 WHERE tenant_id = :company AND (person_id = :person OR role = 'owner') ORDER BY id FOR UPDATE""")
_CHANGE = text("UPDATE saas.membership SET role = :role WHERE person_id = :person AND tenant_id = :company")
_LEAVE = text("DELETE FROM saas.membership WHERE person_id = :person AND tenant_id = :company")


@dataclass(frozen=True, slots=True)
class AddedPerson:
    """Someone new. `password` is shown once and written nowhere."""

    id: int
    name: str
    email: str
    password: str


@operation("people:manage")
def add_person(company: Tenant, given: NewPerson) -> AddedPerson:
    """Someone new in the company, with a first password to hand over; EmailTaken for an address known anywhere."""
    _only_owners_touch_owners(given.role)
    password = "-".join(secrets.token_hex(2) for _part in range(4))
    person = db.session().execute(_ADD, {"email": given.email, "name": given.name, "hash": hashed(password)}).scalar()
    if person is None:
        raise EmailTaken("/email")
    db.session().execute(_JOIN, {"person": person, "company": company.id, "role": given.role})
    log.info("person added", tenant=company.schema, person=person, role=given.role, by=actor().id)
    return AddedPerson(person, given.name, given.email, password)


@operation("people:manage")
def change_role(company: Tenant, person_id: int, given: ChangeRole) -> str:
    """Another role for someone of the company; returns the former one."""
    former = _role_of(company, person_id, leaves_owners=given.role != OWNER)
    _only_owners_touch_owners(given.role, former)
    db.session().execute(_CHANGE, {"person": person_id, "company": company.id, "role": given.role})
    log.info("role changed", tenant=company.schema, person=person_id, role=given.role, former=former, by=actor().id)
    return former


@operation("people:manage")
def remove_person(company: Tenant, person_id: int) -> None:
    """Out of the company at once: the next request finds no membership. The person stays a person elsewhere."""
    former = _role_of(company, person_id, leaves_owners=True)
    _only_owners_touch_owners(former)
    db.session().execute(_LEAVE, {"person": person_id, "company": company.id})
    log.info("person removed", tenant=company.schema, person=person_id, former=former, by=actor().id)


def _role_of(company: Tenant, person_id: int, leaves_owners: bool) -> str:
    """Someone's role, locked; NotFound for a stranger or the house's own, LastOwner where nobody would remain."""
    roles = {row.person_id: row.role for row in db.session().execute(_MEMBERS, {"company": company.id, "person": person_id})}
    former = roles.pop(person_id, None)
    if former not in TENANT_ROLES:
        raise NotFound()
    if former == OWNER and leaves_owners and OWNER not in roles.values():
        raise LastOwner()
    return former


def _only_owners_touch_owners(*roles: str) -> None:
    if OWNER in roles and actor().role != OWNER and actor() != SYSTEM:
        raise OwnersOnly()
