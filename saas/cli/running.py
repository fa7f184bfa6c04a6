"""Running it: demo, serve, worker, migrate, bench."""

import os
import sys
from pathlib import Path

import click

from saas.cli import quayside


@quayside.command()
@click.option("--port", type=click.IntRange(1, 65_535), default=8800, show_default=True, help="Where the web server listens.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=Path(".data"), show_default=True,
              help="Folder that keeps everything; the same folder again keeps the data.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line once ready.")
def demo(port: int, data: Path, as_json: bool) -> None:
    """Everything at once with sample data: database, queue, web server, worker. Ctrl-C stops it."""
    from saas.demo import prepare
    from saas.embedded.local import run_demo

    run_demo(port, data, as_json, lambda: prepare(data))


@quayside.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65_535), default=8800, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Requests at a time in each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """The web server, on real servers named by the environment."""
    from saas.config import Settings

    Settings.from_env()
    os.execv(sys.executable, [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(threads), "--respawn-failed-workers", "--no-ws", "--log-level", "warning", "wsgi:app"])


@quayside.command()
@click.option("--only", type=click.Choice(["imports", "house", "relay"]), help="Just this part, in this process.")
@click.option("--number", default=1, show_default=True, help="With --only: which of several workers of this queue on this machine.")
@click.option("--imports", default=1, show_default=True, help="How many imports may run at a time.")
def worker(only: str | None, number: int, imports: int) -> None:
    """Run jobs: a process for each queue, and the relay that feeds them."""
    from saas.app import create_app
    from saas.config import Settings
    from saas.working import work_all, work_one

    Settings.from_env()  # refused here, in a sentence: the parts would be started again for ever
    if only:
        work_one(create_app(), only, number)
    else:
        work_all(imports)


@quayside.command()
@click.option("--workers", default=2, show_default=True, help="Tenants migrated at a time.")
def migrate(workers: int) -> None:
    """Bring the control plane and every tenant to the newest revision. Safe to run again; a locked tenant fails alone."""
    from saas.config import Settings
    from tenants.provisioning import migrate_tenants, prepare_database

    settings = Settings.from_env()
    click.echo(f"control plane at {prepare_database(settings.database_url, settings.secret_key)}")
    result = migrate_tenants(settings.database_url, workers)
    click.echo(f"tenants at {result.revision}: {len(result.moved)} migrated, {len(result.failed)} failed")
    for schema, reason in sorted(result.failed.items()):
        click.echo(f"  {schema}: {reason}", err=True)
    if result.failed:
        sys.exit(1)
