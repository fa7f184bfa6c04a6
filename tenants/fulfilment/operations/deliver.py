"""Delivery: a parcel reached its customer."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.fulfilment.errors import UnknownParcel
from tenants.fulfilment.inputs import Delivery

# Orders are locked before anything of theirs is touched, as everywhere.
_LOCK = """SELECT id FROM orders WHERE id IN (SELECT order_id FROM shipment WHERE number = ANY (%s::bigint[]))
 ORDER BY id FOR NO KEY UPDATE"""
_PARCELS = """SELECT s.id, s.number, s.order_id, s.delivered_at, o.number AS order_number, l.line_no, sum(l.quantity)::bigint AS quantity,
       x.shipped - x.delivered - x.written_off AS underway
  FROM shipment s JOIN orders o ON o.id = s.order_id JOIN shipment_line l ON l.shipment_id = s.id
  JOIN order_line x ON x.order_id = l.order_id AND x.line_no = l.line_no
 WHERE s.number = ANY (%s::bigint[]) GROUP BY s.id, o.number, l.line_no, x.shipped, x.delivered, x.written_off ORDER BY s.id, l.line_no"""
_DELIVER = db.stacked(
    "UPDATE shipment s SET delivered_at = n.at, version = s.version + 1 FROM unnest(%s::bigint[], %s::timestamptz[]) AS n(number, at) WHERE s.number = n.number",
    """UPDATE order_line l SET delivered = l.delivered + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET delivered = o.delivered + n.q, version = o.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q)
 WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


@operation("fulfilment:ship")
def mark_delivered(batch: Sequence[Delivery]) -> list[Outcome[int]]:
    """Note that parcels arrived; the outcome's value is the order's number. Told twice, counted once."""
    numbers = arrays.ints(sorted({item.parcel for item in batch}))
    db.rows(_LOCK, [numbers])
    parcels: dict[int, list[Any]] = defaultdict(list)
    for row in db.rows(_PARCELS, [numbers]):
        parcels[row.number].append(row)
    arrived: dict[int, Delivery] = {}
    outcomes = [_one(item, parcels.get(item.parcel), arrived) for item in batch]
    if arrived:
        db.run(_DELIVER, _values(arrived, [row for number in arrived for row in parcels[number]]))
    return outcomes


def _one(item: Delivery, rows: list[Any] | None, arrived: dict[int, Delivery]) -> Outcome[int]:
    if not rows:
        return Outcome.refused(UnknownParcel("/parcel", parcel=item.parcel))
    if rows[0].delivered_at or item.parcel in arrived:
        return Outcome.again(rows[0].order_number)
    arrived[item.parcel] = item
    return Outcome.done(rows[0].order_number)


def _values(arrived: dict[int, Delivery], rows: list[Any]) -> list[object]:
    lines: dict[tuple[int, int], int] = defaultdict(int)
    orders: dict[int, int] = defaultdict(int)
    pieces: dict[int, int] = defaultdict(int)
    for row in rows:
        line = row.order_id, row.line_no
        there = min(row.quantity, row.underway - lines[line])  # what was written off didn't arrive
        lines[line] += there
        orders[row.order_id] += there
        pieces[row.number] += there
    owners = {row.number: row for row in rows}
    facts = [Event("order.delivered", ("order", owners[number].order_id), {
        "number": owners[number].order_number, "parcel": number, "pieces": pieces[number]}) for number in arrived]
    now = clock.now()
    return [arrays.ints(arrived), arrays.instants(item.at or now for item in arrived.values()),
            arrays.ints(k[0] for k in lines), arrays.ints(k[1] for k in lines), arrays.ints(lines.values()),
            arrays.ints(orders), arrays.ints(orders.values()), *events.parameters(facts)]
