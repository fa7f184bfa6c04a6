"""Who signs in to the demo: each company's four people, and those of the house."""

from collections.abc import Mapping

from sqlalchemy import text

from saas.demo.companies import COMPANIES
from saas.demo.company import Company
from saas.demo.keeping import Kept
from saas.identity.inputs import NewToken
from saas.identity.operations import create_token
from saas.identity.passwords import hashed, matches
from saas.identity.roles import SCOPES
from saas.identity.sessions import digest
from saas.kit import db
from saas.kit.context import SYSTEM, Tenant

OPERATOR, BROKER, BILLING, ROOT = (f"{name}@quayside.example" for name in ("operator", "broker", "billing", "root"))
_HOUSE = {OPERATOR: ("Sam Porter", None), BROKER: ("Olga Lindqvist", "broker"), BILLING: ("Ken Adeyemi", "account_admin"),
          ROOT: ("Robin Root", "root")}

_SECRET = text("SELECT password_hash FROM saas.person WHERE email = :email")
_PEOPLE = text("""INSERT INTO saas.person (email, name, password_hash)
 SELECT email, name, :hash FROM unnest(CAST(:emails AS text[]), CAST(:names AS text[])) AS n(email, name)
 ON CONFLICT (email) DO UPDATE SET password_hash = excluded.password_hash""")
_MEMBERS = text("""INSERT INTO saas.membership (person_id, tenant_id, role)
 SELECT p.id, :company, n.role FROM unnest(CAST(:emails AS text[]), CAST(:roles AS text[])) AS n(email, role) JOIN saas.person p USING (email)
 ON CONFLICT (person_id, tenant_id) DO NOTHING""")
_TOKEN = text("SELECT EXISTS (SELECT FROM saas.api_token WHERE hash = :hash AND tenant_id = :company AND revoked_at IS NULL)")


def address(role: str, company: Company) -> str:
    return f"{role}@{company.slug}.example"


def addresses() -> dict[str, str]:
    """Role → address: acme's people and the house's by their role alone, everyone else's as role@company."""
    first, *others = COMPANIES
    people = {role: address(role, first) for role in first.crew}
    people |= {"operator": OPERATOR, "broker": BROKER, "billing": BILLING, "root": ROOT}
    return people | {f"{role}@{company.slug}": address(role, company) for company in others for role in company.crew}


def settle_people(password: str) -> None:
    """Everyone of the cast can sign in with the demo's password; those of the house have their role."""
    cast = {address(role, company): name for company in COMPANIES for role, name in company.crew.items()}
    cast |= {email: name for email, (name, _role) in _HOUSE.items()}
    roles = {email: role for email, (_name, role) in _HOUSE.items() if role}
    with db.unit_of_work(None) as session:
        if matches(session.execute(_SECRET, {"email": ROOT}).scalar(), password):
            return
        session.execute(_PEOPLE, {"hash": hashed(password), "emails": list(cast), "names": list(cast.values())})
        _join(None, roles)


def settle_crew(company: Company, tenant: Tenant) -> None:
    """The company's people work in it, and so does the operator."""
    with db.unit_of_work(None):
        _join(tenant, {address(role, company): role for role in company.crew} | {OPERATOR: "operator"})


def _join(tenant: Tenant | None, roles: Mapping[str, str]) -> None:
    db.session().execute(_MEMBERS, {"company": tenant and tenant.id, "emails": list(roles), "roles": list(roles.values())})


def settle_token(company: Company, tenant: Tenant, kept: Kept) -> None:
    """The company's token opens its door; a lost or revoked one is replaced."""
    with db.unit_of_work(None, SYSTEM) as session:
        token = kept.tokens.get(tenant.slug, "")
        if not session.execute(_TOKEN, {"hash": digest(token), "company": tenant.id}).scalar():
            kept.remember_token(tenant.slug, create_token(tenant, NewToken(name=company.feed, scopes=tuple(sorted(SCOPES)))))
