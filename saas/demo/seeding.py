"""Filling a company: whole or not at all. One that an earlier start has only begun is torn down and made anew."""

from datetime import datetime, timedelta

from sqlalchemy import text

from saas.demo.bringing import bring_files
from saas.demo.buying import buy_goods
from saas.demo.closing import leave_open, prove
from saas.demo.company import Company
from saas.demo.crew import Crew
from saas.demo.history import History
from saas.demo.keeping import Kept
from saas.demo.people import OPERATOR, settle_crew, settle_token
from saas.demo.returning import send_back
from saas.demo.surprises import let_surprises_arrive
from saas.demo.touches import set_back
from saas.identity.sessions import digest
from saas.kit import db
from saas.kit.context import Tenant
from saas.kit.owner import execute, owner
from tenants import provisioning
from tenants.provisioning.building import demolish

_TOKEN_ID = text("SELECT id FROM saas.api_token WHERE hash = :hash")


def settle(url: str, secret: str, company: Company, kept: Kept, now: datetime) -> None:
    """The company with its people, token and past; what is there already stays as it is."""
    tenant = _there(url, company)
    if tenant and company.slug in kept.begun:
        _tear_down(url, tenant)
        kept.finish(company.slug)
        tenant = None
    if tenant:
        settle_token(company, tenant, kept)
        return
    kept.begin(company.slug)
    _fill(url, company, _opened(url, secret, company), kept, now)
    kept.finish(company.slug)


def _there(url: str, company: Company) -> Tenant | None:
    try:
        return provisioning.find_tenant(url, company.slug)
    except provisioning.UnknownTenant:
        return None


def _tear_down(url: str, tenant: Tenant) -> None:
    """Nobody has seen it yet, so nothing is owed to a grace period."""
    with owner(url) as conn:
        demolish(conn, tenant.schema)
        execute(conn, "DELETE FROM saas.outbox WHERE owner = %s", (tenant.schema,))
        execute(conn, "DELETE FROM saas.job WHERE owner = %s", (tenant.schema,))
        execute(conn, "DELETE FROM saas.tenant WHERE id = %s", (tenant.id,))


def _opened(url: str, secret: str, company: Company) -> Tenant:
    return provisioning.open_tenant(url, secret, company.slug, company.name, currency=company.currency, zone=company.zone,
                                    language=company.language, country=company.country)


def _fill(url: str, company: Company, tenant: Tenant, kept: Kept, now: datetime) -> None:
    settle_crew(company, tenant)
    settle_token(company, tenant, kept)
    with db.unit_of_work(None) as session:
        token_id = session.execute(_TOKEN_ID, {"hash": digest(kept.tokens[company.slug])}).scalar_one()
    crew = Crew(tenant, token_id, OPERATOR)
    history = History(company, crew, now)
    history.play()
    send_back(company, crew, now)
    buy_goods(company, crew, now)
    bring_files(company, crew, now)
    let_surprises_arrive(company, crew, now)
    leave_open(company, crew, now)
    history.catch_up()
    set_back(url, company, tenant, history.began - timedelta(days=1))
    prove(crew, now)
