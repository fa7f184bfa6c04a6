"""Migrating all tenants: in parallel, one transaction each; a locked one fails alone and the next run takes it up."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from saas.kit import migrations
from saas.kit.owner import execute, owner
from tenants import provisioning
from tests.conftest import World

NEXT = ("9999_next", ("ALTER TABLE product ADD COLUMN season text", "CREATE INDEX ix_product_season ON product (season)"))


@pytest.fixture
def next_revision(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A revision after today's, and everything back to today's afterwards."""
    head, steps = migrations.head("tenants"), migrations.steps
    monkeypatch.setattr(migrations, "head", lambda plane: NEXT[0] if plane == "tenants" else head)
    monkeypatch.setattr(migrations, "steps", lambda plane, since: () if since == NEXT[0] else (*(steps(plane, since)), NEXT))
    yield
    with owner(world.url) as conn:
        for tenant in (world.acme, world.bolt):
            execute(conn, f"ALTER TABLE {tenant.schema}.product DROP COLUMN IF EXISTS season")
            execute(conn, f"UPDATE {tenant.schema}.alembic_version SET version_num = %s", (head,))
        execute(conn, "UPDATE saas.tenant SET revision = %s", (head,))


def test_every_tenant_moves_and_a_second_run_has_nothing_to_do(world: World, next_revision: None) -> None:
    done = provisioning.migrate_tenants(world.url)
    assert (sorted(done.moved), done.failed) == ([world.acme.schema, world.bolt.schema], {})
    assert provisioning.migrate_tenants(world.url).moved == []


def test_a_locked_tenant_fails_alone(world: World, next_revision: None) -> None:
    with owner(world.url) as conn:
        execute(conn, f"LOCK TABLE {world.acme.schema}.product IN ACCESS EXCLUSIVE MODE")
        done = provisioning.migrate_tenants(world.url, lock_timeout="200ms")
        assert done.moved == [world.bolt.schema] and list(done.failed) == [world.acme.schema]
    assert provisioning.migrate_tenants(world.url).moved == [world.acme.schema]


def test_two_runs_at_once_do_not_collide(world: World, next_revision: None) -> None:
    """Each tenant is moved once; whoever comes second finds it done or leaves it to the other."""
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _n: provisioning.migrate_tenants(world.url), range(2)))
    assert {reason for run in runs for reason in run.failed.values()} <= {"another run is migrating it"}
    assert {schema for run in runs for schema in run.moved} == {world.acme.schema, world.bolt.schema}
    assert provisioning.migrate_tenants(world.url).moved == []
