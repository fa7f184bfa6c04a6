"""What the house does by the clock; saas/schedule.py says when."""

from flask import current_app
from sqlalchemy import text

from saas.config import Settings
from saas.kit import db
from saas.kit.api import prune_idempotency
from saas.kit.context import SYSTEM
from saas.kit.jobs import Run, job
from tenants import provisioning
from tenants.orders.operations import lift_due_holds

_PRUNE = (
    "DELETE FROM saas.session WHERE expires_at < now() OR seen_at < now() - interval '12 hours'",
    "DELETE FROM saas.sign_in_try WHERE \"window\" < now() - interval '1 day'",
    "DELETE FROM saas.outbox WHERE done_at < now() - interval '7 days'",
    "DELETE FROM saas.job WHERE state IN ('done', 'cancelled') AND finished_at < now() - interval '30 days'",
    "DELETE FROM saas.schedule_run WHERE at < now() - interval '90 days'",
)


def _settings() -> Settings:
    return current_app.config["SETTINGS"]


@job("house.prune", queue="house")
def prune(run: Run) -> None:
    """Forget what has served its time."""
    for statement in _PRUNE:
        with run.unit() as session:
            session.execute(text(statement))


@job("house.refill_blanks", queue="house")
def refill_blanks(run: Run) -> None:
    """Keep blank tenants ready, so that a new company gets its own in milliseconds."""
    provisioning.refill_blanks(_settings().database_url, _settings().secret_key, _settings().blank_tenants)


@job("house.erase_due", queue="house")
def erase_due(run: Run) -> None:
    """Erase tenants whose grace period is over."""
    provisioning.erase_due(_settings().database_url)


@job("house.lift_holds", queue="house")
def lift_holds(run: Run) -> None:
    """Lift holds whose day has come, company by company; each is a unit of work of its own."""
    for tenant in provisioning.list_tenants(_settings().database_url):
        if tenant.state == "active":
            run.renew()
            with db.unit_of_work(tenant, SYSTEM, door="job"):
                lift_due_holds()


@job("house.prune_answers", queue="house")
def prune_answers(run: Run) -> None:
    """Forget answers kept for Idempotency-Keys, company by company."""
    for tenant in provisioning.list_tenants(_settings().database_url):
        if tenant.state == "active":
            run.renew()
            with db.unit_of_work(tenant, SYSTEM, door="job"):
                prune_idempotency()
