"""Serving what waits: when stock arrives, the oldest order gets it first."""

from collections import defaultdict
from collections.abc import Sequence

from saas.kit import arrays, db, events
from saas.kit.events import Event
from saas.kit.operations import operation
from tenants.orders.holding import Held, lock_stock

_WAITING = """
SELECT o.id, o.number FROM orders o WHERE o.id IN (
  SELECT w.id FROM orders w WHERE w.state <> 'cancelled' AND EXISTS (
    SELECT 1 FROM order_line l WHERE l.order_id = w.id AND l.sku_id = ANY (%s::bigint[])
       AND l.allocated + l.shipped + l.cancelled < l.ordered)
   ORDER BY w.placed_at, w.id LIMIT 500)
 ORDER BY o.id FOR NO KEY UPDATE"""
_LINES = """
SELECT l.order_id, l.line_no, l.sku_id, l.sku_code, l.ordered - l.allocated - l.shipped - l.cancelled AS missing
  FROM order_line l JOIN orders o ON o.id = l.order_id
 WHERE l.order_id = ANY (%s::bigint[]) AND l.sku_id = ANY (%s::bigint[]) AND l.allocated + l.shipped + l.cancelled < l.ordered
 ORDER BY o.placed_at, o.id, l.line_no"""
_HOLD = db.stacked(
    """INSERT INTO allocation AS a (order_id, line_no, balance_id, quantity)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])
ON CONFLICT (order_id, line_no, balance_id) DO UPDATE SET quantity = a.quantity + excluded.quantity""",
    "UPDATE balance b SET allocated = b.allocated + n.q FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE b.id = n.id",
    """UPDATE order_line l SET allocated = l.allocated + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[])
 AS n(order_id, line_no, q) WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET allocated = o.allocated + n.q, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


@operation("orders:place")
def serve_backorders(sku_ids: Sequence[int]) -> int:
    """Hold what is free now for the lines that wait for these SKUs, oldest order first; how many pieces."""
    wanted = arrays.ints(sku_ids)
    orders = {row.id: row.number for row in db.rows(_WAITING, [wanted])}
    lines = db.rows(_LINES, [arrays.ints(orders), wanted]) if orders else []
    shelf = lock_stock(line.sku_code for line in lines) if lines else None
    if shelf is None:
        return 0
    held = [Held(line.order_id, *part) for line in lines for part in shelf.take(line.line_no, line.sku_id, line.missing)]
    if held:
        db.run(_HOLD, _values(held, orders))
    return sum(part.quantity for part in held)


def _values(held: list[Held], orders: dict[int, int]) -> list[object]:
    by_balance, by_line, by_order = defaultdict(int), defaultdict(int), defaultdict(int)
    for part in held:
        by_balance[part.balance_id] += part.quantity
        by_line[part.order_id, part.line_no] += part.quantity
        by_order[part.order_id] += part.quantity
    facts = [Event("order.stock_held", ("order", order_id), {"number": orders[order_id], "pieces": q}) for order_id, q in by_order.items()]
    return [*(arrays.ints(part[n] for part in held) for n in range(4)),
            arrays.ints(by_balance), arrays.ints(by_balance.values()),
            arrays.ints(k[0] for k in by_line), arrays.ints(k[1] for k in by_line), arrays.ints(by_line.values()),
            arrays.ints(by_order), arrays.ints(by_order.values()), *events.parameters(facts)]
