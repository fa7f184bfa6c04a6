"""A tenant to take away, and back: every table by COPY in one snapshot, in a zip with a manifest."""

import json
import zipfile
from pathlib import Path
from typing import Any

from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ
from psycopg2.extensions import connection as Connection

from saas.kit import clock
from saas.kit.context import Tenant
from saas.kit.errors import DomainError
from saas.kit.i18n import _l
from saas.kit.owner import execute, execute_all, owner

FORMAT = "quayside tenant 1"
_TABLES = """SELECT c.relname FROM pg_class c WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r' ORDER BY c.relname"""
_COLUMNS = """SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
 AND attgenerated = '' ORDER BY attnum"""


class NotAnExport(DomainError):
    status, code, sentence = 422, "not_an_export", _l("This file isn't a company's export, or it is damaged.")


class OtherRevision(DomainError):
    status, code, sentence = 409, "other_revision", _l("The export has revision %(theirs)s, this house %(ours)s. Migrate one of them.")


class NotFresh(DomainError):
    status, code, sentence = 409, "tenant_not_fresh", _l("%(slug)s has data already. Restore into a company that was just created.")


def export_tenant(url: str, tenant: Tenant, target: Path) -> dict[str, int]:
    """Write everything of one tenant to a zip; returns {table: rows}."""
    counts: dict[str, int] = {}
    with owner(url) as conn, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        conn.rollback()
        conn.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        for (table,) in execute(conn, _TABLES, (tenant.schema,)):
            counts[table] = _copy_out(conn, archive, tenant.schema, table)
        ((revision,),) = execute(conn, f"SELECT version_num FROM {tenant.schema}.alembic_version")
        manifest = {"format": FORMAT, "company": tenant.name, "slug": tenant.slug, "currency": tenant.currency,
                    "zone": tenant.zone, "language": tenant.language, "country": tenant.country,
                    "revision": revision, "rows": counts, "at": clock.now().isoformat()}
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return counts


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except zipfile.BadZipFile:
        raise NotAnExport() from None


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read("manifest.json"))
        if manifest["format"] == FORMAT:
            return dict(manifest)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile):
        pass
    raise NotAnExport()


def _columns(conn: Connection, schema: str, table: str) -> str:
    return ", ".join(f'"{name}"' for (name,) in execute(conn, _COLUMNS, (f'{schema}."{table}"',)))


def _copy_out(conn: Connection, archive: zipfile.ZipFile, schema: str, table: str) -> int:
    with archive.open(f"{table}.csv", "w", force_zip64=True) as file, conn.cursor() as cursor:
        cursor.copy_expert(f'COPY {schema}."{table}" ({_columns(conn, schema, table)}) TO STDOUT WITH (FORMAT csv, HEADER)', file)
        return cursor.rowcount


def import_tenant(url: str, source: Path, into: Tenant) -> dict[str, int]:
    """Fill a freshly opened tenant from an export of the same revision, in one transaction; returns {table: rows}. What
    it was opened with is replaced, so one where anything has happened is refused."""
    with _opened(source) as archive, owner(url) as conn:
        manifest = _manifest(archive)
        ((revision, lived),) = execute(conn, f"SELECT version_num, EXISTS (SELECT FROM {into.schema}.event) FROM {into.schema}.alembic_version")
        if manifest["revision"] != revision:
            raise OtherRevision(theirs=manifest["revision"], ours=revision)
        if lived:
            raise NotFresh("/slug", slug=into.slug)
        tables = [table for table in _in_order(conn, into.schema) if table in manifest["rows"]]
        execute_all(conn, [f'TRUNCATE {", ".join(f"{into.schema}.{name}" for name in map(_quoted, tables))}'])
        for table in tables:
            _copy_in(conn, archive, into.schema, table)
        return manifest["rows"]


def _quoted(name: str) -> str:
    """An identifier, whatever the file calls it: exports come back from outside."""
    return '"' + name.replace('"', '""') + '"'


def _copy_in(conn: Connection, archive: zipfile.ZipFile, schema: str, table: str) -> None:
    with archive.open(f"{table}.csv") as file, conn.cursor() as cursor:
        header = ", ".join(map(_quoted, file.readline().decode().strip().split(",")))
        cursor.copy_expert(f'COPY {schema}."{table}" ({header}) FROM STDIN WITH (FORMAT csv)', file)
        cursor.execute("""SELECT attname, pg_get_serial_sequence(%s, attname) FROM pg_attribute
            WHERE attrelid = %s::regclass AND attidentity <> ''""", (f'{schema}."{table}"', f'{schema}."{table}"'))
        for column, sequence in cursor.fetchall():
            cursor.execute(f'SELECT setval(%s, coalesce(max("{column}"), 0) + 1, false) FROM {schema}."{table}"', (sequence,))


def _in_order(conn: Connection, schema: str) -> list[str]:
    """Tables, each after those it refers to."""
    tables = [name for (name,) in execute(conn, _TABLES, (schema,))]
    refers = execute(conn, """SELECT c.relname, f.relname FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
        WHERE k.contype = 'f' AND k.connamespace = %s::regnamespace AND c.oid <> f.oid""", (schema,))
    after = {table: {f for t, f in refers if t == table} for table in tables}
    ordered: list[str] = []
    while after:
        ready = sorted(table for table, needs in after.items() if needs <= set(ordered))
        ordered += ready
        after = {table: needs for table, needs in after.items() if table not in ready}
    return ordered
