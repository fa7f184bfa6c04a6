"""Companies as the first release left them: schemas at the first revision, filled with what its own verbs wrote."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection as Connection

from saas.kit import migrations
from saas.kit.context import Tenant
from saas.kit.owner import execute, execute_all, owner
from tenants import isolation, provisioning
from tenants.provisioning.building import demolish
from tests.conftest import SECRET, World

FIRST = "0001_rooms"
# Made by the first release: its import of three files, and orders brought into every state there was.
DATA = Path(__file__).with_name("a_company_of_the_first_release.sql").read_text()
BLOCK = re.compile(r'^(COPY "(\w+)" \(([^)\n]+)\) FROM stdin);\n(.*?)^\\\.\n', re.M | re.S)
SEQUENCES = """SELECT attname, pg_get_serial_sequence(%s, attname) FROM pg_attribute WHERE attrelid = %s::regclass AND attidentity <> ''"""


@contextmanager
def of_the_first_release(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Companies opened meanwhile stand at the first revision."""
    head, steps = migrations.head, migrations.steps
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "head", lambda plane: FIRST if plane == "tenants" else head(plane))
        patch.setattr(isolation, "INSERT_ONLY", ("movement", "event", "proof"))
        patch.setattr(isolation, "KEPT", ("balance", "sku", "location", "warehouse", "orders", "order_line", "shipment", "shipment_line"))
        patch.setattr(migrations, "steps", lambda plane, since: tuple(s for s in steps(plane, since) if plane != "tenants" or s[0] == FIRST))
        yield


def open_first(world: World, monkeypatch: pytest.MonkeyPatch, slug: str) -> Tenant:
    """A company as the first release opened it."""
    with of_the_first_release(monkeypatch):
        return provisioning.open_tenant(world.url, SECRET, slug, "Olden & Co", zone="America/New_York")


def fill(world: World, tenant: Tenant) -> None:
    """All rows the first release's company had."""
    with owner(world.url) as conn:
        execute_all(conn, [f"SET LOCAL search_path = {tenant.schema}", "TRUNCATE warehouse, location CASCADE"])
        for copy, table, _columns, rows in BLOCK.findall(DATA):
            with conn.cursor() as cursor:
                cursor.copy_expert(copy, io.StringIO(rows))
            for column, sequence in execute(conn, SEQUENCES, (table, table)):
                execute(conn, f'SELECT setval(%s, (SELECT max("{column}") + 1 FROM "{table}"), false)', (sequence,))


def gone(world: World, *companies: Tenant) -> None:
    with owner(world.url) as conn:
        for tenant in companies:
            demolish(conn, tenant.schema)
            execute(conn, "DELETE FROM saas.job WHERE owner = %s", (tenant.schema,))
            execute(conn, "DELETE FROM saas.outbox WHERE owner = %s", (tenant.schema,))
            execute(conn, "DELETE FROM saas.membership WHERE tenant_id = %s", (tenant.id,))
            execute(conn, "DELETE FROM saas.tenant WHERE id = %s", (tenant.id,))


def figures(world: World, tenant: Tenant) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every column the first release knew, and what an order's state was; by table."""
    with owner(world.url) as conn:
        execute_all(conn, [f"SET LOCAL search_path = {tenant.schema}", "SET LOCAL timezone = 'UTC'"])
        found = {table: _rows(conn, table, columns) for _copy, table, columns, _rows_of in BLOCK.findall(DATA)}
        return found | {"states": _rows(conn, "orders", '"number", state')}


def _rows(conn: Connection, table: str, columns: str) -> list[tuple[Any, ...]]:
    return execute(conn, f'SELECT ({columns})::text FROM "{table}" ORDER BY 1')


def standing(world: World, tenant: Tenant) -> tuple[str, str, bool]:
    """The revision the registry names, the one the schema names, and whether the newest tables are there."""
    with owner(world.url) as conn:
        ((registry,),) = execute(conn, "SELECT revision FROM saas.tenant WHERE id = %s", (tenant.id,))
        ((schema, tables),) = execute(conn, f"SELECT version_num, to_regclass('{tenant.schema}.policy') IS NOT NULL FROM {tenant.schema}.alembic_version")
        return registry, schema, tables
