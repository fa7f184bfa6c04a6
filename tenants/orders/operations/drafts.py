"""Placing drafts: what was kept without stock is triaged and gets its stock like an order that arrives now."""

from collections.abc import Sequence
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import NotOpen, UnknownOrder
from tenants.orders.locking import Locked, lock_orders
from tenants.orders.operations.backorders import hold_for
from tenants.orders.recording import HOLDS
from tenants.orders.triage import reasons

_PLACE = db.stacked(
    """UPDATE orders o SET drafted = false, placed_at = %s, open_holds = o.open_holds + n.holds, version = o.version + 1
 FROM unnest(%s::bigint[], %s::int[]) AS n(id, holds) WHERE o.id = n.id""", HOLDS)


@operation("orders:place")
def place_drafts(numbers: Sequence[int]) -> list[Outcome[int]]:
    """Place drafts in the order they are named: they hold what is free and wait for the rest. Placed before, nothing
    happens again; the outcome's value is the order's number."""
    orders = lock_orders(numbers, [])
    drafts = [orders[n] for n in dict.fromkeys(numbers) if n in orders and orders[n].row.state == "draft"]
    found = {draft.row.id: _reasons(draft) for draft in drafts}
    if drafts:
        held = [(order_id, kind) for order_id, kinds in found.items() for kind in kinds]
        db.run(_PLACE, [clock.now(), arrays.ints(found), arrays.ints(map(len, found.values())), clock.now(),
                        arrays.ints(i for i, _kind in held), arrays.texts(kind for _i, kind in held)])
        hold_for(list(found), lambda pieces: [_event(draft, pieces.get(draft.row.id, 0), found[draft.row.id]) for draft in drafts])
    return [Outcome.refused(error) if (error := _refusal(n, orders.get(n))) else
            Outcome.done(n) if orders[n] in drafts else Outcome.again(n) for n in numbers]


def _reasons(draft: Locked) -> list[str]:
    row = draft.row
    unknown = any(line.sku_id is None and line.ordered > line.cancelled for line in draft.lines.values())
    return reasons(row.ship_to, row.note, row.paid, unknown, row.stated_total not in (None, row.total))


def _refusal(number: int, order: Locked | None) -> DomainError | None:
    if order is None:
        return UnknownOrder("/number", number=number)
    return NotOpen(number=number) if order.row.state in ("cancelled", "closed") else None


def _event(draft: Locked, held: int, kinds: list[str]) -> Event:
    row: Any = draft.row
    wanted = row.ordered - row.cancelled
    return Event("order.placed", ("order", row.id), {
        "number": row.number, "reference": row.reference, "lines": len(draft.lines), "pieces": wanted, "missing": wanted - held,
        "total": row.total, "currency": row.currency, "holds": kinds})
