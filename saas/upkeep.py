"""What the house does by the clock; saas/schedule.py says when."""

from collections.abc import Callable

import structlog
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from saas.config import Settings
from saas.kit import db
from saas.kit.api import prune_idempotency
from saas.kit.context import SYSTEM
from saas.kit.jobs import Run, job, later
from tenants import provisioning
from tenants.lists.operations import forget_runs
from tenants.orders.operations import close_due_orders, lift_due_holds

log = structlog.get_logger()
SERVED = (
    ("session", "expires_at < now()"),
    ("session", "seen_at < now() - interval '12 hours'"),
    ("sign_in_try", "\"window\" < now() - interval '1 day'"),
    ("outbox", "done_at < now() - interval '7 days'"),
    ("job", "state IN ('done', 'cancelled') AND finished_at < now() - interval '30 days'"),
    ("schedule_run", "at < now() - interval '90 days'"),
)
AT_ONCE = 5_000
# Some at a time, each found by its index: after a long rest millions may be over, and others work meanwhile.
PRUNE = "DELETE FROM saas.{table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM saas.{table} WHERE {over} LIMIT {some}))"


def _settings() -> Settings:
    return current_app.config["SETTINGS"]


@job("house.prune", queue="house")
def prune(run: Run) -> None:
    """Forget what has served its time."""
    for table, over in SERVED:
        gone = AT_ONCE
        while gone == AT_ONCE:
            with run.unit():
                gone = db.run(PRUNE.format(table=table, over=over, some=AT_ONCE))


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
    """Lift holds whose day has come."""
    _in_every_company(run, lift_due_holds)


@job("house.close_due", queue="house")
def close_due(run: Run) -> None:
    """Close orders delivered so long ago that nothing more will come of them."""
    _in_every_company(run, close_due_orders)


@job("house.know_customers", queue="house")
def know_customers(run: Run) -> None:
    """Ask every company's orders who placed them, where that isn't known yet."""
    _in_every_company(run, lambda: later("orders.know_customers", {}))


@job("house.prune_answers", queue="house")
def prune_answers(run: Run) -> None:
    """Forget answers kept for Idempotency-Keys."""
    _in_every_company(run, prune_idempotency)


@job("house.prune_runs", queue="house")
def prune_runs(run: Run) -> None:
    """Forget acts on whole lists that are long over."""
    _in_every_company(run, forget_runs)


class Unfinished(Exception):
    """Some companies couldn't be served; the job is tried again for all of them."""


def _in_every_company(run: Run, verb: Callable[[], object]) -> None:
    """The verb company by company, each a unit of work of its own: one that is locked or away holds up no other."""
    failed = []
    for tenant in provisioning.list_tenants(_settings().database_url):
        if tenant.state == "active":
            run.renew()
            try:
                with db.unit_of_work(tenant, SYSTEM, door="job"):
                    verb()
            except SQLAlchemyError as error:
                log.warning("company not served", kind=run.kind, tenant=tenant.schema, error=type(error).__name__)
                failed.append(tenant.schema)
    if failed:
        raise Unfinished(", ".join(failed))
