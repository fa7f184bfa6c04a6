"""Lines of goods that the catalogue didn't know, or didn't know as kits: recognised once it does."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from saas.kit import arrays, db, events
from saas.kit.events import Event
from saas.kit.operations import operation
from tenants.orders.kits import Parts, take_apart
from tenants.orders.operations.settle import lift_settled

# What became a kit after it was ordered: it has no stock of its own, so that nobody would ever get it.
_A_KIT_BY_NOW = "l.allocated + l.shipped + l.cancelled < l.ordered AND l.allocated = 0 AND l.shipped = 0"
_KITS = f"""
SELECT s.code FROM sku s WHERE s.active AND s.is_kit AND (
  EXISTS (SELECT FROM order_line l WHERE l.sku_id IS NULL AND l.sku_code = s.code)
   OR EXISTS (SELECT FROM order_line l WHERE l.sku_id = s.id AND {_A_KIT_BY_NOW}))"""
_SOLD = "SELECT id, code, title FROM sku WHERE code = ANY (%s::text[]) AND active"
_LINES = f"""
SELECT l.order_id, l.line_no, l.ordered, l.cancelled, s.id AS kit_id, s.code FROM order_line l JOIN sku s ON s.code = l.sku_code
 WHERE s.code = ANY (%s::text[]) AND (l.sku_id IS NULL OR l.sku_id = s.id AND {_A_KIT_BY_NOW})"""
# What is no longer sold stays unknown, and so does a kit that can't be put together: a person changes the line.
_UNKNOWN = f"""
SELECT o.id, o.number FROM orders o WHERE o.id IN (
  SELECT order_id FROM (
    SELECT l.order_id FROM order_line l JOIN sku s ON s.code = l.sku_code AND s.active AND NOT s.is_kit WHERE l.sku_id IS NULL
     UNION SELECT order_id FROM ({_LINES}) l) n ORDER BY order_id LIMIT %s)
 ORDER BY o.id FOR NO KEY UPDATE"""
_RECOGNISE = """
UPDATE order_line l SET sku_id = s.id FROM sku s
 WHERE l.order_id = ANY (%s::bigint[]) AND l.sku_id IS NULL AND s.code = l.sku_code AND s.active AND NOT s.is_kit
RETURNING l.order_id, l.sku_id, l.sku_code"""
_LOCKED_LINES = f"""SELECT l.*, (SELECT max(n) FROM (SELECT line_no AS n FROM order_line WHERE order_id = l.order_id
  UNION SELECT kit_no FROM order_kit WHERE order_id = l.order_id) x) AS last
 FROM ({_LINES}) l WHERE l.order_id = ANY (%s::bigint[]) ORDER BY l.order_id, l.line_no"""
_TAKE_APART = db.stacked(
    """INSERT INTO order_kit (order_id, kit_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered, cancelled)
SELECT l.order_id, l.line_no, n.sku_id, l.sku_code, l.title, l.unit_price, l.discount, l.tax_bp, l.total, l.ordered, l.cancelled
  FROM order_line l JOIN unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, sku_id) USING (order_id, line_no)""",
    """UPDATE order_line l SET line_no = n.n, sku_id = n.s, sku_code = n.c, title = n.t, unit_price = 0, discount = 0, tax_bp = 0, total = 0,
  ordered = n.q, cancelled = n.x, kit_no = n.k, per_kit = n.p
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::int[], %s::int[])
    AS n(o, n, s, c, t, q, x, k, p) WHERE l.order_id = n.o AND l.line_no = n.k""",
    """INSERT INTO order_line (order_id, line_no, sku_id, sku_code, title, unit_price, total, ordered, cancelled, kit_no, per_kit)
