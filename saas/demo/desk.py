"""The clerk's afternoon: notes read, payments and addresses settled, doubtful orders held, some orders cancelled."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from zlib import crc32

from saas.demo.company import Company
from saas.kit import clock, db
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, hold_orders, release_orders

_HELD = """SELECT o.number, o.reference, o.placed_at, h.kind FROM hold h JOIN orders o ON o.id = h.order_id
 WHERE h.lifted_at IS NULL AND o.state = 'on_hold' ORDER BY o.number"""
_FRESH = "SELECT number, reference FROM orders WHERE state IN ('ready', 'waiting') AND placed_at > %s ORDER BY number"
_PATIENCE = {"comment": timedelta(hours=20), "fraud": timedelta(hours=20), "address": timedelta(hours=26), "payment": timedelta(hours=40)}


def chance(reference: str, of: int) -> int:
    """A number below `of` that is always the same for a reference."""
    return crc32(reference.encode()) % of


def look_at_orders(company: Company) -> None:
    """One round at the order desk, at the clock's time."""
    now = clock.now()
    due = [row for row in db.rows(_HELD) if now - row.placed_at > _PATIENCE[row.kind]]
    unpaid = [row for row in due if row.kind == "payment" and chance(row.reference, 3) == 0]
    _release(row for row in due if row not in unpaid)
    fresh = db.rows(_FRESH, (now - timedelta(days=1),))
    changed = [row for row in fresh if chance(row.reference, 50) == 0]
    _cancel(company, changed, unpaid)
    hold_orders([row.number for row in fresh if chance(row.reference, 170) == 1], NewHold(kind="fraud", reason=company.holds["fraud"]))


def _release(due: Iterable[object]) -> None:
    kinds: dict[str, list[int]] = defaultdict(list)
    for row in due:
        kinds[row.kind].append(row.number)  # type: ignore[attr-defined]
    for kind, numbers in kinds.items():
        release_orders(numbers, [kind])


def _cancel(company: Company, changed: list[object], unpaid: list[object]) -> None:
    *whims, overdue = company.cancellations
    reasons = {row.number: whims[chance(row.reference, len(whims))] for row in changed}  # type: ignore[attr-defined]
    reasons |= {row.number: overdue for row in unpaid}  # type: ignore[attr-defined]
    cancel_orders([Cancellation(number=number, reason=reason) for number, reason in reasons.items()])
