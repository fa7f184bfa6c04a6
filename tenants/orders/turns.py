"""Whose turn it is: pieces that have just come, or come free, belong to those who wait already.

Whoever brings pieces marks their balance as fresh, and the job that follows serves who waits and takes the mark away. In
between, a younger order leaves alone what the others miss; what nobody could take is anyone's afterwards. The mark stands
on the row that placing locks anyway: where nothing is fresh, nothing is asked."""

from collections.abc import Sequence

from saas.kit import arrays, db
from tenants.orders.holding import Shelf

_EARLIER = """
SELECT l.sku_id, sum(l.ordered - l.allocated - l.shipped - l.cancelled)::bigint AS missing FROM order_line l JOIN orders o ON o.id = l.order_id
 WHERE l.sku_id = ANY (%s::bigint[]) AND l.allocated + l.shipped + l.cancelled < l.ordered
   AND o.state IN ('waiting', 'on_hold', 'picking', 'part_shipped') AND NOT o.id = ANY (%s::bigint[]){before}
 GROUP BY l.sku_id"""
_EVERYONE = _EARLIER.format(before="")
_BEFORE = _EARLIER.format(before="""
   AND (o.placed_at, o.id) < (SELECT p.placed_at, p.id FROM orders p WHERE p.id = ANY (%s::bigint[]) ORDER BY p.placed_at DESC, p.id DESC LIMIT 1)""")
# Locked first, and in everyone's order; an UPDATE alone would take them as they come.
_SERVED = """
WITH marked AS MATERIALIZED (
  SELECT id FROM balance WHERE sku_id = ANY (%s::bigint[]) AND fresh AND status = 'good' ORDER BY sku_id, location_id, lot FOR NO KEY UPDATE)
UPDATE balance b SET fresh = false FROM marked m WHERE b.id = m.id"""


def leave_to_others(shelf: Shelf, orders: Sequence[int] = ()) -> None:
    """Take off the locked shelf what those whose turn is earlier than these orders' still miss; with no orders, what
    anybody misses. No statement where nothing is fresh, one otherwise: it sees what was committed before the lock was had."""
    if not shelf.fresh:
        return
    skus, ids = arrays.ints(sorted(shelf.fresh)), arrays.ints(orders)
    for row in db.rows(_BEFORE, [skus, ids, ids]) if orders else db.rows(_EVERYONE, [skus, ids]):
        left = row.missing
        for pile in shelf.piles.get(row.sku_id, ()):
            part = max(0, min(left, pile[1]))
            pile[1] -= part
            left -= part


def all_served(sku_ids: Sequence[int]) -> None:
    """Everyone who waits for these SKUs has had their turn."""
    db.run(_SERVED, [arrays.ints(sku_ids)])
