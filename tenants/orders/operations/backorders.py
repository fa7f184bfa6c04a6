"""Serving what waits: when stock arrives, the oldest order gets it first, by the same rules as a new one."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saas.kit import arrays, db, events
from saas.kit.context import tenant
from saas.kit.events import Event
from saas.kit.operations import operation
from tenants.inventory.policy import read_rules
from tenants.orders.holding import Held, Shelf, lock_stock, sums
from tenants.orders.nearness import place_named
from tenants.orders.routing import Elsewhere, Wish
from tenants.orders.turns import all_served, leave_to_others

CHUNK = 500
_WAITING = """
SELECT o.id, o.number, o.channel, o.currency, o.ship_to ->> 'country' AS country, o.ship_to ->> 'region' AS region, o.placed_at
  FROM orders o WHERE o.id IN (
  SELECT w.id FROM orders w WHERE w.state IN ('waiting', 'on_hold', 'picking', 'part_shipped') AND (w.placed_at, w.id) > (%s, %s)
     AND EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = w.id AND l.sku_id = ANY (%s::bigint[])
                    AND l.allocated + l.shipped + l.cancelled < l.ordered)
   ORDER BY w.placed_at, w.id LIMIT %s)
 ORDER BY o.id FOR NO KEY UPDATE"""
_THESE = """
SELECT o.id, o.number, o.channel, o.currency, o.ship_to ->> 'country' AS country, o.ship_to ->> 'region' AS region, o.placed_at
  FROM orders o WHERE o.id = ANY (%s::bigint[]) AND NOT o.drafted ORDER BY o.placed_at, o.id"""
_WANTED = "SELECT DISTINCT sku_id FROM order_line WHERE allocated + shipped + cancelled < ordered AND sku_id IS NOT NULL"
# A kit's price is spread over its pieces, so that a part of the order that holds some of them is worth something.
_LINES = """
SELECT l.order_id, l.line_no, l.sku_id, l.sku_code, l.ordered, l.ordered - l.allocated - l.shipped - l.cancelled AS missing,
       CASE WHEN k.kit_no IS NULL THEN l.total
            ELSE k.total * l.ordered / nullif(sum(l.ordered) OVER (PARTITION BY l.order_id, l.kit_no), 0) END::bigint AS worth
  FROM order_line l LEFT JOIN order_kit k ON k.order_id = l.order_id AND k.kit_no = l.kit_no
 WHERE l.order_id = ANY (%s::bigint[]) AND l.ordered > l.cancelled ORDER BY l.order_id, l.line_no"""
# Parcels are fulfilment's; from where an order has left already is read by their table's name.
_SETTLED = """
SELECT a.order_id, a.line_no, b.warehouse_id, a.quantity FROM allocation a JOIN balance b ON b.id = a.balance_id
 WHERE a.order_id = ANY (%s::bigint[])
 UNION ALL SELECT order_id, NULL, warehouse_id, 0 FROM shipment WHERE order_id = ANY (%s::bigint[])"""
_HOLD = db.stacked(
    """INSERT INTO allocation AS a (order_id, line_no, balance_id, quantity)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])
ON CONFLICT (order_id, line_no, balance_id) DO UPDATE SET quantity = a.quantity + excluded.quantity""",
    "UPDATE balance b SET allocated = b.allocated + n.q FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE b.id = n.id",
    """UPDATE order_line l SET allocated = l.allocated + n.q, trace = coalesce(n.t, l.trace)
 FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::jsonb[]) AS n(order_id, line_no, q, t)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET allocated = o.allocated + n.q, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)

Turn = tuple[datetime, int]
Tell = Callable[[dict[int, int]], list[Event]]
FIRST: Turn = (datetime.min, 0)


@dataclass(frozen=True, slots=True)
class Served:
    """Pieces held, and whose turn was last: None when nobody else waits, or nothing is left for them."""

    pieces: int
    last: Turn | None


@operation("orders:place")
def serve_backorders(sku_ids: Sequence[int], after: Turn = FIRST) -> Served:
    """Hold what is free now for the orders that wait for these SKUs, in the order they were placed; CHUNK of them at
    most, those whose turn comes `after` this one."""
    waiting = db.rows(_WAITING, [*after, arrays.ints(sku_ids), CHUNK])
    if not waiting:
        all_served(sku_ids)
        return Served(0, None)
    queue = sorted(waiting, key=lambda order: (order.placed_at, order.id))
    lines = _lines_of(queue)
    # Where the worth of a split decides, an order is served whole or not at all: all it waits for is looked at.
    wanted = None if read_rules().min_split else set(sku_ids)
    missing = {order.id: [x for x in lines[order.id] if x.missing and x.sku_id and (not wanted or x.sku_id in wanted)] for order in queue}
    shelf = lock_stock(line.sku_code for found in missing.values() for line in found)
    held, traces = _serve(queue, lines, missing, shelf)
    if held:
        db.run(_HOLD, _values(held, traces, _came_free({order.id: order.number for order in queue})(_by_order(held))))
    more = len(queue) == CHUNK and any(pile[1] for piles in shelf.piles.values() for pile in piles)
    if not more:
        all_served(sku_ids)
    return Served(sum(part.quantity for part in held), (queue[-1].placed_at, queue[-1].id) if more else None)


