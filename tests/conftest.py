"""One house per test process: real PostgreSQL and Valkey from the wheels, Acme and Bolt provisioned, emptied after each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest
from playwright.sync_api import Browser, sync_playwright

from saas.app import create_app
from saas.config import Settings
from saas.embedded.postgres import Postgres
from saas.embedded.valkey import Valkey
from saas.identity.passwords import hashed
from saas.kit import db
from saas.kit.context import Tenant
from saas.kit.owner import execute, owner
from saas.kit.web.front import House as App
from tenants import provisioning
from tests.cast import PASSWORD, Member, member

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
SECRET = "a secret for tests that is long enough"


@dataclass(frozen=True)
class World:
    """Everything that runs for the tests of one process."""

    app: App
    settings: Settings
    acme: Tenant
    bolt: Tenant
    people: dict[str, Member]

    @property
    def url(self) -> str:
        return self.settings.database_url


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="quayside-test-") as name:
        yield Path(name)


@pytest.fixture(scope="session")
def postgres(folder: Path) -> Iterator[Postgres]:
    server = Postgres(folder / "postgres", settings=QUICK)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def valkey(folder: Path) -> Iterator[Valkey]:
    server = Valkey(folder / "valkey")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def house(folder: Path, postgres: Postgres, valkey: Valkey) -> Iterator[World]:
    settings = Settings(env="test", database_url=postgres.url, redis_url=valkey.url, secret_key=SECRET,
                        files_dir=folder / "files", lease_seconds=2, blank_tenants=0)
    provisioning.prepare_database(settings.database_url, SECRET)
    app = create_app(settings)
    acme = provisioning.open_tenant(postgres.url, SECRET, "acme", "Acme Trail Goods", zone="America/New_York")
    bolt = provisioning.open_tenant(postgres.url, SECRET, "bolt", "Bolt 東京", currency="JPY", zone="Asia/Tokyo",
                                    language="ja", country="JP")
    yield World(app, settings, acme, bolt, _people(postgres.url, acme, bolt))
    db.close_engines()


def _people(url: str, acme: Tenant, bolt: Tenant) -> dict[str, Member]:
    cast = (("Ann", "owner", acme), ("Ben", "viewer", acme), ("Cleo", "clerk", acme), ("Otto", "operator", acme), ("Zoe", "owner", bolt))
    people, secret = {}, hashed(PASSWORD)
    with owner(url) as conn:
        for name, role, tenant in cast:
            ((person_id,),) = execute(conn, "INSERT INTO saas.person (email, name, password_hash) VALUES (%s, %s, %s) RETURNING id",
                                      (f"{name.lower()}@{tenant.slug}.example", name, secret))
            execute(conn, "INSERT INTO saas.membership (person_id, tenant_id, role) VALUES (%s, %s, %s)", (person_id, tenant.id, role))
            people[name.lower()] = member(person_id, name, role, tenant)
    return people


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for each test process: two of its drivers can't live in one."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        if os.environ.get("QUAYSIDE_REQUIRE_BROWSER"):
            pytest.fail("No Chromium on this machine, and QUAYSIDE_REQUIRE_BROWSER says there must be one.")
        pytest.skip("No Chromium on this machine.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def world(house: World) -> Iterator[World]:
    """The house, with companies that have neither goods nor orders; whatever a test leaves is swept away."""
    with house.app.app_context():
        yield house
    _sweep(house)


@pytest.fixture
def ann(world: World) -> Member:
    return world.people["ann"]


@pytest.fixture
def ben(world: World) -> Member:
    return world.people["ben"]


@pytest.fixture
def cleo(world: World) -> Member:
    return world.people["cleo"]


@pytest.fixture
def otto(world: World) -> Member:
    return world.people["otto"]


@pytest.fixture
def zoe(world: World) -> Member:
    return world.people["zoe"]


TENANT_TABLES = ("bulk_item", "bulk_run", "saved_view", "refund", "returned_unit", "return_line", "returns", "shipment_line", "shipment", "allocation",
                 "hold", "order_search", "order_link", "order_line", "order_kit", "orders", "goods_receipt_line", "goods_receipt", "notice_line",
                 "notice", "purchase_line", "purchase_order", "supplier_offer", "supplier", "stocktake_count", "stocktake_line",
                 "stocktake", "transfer_lot", "transfer_line", "transfer", "cost_layer", "movement",
                 "balance", "stock_value", "lot", "kit_part", "sku", "product", "customer", "event", "proof", "import_problem",
                 "import_mapping", "import", "idempotency")
HOUSE_TABLES = ("outbox", "job", "session", "sign_in_try", "api_token", "look", "schedule_run")


def _sweep(house: World) -> None:
    tables = [f'{t.schema}."{name}"' for t in (house.acme, house.bolt) for name in TENANT_TABLES]
    tables += [f"saas.{name}" for name in HOUSE_TABLES]
    shelves = [f"DELETE FROM {t.schema}.location WHERE kind = 'shelf' AND (code <> '-' OR warehouse_id IN (SELECT id FROM {t.schema}.warehouse WHERE code <> 'MAIN'));"
               f"DELETE FROM {t.schema}.warehouse WHERE code <> 'MAIN';"
               f"UPDATE {t.schema}.warehouse SET name = 'Main', country = DEFAULT, region = DEFAULT, priority = 10, active = DEFAULT;"
               f"UPDATE {t.schema}.location SET priority = DEFAULT, active = DEFAULT;" for t in (house.acme, house.bolt)]
    shelves += [f"UPDATE {t.schema}.policy SET version = version + 1, strategy = DEFAULT, max_parcels = DEFAULT, min_split = DEFAULT, buffers = DEFAULT,"
                " removal = DEFAULT, costing = DEFAULT, close_after_days = DEFAULT;" for t in (house.acme, house.bolt)]
    people = f"DELETE FROM saas.person WHERE id NOT IN ({','.join(str(m.actor.id) for m in house.people.values())});"
    people += "UPDATE saas.person SET language = NULL, zone = NULL, theme = 'system', density = 'comfortable';"
    with psycopg2.connect(house.url) as conn, conn.cursor() as cursor:
        cursor.execute("".join(f"DELETE FROM {name};" for name in tables) + "".join(shelves) + people)
    conn.close()


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("TZ", "UTC")
    config.addinivalue_line("markers", "slow: left out of the fast profile")
    config.addinivalue_line("markers", "browser: needs Chromium")
