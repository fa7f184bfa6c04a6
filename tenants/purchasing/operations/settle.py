"""Sending, cancelling and closing purchase orders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.purchasing.errors import NotSentYet, PurchaseOver, SomeArrived, UnknownPurchaseOrder
from tenants.purchasing.inputs import PurchaseAct
from tenants.purchasing.locking import Locked, lock_orders, still_to_come
from tenants.purchasing.operations.order import usual_arrival

_LEAD_DAYS = """
SELECT p.id, max(coalesce(o.lead_days, s.lead_days)) AS days FROM purchase_order p JOIN supplier s ON s.id = p.supplier_id
  JOIN purchase_line l ON l.purchase_id = p.id LEFT JOIN supplier_offer o ON (o.supplier_id, o.sku_id) = (p.supplier_id, l.sku_id)
 WHERE p.id = ANY (%s::bigint[]) GROUP BY p.id"""
_SEND = db.stacked(
    """UPDATE purchase_order p SET ordered_at = %s, expected_on = coalesce(p.expected_on, n.day), version = p.version + 1
  FROM unnest(%s::bigint[], %s::date[]) AS n(id, day) WHERE p.id = n.id""", events.HISTORY, events.ERRANDS)
# What a supplier announced for an order that will not come isn't on its way any more. Orders are locked before notices.
_NOTICES = """UPDATE notice SET cancelled_at = %s, version = version + 1 WHERE id IN (SELECT id FROM notice
 WHERE purchase_id = ANY (%s::bigint[]) AND arrived_at IS NULL AND cancelled_at IS NULL ORDER BY id FOR NO KEY UPDATE)"""
_CANCEL = db.stacked(_NOTICES, "UPDATE purchase_order SET cancelled_at = %s, version = version + 1 WHERE id = ANY (%s::bigint[])",
                     events.HISTORY, events.ERRANDS)
_CLOSE = db.stacked(
    _NOTICES,
    """UPDATE purchase_line SET closed = greatest(0, ordered - received) WHERE purchase_id = ANY (%s::bigint[])
   AND received + closed < ordered""",
    "UPDATE purchase_order SET closed_at = %s, open_pieces = 0, version = version + 1 WHERE id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Settled:
    """A purchase order after an act, and how many pieces it was about."""

    number: int
    pieces: int


@operation("purchasing:order")
def send_purchase_orders(batch: Sequence[PurchaseAct | DomainError]) -> list[Outcome[Settled]]:
    """Send drafts to their suppliers: from now on the goods are expected."""
    outcomes, changed = _each(batch, _sendable)
    if changed:
        lead = {row.id: usual_arrival([row.days]) for row in db.rows(_LEAD_DAYS, [_ids(changed)])}
        days = arrays.texts((day := lead[o.row.id]) and day.isoformat() for o in changed)
        db.run(_SEND, [clock.now(), _ids(changed), days,
                       *events.parameters(_facts("purchase.sent", batch, changed))])
    return outcomes


@operation("purchasing:order")
def cancel_purchase_orders(batch: Sequence[PurchaseAct | DomainError]) -> list[Outcome[Settled]]:
    """Cancel orders of which nothing has arrived, with the notices about them."""
    outcomes, changed = _each(batch, _cancellable)
    if changed:
        now, ids = clock.now(), _ids(changed)
        db.run(_CANCEL, [now, ids, now, ids, *events.parameters(_facts("purchase.cancelled", batch, changed))])
    return outcomes


@operation("purchasing:order")
def close_purchase_orders(batch: Sequence[PurchaseAct | DomainError]) -> list[Outcome[Settled]]:
    """Close orders: what is still open will not come any more."""
    outcomes, changed = _each(batch, _closable)
    if changed:
        now, ids = clock.now(), _ids(changed)
        db.run(_CLOSE, [now, ids, ids, now, ids, *events.parameters(_facts("purchase.closed", batch, changed))])
    return outcomes


Rule = Callable[[Locked], bool]


def _each(batch: Sequence[PurchaseAct | DomainError], rule: Rule) -> tuple[list[Outcome[Settled]], list[Locked]]:
    """Lock the batch, ask the rule of each; an order named twice is done once."""
    orders = lock_orders(act.number for act in batch if isinstance(act, PurchaseAct))
    changed: dict[int, Locked] = {}
    outcomes = [_one(act, orders, rule, changed) for act in batch]
    return outcomes, list(changed.values())


def _one(act: PurchaseAct | DomainError, orders: dict[int, Locked], rule: Rule, changed: dict[int, Locked]) -> Outcome[Settled]:
    if isinstance(act, DomainError):
        return Outcome.refused(act)
    order = orders.get(act.number)
    if order is None:
        return Outcome.refused(UnknownPurchaseOrder("/number", number=act.number))
    done = Settled(act.number, sum(map(still_to_come, order.lines)))
    if act.number in changed:
        return Outcome.again(done)
    if act.version is not None and act.version != order.row.version:
        return Outcome.refused(Stale())
    try:
        if not rule(order):
            return Outcome.again(done)
    except DomainError as error:
        return Outcome.refused(error)
    changed[act.number] = order
    return Outcome.done(done)


def _sendable(order: Locked) -> bool:
    if order.row.state in ("cancelled", "closed"):
        raise PurchaseOver(number=order.row.number)
    return order.row.state == "draft"


def _cancellable(order: Locked) -> bool:
    if order.row.state == "cancelled":
        return False
    if order.row.received:
        raise SomeArrived(number=order.row.number)
    if order.row.state == "closed":
        raise PurchaseOver(number=order.row.number)
    return True


def _closable(order: Locked) -> bool:
    if order.row.state == "cancelled":
        raise PurchaseOver(number=order.row.number)
    if order.row.state == "draft":
        raise NotSentYet(number=order.row.number)
    return order.row.state != "closed"


def _ids(orders: Sequence[Locked]) -> str:
    return arrays.ints(order.row.id for order in orders)


def _facts(name: str, batch: Sequence[PurchaseAct | DomainError], changed: Sequence[Locked]) -> list[Event]:
    reasons = {act.number: act.reason for act in reversed(batch) if isinstance(act, PurchaseAct)}
    return [Event(name, ("purchase", order.row.id), {
        "number": order.row.number, "supplier": order.row.supplier_name, "pieces": sum(map(still_to_come, order.lines)),
        "reason": reasons[order.row.number]}) for order in changed]