def hold_for(order_ids: Sequence[int], tell: Tell | None = None) -> int:
    """Hold what is free now for orders the caller has locked together with their stock, without what just came for those
    who waited before them; how many pieces. `tell` makes the
    facts of the pieces held by order, where it is another story than that stock came free."""
    queue = db.rows(_THESE, [arrays.ints(order_ids)])
    lines = _lines_of(queue)
    missing = {order.id: [line for line in lines[order.id] if line.missing and line.sku_id] for order in queue}
    wanted = [line.sku_code for found in missing.values() for line in found]
    shelf = lock_stock(wanted) if wanted else Shelf()
    leave_to_others(shelf, order_ids)
    held, traces = _serve(queue, lines, missing, shelf) if wanted else ([], {})
    facts = (tell or _came_free({order.id: order.number for order in queue}))(_by_order(held))
    if held:
        db.run(_HOLD, _values(held, traces, facts))
    else:
        events.record(*facts)
    return sum(part.quantity for part in held)


@operation("orders:place")
def serve_everyone(after: Turn = FIRST) -> Served:
    """The same for whatever anyone waits for: the rules have changed."""
    return serve_backorders([row.sku_id for row in db.rows(_WANTED)], after)


def _lines_of(queue: list[Any]) -> dict[int, list[Any]]:
    lines: dict[int, list[Any]] = defaultdict(list)
    for line in db.rows(_LINES, [arrays.ints(order.id for order in queue)]):
        lines[line.order_id].append(line)
    return lines


def _serve(queue: list[Any], lines: dict[int, list[Any]], missing: dict[int, list[Any]], shelf: Shelf) -> tuple[list[Held], dict[tuple[int, int], Any]]:
    """What each order gets when its turn comes, and why, by line."""
    settled = _settled(queue, lines, missing)
    held: list[Held] = []
    traces: dict[tuple[int, int], Any] = {}
    for order in queue:
        wishes = [Wish(line.sku_id, line.missing, line.worth * line.missing // line.ordered) for line in missing[order.id]]
        place = place_named(order.country or "", order.region or "", tenant().country)
        for line, routed in zip(missing[order.id], shelf.route(wishes, order.channel, order.currency, place, settled[order.id]), strict=True):
            held += [Held(order.id, line.line_no, *part) for part in routed.drawn]
            traces[order.id, line.line_no] = routed.trace
    return held, traces


def _settled(queue: list[Any], lines: dict[int, list[Any]], missing: dict[int, list[Any]]) -> dict[int, Elsewhere]:
    """What of each order is settled before its turn comes."""
    ids = arrays.ints(order.id for order in queue)
    of = {(line.order_id, line.line_no): line for found in lines.values() for line in found}
    held: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    left: dict[int, set[int]] = defaultdict(set)
    for row in db.rows(_SETTLED, [ids, ids]):
        if row.line_no is None:
            left[row.order_id].add(row.warehouse_id)
        elif line := of.get((row.order_id, row.line_no)):
            held[row.order_id][row.warehouse_id] += line.worth * row.quantity // line.ordered
    return {order.id: Elsewhere(held[order.id], frozenset(left[order.id]), sum(
        line.worth * line.missing // line.ordered for line in lines[order.id] if line not in missing[order.id])) for order in queue}


def _by_order(held: list[Held]) -> dict[int, int]:
    pieces: dict[int, int] = defaultdict(int)
    for part in held:
        pieces[part.order_id] += part.quantity
    return pieces


def _came_free(numbers: dict[int, int]) -> Tell:
    return lambda held: [Event("order.stock_held", ("order", order_id), {"number": numbers[order_id], "pieces": q}) for order_id, q in held.items()]


def _values(held: list[Held], traces: dict[tuple[int, int], Any], facts: list[Event]) -> list[object]:
    by_balance, by_line, by_order = sums(held), defaultdict(int), _by_order(held)
    for part in held:
        by_line[part.order_id, part.line_no] += part.quantity
    return [*(arrays.ints(part[n] for part in held) for n in range(4)),
            arrays.ints(by_balance), arrays.ints(by_balance.values()),
            arrays.ints(k[0] for k in by_line), arrays.ints(k[1] for k in by_line), arrays.ints(by_line.values()),
            arrays.jsons(traces[line] for line in by_line),
            arrays.ints(by_order), arrays.ints(by_order.values()), *events.parameters(facts)]
