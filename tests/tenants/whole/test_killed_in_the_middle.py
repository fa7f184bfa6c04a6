"""kill -9 of the web server, and of the database itself, while batches are on their way: each is done whole or not at all, and
asked for again with the same key it is done once."""

import json
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from saas.config import Settings
from saas.embedded.postgres import Postgres
from saas.identity.roles import SCOPES
from saas.identity.sessions import digest
from saas.kit.context import Tenant
from saas.kit.owner import execute, owner
from tenants import provisioning
from tests.cast import PLACE
from tests.conftest import SECRET, World
from tests.embedded.processes import naming
from tests.serving import Line, Server
from tests.working import environment, eventually

SKUS = [f"SKU-{n}" for n in range(4)]
BATCHES, SIZE, KILLS = 24, 12, 4
Sent = tuple[str, dict[str, Any]]


@dataclass
class Site:
    """A database and a web server nobody else works with, and a company with a token."""

    world: World
    database: Postgres
    tenant: Tenant
    token: str
    server: Server

    def line(self) -> Line:
        return Line(self.server.port, self.token)

    def posted(self, path: str, body: dict[str, Any]) -> Any:
        status, answer = self.line().api("POST", path, body)
        assert status < 300, answer
        return answer

    def kill_server(self) -> None:
        self.server.kill()
        self.server.start()

    def kill_database(self) -> None:
        for pid in naming(self.database.data):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        eventually(lambda: not self.database.running)
        self.database.start()

    def asked(self, statement: str) -> list[tuple[Any, ...]]:
        with owner(self.database.url) as conn:
            execute(conn, f"SET LOCAL search_path = {self.tenant.schema}")
            return execute(conn, statement)

    def proved(self) -> None:
        """By the command a person would ask it with."""
        done = subprocess.run([sys.executable, "-m", "saas.cli", "check"], env=environment(self.world), capture_output=True, text=True)
        assert (done.returncode, "acme: no differences" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.fixture
def site(house: World, tmp_path: Path) -> Iterator[Site]:
    database = Postgres(tmp_path / "postgres", settings={"shared_buffers": "64MB"})
    database.start()
    try:
        settings: Settings = replace(house.settings, database_url=database.url, files_dir=tmp_path / "files")
        world = replace(house, settings=settings)
        provisioning.prepare_database(database.url, SECRET)
        tenant = provisioning.open_tenant(database.url, SECRET, "acme", "Acme Trail Goods")
        server = Server(world)
        try:
            yield Site(world, database, tenant, _token(database.url, tenant), server)
        finally:
            server.kill()
    finally:
        database.stop()


def _token(url: str, tenant: Tenant) -> str:
    secret = f"qs_{secrets.token_urlsafe(32)}"
    with owner(url) as conn:
        ((person,),) = execute(conn, "INSERT INTO saas.person (email, name, password_hash) VALUES ('ann@acme.example', 'Ann', 'x') RETURNING id")
        execute(conn, "INSERT INTO saas.membership (person_id, tenant_id, role) VALUES (%s, %s, 'owner')", (person, tenant.id))
        execute(conn, "INSERT INTO saas.api_token (tenant_id, name, hash, hint, scopes, created_by) VALUES (%s, 'test', %s, %s, %s, %s)",
                (tenant.id, digest(secret), secret[-4:], sorted(SCOPES), person))
    return secret


def _orders(site: Site, name: str) -> list[int]:
    """Orders of one piece of every SKU."""
    lines = [{"sku": sku, "quantity": 1} for sku in SKUS]
    answer = site.posted("/orders/bulk", {"orders": [{"ship_to": PLACE, "reference": f"{name}-{n}", "lines": lines} for n in range(BATCHES * SIZE)]})
    return [item["order"]["number"] for item in answer["data"]]


def _in_batches(numbers: list[int]) -> list[list[int]]:
    return [numbers[n:n + SIZE] for n in range(0, len(numbers), SIZE)]


def _wishes(site: Site) -> list[list[Sent]]:
    """What each of five programs will ask for, one after another: to ship, take in, take back, send, receive. Every one has
    a key of its own."""
    site.posted("/products/bulk", {"products": [{"sku": sku, "title": sku, "price": "10.00"} for sku in SKUS]})
    site.posted("/warehouses", {"code": "EAST", "name": "East"})
    site.posted("/stock/adjustments/bulk", {"adjustments": [{"sku": sku, "change": 5000, "reason": "opening"} for sku in SKUS]})
    leaving, left = _orders(site, "leaving"), _orders(site, "left")
    site.posted("/shipments/bulk", {"shipments": [{"number": number} for number in left]})
    backs = [site.posted("/returns", {"order": number})["number"] for number in left[:BATCHES]]
    for number in backs:
        site.posted(f"/returns/{number}/authorise", {})
    ways = [site.posted("/transfers", {"from_warehouse": "MAIN", "to_warehouse": "EAST", "lines": [{"sku": sku, "quantity": 3} for sku in SKUS]})["number"]
            for _n in range(2 * BATCHES)]
    for number in ways[BATCHES:]:
        site.posted(f"/transfers/{number}/send", {})
    units = [{"line": line, "quantity": 1, "goes_to": "stock"} for line in range(1, len(SKUS) + 1)]
    return [
        [("/shipments/bulk", {"shipments": [{"number": number, "key": f"ship-{number}"} for number in part]}) for part in _in_batches(leaving)],
        [("/stock/adjustments/bulk", {"adjustments": [{"sku": sku, "change": 7, "key": f"in-{n}-{sku}"} for sku in SKUS]}) for n in range(BATCHES)],
        [(f"/returns/{number}/receive", {"units": units, "key": f"back-{number}"}) for number in backs],
        [(f"/transfers/{number}/send", {"key": f"send-{number}"}) for number in ways[:BATCHES]],
        [(f"/transfers/{number}/receive", {"key": f"bring-{number}"}) for number in ways[BATCHES:]]]


def _insists(site: Site, wishes: list[Sent], pause: Callable[[], float]) -> int:
    """Ask until there is an answer, as a program with a retry does; how often none came."""
    line, lost = site.line(), 0
    for path, body in wishes:
        time.sleep(pause())
        deadline = time.monotonic() + 120
        while True:
            try:
                status, answer = line.api("POST", path, body)
                if status < 500:
                    assert status < 300, (path, answer)
                    break
            except (OSError, HTTPException, json.JSONDecodeError):
                line = site.line()
            lost += 1
            assert time.monotonic() < deadline, path
            time.sleep(0.1)
    return lost


# What would be there if a batch had been cut in two: an order, a transfer, a return, or some of a batch's orders or movements.
HALF = [
    "SELECT number FROM orders WHERE shipped NOT IN (0, ordered)",
    "SELECT number FROM transfer WHERE sent NOT IN (0, planned) OR received NOT IN (0, sent)",
    "SELECT number FROM returns WHERE received NOT IN (0, requested)",
    f"""SELECT split_part(reference, '-', 2)::int / {SIZE} FROM orders WHERE reference LIKE 'leaving-%'
 GROUP BY 1 HAVING count(*) FILTER (WHERE shipped > 0) NOT IN (0, {SIZE})""",
    f"SELECT substring(key FROM 'in-[0-9]+') FROM movement WHERE key ~ 'in-[0-9]+-SKU' GROUP BY 1 HAVING count(*) <> {len(SKUS)}"]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("victim", ["server", "database"])
def test_nothing_is_half_done_and_nothing_done_twice(site: Site, victim: str) -> None:
    programs, chance, kill = _wishes(site), random.Random(9), {"server": site.kill_server, "database": site.kill_database}[victim]
    before = dict(site.asked("SELECT s.code, sum(on_hand) FROM balance b JOIN sku s ON s.id = b.sku_id GROUP BY 1"))
    with ThreadPoolExecutor(len(programs)) as crowd:
        running = [crowd.submit(_insists, site, wishes, lambda: chance.random() * 0.6) for wishes in programs]
        for _n in range(KILLS):
            time.sleep(0.3 + chance.random())
            kill()
            assert [site.asked(statement) for statement in HALF] == [[]] * len(HALF)
        lost = sum(done.result() for done in running)
    assert lost > 0, "nobody was interrupted"
    leaving = "SELECT o.number, count(*) FROM shipment p JOIN orders o ON o.id = p.order_id WHERE o.reference LIKE 'leaving%' GROUP BY 1 HAVING count(*) = 1"
    assert len(site.asked(leaving)) == BATCHES * SIZE
    assert site.asked("SELECT DISTINCT received FROM returns") == [(len(SKUS),)] and site.asked("SELECT DISTINCT sent FROM transfer") == [(3 * len(SKUS),)]
    # Of each SKU: one piece left with every order, seven came with every adjustment, one came back, three left for the road and three came from it.
    change = BATCHES * (-SIZE + 7 + 1 - 3 + 3)
    assert dict(site.asked("SELECT s.code, sum(on_hand) FROM balance b JOIN sku s ON s.id = b.sku_id GROUP BY 1")) == {
        sku: pieces + change for sku, pieces in before.items()}
    site.proved()
