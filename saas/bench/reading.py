"""Reading at a million orders: a list as JSON and as a page, and search in three scripts."""

import time
from collections.abc import Callable
from contextvars import Context
from statistics import median

from saas.bench.ground import SECRET, Ground, settle
from saas.bench.parts import Pair
from saas.bench.placing import token
from saas.identity.sessions import digest
from saas.kit import db
from saas.kit.context import SYSTEM
from saas.kit.owner import execute, execute_all, owner
from tenants import provisioning
from tenants.orders.queries import FindOrders, list_orders

_filled: set[str] = set()
_NAMES = "(ARRAY['maya lindqvist boise', 'иван петров москва', '山田 太郎 渋谷区', '李娜 上海'])[1 + n % 4]"
_FILL = (
    "SET LOCAL search_path = {schema}",
    "INSERT INTO product (handle, title) VALUES ('thing', 'thing')",
    "INSERT INTO sku (product_id, code, title, sort_key) SELECT p.id, 'S' || n, 'thing', 'thing' FROM product p, generate_series(1, 1000) n",
    "INSERT INTO orders (reference, channel, currency, customer_name, ship_to, subtotal, total, ordered, shipped, placed_at)"
    " SELECT 'R' || n, 'web', 'USD', " + _NAMES + ", '{{\"city\": \"Boise\"}}', 3000, 3000, 3, CASE WHEN n % 50 = 0 THEN 0 ELSE 3 END,"
    " now() - n * interval '8 seconds' FROM generate_series(1, {orders}) n",
    "INSERT INTO order_line (order_id, line_no, sku_id, sku_code, title, unit_price, total, ordered, shipped)"
    " SELECT o.id, l, s.id, s.code, s.title, 1000, 1000, 1, CASE WHEN o.shipped = 0 THEN 0 ELSE 1 END FROM orders o, generate_series(1, 3) l"
    " JOIN LATERAL (SELECT id, code, title FROM sku WHERE code = 'S' || (1 + (o.id + l) % 1000)) s ON true",
    "INSERT INTO order_search (order_id, words, grams) SELECT o.id, w, ARRAY(SELECT DISTINCT substr(part, i, 2) FROM unnest(string_to_array(w, ' ')) part,"
    " generate_series(1, greatest(length(part) - 1, 0)) i) FROM (SELECT id, lower(reference || ' ' || customer_name) AS w FROM orders) o",
)


def _large(ground: Ground):  # type: ignore[no-untyped-def]
    """A company with a million orders of three lines; filled once."""
    if "large" not in _filled:
        _filled.add("large")
        tenant = provisioning.open_tenant(ground.url, SECRET, "large", "Large")
        with owner(ground.url, "60s") as conn:
            execute_all(conn, [part.format(schema=tenant.schema, orders=ground.orders) for part in _FILL])
        settle(ground.url, tenant)
    return provisioning.find_tenant(ground.url, "large")


def _p50(times: int, act: Callable[[], object]) -> float:
    """Milliseconds, the median."""
    for _warm in range(3):
        act()
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def _raw(ground: Ground, schema: str) -> float:
    """The bare keyset query, prepared, on the same table."""
    with owner(ground.url) as conn, conn.cursor() as cursor:
        cursor.execute(f"PREPARE page AS SELECT id, number, reference, customer_name, total, state, placed_at FROM {schema}.orders"
                       " WHERE (placed_at, id) < ($1, $2) ORDER BY placed_at DESC, id DESC LIMIT 50")
        cursor.execute("EXPLAIN EXECUTE page(now(), 1)")
        assert "Index" in "".join(row[0] for row in cursor.fetchall()), "the reference itself walks no index"

        def page() -> None:
            cursor.execute("EXECUTE page(now(), 1000000000)")
            cursor.fetchall()

        return _p50(100, page)


def list_json(ground: Ground) -> Pair:
    tenant = _large(ground)
    secret = token(_of(ground, tenant))
    client = ground.app.test_client()
    ours = _p50(50, lambda: _ok(Context().run(client.get, "/api/v1/orders?limit=50", headers={"Authorization": f"Bearer {secret}"})))
    reference = _raw(ground, tenant.schema)
    return Pair(ours, reference, ours / reference)


def list_page(ground: Ground) -> Pair:
    tenant = _large(ground)
    cookie = _signed_in(ground, tenant.id)
    client = ground.app.test_client()
    client.set_cookie("quayside", cookie)
    ours = _p50(30, lambda: _ok(Context().run(client.get, "/t/large/orders/")))
    reference = _raw(ground, tenant.schema)
    return Pair(ours, reference, ours / reference)


def search(ground: Ground) -> Pair:
    """The slowest of a Latin, a Cyrillic and a two-character Han query."""
    tenant = _large(ground)

    def seek(words: str) -> Callable[[], object]:
        def act() -> object:
            with db.unit_of_work(tenant, SYSTEM, read_only=True):
                return list_orders(FindOrders(q=words)).rows

        return act

    times = [_p50(5, seek(words)) for words in ("r123456", "петров r4321", "渋谷", "lindqvist")]
    return Pair(max(times), 0, max(times))


def _ok(response) -> None:  # type: ignore[no-untyped-def]
    assert response.status_code == 200, response.status_code


def _of(ground: Ground, tenant):  # type: ignore[no-untyped-def]
    return Ground(ground.app, ground.url, ground.redis_url, ground.folder, tenant, ground.quick)


def _signed_in(ground: Ground, tenant_id: int) -> str:
    with owner(ground.url) as conn:
        execute(conn, "INSERT INTO saas.person (email, name, password_hash) VALUES ('bench@bench.example', 'Bench', '-') ON CONFLICT DO NOTHING")
        execute(conn, "INSERT INTO saas.membership (person_id, tenant_id, role) SELECT id, %s, 'owner' FROM saas.person WHERE email = 'bench@bench.example'"
                      " ON CONFLICT DO NOTHING", (tenant_id,))
        execute(conn, "INSERT INTO saas.session (id, person_id, expires_at) SELECT %s, id, now() + interval '1 day' FROM saas.person"
                      " WHERE email = 'bench@bench.example' ON CONFLICT DO NOTHING", (digest("bench cookie"),))
    return "bench cookie"
