"""Locking orders that exist: orders first (by id), then balances (SKU, location, lot); every verb in this order.

Placing locks balances first, but only ever inserts orders nobody else can have locked, so the two never cross."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, db

_ORDERS = """SELECT id, number, state, ordered, cancelled, allocated, picked, shipped, open_holds, currency FROM orders
 WHERE number = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"""
_LINES = """SELECT order_id, line_no, sku_id, sku_code, ordered, cancelled, allocated, picked, packed, shipped FROM order_line
 WHERE order_id = ANY (%s::bigint[]) ORDER BY order_id, line_no"""
_BALANCES = """
SELECT b.id, b.sku_id, b.location_id, b.lot, b.status, b.on_hand, b.allocated FROM balance b WHERE b.id IN (
  SELECT balance_id FROM allocation WHERE order_id = ANY (%s::bigint[]))
 ORDER BY b.sku_id, b.location_id, b.lot FOR NO KEY UPDATE OF b"""
_ALLOCATIONS = """
SELECT a.order_id, a.line_no, a.balance_id, a.quantity, a.picked, b.sku_id, b.location_id, b.lot, b.status, l.warehouse_id
  FROM allocation a JOIN balance b ON b.id = a.balance_id JOIN location l ON l.id = b.location_id
 WHERE a.order_id = ANY (%s::bigint[]) ORDER BY a.order_id, a.line_no, b.priority, a.balance_id"""


@dataclass
class Locked:
    """One order with its lines and what is held for them, all of it locked."""

    row: Any
    lines: dict[int, Any] = field(default_factory=dict)
    allocations: list[Any] = field(default_factory=list)


def lock_orders(numbers: Iterable[int]) -> dict[int, Locked]:
    """The orders of these numbers that exist, locked with their lines, allocations and balances: four statements."""
    found = {row.id: Locked(row) for row in db.rows(_ORDERS, [arrays.ints(sorted(set(numbers)))])}
    ids = [arrays.ints(found)]
    if found:
        for line in db.rows(_LINES, ids):
            found[line.order_id].lines[line.line_no] = line
        if any(order.row.allocated for order in found.values()):
            db.rows(_BALANCES, ids)
            for held in db.rows(_ALLOCATIONS, ids):
                found[held.order_id].allocations.append(held)
    return {order.row.number: order for order in found.values()}
