"""Acceptance: what came back is accepted or rejected, and moved where it belongs."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.inventory.errors import NotEnough
from tenants.inventory.ledger import Kept, NewMovement, Side, Spot, lock, post
from tenants.inventory.places import Places, places
from tenants.returns.errors import DecidedOtherwise, MoreThanInUnit, NotFitForStock, NothingArrived, NothingThere, UnknownReturn, UnknownUnit, WrongWay
from tenants.returns.inputs import Decision, UnitDecision
from tenants.returns.locking import Locked, lock_returns
from tenants.returns.reception import FIT, STATUS
from tenants.returns.worths import worths

_DECIDE = db.stacked(
    """INSERT INTO returned_unit (return_id, line_no, quantity, condition, goes_to, location_id, lot, received_by, received_at, key)
SELECT u.return_id, u.line_no, n.q, u.condition, u.goes_to, u.location_id, u.lot, u.received_by, u.received_at, n.key
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS n(id, q, key) JOIN returned_unit u ON u.id = n.id""",
    """UPDATE returned_unit u SET quantity = n.q, decision = n.d, reason = n.r, worth = n.w, goes_to = n.g,
  location_id = CASE WHEN n.g IN ('destroyed', 'customer') THEN NULL ELSE u.location_id END, decided_at = %s, decided_by = %s::jsonb
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[]) AS n(id, q, d, r, w, g) WHERE u.id = n.id""",
    """UPDATE return_line l SET accepted = l.accepted + n.a, rejected = l.rejected + n.r
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(id, line_no, a, r) WHERE l.return_id = n.id AND l.line_no = n.line_no""",
    """UPDATE returns r SET accepted = r.accepted + n.a, rejected = r.rejected + n.r, version = r.version + 1
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, a, r) WHERE r.id = n.id""",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Decided:
    """What of a return was accepted and rejected now, and what the accepted goods are worth (minor units)."""

    number: int
    accepted: int
    rejected: int
    worth: int


@dataclass(frozen=True, slots=True)
class _Choice:
    it: Locked
    unit: Any
    line: Any
    given: UnitDecision
    quantity: int
    goes_to: str
    at: str

    @property
    def moves(self) -> bool:
        return self.goes_to != self.unit.goes_to

    @property
    def here(self) -> Side:
        return Side(self.unit.location_id, self.unit.lot, STATUS[self.unit.goes_to])

    def spot(self, side: Side) -> Spot:
        return Spot(self.line.sku_id, side.location_id, side.lot, side.status)

    def there(self, place: Places) -> Side:
        """Where it goes: another condition on the same shelf, away, or back to the customer."""
        if self.goes_to in STATUS:
            return Side(self.unit.location_id, self.unit.lot, STATUS[self.goes_to])
        return place.beyond("adjustment" if self.goes_to == "destroyed" else "customer")


@operation("returns:decide")
def decide_returns(batch: Sequence[Decision]) -> list[Outcome[Decided]]:
    """Accept or reject units that came back, or accept all of them; each is decided once."""
    found = lock_returns(item.number for item in batch)
    taken: dict[int, _Choice] = {}
    asked = [_one(item, found.get(item.number), taken) for item in batch]
    place = places()
    kept = _shelves(list(taken.values()), place)
    outcomes = [one if isinstance(one, Outcome) else _moved(item, one, kept, place, taken) for item, one in zip(batch, asked, strict=True)]
    choices = list(taken.values())
    if not choices:
        return outcomes
    post([_movement(choice, place) for choice in choices if choice.moves], kept)
    amounts = worths({c.it.order.id: c.it.order for c in choices}, [(c.line.order_id, c.line.line_no, c.quantity if c.given.decision == "accepted" else 0)
                                                                    for c in choices])
    db.run(_DECIDE, _values(choices, amounts))
    return [_told(item, outcome, choices, amounts) for item, outcome in zip(batch, outcomes, strict=True)]


def _one(item: Decision, it: Locked | None, taken: dict[int, _Choice]) -> "Outcome[Decided] | list[_Choice]":
    """An outcome where there is nothing to decide; the choices otherwise, noted in `taken`."""
    if it is None:
        return Outcome.refused(UnknownReturn("/number", number=item.number))
    try:
        it.open()
        choices = [choice for n, given in enumerate(item.units or _all(it)) if (choice := _choice(it, given, f"/units/{n}", taken))]
        if len({choice.unit.id for choice in choices}) < len(choices):
            raise DecidedOtherwise("/units")
    except DomainError as error:
        return Outcome.refused(error)
    if not choices:
        return Outcome.again(Decided(item.number, 0, 0, 0))
    taken.update((choice.unit.id, choice) for choice in choices)
    return choices


def _all(it: Locked) -> list[UnitDecision]:
    """All that came and isn't decided is accepted, each unit where it belongs."""
    if not it.units:
        raise NothingArrived(number=it.row.number)
    return [UnitDecision(unit=unit.id, goes_to=_where(unit)) for unit in it.units.values() if not unit.decision]


def _where(unit: Any) -> Literal["stock", "damaged"] | None:
    """What was set aside goes to stock if it can be sold, to the damaged goods if it can't; the rest stays where it was put."""
    if unit.goes_to != "quarantine" or unit.condition == "wrong_item":
        return None
    return "stock" if unit.condition in FIT else "damaged"


