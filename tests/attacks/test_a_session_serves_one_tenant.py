"""A session, a connection and a thread serve one tenant at a time, or nobody."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from saas.kit import db, files
from saas.kit.context import NoContext
from saas.kit.db import engine_of, unit_of_work
from saas.kit.entering import WrongTenant
from saas.kit.errors import NotFound
from tenants.orders.models import Order
from tests.cast import Member, placed, stocked
from tests.conftest import World


def test_a_forgotten_tenant_raises_before_any_sql(world: World, ann: Member) -> None:
    engine = engine_of(ann.tenant)
    with pytest.raises(NoContext):
        with engine.connect() as conn:
            conn.execute(text("SELECT 1"))
    with pytest.raises(NoContext):
        db.rows("SELECT 1")


def test_a_thread_inherits_nobody(ann: Member) -> None:
    seen: list[BaseException] = []

    def work() -> None:
        try:
            db.rows("SELECT 1")
        except NoContext as error:
            seen.append(error)

    with ann.at_work():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert len(seen) == 1


def test_units_of_work_do_not_nest(ann: Member, zoe: Member) -> None:
    with ann.at_work():
        with pytest.raises(WrongTenant), zoe.at_work():
            pass


def test_a_session_kept_beyond_its_unit_is_useless(ann: Member, zoe: Member) -> None:
    """In a prototype the identity map handed one tenant's row to another."""
    stocked(ann, MUG=1)
    number = placed(ann, "A-1", MUG=1).id
    with ann.at_work() as kept:
        assert kept.get(Order, number).reference == "A-1"
    with zoe.at_work():
        with pytest.raises(WrongTenant):
            kept.get(Order, number)
    kept.close()


def test_after_the_unit_the_connection_is_nobodys(world: World, ann: Member) -> None:
    with ann.at_work():
        assert db.rows("SELECT current_user::text")[0][0] == ann.tenant.schema
    raw = engine_of(ann.tenant).raw_connection()
    with raw.cursor() as cursor:
        cursor.execute("SELECT current_user::text, current_setting('search_path')")
        assert cursor.fetchone() == ("quayside_c01", '""')
        with pytest.raises(Exception, match="permission denied|does not exist"):
            cursor.execute(f"SELECT * FROM {ann.tenant.schema}.orders")
    raw.rollback()
    raw.close()


def _by_session() -> str:
    return db.session().scalar(text("SELECT current_user::text"))


def _after_a_savepoint() -> str:
    with db.session().begin_nested():
        return _by_session()


def _after_one_that_the_driver_refused() -> str:
    with pytest.raises(Exception, match="can't adapt"):
        db.rows("SELECT %s", (object(),))
    return _by_session()


@pytest.mark.parametrize("first", [
    lambda: db.rows("SELECT current_user::text")[0][0], lambda: next(db.stream("SELECT current_user::text"))[0],
    _by_session, _after_a_savepoint, _after_one_that_the_driver_refused])
def test_whatever_comes_first_finds_the_tenant_entered(ann: Member, zoe: Member, first: Callable[[], str]) -> None:
    for who in (ann, zoe, ann):
        with who.at_work():
            assert first() == who.tenant.schema


def test_after_an_undone_transaction_the_tenant_is_entered_anew(ann: Member) -> None:
    with ann.at_work():
        connection = db.connection()
        assert db.rows("SELECT current_user::text")[0][0] == ann.tenant.schema
        connection.rollback()
        assert connection.execute(text("SELECT current_user::text")).scalar() == ann.tenant.schema


def test_entering_takes_no_round_trip_of_its_own(ann: Member) -> None:
    with ann.at_work():
        assert db.rows("SELECT current_query()")[0][0].count("SET LOCAL ROLE") == 1
        assert db.rows("SELECT current_query()")[0][0] == "SELECT current_query()"


def test_read_only_units_write_nothing(ann: Member) -> None:
    stocked(ann, MUG=1)
    with pytest.raises(Exception, match="read-only"), ann.at_work(read_only=True):
        db.run("UPDATE sku SET title = 'x'")


def test_two_companies_over_a_small_pool_never_meet(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=1)
    stocked(zoe, MUG=1)
    placed(ann, "ACME", MUG=1)
    placed(zoe, "BOLT", MUG=1)

    def look(n: int) -> bool:
        who, mine = ((ann, "ACME"), (zoe, "BOLT"))[n % 2]
        try:
            with who.at_work():
                found = [r.reference for r in db.rows("SELECT reference FROM orders")]
                if n % 5 == 0:
                    db.rows("SELECT broken")
        except ProgrammingError:
            return True
        return found == [mine]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(look, range(400)))


def test_another_tenants_file_key_is_not_found(ann: Member, zoe: Member) -> None:
    import io

    with zoe.at_work():
        key, _size = files.store(io.BytesIO(b"secret"), 100)
        assert files.path_of(key).read_bytes() == b"secret"
    for forged in (key, "../etc/passwd", key.replace("/", "//", 1), f"{ann.tenant.schema}/../{key}", ""):
        with ann.at_work(), pytest.raises(NotFound):
            files.path_of(forged)


def test_a_job_row_runs_in_its_owners_tenant_only(world: World, ann: Member) -> None:
    """The tenant comes from the row's owner, which PostgreSQL wrote; arguments can name nobody else."""
    from saas.identity.workers import actor_by_data, tenant_by_schema
    from saas.kit.errors import Forbidden

    assert tenant_by_schema(world.acme.schema).slug == "acme"
    with pytest.raises(Forbidden):
        actor_by_data(world.bolt, ann.actor.as_data())
    with unit_of_work(world.acme, ann.actor), pytest.raises(ProgrammingError):
        db.run("INSERT INTO saas.job (id, kind, queue, owner) VALUES (gen_random_uuid(), 'x', 'house', 't_2')")
