"""Hand-written SQL in a tenant's session reaches no other tenant: PostgreSQL refuses, and what it can't the guard does."""

import psycopg2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from saas.kit import db
from saas.kit.db import unit_of_work
from saas.kit.statements import RefusedStatement
from saas.kit.owner import address, execute, owner
from tenants.isolation import HOUSE_LOGIN, INSERT_ONLY, cell_login, login_url
from tests.cast import Member, placed, stocked
from tests.conftest import SECRET, World

DENIED = "42501"


def _code(error: pytest.ExceptionInfo[ProgrammingError]) -> str:
    return error.value.orig.pgcode


@pytest.fixture(autouse=True)
def bolts_rows(zoe: Member) -> None:
    """Bolt always has rows of its own."""
    stocked(zoe, BOLT_ONLY=5)
    placed(zoe, "SECRET-1", BOLT_ONLY=2)


def _tables(world: World) -> list[str]:
    with owner(world.url) as conn:
        return [name for (name,) in execute(conn, "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'",
                                            (world.bolt.schema,))]


def test_every_table_of_another_tenant_is_denied(world: World, ann: Member) -> None:
    for table in _tables(world):
        for statement in (f'SELECT * FROM {world.bolt.schema}."{table}"', f'DELETE FROM {world.bolt.schema}."{table}"'):
            with pytest.raises(ProgrammingError) as error, ann.at_work():
                db.rows(statement)
            assert _code(error) == DENIED


@pytest.mark.parametrize("statement", [
    "SELECT * FROM saas.person", "SELECT * FROM saas.tenant", "SELECT * FROM saas.outbox", "SELECT * FROM saas.job",
    "SELECT * FROM saas.session", "UPDATE saas.job SET state = 'done'", "DELETE FROM saas.outbox",
    "INSERT INTO saas.outbox (owner, name, subject_kind, subject_id, data, at) VALUES ('t_2', 'x', 'x', 1, '{}', now())",
    "CREATE TABLE mine (id int)", "CREATE TEMP TABLE orders (id int)", "DROP TABLE orders", "TRUNCATE orders",
    "UPDATE movement SET quantity = 1", "DELETE FROM movement", "DELETE FROM event", "UPDATE event SET name = 'x'",
    "SELECT lo_create(0)", "COPY orders TO PROGRAM 'cat'",
])
def test_what_a_tenant_may_not_do_is_denied_by_the_database(ann: Member, statement: str) -> None:
    """Past our own guard, on the bare connection."""
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), ann.at_work():
        db.rows("SELECT 1")  # enters the tenant
        db.connection().connection.cursor().execute(statement)


@pytest.mark.parametrize("statement", [
    "SELECT 1; SET ROLE t_2", "SELECT 1; RESET ROLE; SELECT * FROM t_2.orders", "RESET ROLE", "SET ROLE t_2", "reset all",
    "/* */ SET ROLE t_2", "-- x\nSET ROLE t_2", "DISCARD ALL", "DO $$ BEGIN END $$",
    "SELECT set_config('role', 't_2', true)", "SELECT query_to_xml('select 1', true, true, '')",
    "COMMIT; SET ROLE t_2",
])
def test_a_statement_that_could_leave_is_refused(ann: Member, statement: str) -> None:
    with pytest.raises((RefusedStatement, ProgrammingError)), ann.at_work():
        db.rows(statement)


def test_set_config_is_nobodys(world: World, ann: Member) -> None:
    """Should the guard ever miss it, PostgreSQL itself refuses."""
    with psycopg2.connect(address(login_url(world.url, cell_login(ann.tenant.cell), SECRET))) as conn, conn.cursor() as cursor:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("SELECT set_config('role', 't_2', true)")
    conn.close()


def test_the_web_login_alone_reads_nothing(world: World) -> None:
    for login in (cell_login("c01"), HOUSE_LOGIN):
        with psycopg2.connect(address(login_url(world.url, login, SECRET))) as conn, conn.cursor() as cursor:
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f"SELECT * FROM {world.bolt.schema}.orders")
        conn.close()


def test_the_house_may_not_become_a_tenant(world: World) -> None:
    with psycopg2.connect(address(login_url(world.url, HOUSE_LOGIN, SECRET))) as conn, conn.cursor() as cursor:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(f"SET ROLE {world.bolt.schema}")
    conn.close()


def test_the_past_can_only_be_added_to(world: World) -> None:
    with owner(world.url) as conn:
        for table in INSERT_ONLY:
            rights = execute(conn, "SELECT has_table_privilege(%s, %s, 'UPDATE'), has_table_privilege(%s, %s, 'DELETE')",
                             (world.acme.schema, f"{world.acme.schema}.{table}") * 2)
            assert rights == [(False, False)], table


def test_the_same_id_is_each_companys_own(ann: Member, zoe: Member) -> None:
    stocked(ann, BOLT_ONLY=1)
    mine = placed(ann, "MINE-1", BOLT_ONLY=1)
    with zoe.at_work():
        assert [r.reference for r in db.rows("SELECT reference FROM orders")] == ["SECRET-1"]
    with ann.at_work():
        assert [r.reference for r in db.session().execute(text("SELECT reference FROM orders"))] == [mine.reference]


def test_roles_are_members_of_nothing_and_cells_stay_small(world: World) -> None:
    with owner(world.url) as conn:
        assert execute(conn, r"""SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
            WHERE r.rolname ~ '^t_[0-9]+$'""") == []
        assert all(n <= 500 for (n,) in execute(conn, r"""SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
            WHERE r.rolname ~ '^quayside_c' GROUP BY r.oid"""))


def test_the_outbox_takes_only_ones_own(world: World, ann: Member) -> None:
    with owner(world.url) as conn:
        owners = {row[0] for row in execute(conn, "SELECT DISTINCT owner FROM saas.outbox WHERE name = 'order.placed'")}
    assert owners == {world.bolt.schema}
    with unit_of_work(world.acme, ann.actor):
        db.run("INSERT INTO saas.outbox (name, subject_kind, subject_id, data, at) VALUES ('x.y', 'x', 1, '{}', now())")
    with owner(world.url) as conn:
        assert execute(conn, "SELECT owner FROM saas.outbox WHERE name = 'x.y'") == [(world.acme.schema,)]
