"""The database itself: rights, logins, and the control plane's schema. Safe to run again and again."""

from psycopg2 import errors, sql
from psycopg2.extensions import connection as Connection

from saas.kit import migrations
from saas.kit.errors import BootError
from saas.kit.owner import execute, execute_all, owner
from tenants.isolation import DATABASE_RIGHTS, HOUSE_LOGIN, cell_login, login_password

_LOCK = 7_215_001


def prepare_database(url: str, secret: str, cells: tuple[str, ...] = ("c01",)) -> str:
    """Make the database ours: rights, logins, schema `saas` at its newest revision; returns that revision.

    BootError with one sentence where the owner lacks a right."""
    try:
        with owner(url) as conn:
            execute(conn, "SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            _restrict(conn)
            for login in (HOUSE_LOGIN, *map(cell_login, cells)):
                _login(conn, login, login_password(secret, login))
            return _migrate(conn)
    except errors.InsufficientPrivilege as error:
        raise BootError(
            "The owner in DATABASE_URL lacks a right: it must own the database, may create roles, and may revoke "
            f"set_config from PUBLIC. PostgreSQL says: {str(error).splitlines()[0]}.") from None


def _restrict(conn: Connection) -> None:
    ((database,),) = execute(conn, "SELECT current_database()")
    execute_all(conn, [right.format(database=database.replace('"', '""')) for right in DATABASE_RIGHTS])


def _login(conn: Connection, login: str, password: str) -> None:
    verb = "ALTER" if execute(conn, "SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)) else "CREATE"
    role = sql.Identifier(login)
    with conn.cursor() as cursor:
        cursor.execute(sql.SQL(verb + " ROLE {} LOGIN NOINHERIT PASSWORD {}").format(role, sql.Literal(password)))
        cursor.execute(sql.SQL("ALTER ROLE {} SET search_path = ''").format(role))
        cursor.execute(sql.SQL("ALTER ROLE {} SET jit = off").format(role))


def _migrate(conn: Connection) -> str:
    execute_all(conn, ["CREATE SCHEMA IF NOT EXISTS saas",
                       "CREATE TABLE IF NOT EXISTS saas.alembic_version (version_num text PRIMARY KEY)"])
    found = execute(conn, "SELECT version_num FROM saas.alembic_version")
    since = found[0][0] if found else None
    for revision, statements in migrations.steps("saas", since):
        execute_all(conn, statements)
        execute_all(conn, ["DELETE FROM saas.alembic_version"])
        execute(conn, "INSERT INTO saas.alembic_version VALUES (%s)", (revision,))
    return migrations.head("saas")