SELECT o, n, s, c, t, 0, 0, q, x, k, p FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::int[],
  %s::int[]) AS n(o, n, s, c, t, q, x, k, p)""",
    """UPDATE orders o SET ordered = o.ordered + n.q, cancelled = o.cancelled + n.x, version = o.version + 1
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, q, x) WHERE o.id = n.id""")
CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Whole:
    """A kit that can be put together: its parts' SKUs with the pieces for one."""

    parts: Parts
    skus: dict[str, Any]


class _Part(NamedTuple):
    order_id: int
    line_no: int
    sku_id: int
    code: str
    title: str
    ordered: int
    cancelled: int
    kit_no: int
    per_kit: int


@operation("orders:place")
def recognise_skus() -> int:
    """Give the lines of unknown SKUs those the catalogue knows by now; kits are taken apart. Titles and prices stay as they
    were ordered; stock is held in their turn. How many orders were touched: CHUNK at most, so ask again until none is."""
    kits = _kits()
    orders = db.rows(_UNKNOWN, [arrays.texts(kits), CHUNK])
    ids = arrays.ints(row.id for row in orders)
    found = [tuple(row) for row in db.rows(_RECOGNISE, [ids])] if orders else []
    found += _taken_apart(kits, ids) if orders and kits else []
    if found:
        codes: dict[int, set[str]] = defaultdict(set)
        for order_id, _sku, code in found:
            codes[order_id].add(code)
        told = [Event("order.sku_listed", ("order", row.id), {"number": row.number, "skus": sorted(codes[row.id])}) for row in orders if row.id in codes]
        events.record(*told, *(Event("stock.wanted", ("sku", sku), {}) for sku in sorted({sku for _order, sku, _code in found})))
        lift_settled([row.id for row in orders])
    return len(orders)


def _kits() -> dict[str, _Whole]:
    """The kits that orders wait for, by code, where they can be put together."""
    wanted = [row.code for row in db.rows(_KITS)]
    if not wanted:
        return {}
    apart = take_apart(wanted)
    sold = {row.code: row for row in db.rows(_SOLD, [arrays.texts({part for parts in apart.values() for part in parts})])}
    return {code: _Whole(parts, sold) for code, parts in apart.items() if parts and parts.keys() <= sold.keys()}


def _taken_apart(kits: dict[str, _Whole], order_ids: str) -> list[tuple[int, int, str]]:
    """Give each line's number to a kit; the line becomes its first part, the others follow. (order, SKU, the kit's code) each."""
    lines = db.rows(_LOCKED_LINES, [arrays.texts(kits), order_ids])
    last = {line.order_id: line.last for line in lines}
    parts: list[list[_Part]] = []
    gained: dict[int, Counter[str]] = defaultdict(Counter)
    for line in lines:
        whole = kits[line.code]
        first = last[line.order_id] + 1
        parts.append([_part(line, no, whole.skus[code], per_kit) for no, (code, per_kit) in enumerate(whole.parts.items(), first)])
        last[line.order_id] += len(whole.parts)
        more = sum(whole.parts.values()) - 1
        gained[line.order_id].update(ordered=line.ordered * more, cancelled=line.cancelled * more)
    if lines:
        db.run(_TAKE_APART, [
            arrays.ints(line.order_id for line in lines), arrays.ints(line.line_no for line in lines), arrays.ints(line.kit_id for line in lines),
            *_columns([mine[0] for mine in parts]), *_columns([part for mine in parts for part in mine[1:]]),
            arrays.ints(gained), arrays.ints(g["ordered"] for g in gained.values()), arrays.ints(g["cancelled"] for g in gained.values())])
    return [(part.order_id, part.sku_id, line.code) for line, mine in zip(lines, parts, strict=True) for part in mine]


def _part(line: Any, number: int, sku: Any, per_kit: int) -> _Part:
    return _Part(line.order_id, number, sku.id, sku.code, sku.title, line.ordered * per_kit, line.cancelled * per_kit, line.line_no, per_kit)


def _columns(parts: list[_Part]) -> list[str]:
    return [(arrays.texts if n in (3, 4) else arrays.ints)(part[n] for part in parts) for n in range(9)]
