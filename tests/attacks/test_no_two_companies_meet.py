"""The invariants of tenancy that hold for every pair of companies, every table, and every way a unit of work may end."""

from itertools import permutations

import psycopg2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from saas.app import whose
from saas.kit import db, migrations
from saas.kit.context import SYSTEM, NoContext, Tenant
from saas.kit.db import engine_of, unit_of_work
from saas.kit.jobs import later
from saas.kit.owner import address, execute, owner
from tenants.isolation import cell_login, login_url
from tests.cast import Member
from tests.conftest import SECRET, World

DENIED = "42501"
_THINGS = """SELECT c.relname, c.relkind::text, (SELECT attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
   AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum LIMIT 1)
 FROM pg_class c WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'S')"""
_RIGHTS = """SELECT c.relname, c.relkind::text, replace(array_to_string(c.relacl, ' '), %s, 'TENANT') FROM pg_class c
 WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'S') ORDER BY 1"""
_INDEXES = "SELECT replace(indexdef, %s, 'SCHEMA') FROM pg_indexes WHERE schemaname = %s ORDER BY 1"
_CONSTRAINTS = """SELECT conrelid::regclass::text, conname, replace(pg_get_constraintdef(oid), %s, 'SCHEMA') FROM pg_constraint
 WHERE connamespace = %s::regnamespace ORDER BY 2, 3"""


def _statements(schema: str, name: str, kind: str, column: str) -> list[str]:
    thing = f'{schema}."{name}"'
    if kind == "S":
        return [f"SELECT nextval('{thing}')", f"SELECT * FROM {thing}"]
    return [f"SELECT * FROM {thing}", f"DELETE FROM {thing}", f"INSERT INTO {thing} DEFAULT VALUES",
            f'UPDATE {thing} SET "{column}" = "{column}"', f"TRUNCATE {thing}"]


def test_every_company_is_refused_at_every_table_of_every_other(world: World) -> None:
    """Read, write and nextval, in both directions, on the bare connection past our own guard."""
    tried = 0
    for here, there in permutations((world.acme, world.bolt)):
        with owner(world.url) as conn:
            things = execute(conn, _THINGS, (there.schema,))
        with unit_of_work(here, SYSTEM):
            cursor = db.connection().connection.cursor()
            for thing in things:
                for statement in _statements(there.schema, *thing):
                    cursor.execute("SAVEPOINT before")
                    with pytest.raises(psycopg2.Error) as refusal:
                        cursor.execute(statement)
                    assert refusal.value.pgcode == DENIED, statement
                    cursor.execute("ROLLBACK TO SAVEPOINT before")
                    tried += 1
    assert tried > 100


@pytest.mark.parametrize("ending", ["commit", "rollback", "error"])
def test_however_a_unit_ends_its_connection_is_nobodys(world: World, ann: Member, ending: str) -> None:
    try:
        with ann.at_work() as session:
            assert db.rows("SELECT current_user::text")[0][0] == ann.tenant.schema
            if ending == "rollback":
                session.rollback()
            if ending == "error":
                db.rows("SELECT broken")
    except ProgrammingError:
        assert ending == "error"
    raw = engine_of(ann.tenant).raw_connection()
    with raw.cursor() as cursor:
        cursor.execute("SELECT current_user::text")
        assert cursor.fetchone() == (cell_login(ann.tenant.cell),)
    raw.close()


def test_a_connection_that_never_begins_reads_nothing(world: World, ann: Member) -> None:
    """AUTOCOMMIT opens no transaction that could enter a tenant: it raises, or stays the login that owns nothing."""
    with pytest.raises((NoContext, ProgrammingError)), engine_of(ann.tenant).connect() as conn:
        conn.execution_options(isolation_level="AUTOCOMMIT").execute(text(f"SELECT * FROM {ann.tenant.schema}.orders"))
    with psycopg2.connect(address(login_url(world.url, cell_login(ann.tenant.cell), SECRET))) as bare, bare.cursor() as cursor:
        with pytest.raises(psycopg2.errors.UndefinedTable):
            cursor.execute("SELECT * FROM orders")
    bare.close()


def test_a_job_and_a_command_without_a_tenant_do_no_work() -> None:
    with pytest.raises(NoContext):
        later("imports.check", {"import_id": 1})
    with pytest.raises(NoContext):
        db.session()


def test_each_role_has_one_member_its_cell(world: World) -> None:
    with owner(world.url) as conn:
        members = execute(conn, r"""SELECT r.rolname, array_agg(m.rolname::text) FROM pg_roles r JOIN pg_auth_members a ON a.roleid = r.oid
            JOIN pg_roles m ON m.oid = a.member WHERE r.rolname ~ '^t_[0-9]+$' AND NOT m.rolsuper GROUP BY 1""")
        cells = dict(execute(conn, "SELECT 't_' || id, cell FROM saas.tenant WHERE state <> 'erased'"))
    assert {role: found for role, found in members} == {role: [cell_login(cell)] for role, cell in cells.items()}


def test_indexes_constraints_and_rights_are_the_same_in_every_tenant(world: World) -> None:
    def told(tenant: Tenant) -> list[object]:
        with owner(world.url) as conn:
            execute(conn, "SELECT set_config('search_path', %s, true)", (tenant.schema,))
            return [execute(conn, question, (tenant.schema, tenant.schema)) for question in (_RIGHTS, _INDEXES, _CONSTRAINTS)] + [
                execute(conn, f"SELECT version_num FROM {tenant.schema}.alembic_version")]

    assert told(world.acme) == told(world.bolt)
    assert told(world.acme)[-1] == [(migrations.head("tenants"),)]


def test_a_line_of_the_log_says_whose_it_is(ann: Member) -> None:
    with ann.at_work():
        assert whose(None, "info", {"event": "x"}) == {"event": "x", "tenant": ann.tenant.schema}
    assert whose(None, "info", {"event": "x"}) == {"event": "x"}
