"""An order file's apply pass, every row checked and stock held, beside COPY and set-based SQL of the same lines."""

import csv
import io
import random
import subprocess
import sys
import time
from pathlib import Path

from saas.bench.ground import SKUS, Ground
from saas.bench.parts import Pair
from saas.kit import db
from saas.kit.context import SYSTEM
from saas.kit.jobs.working import perform
from saas.kit.owner import execute, execute_all, owner
from saas.working import workshop
from tenants.imports.inputs import NewImport, Reading
from tenants.imports.operations import apply_import, read_as, start_import

_COLUMNS = ["Order number", "SKU", "Quantity", "Unit price", "Title", "Date", "Customer", "Address", "City", "Postcode", "Country"]
_SET_BASED = (
    "CREATE TABLE new_orders AS SELECT row_number() OVER () AS n, reference, sum(quantity * price) AS total FROM staging GROUP BY reference",
    "INSERT INTO orders (reference, total) SELECT reference, total FROM new_orders",
    "INSERT INTO line (order_id, product_id, quantity, price) SELECT o.id, s.product, s.quantity, s.price FROM staging s JOIN orders o USING (reference)",
    "INSERT INTO reservation (line_id, product_id, quantity) SELECT l.id, l.product_id, l.quantity FROM line l"
    " JOIN orders o ON o.id = l.order_id JOIN new_orders n USING (reference)",
    "UPDATE stock SET reserved = reserved + q FROM (SELECT product, sum(quantity) AS q FROM staging GROUP BY product) s WHERE product_id = product",
    "INSERT INTO event (order_id, data) VALUES (0, '{}')", "DROP TABLE new_orders")


def order_file(ground: Ground) -> Pair:
    """Lines a second of our apply pass, and of the yardstick."""
    lines = 30_000 if ground.quick else 150_000
    path = _write(ground.folder / "orders.csv", lines)
    return Pair(ours := _apply(ground, path, lines), reference := _yardstick(ground, path, lines), ours / reference)


def _write(path: Path, lines: int) -> Path:
    """A file of orders with 1 to 5 lines each, references never seen before."""
    stem, written, number = f"{time.time_ns():x}", 0, 0
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(_COLUMNS)
        while written < lines:
            number += 1
            for code in random.sample(range(1, SKUS), min(random.randint(1, 5), lines - written)):
                written += 1
                out.writerow([f"F{stem}-{number}", f"S{code:05d}", 1, "12.50", "thing", "2026-11-20 10:00:00", "Maya Lindqvist",
                              "418 W Bannock St", "Boise", "83702", "US"])
    return path


def _apply(ground: Ground, path: Path, lines: int) -> float:
    with db.unit_of_work(ground.tenant, SYSTEM):
        import_id = start_import(io.BytesIO(path.read_bytes()), path.name, NewImport())
    columns = dict(zip(("reference", "sku", "quantity", "unit_price", "title", "placed_at", "customer_name", "ship_line1", "ship_city", "ship_postcode",
                        "ship_country"), _COLUMNS, strict=True))
    with db.unit_of_work(ground.tenant, SYSTEM):
        db.run("UPDATE import SET state = 'mapping' WHERE id = %s", (import_id,))
        read_as(import_id, Reading(columns=columns))
    _work_off(ground)
    with db.unit_of_work(ground.tenant, SYSTEM):
        apply_import(import_id)
    began = time.perf_counter()
    _work_off(ground)
    return lines / (time.perf_counter() - began)


def _work_off(ground: Ground) -> None:
    shop = workshop(ground.app)
    with owner(ground.url) as conn:
        waiting = [str(row[0]) for row in execute(conn, "SELECT id FROM saas.job WHERE state = 'waiting' AND kind LIKE 'imports.%%'")]
    for job_id in waiting:
        perform(shop, job_id)


def _yardstick(ground: Ground, path: Path, lines: int) -> float:
    began = time.perf_counter()
    with owner(ground.url, "60s") as conn:
        execute_all(conn, ["SET LOCAL search_path = yardstick", "CREATE TEMP TABLE staging (reference text, product int, quantity bigint, price bigint)"])
        rows = io.StringIO()
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                rows.write(f"{row['Order number']}\t{int(row['SKU'][1:]) or 1}\t{row['Quantity']}\t1250\n")
        rows.seek(0)
        with conn.cursor() as cursor:
            cursor.copy_expert("COPY staging FROM STDIN", rows)
        execute_all(conn, [*_SET_BASED, "DROP TABLE staging"])
    return lines / (time.perf_counter() - began)


_READ = """
import sys, resource
from pathlib import Path
from tenants.imports.columns import prepare
from tenants.imports.profiles import generic
from tenants.imports.reading import tables
from tenants.imports.records import orders
path = Path(sys.argv[1]); how = tables.sniff(path); names = tables.columns(path, how)
source = prepare(generic("orders", {"reference": "Order number", "sku": "SKU", "quantity": "Quantity"}), names, "UTC")
print(sum(1 for _ in orders(source, tables.rows(path, how))), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def memory(ground: Ground) -> Pair:
    """Peak megabytes of reading a large file as records; memory must not grow with the file."""
    path = _write(ground.folder / "large.csv", 200_000 if ground.quick else 2_000_000)
    done = subprocess.run([sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True)
    peak = float(done.stdout.split()[1])
    size = path.stat().st_size / (1 << 20)
    path.unlink()
    return Pair(peak, size, peak)
