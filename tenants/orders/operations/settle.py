"""Holds of the house end by themselves once what they were set for is gone, whoever did away with it; and stand anew where
an act brings their cause back."""

from collections.abc import Mapping, Sequence
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import NotOpen, UnknownOrder
from tenants.orders.lifting import lift
from tenants.orders.recording import HOLDS
from tenants.orders.triage import is_placed

_LOCK = "SELECT id FROM orders WHERE id = ANY (%s::bigint[]) AND open_holds > 0 ORDER BY id FOR NO KEY UPDATE"
_CAUSES = """
SELECT h.id, h.order_id, h.kind, o.number, o.ship_to, o.paid, coalesce(o.total = o.stated_total, false) AS agrees,
       h.kind = 'sku' AND NOT EXISTS (SELECT FROM order_line l WHERE l.order_id = o.id AND l.sku_id IS NULL AND l.ordered > l.cancelled) AS listed
  FROM hold h JOIN orders o ON o.id = h.order_id
 WHERE h.order_id = ANY (%s::bigint[]) AND h.lifted_at IS NULL AND h.owner = 'system' AND h.kind IN ('address', 'payment', 'sku', 'total')
 ORDER BY h.id"""
_HELD = """SELECT order_id FROM hold WHERE order_id = ANY (%s::bigint[]) AND kind = %s AND owner = 'system' AND lifted_at IS NULL"""
_HOLD = db.stacked(HOLDS, "UPDATE orders SET open_holds = open_holds + 1, version = version + 1 WHERE id = ANY (%s::bigint[])",
                   events.HISTORY, events.ERRANDS)
_FIND = "SELECT id, number, state, paid FROM orders WHERE number = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"
_PAID = db.stacked("UPDATE orders SET paid = true, version = version + 1 WHERE id = ANY (%s::bigint[])", events.HISTORY, events.ERRANDS)


def lift_settled(order_ids: Sequence[int]) -> None:
    """Lift the house's holds of these orders whose cause is gone: the address can be reached, it is paid, every SKU is
    known, the total agrees. Call it after the change, in its transaction; two statements, four where something lifts."""
    held = db.rows(_LOCK, [arrays.ints(order_ids)])
    if held:
        lift([hold for hold in db.rows(_CAUSES, [arrays.ints(row.id for row in held)]) if _is_settled(hold)], "cause")


def hold_again(kind: str, orders: Mapping[int, int]) -> None:
    """Hold these orders (id → number) that the caller has locked and brought the cause back of; once each. Two statements,
    none for nobody."""
    if not orders:
        return
    held = {row.order_id for row in db.rows(_HELD, [arrays.ints(orders), kind])}
    fresh = {order_id: number for order_id, number in orders.items() if order_id not in held}
    if fresh:
        ids = arrays.ints(fresh)
        facts = [Event("order.held", ("order", order_id), {"number": number, "kind": kind, "reason": "", "until": None}) for order_id, number in fresh.items()]
        db.run(_HOLD, [clock.now(), ids, arrays.texts(kind for _order in fresh), ids, *events.parameters(facts)])


def _is_settled(hold: Any) -> bool:
    return {"address": is_placed(hold.ship_to), "payment": hold.paid is True, "total": hold.agrees, "sku": hold.listed}[hold.kind]


@operation("orders:change")
def mark_paid(numbers: Sequence[int]) -> list[Outcome[int]]:
    """Note that orders are paid; what waited for it goes on. The outcome's value is the order's number."""
    return note_paid(numbers)


def note_paid(numbers: Sequence[int]) -> list[Outcome[int]]:
    """The same for a verb that has its own permission."""
    orders = {row.number: row for row in db.rows(_FIND, [arrays.ints(numbers)])}
    errors = {n: _not_payable(n, orders.get(n)) for n in numbers}
    unpaid = [row for row in orders.values() if not row.paid and not errors[row.number]]
    if unpaid:
        ids = [row.id for row in unpaid]
        facts = [Event("order.paid", ("order", row.id), {"number": row.number, "at": clock.now().isoformat()}) for row in unpaid]
        db.run(_PAID, [arrays.ints(ids), *events.parameters(facts)])
        lift_settled(ids)
    new = {row.number for row in unpaid}
    return [Outcome.refused(error) if (error := errors[n]) else Outcome.done(n) if n in new else Outcome.again(n) for n in numbers]


def _not_payable(number: int, order: Any) -> DomainError | None:
    if order is None:
        return UnknownOrder("/number", number=number)
    return NotOpen(number=number) if order.state in ("cancelled", "closed") else None
