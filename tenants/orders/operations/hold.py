"""Holding orders and letting them go. A client's own hold is lifted by the client only."""

import json
from collections.abc import Sequence

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import NotYourHold, NothingHeld, OrderOver, UnknownOrder
from tenants.orders.inputs import NewHold

_FIND = "SELECT id, number, state, open_holds FROM orders WHERE number = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"
_OPEN = """SELECT h.id, h.order_id, h.kind, h.owner, o.number FROM hold h JOIN orders o ON o.id = h.order_id
 WHERE h.order_id = ANY (%s::bigint[]) AND h.lifted_at IS NULL ORDER BY h.id"""
_OPEN_DUE = """SELECT h.id, h.order_id, h.kind, o.number FROM hold h JOIN orders o ON o.id = h.order_id
 WHERE h.order_id = ANY (%s::bigint[]) AND h.lifted_at IS NULL AND h.lifts_at <= %s ORDER BY h.id"""
_HOLD = db.stacked(
    """INSERT INTO hold (order_id, kind, reason, owner, set_by, set_at, lifts_at)
SELECT n, %s, %s, %s, %s::jsonb, %s, %s FROM unnest(%s::bigint[]) AS n""",
    "UPDATE orders SET open_holds = open_holds + 1, version = version + 1 WHERE id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS)
_LIFT = db.stacked(
    "UPDATE hold SET lifted_at = %s, lifted_by = %s::jsonb WHERE id = ANY (%s::bigint[])",
    """UPDATE orders o SET open_holds = o.open_holds - n.q, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)
_DUE = """SELECT o.number FROM hold h JOIN orders o ON o.id = h.order_id
 WHERE h.lifted_at IS NULL AND h.lifts_at <= %s ORDER BY o.id LIMIT 500"""
OVER = {"shipped", "delivered", "cancelled"}


@operation("orders:hold")
def hold_orders(numbers: Sequence[int], new: NewHold) -> list[Outcome[int]]:
    """Stop orders from going on until released; the outcome's value is the order's number."""
    orders = {row.number: row for row in db.rows(_FIND, [arrays.ints(numbers)])}
    chosen = [orders[n] for n in dict.fromkeys(numbers) if n in orders and orders[n].state not in OVER]
    if chosen:
        ids = arrays.ints(row.id for row in chosen)
        facts = [Event("order.held", ("order", row.id), {"number": row.number, "kind": new.kind, "reason": new.reason,
                       "until": new.until.isoformat() if new.until else None}) for row in chosen]
        db.run(_HOLD, [new.kind, new.reason, _owner(), _who(), clock.now(), new.until, ids, ids, *events.parameters(facts)])
    return [Outcome.refused(UnknownOrder("/number", number=n)) if n not in orders
            else Outcome.refused(OrderOver(number=n, state=orders[n].state)) if orders[n].state in OVER
            else Outcome.done(n) for n in numbers]


def _owner() -> str:
    """Whose hold it is: the provider's order desk, the house itself, or the client company."""
    return actor().role if actor().role in ("operator", "system") else "client"


def _who() -> str:
    return json.dumps(actor().as_data(), ensure_ascii=False)


@operation("orders:hold")
def release_orders(numbers: Sequence[int], kinds: Sequence[str] = ()) -> list[Outcome[int]]:
    """Lift every open hold of these orders (or those of some kinds) that the actor may lift."""
    orders = {row.number: row for row in db.rows(_FIND, [arrays.ints(numbers)])}
    found = db.rows(_OPEN, [arrays.ints(row.id for row in orders.values())])
    wanted = [h for h in found if not kinds or h.kind in kinds]
    mine = [h for h in wanted if _may_lift(h.owner)]
    _lift(mine)
    return [_outcome(n, n in orders, [h for h in wanted if h.number == n]) for n in numbers]


def _outcome(number: int, known: bool, holds: list[object]) -> Outcome[int]:
    error: DomainError | None = None
    if not known:
        error = UnknownOrder("/number", number=number)
    elif not holds:
        error = NothingHeld(number=number)
    elif not any(_may_lift(h.owner) for h in holds):  # type: ignore[attr-defined]
        error = NotYourHold()
    return Outcome.refused(error) if error else Outcome.done(number)


def _may_lift(owner: str) -> bool:
    return owner != "client" or _owner() in ("client", "system")


def _lift(holds: Sequence[object]) -> None:
    if not holds:
        return
    counts: dict[int, int] = {}
    for hold in holds:
        counts[hold.order_id] = counts.get(hold.order_id, 0) + 1  # type: ignore[attr-defined]
    facts = [Event("order.released", ("order", h.order_id), {"number": h.number, "kind": h.kind}) for h in holds]  # type: ignore[attr-defined]
    db.run(_LIFT, [clock.now(), _who(), arrays.ints(h.id for h in holds), arrays.ints(counts),  # type: ignore[attr-defined]
                   arrays.ints(counts.values()), *events.parameters(facts)])


@operation("orders:hold")
def lift_due_holds() -> int:
    """Lift holds whose day has come; how many orders were touched."""
    now = clock.now()
    numbers = [row.number for row in db.rows(_DUE, (now,))]
    orders = {row.number: row for row in db.rows(_FIND, [arrays.ints(numbers)])}
    _lift(db.rows(_OPEN_DUE, (arrays.ints(row.id for row in orders.values()), now)))
    return len(orders)
