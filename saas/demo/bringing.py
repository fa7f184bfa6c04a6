"""Two files the company's clerk has brought in: yesterday's, applied, and this morning's, checked and with wrong rows."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from saas.demo.company import Company
from saas.demo.crew import Crew
from saas.demo.exports import SHEETS, order_file
from saas.identity.workers import actor_by_data, tenant_by_schema
from saas.kit import clock, db
from saas.kit.jobs.working import Workshop, perform
from tenants.imports.inputs import NewImport
from tenants.imports.operations import apply_import, start_import

_ASKED = text("SELECT id FROM saas.job WHERE owner = :schema AND state = 'waiting' ORDER BY created_at")


def bring_files(company: Company, crew: Crew, now: datetime) -> None:
    """Through the verbs and jobs everyone's imports go through, worked off here and now."""
    applied = _bring(company, crew, now - timedelta(hours=19), "yesterday", 18, surprising=False)
    with crew.at(now - timedelta(hours=18, minutes=54), crew.clerk):
        apply_import(applied)
    _work(crew, now - timedelta(hours=18, minutes=54))
    _bring(company, crew, now - timedelta(minutes=70), "morning", 24, surprising=True)


def _bring(company: Company, crew: Crew, at: datetime, seed: str, orders: int, surprising: bool) -> int:
    name, _dot, suffix = SHEETS[company.slug].filename.partition(".")
    with crew.at(at, crew.clerk):
        file = io.BytesIO(order_file(company, at, seed, orders, surprising))
        brought = start_import(file, f"{name}-{at.astimezone(ZoneInfo(company.zone)):%m%d}.{suffix}", NewImport())
    _work(crew, at + timedelta(seconds=2))
    return brought


def _work(crew: Crew, at: datetime) -> None:
    """What a worker would do, with the clock at that moment."""
    with db.unit_of_work(None) as session:
        asked = [str(row.id) for row in session.execute(_ASKED, {"schema": crew.tenant.schema})]
    workshop = Workshop(60, tenant_by_schema, actor_by_data)
    with clock.freeze(at):
        for job_id in asked:
            perform(workshop, job_id)