def _choice(it: Locked, given: UnitDecision, at: str, taken: dict[int, _Choice]) -> _Choice | None:
    """None when just this was decided before."""
    unit = it.units.get(given.unit)
    if unit is None:
        raise UnknownUnit(f"{at}/unit", number=it.row.number, unit=given.unit)
    quantity = given.quantity or unit.quantity
    if unit.decision or unit.id in taken:
        if (unit.decision or taken[unit.id].given.decision) == given.decision:
            return None
        raise DecidedOtherwise(f"{at}/decision")
    if quantity > unit.quantity:
        raise MoreThanInUnit(f"{at}/quantity", there=unit.quantity, wanted=quantity)
    return _Choice(it, unit, it.lines[unit.line_no], given, quantity, _goal(unit, given, at), at)


def _goal(unit: Any, given: UnitDecision, at: str) -> str:
    """Where it goes. Rejected goods are the customer's: what lies in stock is blocked, so that nobody sells it."""
    if given.goes_to and (given.decision == "rejected") != (given.goes_to == "customer"):
        raise WrongWay(f"{at}/goes_to")
    if given.goes_to and given.goes_to != unit.goes_to and unit.location_id is None:
        raise NothingThere(f"{at}/goes_to")
    if given.goes_to == "stock" and unit.condition == "wrong_item":
        raise NotFitForStock(f"{at}/goes_to")
    return given.goes_to or ("quarantine" if given.decision == "rejected" and unit.goes_to == "stock" else unit.goes_to)


def _shelves(choices: list[_Choice], place: Places) -> dict[Spot, Kept]:
    priorities = dict(place.shelves.values())  # none for a shelf that was closed since: nothing lies there, and its balance stands
    sides = [(choice, side) for choice in choices if choice.moves for side in (choice.here, choice.there(place)) if side.shelf]
    return lock((choice.spot(side), priorities.get(side.location_id, side.priority)) for choice, side in sides)


def _moved(item: Decision, choices: list[_Choice], kept: dict[Spot, Kept], place: Places, taken: dict[int, _Choice]) -> Outcome[Decided]:
    """Whether all that moves still lies there; else nothing of this item is done."""
    needed: dict[Spot, int] = defaultdict(int)
    for choice in choices:
        if choice.moves:
            needed[choice.spot(choice.here)] += choice.quantity
            if kept[choice.spot(choice.here)].free < needed[choice.spot(choice.here)]:
                for other in choices:
                    del taken[other.unit.id]
                balance = kept[choice.spot(choice.here)]
                return Outcome.refused(NotEnough(f"{choice.at}/goes_to", sku=choice.line.sku_code, free=balance.free, allocated=balance.allocated))
    for spot, quantity in needed.items():
        kept[spot].on_hand -= quantity
    accepted = sum(c.quantity for c in choices if c.given.decision == "accepted")
    return Outcome.done(Decided(item.number, accepted, sum(c.quantity for c in choices) - accepted, 0))


def _movement(choice: _Choice, place: Places) -> NewMovement:
    cause = {"destroyed": "written_off", "customer": "returned"}.get(choice.goes_to, "moved")
    return NewMovement(choice.line.sku_id, choice.quantity, choice.here, choice.there(place), cause, ("return", choice.it.row.id),
                       key=f"return unit {choice.unit.id} {choice.goes_to}", reason=choice.given.reason)


def _values(choices: list[_Choice], amounts: list[int]) -> list[Any]:
    parts = [c for c in choices if c.quantity < c.unit.quantity]
    lines: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    whole: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for c in choices:
        for sums in (lines[c.it.row.id, c.line.line_no], whole[c.it.row.id]):
            sums[c.given.decision == "rejected"] += c.quantity
    return [arrays.ints(c.unit.id for c in parts), arrays.ints(c.unit.quantity - c.quantity for c in parts),
            arrays.texts(f"{c.unit.key} rest" for c in parts), clock.now(), json.dumps(actor().as_data(), ensure_ascii=False),
            arrays.ints(c.unit.id for c in choices), arrays.ints(c.quantity for c in choices), arrays.texts(c.given.decision for c in choices),
            arrays.texts(c.given.reason for c in choices), arrays.ints(amounts), arrays.texts(c.goes_to for c in choices),
            arrays.ints(k[0] for k in lines), arrays.ints(k[1] for k in lines), *_both(lines), arrays.ints(whole), *_both(whole),
            *events.parameters(_facts(choices, whole))]


def _both(sums: dict[Any, list[int]]) -> list[str]:
    return [arrays.ints(s[0] for s in sums.values()), arrays.ints(s[1] for s in sums.values())]


def _facts(choices: list[_Choice], whole: dict[int, list[int]]) -> list[Event]:
    fresh: dict[int, int] = defaultdict(int)
    for c in choices:
        if c.moves and c.goes_to == "stock":
            fresh[c.line.sku_id] += c.quantity
    facts = [Event("stock.arrived", ("sku", sku_id), {"change": q}) for sku_id, q in sorted(fresh.items())]
    for it in {c.it.row.id: c.it for c in choices}.values():
        accepted, rejected = whole[it.row.id]
        reasons = [c.given.reason for c in choices if c.it is it and c.given.reason]
        facts.append(Event("return.decided", ("return", it.row.id), {"number": it.row.number, "order": it.order.number, "accepted": accepted,
                                                                     "rejected": rejected, "reasons": list(dict.fromkeys(reasons))}))
    return facts


def _told(item: Decision, outcome: Outcome[Decided], choices: list[_Choice], amounts: list[int]) -> Outcome[Decided]:
    """The outcome with what the accepted goods are worth, known only now."""
    if outcome.status != "done" or outcome.value is None:
        return outcome
    mine = sum(amount for c, amount in zip(choices, amounts, strict=True) if c.it.row.number == item.number)
    return Outcome.done(Decided(item.number, outcome.value.accepted, outcome.value.rejected, mine))
