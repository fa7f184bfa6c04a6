"""Locking returns that exist: returns first (by id), then their orders (by id), then balances; every verb in this order.

What has the orders only to count what comes back leaves their allocations alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, db
from saas.kit.errors import DomainError
from tenants.fulfilment.inputs import LineQuantity
from tenants.returns.errors import NotAuthorisedYet, ReturnOver

_RETURNS = """SELECT id, number, order_id, state, wants, requested, authorised, received, accepted, rejected, refunded, exchange_order_id
 FROM returns WHERE number = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"""
ORDERS = """SELECT id, number, channel, reference, currency, paid, subtotal, discount, shipping, tax, tax_included, total, refunded,
 refunded_apart, ordered, shipped, written_off FROM orders
 WHERE id = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"""
_LINES = """
SELECT r.return_id, r.line_no, r.requested, r.authorised, r.received, r.accepted, r.rejected, l.order_id, l.sku_id, l.sku_code, l.kit_no,
       l.per_kit, s.barcode, s.tracking
  FROM return_line r JOIN order_line l ON l.order_id = r.order_id AND l.line_no = r.line_no JOIN sku s ON s.id = l.sku_id
 WHERE r.return_id = ANY (%s::bigint[]) ORDER BY r.return_id, r.line_no"""
_UNITS = """SELECT id, return_id, line_no, quantity, condition, goes_to, location_id, lot, decision, key FROM returned_unit
 WHERE return_id = ANY (%s::bigint[]) ORDER BY return_id, id"""
OVER = ("declined", "cancelled", "closed")


@dataclass
class Locked:
    """One return with its order, lines and units, all of it locked."""

    row: Any
    order: Any
    lines: dict[int, Any] = field(default_factory=dict)
    units: dict[int, Any] = field(default_factory=dict)

    def open(self) -> None:
        """Raises unless the return is authorised and something may still happen to it."""
        if self.row.state in OVER:
            raise ReturnOver(number=self.row.number)
        if self.row.state == "requested":
            raise NotAuthorisedYet(number=self.row.number)


def lock_returns(numbers: Iterable[int]) -> dict[int, Locked]:
    """The returns of these numbers that exist, locked with their orders: four statements."""
    rows = db.rows(_RETURNS, [arrays.ints(sorted(set(numbers)))])
    if not rows:
        return {}
    orders = {order.id: order for order in db.rows(ORDERS, [arrays.ints(sorted({row.order_id for row in rows}))])}
    found = {row.id: Locked(row, orders[row.order_id]) for row in rows}
    ids = [arrays.ints(found)]
    for line in db.rows(_LINES, ids):
        found[line.return_id].lines[line.line_no] = line
    for unit in db.rows(_UNITS, ids):
        found[unit.return_id].units[unit.id] = unit
    return {locked.row.number: locked for locked in found.values()}


def pieces(asked: Sequence[LineQuantity], lines: Mapping[int, Any], unknown: type[DomainError], number: int) -> Counter[int]:
    """What is asked for, by line: a kit's line stands for its parts, a line named twice is one wish."""
    wanted: Counter[int] = Counter()
    for n, one in enumerate(asked):
        parts = [line for line in lines.values() if line.kit_no == one.line]
        if one.line not in lines and not parts:
            raise unknown(f"/lines/{n}/line", number=number, line=one.line)
        for line in parts:
            wanted[line.line_no] += one.quantity * line.per_kit
        if not parts:
            wanted[one.line] += one.quantity
    return wanted
