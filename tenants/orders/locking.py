"""Locking orders that exist: orders first (by id), then balances (SKU, location, lot); every verb in this order.

Placing locks balances first, but only ever inserts orders nobody else can have locked, so the two never cross."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, db

_ORDERS = """SELECT id, number, state, channel, reference, currency, customer_name, customer_email, ship_to, note, shipping_method, paid, drafted,
 customer_phone, subtotal, discount, shipping, tax, tax_included, total, prices_include_tax, tax_stated, stated_total, refunded, ordered, cancelled, allocated, picked, shipped, delivered,
 returned, written_off, open_holds, closed_at, merged_into, version FROM orders
 WHERE number = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"""
_LINES = """SELECT order_id, line_no, sku_id, sku_code, title, kit_no, per_kit, unit_price, discount, tax_bp, total, ordered, cancelled, allocated,
 picked, packed, shipped, delivered, written_off, returned, announced FROM order_line
 WHERE order_id = ANY (%s::bigint[]) ORDER BY order_id, line_no"""
_KITS = """SELECT order_id, kit_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered, cancelled FROM order_kit
 WHERE order_id = ANY (%s::bigint[]) ORDER BY order_id, kit_no"""
_BALANCES = """
SELECT b.id, b.sku_id, b.location_id, b.lot, b.status, b.on_hand, b.allocated FROM balance b WHERE b.id IN (
  SELECT balance_id FROM allocation WHERE order_id = ANY (%s::bigint[]))
 ORDER BY b.sku_id, b.location_id, b.lot FOR NO KEY UPDATE OF b"""
_STOCK = """
SELECT b.id FROM balance b WHERE b.status = 'good' AND b.sku_id IN (
  SELECT sku_id FROM order_line WHERE order_id = ANY (%s::bigint[]) UNION SELECT id FROM sku WHERE code = ANY (%s::text[]))
 ORDER BY b.sku_id, b.location_id, b.lot FOR NO KEY UPDATE OF b"""
_ALLOCATIONS = """
SELECT a.order_id, a.line_no, a.balance_id, a.quantity, a.picked, b.sku_id, b.location_id, b.lot, b.status, l.warehouse_id
  FROM allocation a JOIN balance b ON b.id = a.balance_id JOIN location l ON l.id = b.location_id
 WHERE a.order_id = ANY (%s::bigint[]) ORDER BY a.order_id, a.line_no, b.priority, a.balance_id"""

_DONE = """SELECT subject_id, data ->> 'key' AS key, coalesce(data ->> 'fingerprint', '') AS fingerprint
  FROM event WHERE subject_kind = 'order' AND subject_id = ANY (%s::bigint[]) AND name = %s AND data ->> 'key' = ANY (%s::text[])"""


@dataclass
class Locked:
    """One order with its lines, kits and what is held for them, all of it locked."""

    row: Any
    lines: dict[int, Any] = field(default_factory=dict)
    kits: dict[int, Any] = field(default_factory=dict)
    allocations: list[Any] = field(default_factory=list)


def lock_orders(numbers: Iterable[int], codes: Iterable[str] | None = None) -> dict[int, Locked]:
    """The orders of these numbers that exist, locked with their lines, allocations and balances: four statements, five
    where there are kits. With `codes`, all stock of their SKUs and of these is locked too, in the same pass."""
    found = {row.id: Locked(row) for row in db.rows(_ORDERS, [arrays.ints(sorted(set(numbers)))])}
    ids = [arrays.ints(found)]
    if found:
        for line in db.rows(_LINES, ids):
            found[line.order_id].lines[line.line_no] = line
        if any(line.kit_no for order in found.values() for line in order.lines.values()):
            for kit in db.rows(_KITS, ids):
                found[kit.order_id].kits[kit.kit_no] = kit
        if codes is not None:
            db.rows(_STOCK, [*ids, arrays.texts(codes)])
        if any(order.row.allocated for order in found.values()):
            db.rows(_BALANCES, ids)
            for held in db.rows(_ALLOCATIONS, ids):
                found[held.order_id].allocations.append(held)
    return {order.row.number: order for order in found.values()}


def done_with(orders: Iterable[Locked], event: str, keys: Iterable[str]) -> dict[tuple[int, str], str]:
    """By (order id, key) those of these keys that stand in the orders' stories under this event: they had their effect already,
    with what has this fingerprint ('' where none was kept)."""
    wanted = [key for key in keys if key]
    if not wanted:
        return {}
    ids = arrays.ints(order.row.id for order in orders)
    return {(row.subject_id, row.key): row.fingerprint for row in db.rows(_DONE, [ids, event, arrays.texts(wanted)])}
