"""The end of an order: closing it, and taking back that it was closed or cancelled."""

from collections.abc import Sequence

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import CancelledIsRefunded, MergedAway, NothingToReopen, NotOverYet, UnknownOrder
from tenants.orders.locking import Locked, lock_orders
from tenants.orders.operations.backorders import hold_for

_CLOSE = db.stacked("UPDATE orders SET closed_at = %s, version = version + 1 WHERE id = ANY (%s::bigint[])", events.HISTORY, events.ERRANDS)
_REOPEN = db.stacked(
    "UPDATE order_kit SET cancelled = 0 WHERE order_id = ANY (%s::bigint[])",
    "UPDATE order_line SET cancelled = 0 WHERE order_id = ANY (%s::bigint[])",
    "UPDATE orders SET cancelled = 0 WHERE id = ANY (%s::bigint[])",
    "UPDATE orders SET closed_at = NULL, version = version + 1 WHERE id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS)
_DUE = """SELECT o.number FROM orders o, policy p WHERE p.close_after_days IS NOT NULL AND o.state = 'delivered'
   AND NOT EXISTS (SELECT FROM shipment s WHERE s.order_id = o.id AND s.delivered_at > %s - p.close_after_days * interval '1 day')
 ORDER BY o.id LIMIT 500"""


@operation("orders:change")
def close_orders(numbers: Sequence[int]) -> list[Outcome[int]]:
    """Say that nothing more will come of orders that have left whole."""
    orders = lock_orders(numbers)
    chosen = {n: orders[n] for n in numbers if n in orders and orders[n].row.state in ("shipped", "delivered")}
    if chosen:
        facts = [Event("order.closed", ("order", o.row.id), {"number": n}) for n, o in chosen.items()]
        db.run(_CLOSE, [clock.now(), arrays.ints(o.row.id for o in chosen.values()), *events.parameters(facts)])
    return [_closed(n, orders.get(n), n in chosen) for n in numbers]


def _closed(number: int, order: Locked | None, done: bool) -> Outcome[int]:
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=number))
    if done:
        return Outcome.done(number)
    return Outcome.again(number) if order.row.state == "closed" else Outcome.refused(NotOverYet(number=number))


@operation("orders:change")
def close_due_orders() -> int:
    """Close orders delivered longer ago than the company's policy waits; how many."""
    return len(close_orders([row.number for row in db.rows(_DUE, (clock.now(),))]))


@operation("orders:change")
def reopen_orders(numbers: Sequence[int]) -> list[Outcome[int]]:
    """Want again what was cancelled, with what stock is free for it; of a closed order only take back that it was closed:
    what was cancelled before stays cancelled, and so does its money. What was refunded isn't wanted again."""
    orders = lock_orders(numbers, codes=())
    errors = {n: _not_reopened(n, orders.get(n)) for n in numbers}
    chosen = [orders[n] for n in dict.fromkeys(numbers) if errors[n] is None]
    if chosen:
        wanted = [o.row.id for o in chosen if not o.row.closed_at]
        facts = [Event("order.reopened", ("order", o.row.id), {"number": o.row.number, "pieces": 0 if o.row.closed_at else o.row.cancelled})
                 for o in chosen]
        db.run(_REOPEN, [*[arrays.ints(wanted)] * 3, arrays.ints(o.row.id for o in chosen), *events.parameters(facts)])
        hold_for(wanted)
    return [Outcome.refused(error) if (error := errors[n]) else Outcome.done(n) for n in numbers]


def _not_reopened(number: int, order: Locked | None) -> DomainError | None:
    if order is None:
        return UnknownOrder("/number", number=number)
    if order.row.merged_into:
        return MergedAway(number=number)
    if order.row.closed_at:
        return None
    if not order.row.cancelled:
        return NothingToReopen(number=number)
    return CancelledIsRefunded(number=number) if order.row.refunded_apart else None
