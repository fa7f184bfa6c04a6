"""Holding orders and letting them go. Several holds may stand at once; an order goes on when the last one is lifted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import KeyReused
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import InThePast, NothingHeld, OrderOver, UnknownHold, UnknownOrder
from tenants.orders.inputs import NewHold
from tenants.orders.lifting import by_whom, lift
from tenants.orders.locking import Locked, done_with
from tenants.orders.sides import lifted_by, may_lift, not_yours, own_kind, refuse_kind, side

_FIND = "SELECT id, number, state FROM orders WHERE number = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"
_STANDING = """SELECT order_id, min(id) AS id FROM hold WHERE order_id = ANY (%s::bigint[]) AND lifted_at IS NULL
 AND (kind, reason, owner) = (%s, %s, %s) AND lifts_at IS NOT DISTINCT FROM %s GROUP BY order_id"""
_HOLD = db.stacked(
    "UPDATE orders SET open_holds = open_holds + 1, version = version + 1 WHERE id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS,
    """INSERT INTO hold (order_id, kind, reason, owner, lift_by, set_by, set_at, lifts_at)
SELECT n, %s, %s, %s, %s, %s::jsonb, %s, %s FROM unnest(%s::bigint[]) AS n RETURNING order_id, id""")
_HOLDS = """SELECT h.id, h.order_id, h.kind, h.lift_by, h.lifted_at, o.number FROM hold h JOIN orders o ON o.id = h.order_id
 WHERE h.order_id = ANY (%s::bigint[]) AND (h.lifted_at IS NULL OR h.id = ANY (%s::bigint[])) ORDER BY h.id"""
_DUE = """SELECT o.number FROM hold h JOIN orders o ON o.id = h.order_id
 WHERE h.lifted_at IS NULL AND h.lifts_at <= %s ORDER BY o.id LIMIT 500"""
_OPEN_DUE = """SELECT h.id, h.order_id, h.kind, o.number FROM hold h JOIN orders o ON o.id = h.order_id
 WHERE h.order_id = ANY (%s::bigint[]) AND h.lifted_at IS NULL AND h.lifts_at <= %s ORDER BY h.id"""
OVER = {"shipped", "delivered", "closed", "cancelled"}


@dataclass(frozen=True, slots=True)
class Stopped:
    """An order on hold, and the hold that stops it; None where the same key set one before."""

    number: int
    hold: int | None


@dataclass(frozen=True, slots=True)
class Staying:
    """A hold that stays, and who alone may lift it (`anyone`, `client`, `operator`)."""

    id: int
    kind: str
    lift_by: str


@dataclass(frozen=True, slots=True)
class Released:
    """An order, the holds lifted from it, and those that stay."""

    number: int
    lifted: list[int]
    stays: list[Staying]


@operation("orders:hold")
def hold_orders(numbers: Sequence[int], new: NewHold) -> list[Outcome[Stopped]]:
    """Stop orders from going on until released. What is held for the same reason by the same side isn't held twice, nor
    anything twice under one key. A kind that isn't this side's, or a date gone by, is refused for the whole batch."""
    kind = _allowed(new)
    orders = {row.number: row for row in db.rows(_FIND, [arrays.ints(numbers)])}
    errors = {n: _not_holdable(n, orders.get(n)) for n in numbers}
    able = [orders[n] for n in dict.fromkeys(numbers) if errors[n] is None]
    known = done_with(map(Locked, able), "order.held", [new.key])
    before = {i: None for i, _key in known} | _standing(able, kind, new) if able else {}
    errors |= {row.number: KeyReused("/key") for row in able if new.is_other_than(known.get((row.id, new.key), ""))}
    found = _set([row for row in able if row.id not in before], kind, new)
    return [Outcome.refused(error) if (error := errors[n]) else Outcome.again(Stopped(n, before[orders[n].id]))
            if orders[n].id in before else Outcome.done(Stopped(n, found[orders[n].id])) for n in numbers]


def _allowed(new: NewHold) -> str:
    kind = new.kind or own_kind()
    if refused := refuse_kind(kind):
        raise refused
    if new.until and new.until <= clock.now():
        raise InThePast("/until")
    return kind


def _not_holdable(number: int, order: Any) -> DomainError | None:
    if order is None:
        return UnknownOrder("/number", number=number)
    return OrderOver(number=number, state=order.state) if order.state in OVER else None


def _standing(orders: Sequence[Any], kind: str, new: NewHold) -> dict[int, int]:
    """Orders this hold stands on already: the order's id → the hold's."""
    ids = arrays.ints(row.id for row in orders)
    return {row.order_id: row.id for row in db.rows(_STANDING, [ids, kind, new.reason, side(), new.until])}


def _set(orders: Sequence[Any], kind: str, new: NewHold) -> dict[int, int]:
    if not orders:
        return {}
    ids, until = arrays.ints(row.id for row in orders), new.until.isoformat() if new.until else None
    facts = [Event("order.held", ("order", row.id), {"number": row.number, "kind": kind, "reason": new.reason, "until": until, "key": new.key, "fingerprint": new.fingerprint})
             for row in orders]
    return {row.order_id: row.id for row in db.rows(_HOLD, [
        ids, *events.parameters(facts), kind, new.reason, side(), lifted_by(kind), by_whom(), clock.now(), new.until, ids])}


@operation("orders:hold")
def release_orders(numbers: Sequence[int], kinds: Sequence[str] = (), holds: Sequence[int] = ()) -> list[Outcome[Released]]:
    """Lift the open holds of these orders that the actor may lift: those of some kinds, those with these ids, or all."""
    orders = {row.number: row for row in db.rows(_FIND, [arrays.ints(numbers)])}
    of: dict[int, list[Any]] = defaultdict(list)
    for hold in db.rows(_HOLDS, [arrays.ints(row.id for row in orders.values()), arrays.ints(holds)]):
        of[hold.number].append(hold)
    named = set(holds)
    asked = {n: [h for h in of[n] if (not kinds or h.kind in kinds) and (not named or h.id in named)] for n in orders}
    lifted = {h.id: h for found in asked.values() for h in found if h.lifted_at is None and may_lift(h.lift_by)}
    lift(list(lifted.values()))
    return [_released(n, n in orders, asked.get(n, []), of[n], lifted, bool(named)) for n in numbers]


def _released(number: int, known: bool, asked: list[Any], there: list[Any], lifted: dict[int, Any], named: bool) -> Outcome[Released]:
    if not known:
        return Outcome.refused(UnknownOrder("/number", number=number))
    if not asked:
        return Outcome.refused(UnknownHold("/holds") if named else NothingHeld(number=number))
    mine = [h.id for h in asked if h.id in lifted]
    still = [h for h in asked if h.lifted_at is None]
    value = Released(number, mine, [Staying(h.id, h.kind, h.lift_by) for h in there if h.lifted_at is None and h.id not in lifted])
    if mine:
        return Outcome.done(value)
    return Outcome.refused(not_yours(still[0].lift_by)) if still else Outcome.again(value)


@operation("orders:hold")
def lift_due_holds() -> int:
    """Lift holds whose day has come; how many orders were touched, 500 at most."""
    now = clock.now()
    numbers = [row.number for row in db.rows(_DUE, (now,))]
    orders = db.rows(_FIND, [arrays.ints(numbers)])
    lift(db.rows(_OPEN_DUE, (arrays.ints(row.id for row in orders), now)), "date")
    return len(orders)
