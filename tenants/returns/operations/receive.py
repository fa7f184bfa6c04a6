"""Reception: what came back, unit by unit, and where it was put. Whether it is accepted is decided apart."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.inventory.ledger import NewMovement, lock, post
from tenants.inventory.places import Places, places
from tenants.returns.inputs import Reception
from tenants.returns.locking import lock_returns
from tenants.returns.reception import Desk, Received, Unit

_RECEIVE = db.stacked(
    """INSERT INTO returned_unit (return_id, line_no, quantity, condition, goes_to, location_id, lot, key, received_at, received_by)
SELECT n.*, %s::jsonb FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[],
  %s::timestamptz[]) AS n""",
    """UPDATE return_line l SET received = l.received + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(id, line_no, q)
 WHERE l.return_id = n.id AND l.line_no = n.line_no""",
    """UPDATE returns r SET received = r.received + n.q, version = r.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q)
 WHERE r.id = n.id""",
    """UPDATE order_line l SET returned = l.returned + n.q, announced = l.announced - n.q
 FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q) WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET returned = o.returned + n.q, version = o.version + 1 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q)
 WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


@operation("returns:receive")
def receive_returns(batch: Sequence[Reception]) -> list[Outcome[Received]]:
    """Take in what came back, never more than was authorised: unit by unit, or all that is awaited. The same key receives
    once."""
    found = lock_returns(item.number for item in batch)
    desk = Desk(batch, found, places())
    outcomes = [desk.take(item) for item in batch]
    if desk.units:
        _move(desk.units, desk.place)
        db.run(_RECEIVE, _values(desk.units))
    return outcomes


def _move(units: list[Unit], place: Places) -> None:
    """The ledger's rows: from the customer to a shelf, or away."""
    kept = lock((unit.spot, unit.shelf.priority) for unit in units if unit.spot and unit.shelf)
    customer, away = place.beyond("customer"), place.beyond("adjustment")
    post([NewMovement(unit.line.sku_id, unit.given.quantity, customer, unit.shelf or away, "returned" if unit.shelf else "written_off",
                      ("return", unit.it.row.id), key=f"return {unit.key}", reason=unit.given.condition, at=unit.at,
                      cost=unit.cost if unit.shelf else None) for unit in units], kept)


def _values(units: list[Unit]) -> list[Any]:
    now = clock.now()
    lines, whole, sold, orders = (defaultdict(int) for _sum in range(4))
    for unit in units:
        q, line = unit.given.quantity, unit.line
        lines[line.return_id, line.line_no] += q
        whole[line.return_id] += q
        sold[line.order_id, line.line_no] += q
        orders[line.order_id] += q
    return [json.dumps(actor().as_data(), ensure_ascii=False), arrays.ints(u.it.row.id for u in units), arrays.ints(u.line.line_no for u in units),
            arrays.ints(u.given.quantity for u in units), arrays.texts(u.given.condition for u in units), arrays.texts(u.given.goes_to for u in units),
            arrays.ints(u.shelf and u.shelf.location_id for u in units), arrays.texts(u.lot for u in units),
            arrays.texts(u.key for u in units), arrays.instants(u.at or now for u in units),
            *_sums(lines), arrays.ints(whole), arrays.ints(whole.values()), *_sums(sold), arrays.ints(orders), arrays.ints(orders.values()),
            *events.parameters(_facts(units))]


def _sums(by: dict[tuple[int, int], int]) -> list[str]:
    return [arrays.ints(k[0] for k in by), arrays.ints(k[1] for k in by), arrays.ints(by.values())]


def _facts(units: list[Unit]) -> list[Event]:
    """The story of each return and order; good stock may serve what waits for it."""
    by_return: dict[int, list[Unit]] = defaultdict(list)
    fresh: dict[int, int] = defaultdict(int)
    for unit in units:
        by_return[unit.it.row.number].append(unit)
        if unit.given.goes_to == "stock":
            fresh[unit.line.sku_id] += unit.given.quantity
    facts = [Event("stock.arrived", ("sku", sku_id), {"change": q}) for sku_id, q in sorted(fresh.items())]
    for number, mine in by_return.items():
        it, total = mine[0].it, sum(unit.given.quantity for unit in mine)
        data = {"number": number, "order": it.order.number, "pieces": total, "units": [
            {"sku": u.line.sku_code, "quantity": u.given.quantity, "condition": u.given.condition, "goes_to": u.given.goes_to} for u in mine]}
        facts += [Event("return.received", ("return", it.row.id), data),
                  Event("order.returned", ("order", it.order.id), {"number": number, "order": it.order.number, "pieces": total})]
    return facts
