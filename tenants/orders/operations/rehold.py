"""Taking back a release: the holds one has just lifted stand again, as they were."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import OrderOver, TooLateToTakeBack, UnknownHold
from tenants.orders.operations.hold import OVER

# Longer than the page offers it, shorter than anyone would build on the release.
MINUTES = 10
_LOCK = """SELECT id FROM orders WHERE id IN (SELECT order_id FROM hold WHERE id = ANY (%s::bigint[])) ORDER BY id FOR NO KEY UPDATE"""
_LIFTED = """SELECT h.id, h.order_id, h.kind, h.lifted_at, o.number, o.state, h.lifts_at <= %s AS due,
  h.lifted_at > %s - %s * interval '1 minute' AND (h.lifted_by ->> 'kind', h.lifted_by ->> 'id') IS NOT DISTINCT FROM (%s, %s) AS mine
  FROM hold h JOIN orders o ON o.id = h.order_id WHERE h.id = ANY (%s::bigint[])"""
_REHOLD = db.stacked(
    "UPDATE hold SET lifted_at = NULL, lifted_by = NULL WHERE id = ANY (%s::bigint[])",
    """UPDATE orders o SET open_holds = o.open_holds + n.q, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


@operation("orders:hold")
def rehold_orders(holds: Sequence[int]) -> list[Outcome[int]]:
    """Let holds stand again that the actor lifted within the last minutes; the outcome's value is the order's number."""
    ids, who, now = arrays.ints(holds), actor(), clock.now()
    db.rows(_LOCK, [ids])
    found = {row.id: row for row in db.rows(_LIFTED, [now, now, MINUTES, who.kind, str(who.id) if who.id is not None else None, ids])}
    errors = {i: _not_again(found.get(i)) for i in holds}
    chosen = [found[i] for i in dict.fromkeys(holds) if errors[i] is None and found[i].lifted_at]
    if chosen:
        counts = Counter(row.order_id for row in chosen)
        facts = [Event("order.held_again", ("order", row.order_id), {"number": row.number, "kind": row.kind}) for row in chosen]
        db.run(_REHOLD, [arrays.ints(row.id for row in chosen), arrays.ints(counts), arrays.ints(counts.values()), *events.parameters(facts)])
    return [Outcome.refused(error) if (error := errors[i]) else (Outcome.done if found[i].lifted_at else Outcome.again)(found[i].number)
            for i in holds]


def _not_again(row: Any) -> DomainError | None:
    if row is None:
        return UnknownHold("/holds")
    if row.lifted_at and row.state in OVER:
        return OrderOver(number=row.number, state=row.state)
    return TooLateToTakeBack(number=row.number) if row.lifted_at and (not row.mine or row.due) else None
