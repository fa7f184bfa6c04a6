"""Purchase orders and advance notices, locked first of all and by id; then nobody waits for anybody in a circle."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, db

_ORDERS = """
SELECT p.*, s.code AS supplier, s.name AS supplier_name, s.over_percent, w.code AS warehouse FROM purchase_order p JOIN supplier s ON s.id = p.supplier_id
  JOIN warehouse w ON w.id = p.warehouse_id WHERE p.number = ANY (%s::bigint[]) ORDER BY p.id"""
_LINES = """
SELECT l.*, s.code AS sku, s.title FROM purchase_line l JOIN sku s ON s.id = l.sku_id
 WHERE l.purchase_id = ANY (%s::bigint[]) ORDER BY l.purchase_id, l.line_no"""
_NOTICES = """
SELECT n.*, s.code AS supplier, s.name AS supplier_name, w.code AS warehouse FROM notice n JOIN supplier s ON s.id = n.supplier_id
  JOIN warehouse w ON w.id = n.warehouse_id WHERE n.number = ANY (%s::bigint[]) ORDER BY n.id FOR NO KEY UPDATE OF n"""
_NOTICE_LINES = """
SELECT l.*, s.code AS sku FROM notice_line l JOIN sku s ON s.id = l.sku_id WHERE l.notice_id = ANY (%s::bigint[]) ORDER BY l.notice_id, l.line_no"""

_SUPPLIERS = "SELECT id FROM supplier WHERE code = ANY (%s::text[]) ORDER BY id FOR NO KEY UPDATE"


@dataclass(frozen=True, slots=True)
class Locked:
    """A purchase order or notice with its lines, as it stands within this unit of work."""

    row: Any
    lines: list[Any] = field(default_factory=list)

    def line(self, line_no: int) -> Any | None:
        return next((line for line in self.lines if line.line_no == line_no), None)


def lock_orders(numbers: Iterable[int]) -> dict[int, Locked]:
    """Purchase orders by number: two statements."""
    return _whole(db.rows(f"{_ORDERS} FOR NO KEY UPDATE OF p", [arrays.ints(sorted(set(numbers)))]), _LINES, "purchase_id")


def seen_order(number: int) -> Locked | None:
    """An order as it stands, for a preview that changes nothing and makes nobody wait."""
    return _whole(db.rows(_ORDERS, [arrays.ints([number])]), _LINES, "purchase_id").get(number)


def lock_notices(numbers: Iterable[int]) -> dict[int, Locked]:
    """Notices by number, after the orders they belong to: two statements."""
    return _whole(db.rows(_NOTICES, [arrays.ints(sorted(set(numbers)))]), _NOTICE_LINES, "notice_id")


def _whole(rows: list[Any], lines: str, of: str) -> dict[int, Locked]:
    found: dict[int, list[Any]] = defaultdict(list)
    for line in db.rows(lines, [arrays.ints(row.id for row in rows)]):
        found[getattr(line, of)].append(line)
    return {row.number: Locked(row, found[row.id]) for row in rows}


def lock_suppliers(codes: Iterable[str]) -> None:
    """Suppliers by code, after the orders: of two requests with one key, the second waits here and then finds what the first
    has made."""
    db.rows(_SUPPLIERS, [arrays.texts(sorted(set(codes)))])


def most_to_come(line: Any, over_percent: int | None) -> int | None:
    """Pieces of an order's line that may still be taken in; None where its supplier may deliver as many as they like."""
    return None if over_percent is None else max(0, line.ordered + line.ordered * over_percent // 100 - line.received)


def still_to_come(line: Any) -> int:
    """Pieces of an order's line that are open."""
    return max(0, line.ordered - line.received - line.closed)
