"""Building a tenant's schema: role, rights, tables, first rows, in one transaction from rendered statements."""

from psycopg2.extensions import connection as Connection

from saas.kit import migrations
from saas.kit.owner import execute, execute_all
from tenants.isolation import cell_for, cell_login, closing_rights, login_password, opening, schema_name

_PLACES = """INSERT INTO location (kind, code) VALUES
 ('supplier', 'supplier'), ('customer', 'customer'), ('adjustment', 'adjustment'), ('transit', 'transit')"""
_WAREHOUSE = "INSERT INTO warehouse (code, name, priority) VALUES ('MAIN', 'Main', 10)"
_SHELF = "INSERT INTO location (warehouse_id, kind, code) SELECT id, 'shelf', '-' FROM warehouse"


def build_blank(conn: Connection, secret: str) -> int:
    """A new tenant without a company; its id. The caller's transaction keeps it whole or not at all."""
    ((tenant_id,),) = execute(conn, "INSERT INTO saas.tenant (cell, state) VALUES ('', 'blank') RETURNING id")
    cell = cell_for(tenant_id)
    schema = schema_name(tenant_id)
    _cell_exists(conn, cell, secret)
    execute_all(conn, [*opening(schema, cell), "CREATE TABLE alembic_version (version_num text PRIMARY KEY)"])
    for _revision, statements in migrations.steps("tenants", None):
        execute_all(conn, statements)
    execute_all(conn, [_PLACES, _WAREHOUSE, _SHELF, *closing_rights(schema)])
    execute(conn, "INSERT INTO alembic_version VALUES (%s)", (migrations.head("tenants"),))
    execute(conn, "UPDATE saas.tenant SET cell = %s, revision = %s WHERE id = %s", (cell, migrations.head("tenants"), tenant_id))
    return tenant_id


def _cell_exists(conn: Connection, cell: str, secret: str) -> None:
    login = cell_login(cell)
    if not execute(conn, "SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)):
        execute_all(conn, [f"CREATE ROLE {login} LOGIN NOINHERIT PASSWORD '{login_password(secret, login)}'",
                           f"ALTER ROLE {login} SET search_path = ''", f"ALTER ROLE {login} SET jit = off"])


def demolish(conn: Connection, schema: str) -> None:
    """Schema and role of a tenant, gone."""
    execute_all(conn, [f"DROP SCHEMA IF EXISTS {schema} CASCADE"])
    if execute(conn, "SELECT 1 FROM pg_roles WHERE rolname = %s", (schema,)):
        execute_all(conn, [f"DROP OWNED BY {schema}", f"DROP ROLE {schema}"])
