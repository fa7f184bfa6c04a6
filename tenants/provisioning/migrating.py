"""Migrating every tenant: one transaction each, in parallel, resumable; a locked one fails alone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import psycopg2

from saas.kit import migrations
from saas.kit.owner import execute, execute_all, owner
from tenants.isolation import closing_rights, schema_name

_LOCK_CLASS = 7_215


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a run did: revision reached, tenants moved, and those that failed with PostgreSQL's reason."""

    revision: str
    moved: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def migrate_tenants(url: str, workers: int = 2, lock_timeout: str = "2s") -> Migrated:
    """Bring every tenant to the newest revision. What fails is left as it was; the next run takes it up again."""
    newest = migrations.head("tenants")
    with owner(url) as conn:
        behind = execute(conn, "SELECT id FROM saas.tenant WHERE state <> 'erased' AND revision IS DISTINCT FROM %s ORDER BY id",
                         (newest,))
    result = Migrated(newest)
    with ThreadPoolExecutor(workers) as pool:
        for schema, reason in pool.map(lambda row: _one(url, row[0], newest, lock_timeout), behind):
            if reason is None:
                result.moved.append(schema)
            else:
                result.failed[schema] = reason
    return result


def _one(url: str, tenant_id: int, newest: str, lock_timeout: str) -> tuple[str, str | None]:
    schema = schema_name(tenant_id)
    try:
        with owner(url, lock_timeout) as conn:
            if not execute(conn, "SELECT pg_try_advisory_xact_lock(%s, %s)", (_LOCK_CLASS, tenant_id))[0][0]:
                return schema, "another run is migrating it"
            execute_all(conn, [f"SET LOCAL search_path = {schema}"])
            ((since,),) = execute(conn, "SELECT version_num FROM alembic_version")
            for _revision, statements in migrations.steps("tenants", since):
                execute_all(conn, statements)
            execute_all(conn, closing_rights(schema))
            execute(conn, "UPDATE alembic_version SET version_num = %s", (newest,))
            execute(conn, "UPDATE saas.tenant SET revision = %s WHERE id = %s", (newest, tenant_id))
    except psycopg2.Error as error:
        return schema, str(error).splitlines()[0]
    return schema, None
