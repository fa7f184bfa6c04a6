"""Looking after tenants: create, list, migrate, suspend, resume, export, restore, erase; and proving their stock."""

import sys
from collections.abc import Collection
from pathlib import Path
from zoneinfo import available_timezones

import click
from babel import Locale

from saas.cli import quayside
from saas.config import Settings
from saas.kit.context import SYSTEM, Tenant
from saas.kit.money import currencies
from tenants import provisioning


class Known(click.ParamType):
    """One of too many values to list them all when it is none of them."""

    def __init__(self, name: str, values: Collection[str], example: str) -> None:
        self.name, self.values, self.example = name, values, example

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return value if value in self.values else self.fail(f"There is no {self.name} {value!r}. Name one such as {self.example}.", param, ctx)


def _countries() -> set[str]:
    """The two letters of every country there is."""
    return {code for code in Locale("en").territories if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ")}


@quayside.group()
def tenant() -> None:
    """Client companies' tenants."""


@tenant.command()
@click.argument("slug")
@click.argument("name")
@click.option("--currency", default="USD", show_default=True, type=Known("currency", currencies(), "EUR"), metavar="CODE")
@click.option("--zone", default="UTC", show_default=True, type=Known("time zone", available_timezones(), "Asia/Tokyo"), metavar="ZONE")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "ru", "zh_Hans", "ja"]))
@click.option("--country", default="US", show_default=True, type=Known("country", _countries(), "JP"), metavar="CODE")
def create(slug: str, name: str, currency: str, zone: str, language: str, country: str) -> None:
    """Open a tenant for a company: SLUG stands in addresses, NAME on pages."""
    settings = Settings.from_env()
    made = provisioning.open_tenant(settings.database_url, settings.secret_key, slug, name, currency=currency, zone=zone,
                                    language=language, country=country)
    click.echo(f"{made.slug} lives in {made.schema}")


@tenant.command(name="list")
def list_() -> None:
    """Every company, its schema, cell and state."""
    for found in provisioning.list_tenants(Settings.from_env().database_url):
        click.echo(f"{found.slug:<24} {found.schema:<8} {found.cell:<5} {found.state:<10} {found.name}")


@tenant.command()
@click.option("--workers", default=2, show_default=True)
def migrate(workers: int) -> None:
    """Bring every tenant to the newest revision; a locked one fails alone, the next run takes it up."""
    result = provisioning.migrate_tenants(Settings.from_env().database_url, workers)
    click.echo(f"{result.revision}: {len(result.moved)} migrated, {len(result.failed)} failed")
    for schema, reason in sorted(result.failed.items()):
        click.echo(f"  {schema}: {reason}", err=True)
    sys.exit(1 if result.failed else 0)


@tenant.command()
@click.argument("slug")
@click.option("--reason", default="", help="Kept with the tenant.")
def suspend(slug: str, reason: str) -> None:
    """Close a tenant's doors; its data stays."""
    provisioning.suspend_tenant(Settings.from_env().database_url, slug, reason)
    click.echo(f"{slug} is suspended")


@tenant.command()
@click.argument("slug")
def resume(slug: str) -> None:
    """Open a suspended tenant again, or take back its erasure."""
    provisioning.resume_tenant(Settings.from_env().database_url, slug)
    click.echo(f"{slug} is open again")


@tenant.command()
@click.argument("slug")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def export(slug: str, target: Path) -> None:
    """Write everything of a tenant to a zip: every table as CSV, from one snapshot."""
    url = Settings.from_env().database_url
    counts = provisioning.export_tenant(url, provisioning.find_tenant(url, slug), target)
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables in {target}")


@tenant.command()
@click.argument("slug")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(slug: str, source: Path) -> None:
    """Fill a freshly created tenant from an export."""
    url = Settings.from_env().database_url
    counts = provisioning.import_tenant(url, source, provisioning.find_tenant(url, slug))
    click.echo(f"{sum(counts.values())} rows restored into {slug}")


@tenant.command()
@click.argument("slug")
@click.option("--confirm", prompt="Type the company's slug to close it now and erase it after the grace period")
def erase(slug: str, confirm: str) -> None:
    """Close a tenant now and erase it after 30 days; `resume` takes it back until then."""
    if confirm != slug:
        raise click.UsageError("The slug doesn't match; nothing was done.")
    provisioning.erase_tenant(Settings.from_env().database_url, slug)
    click.echo(f"{slug} is closed and will be erased in {provisioning.GRACE_DAYS} days")


def _named(url: str, slugs: tuple[str, ...]) -> list[Tenant]:
    """Those companies, or every one; UnknownTenant before anything is done."""
    return [provisioning.find_tenant(url, slug) for slug in slugs] or provisioning.list_tenants(url)


@quayside.command()
@click.argument("slugs", nargs=-1)
def check(slugs: tuple[str, ...]) -> None:
    """Prove stock: ledger = balances = allocations = lines. Prints every difference, repairs nothing, exits 1 on any."""
    from saas.app import create_app
    from saas.kit.db import unit_of_work
    from tenants.inventory.operations import every_difference, how_many, prove_stock

    settings = Settings.from_env()
    wrong = 0
    with create_app(settings).app_context():
        for found in _named(settings.database_url, slugs):
            with unit_of_work(found, SYSTEM, door="command"):
                first = prove_stock()
                count = how_many(first)
                click.echo(f"{found.slug}: {count or 'no'} differences")
                for d in first if count == len(first) else every_difference():
                    click.echo(f"  {d.question} {d.where}: evidence says {d.expected}, found {d.found}")
            wrong += count
    sys.exit(1 if wrong else 0)
