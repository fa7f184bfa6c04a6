"""The ground a measurement stands on: real servers with durable commits, a company with 10,000 SKUs and plenty of stock."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from saas.app import create_app
from saas.bench import yardstick
from saas.config import Settings
from saas.embedded.postgres import Postgres
from saas.embedded.valkey import Valkey
from saas.kit import db, memory
from saas.kit.context import SYSTEM, Tenant
from saas.kit.web.front import House
from tenants import provisioning
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tenants.orders.operations import serve_backorders

SECRET = "a secret for measuring that is long enough"
SKUS = yardstick.SKUS


@dataclass
class Ground:
    """Everything a part needs. `quick` shortens runs and shrinks lists; `seconds` is the length of one run."""

    app: House
    url: str
    redis_url: str
    folder: Path
    tenant: Tenant
    quick: bool

    @property
    def seconds(self) -> int:
        return 1 if self.quick else 5

    @property
    def orders(self) -> int:
        return 50_000 if self.quick else 1_000_000


@contextmanager
def ground(quick: bool) -> Iterator[Ground]:
    """Servers of our own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="quayside-bench-"))
    postgres, valkey = Postgres(folder / "postgres", settings={"shared_buffers": "2GB", "max_wal_size": "8GB"}), Valkey(folder / "valkey")
    postgres.start()
    valkey.start()
    try:
        provisioning.prepare_database(postgres.url, SECRET)
        app = create_app(Settings(env="test", database_url=postgres.url, redis_url=valkey.url, secret_key=SECRET, files_dir=folder / "files"))
        with app.app_context():
            tenant = company(postgres.url, "bench")
            yardstick.build(postgres.url)
            memory.settle()
            yield Ground(app, postgres.url, valkey.url, folder, tenant, quick)
            db.close_engines()
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def company(url: str, slug: str) -> Tenant:
    """A tenant with 10,000 SKUs at 12.50 and stock that won't run out."""
    tenant = provisioning.open_tenant(url, SECRET, slug, slug)
    codes = [f"S{n:05d}" for n in range(SKUS)]
    for start in range(0, SKUS, 2000):
        part = codes[start:start + 2000]
        with db.unit_of_work(tenant, SYSTEM):
            upsert_products([NewProduct(sku=code, title=f"thing {code}", price="12.50") for code in part])
            adjust_stock([StockChange(sku=code, change=900_000_000) for code in part])
    with db.unit_of_work(tenant, SYSTEM):
        serve_backorders([row.id for row in db.rows("SELECT id FROM sku")])  # as the jobs do that follow an arrival
    settle(url, tenant)
    return tenant


def settle(url: str, tenant: Tenant) -> None:
    """What autovacuum would have done within a minute or two of so many new rows; the measurements don't wait for it.

    Tables without rows stay as they are, as autovacuum leaves them: once counted as empty, a foreign key's check would
    read them from end to end for as long as its connection lives."""
    conn = psycopg2.connect(url)
    conn.autocommit = True
    with closing(conn), conn.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (tenant.schema,))
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT EXISTS (SELECT FROM {tenant.schema}.{table})")
            if cursor.fetchone()[0]:
                cursor.execute(f"VACUUM (ANALYZE) {tenant.schema}.{table}")


_numbers = iter(range(1, 1 << 40))


def raw_order(hot: bool = False) -> dict[str, Any]:
    """An order as a program sends it: 5 lines of distinct SKUs, for one of 100,000 customers. Were all of them one person's,
    those who place at the same time would wait for that person's row, as they do for a hot SKU's."""
    codes = random.sample(range(1, SKUS), 5)
    if hot:
        codes[0] = 0
    number = next(_numbers)
    return {"reference": f"R{number}-{random.getrandbits(48):x}", "customer": {"name": "Maya Lindqvist", "email": f"maya.{random.randrange(100_000)}@mail.example", "phone": "+1 208 555 0124"},
            "ship_to": {"name": "Maya Lindqvist", "line1": "418 W Bannock St", "city": "Boise", "postcode": "83702", "country": "US"},
            "lines": [{"sku": f"S{n:05d}", "quantity": 1, "unit_price": "12.50"} for n in codes]}
