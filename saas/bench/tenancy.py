"""What tenancy costs: a new company, entering one, a thousand of them, and migrating them all."""

import random
import time
from statistics import median

from sqlalchemy import create_engine, text

from saas.bench.ground import SECRET, Ground
from saas.bench.parts import Pair
from saas.kit import db
from saas.kit.context import SYSTEM, Tenant
from saas.kit.owner import execute_all, owner
from tenants import provisioning


def _ms(act, times: int) -> float:  # type: ignore[no-untyped-def]
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


_names = iter(f"company-{n}" for n in range(1 << 20))


def made(ground: Ground) -> Pair:
    ours = _ms(lambda: provisioning.open_tenant(ground.url, SECRET, next(_names), "New"), 5 if ground.quick else 20)
    return Pair(ours, 0, ours)


def claimed(ground: Ground) -> Pair:
    count = 5 if ground.quick else 20
    provisioning.refill_blanks(ground.url, SECRET, count)
    ours = _ms(lambda: provisioning.open_tenant(ground.url, SECRET, next(_names), "New"), count)
    return Pair(ours, 0, ours)


def _request(tenant: Tenant) -> None:
    """What a small request does in the database: one indexed read in a unit of work of its own."""
    with db.unit_of_work(tenant, SYSTEM, read_only=True):
        db.rows("SELECT id, title FROM sku WHERE code = %s", ("S00001",))
        db.rows("SELECT id, number, state FROM orders ORDER BY placed_at DESC, id DESC LIMIT 50")
        db.rows("SELECT id, code FROM warehouse ORDER BY priority")


def entering(ground: Ground) -> Pair:
    """The same reads without tenancy: the owner's login, one fixed schema, no role to enter."""
    plain = create_engine(ground.url.replace("postgresql://", "postgresql+psycopg2://"), connect_args={"options": f"-c search_path={ground.tenant.schema}"})

    def without() -> None:
        with plain.begin() as conn:
            conn.execute(text("SELECT id, title FROM sku WHERE code = :c"), {"c": "S00001"}).all()
            conn.execute(text("SELECT id, number, state FROM orders ORDER BY placed_at DESC, id DESC LIMIT 50")).all()
            conn.execute(text("SELECT id, code FROM warehouse ORDER BY priority")).all()

    times = 200 if ground.quick else 1500
    without(), _request(ground.tenant)
    bare, ours = _ms(without, times), _ms(lambda: _request(ground.tenant), times)
    plain.dispose()
    return Pair(1000 / ours, 1000 / bare, bare / ours)


def _many(ground: Ground) -> list[Tenant]:
    wanted = 50 if ground.quick else 1000
    while len(found := [t for t in provisioning.list_tenants(ground.url) if t.slug.startswith("company-")]) < wanted:
        provisioning.open_tenant(ground.url, SECRET, next(_names), "New")
    return found[:wanted]


def thousand(ground: Ground) -> Pair:
    """A request to a random one of them, all warm, against one."""
    tenants = _many(ground)
    for tenant in tenants * 2:
        _request(tenant)
    times = 500 if ground.quick else 3000
    one = _ms(lambda: _request(tenants[0]), times)
    many = _ms(lambda: _request(random.choice(tenants)), times)
    return Pair(1000 / many, 1000 / one, one / many)


def migrating(ground: Ground) -> Pair:
    """One column and one index over all of them, in seconds per 1,000 tenants."""
    from saas.kit import migrations

    tenants = _many(ground)
    head, steps = migrations.head, migrations.steps
    step = (f"bench_{time.time_ns()}", (f"ALTER TABLE product ADD COLUMN c{time.time_ns()} text", f"CREATE INDEX ON product (handle, title)"))
    migrations.head = lambda plane: step[0] if plane == "tenants" else head(plane)
    migrations.steps = lambda plane, since: () if since == step[0] else (step,)
    try:
        began = time.perf_counter()
        done = provisioning.migrate_tenants(ground.url)
        taken = time.perf_counter() - began
        assert not done.failed, done.failed
    finally:
        migrations.head, migrations.steps = head, steps
        _as_before(ground, head("tenants"))
    per_thousand = taken / len(done.moved) * 1000
    return Pair(per_thousand, len(tenants), per_thousand)


def _as_before(ground: Ground, head: str) -> None:
    """The registry and every tenant say today's revision again; the column of the measurement stays, it harms nothing."""
    with owner(ground.url, "60s") as conn:
        execute_all(conn, [f"UPDATE saas.tenant SET revision = '{head}'"])
    for tenant in provisioning.list_tenants(ground.url):
        with owner(ground.url, "60s") as conn:
            execute_all(conn, [f"UPDATE {tenant.schema}.alembic_version SET version_num = '{head}'"])
