"""Lifting holds of orders that the caller has locked: the same few statements whoever lifts them, and why."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.events import Event

_LIFT = db.stacked(
    "UPDATE hold SET lifted_at = %s, lifted_by = %s::jsonb WHERE id = ANY (%s::bigint[])",
    """UPDATE orders o SET open_holds = o.open_holds - n.q, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)


def lift(holds: Sequence[Any], how: str = "") -> None:
    """Lift these open holds (id, order_id, kind, number). `how` tells what a person had no hand in: `date`, its day has
    come; `cause`, what it was set for is gone."""
    if not holds:
        return
    counts = Counter(hold.order_id for hold in holds)
    facts = [Event("order.released", ("order", h.order_id), {"number": h.number, "kind": h.kind, "how": how}) for h in holds]
    db.run(_LIFT, [clock.now(), by_whom(), arrays.ints(h.id for h in holds), arrays.ints(counts), arrays.ints(counts.values()),
                   *events.parameters(facts)])


def by_whom() -> str:
    """The actor as a hold's row names them."""
    return json.dumps(actor().as_data(), ensure_ascii=False)
