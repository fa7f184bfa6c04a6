"""The demo's sample data: four living companies, made once through the real verbs and kept."""

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import structlog


def prepare(data: Path) -> dict[str, Any]:
    """Migrate and fill the database the environment names; says who may sign in and where, for people and programs.

    Safe to run again: what is there is kept, what a broken start left half-done is done anew."""
    from saas.app import create_app
    from saas.config import Settings
    from saas.demo.companies import COMPANIES
    from saas.demo.exports import write_samples
    from saas.demo.keeping import Kept
    from saas.demo.people import addresses, settle_people
    from saas.demo.seeding import settle
    from saas.kit import clock, db
    from saas.kit.errors import BootError
    from tenants import provisioning

    settings = Settings.from_env()
    provisioning.prepare_database(settings.database_url, settings.secret_key)
    if failed := provisioning.migrate_tenants(settings.database_url).failed:  # a folder kept from an earlier version
        raise BootError("; ".join(f"{schema}: {reason}" for schema, reason in sorted(failed.items())))
    kept, now = Kept(data), clock.now()
    app = create_app(settings)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # stdout is for our answer
    with app.app_context():
        settle_people(kept.password)
        one = partial(settle, settings.database_url, settings.secret_key, kept=kept, now=now)
        with ThreadPoolExecutor(len(COMPANIES)) as pool:
            list(pool.map(one, COMPANIES))
        db.close_engines()
    write_samples(data / "sample-files", now)
    return {"password": kept.password, "people": addresses(),
            "companies": {c.slug: {"token": kept.tokens[c.slug], "path": f"/t/{c.slug}/"} for c in COMPANIES}}
