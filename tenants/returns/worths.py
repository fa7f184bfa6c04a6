"""What accepted goods are worth, for many orders in three reads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from saas.kit import arrays, db
from tenants.orders.dividing import cancelled_value
from tenants.returns.worth import Worth

_LINES = """SELECT l.order_id, l.line_no, l.kit_no, l.total, l.tax_bp, l.ordered, l.shipped, l.written_off, coalesce(s.price, 0) AS price
 FROM order_line l LEFT JOIN sku s ON s.id = l.sku_id WHERE l.order_id = ANY (%s::bigint[]) ORDER BY l.order_id, l.line_no"""
_KITS = "SELECT order_id, kit_no, total, tax_bp FROM order_kit WHERE order_id = ANY (%s::bigint[]) ORDER BY order_id, kit_no"
_ACCEPTED = """SELECT r.order_id, u.line_no, sum(u.quantity)::bigint AS quantity, sum(u.worth)::bigint AS worth
 FROM returned_unit u JOIN returns r ON r.id = u.return_id WHERE r.order_id = ANY (%s::bigint[]) AND u.decision = 'accepted' GROUP BY 1, 2"""

_DECIDED = """SELECT u.id, u.line_no, u.worth FROM returned_unit u JOIN returns r ON r.id = u.return_id
 WHERE r.order_id = ANY (%s::bigint[]) AND u.decision = 'accepted' ORDER BY u.decided_at, u.id"""


def worths(orders: Mapping[int, Any], goods: Sequence[tuple[int, int, int]]) -> list[int]:
    """What each of these (order id, line, pieces accepted now) adds, in turn. The orders are locked."""
    ids = [arrays.ints(orders)]
    lines, kits, accepted = (_by_order(db.rows(sql, ids)) for sql in (_LINES, _KITS, _ACCEPTED))
    known = {i: Worth(order, lines[i], kits[i], accepted[i]) for i, order in orders.items()}
    return [known[order_id].accept(line_no, quantity) if quantity else 0 for order_id, line_no, quantity in goods]


def sent_worths(orders: Mapping[int, Any]) -> dict[int, int]:
    """What the goods that have left and aren't lost are worth, by order: all but the shipping charge where that is everything,
    else counted from the lines, in two reads."""
    known = {i: order.total - order.shipping for i, order in orders.items() if order.shipped - order.written_off == order.ordered}
    return _of_pieces({i: order for i, order in orders.items() if i not in known}, lambda line: line.shipped - line.written_off) | known


def missed_worths(orders: Mapping[int, Any], goods: Mapping[int, Sequence[Any]]) -> dict[int, int]:
    """What the pieces stand for that were cancelled or lost, by order, from its row and its lines and kits: the whole total
    where there are no others. Two reads where something was lost."""
    lost = _of_pieces({i: order for i, order in orders.items() if order.written_off}, lambda line: line.written_off)
    return {i: order.total if order.cancelled + order.written_off == order.ordered and not order.merged_into
            else cancelled_value(order, goods[i]) + lost.get(i, 0) for i, order in orders.items()}


def _of_pieces(orders: Mapping[int, Any], pieces: Callable[[Any], int]) -> dict[int, int]:
    if not orders:
        return {}
    ids = [arrays.ints(orders)]
    lines, kits = (_by_order(db.rows(sql, ids)) for sql in (_LINES, _KITS))
    return {i: Worth(order, lines[i], kits[i], ()).of({line.line_no: pieces(line) for line in lines[i]}) for i, order in orders.items()}


def unit_taxes(order: Any) -> dict[int, int]:
    """What of the worth of an order's accepted units is tax, by unit: three reads."""
    ids = [arrays.ints([order.id])]
    lines, kits, units = (db.rows(sql, ids) for sql in (_LINES, _KITS, _DECIDED))
    return Worth(order, lines, kits, ()).taxes(units)


def _by_order(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.order_id].append(row)
    return found
