"""Placing orders: in process, in bulk, and through the API against real web processes."""

import hashlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from saas.bench import yardstick
from saas.bench.ground import SECRET, Ground, raw_order
from saas.bench.parts import Pair
from saas.kit import db
from saas.kit.context import SYSTEM
from saas.kit.owner import execute, owner
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import place_orders


def _rate(seconds: float, one: object) -> float:
    """How many a second: `one()` does some and says how many."""
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        done += one()  # type: ignore[operator]
    return done / (time.perf_counter() - began)


def _place(ground: Ground, size: int) -> int:
    batch = [NewOrder.model_validate(raw_order()) for _n in range(size)]
    with db.unit_of_work(ground.tenant, SYSTEM):
        outcomes = place_orders(batch)
    assert all(o.status == "done" and all(x.allocated == x.ordered for x in o.value.lines) for o in outcomes), "stock ran out"
    return size


def one_order(ground: Ground) -> Pair:
    limit = yardstick.orders(ground.url, 1, ground.seconds).per_second
    ours = _rate(ground.seconds, lambda: _place(ground, 1))
    return Pair(ours, limit, ours / limit)


def in_bulk(ground: Ground) -> Pair:
    limit = yardstick.orders(ground.url, 1, ground.seconds).per_second
    ours = _rate(ground.seconds, lambda: sum(_place(ground, 200) for _chunk in range(5)))
    return Pair(ours, limit, ours / limit)


@contextmanager
def served(ground: Ground, processes: int = 2) -> Iterator[int]:
    """The house behind real web processes; the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"DATABASE_URL": ground.url, "REDIS_URL": ground.redis_url, "SECRET_KEY": SECRET, "FILES_DIR": str(ground.folder / "files"),
                        "QUAYSIDE_ENV": "test"}
    server = subprocess.Popen([sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers",
                               str(processes), "--blocking-threads", "4", "--no-ws", "--log-level", "error", "wsgi:app"], env=env)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _try in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/livez")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")


def token(ground: Ground) -> str:
    """An API token of the bench's company."""
    secret = f"qs_{os.urandom(16).hex()}"
    with owner(ground.url) as conn:
        execute(conn, "INSERT INTO saas.api_token (tenant_id, name, hash, hint, scopes, created_by) VALUES (%s, 'bench', %s, '', %s, 0)",
                (ground.tenant.id, hashlib.sha256(secret.encode()).digest(), ["orders:place", "orders:read"]))
    return secret


_CLIENT = """
import http.client, json, sys, threading, time
port, token, seconds, clients = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
bodies = [json.loads(line) for line in sys.stdin]
done = [0] * clients
def run(n):
    c = http.client.HTTPConnection("127.0.0.1", port); end = time.time() + seconds; mine = bodies[n::clients]; i = 0
    while time.time() < end and i < len(mine):
        c.request("POST", "/api/v1/orders", mine[i]["body"], {"Authorization": "Bearer " + token, "Content-Type": "application/json", "Idempotency-Key": mine[i]["key"]})
        r = c.getresponse(); r.read(); assert r.status == 201, r.status; done[n] += 1; i += 1
    if i >= len(mine): print("ran out of orders", file=sys.stderr)
threads = [threading.Thread(target=run, args=(n,)) for n in range(clients)]
began = time.time(); [t.start() for t in threads]; [t.join() for t in threads]
print(sum(done) / (time.time() - began))
"""


def _hammer(port: int, secret: str, seconds: int, clients: int, hot: bool) -> float:
    bodies = "\n".join(json.dumps({"body": json.dumps(order), "key": order["reference"]}) for order in (raw_order(hot) for _n in range(2500 * seconds)))
    done = subprocess.run([sys.executable, "-c", _CLIENT, str(port), secret, str(seconds), str(clients)], input=bodies, capture_output=True, text=True, check=True)
    return float(done.stdout)


def through_api(ground: Ground) -> Pair:
    with served(ground) as port:
        secret = token(ground)
        _hammer(port, secret, 1, 4, False)
        limit = yardstick.orders(ground.url, 4, ground.seconds).per_second
        ours = _hammer(port, secret, ground.seconds, 4, False)
    return Pair(ours, limit, ours / limit)


def hot_sku(ground: Ground) -> Pair:
    """Our loss on a hot SKU relative to the bare server's own."""
    with served(ground) as port:
        secret = token(ground)
        bare = [yardstick.orders(ground.url, 8, ground.seconds, hot).per_second for hot in (False, True)]
        ours = [_hammer(port, secret, ground.seconds, 8, hot) for hot in (False, True)]
    return Pair(ours[1] / ours[0], bare[1] / bare[0], (ours[1] / ours[0]) / (bare[1] / bare[0]))
