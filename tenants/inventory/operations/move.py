"""Moving pieces within a warehouse: to another shelf, or into another condition. Nothing comes, nothing goes, no cost changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from saas.kit.errors import DomainError
from saas.kit.events import record
from saas.kit.keys import KeyReused
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import NotEnough, NowhereToMove, UnknownLocation
from tenants.inventory.inputs import StockMove
from tenants.inventory.keys import Sent, sent_before, typed
from tenants.inventory.ledger import Kept, NewMovement, Side, Spot, lock, post, told_of_good
from tenants.inventory.lots import Tracked, tracked
from tenants.inventory.places import Places, places


@dataclass(frozen=True, slots=True)
class Moved:
    """What lies at both places after a move, in pieces."""

    sku: str
    quantity: int
    left: int
    there: int


@dataclass(frozen=True, slots=True)
class _Plan:
    item: StockMove
    sku: Tracked
    source: Side
    target: Side

    def spot(self, side: Side) -> Spot:
        return Spot(self.sku.id, side.location_id, side.lot, side.status)


@operation("inventory:adjust")
def move_stock(batch: Sequence[StockMove | DomainError]) -> list[Outcome[Moved]]:
    """Put pieces on another shelf of their warehouse or into another condition. Held pieces stay where they are."""
    place, skus = places(), tracked(item.sku for item in batch if not isinstance(item, DomainError))
    plans = [item if isinstance(item, DomainError) else _plan(item, skus, place) for item in batch]
    sound = [plan for plan in plans if isinstance(plan, _Plan)]
    kept = lock((plan.spot(side), side.priority) for plan in sound for side in (plan.source, plan.target))
    sent = sent_before(plan.item.key for plan in sound)
    moves: list[NewMovement] = []
    outcomes = [Outcome.refused(plan) if isinstance(plan, DomainError) else _one(plan, kept, sent, moves) for plan in plans]
    post(moves, kept)
    record(*told_of_good(moves))
    return outcomes


def _plan(item: StockMove, skus: dict[str, Tracked], place: Places) -> "_Plan | DomainError":
    if item.sku not in skus:
        return UnknownSku("/sku", sku=item.sku)
    try:
        skus[item.sku].check(item.lot, item.quantity)
        source = place.shelf(item.warehouse, item.location, item.lot or None, item.status)
        target = _target(item, place)
    except DomainError as error:
        return error
    return NowhereToMove("/to_location") if source == target else _Plan(item, skus[item.sku], source, target)


def _target(item: StockMove, place: Places) -> Side:
    try:
        return place.shelf(item.warehouse, item.to_location, item.lot or None, item.to_status or item.status)
    except UnknownLocation as error:
        raise UnknownLocation("/to_location", **error.data) from None


def _one(plan: _Plan, kept: dict[Spot, Kept], sent: dict[str, Sent], moves: list[NewMovement]) -> Outcome[Moved]:
    item, source, target = plan.item, kept[plan.spot(plan.source)], kept[plan.spot(plan.target)]
    if before := sent.get(item.key):
        if not (before.moves(plan.sku.id, plan.source, plan.target) and before.quantity == item.quantity):
            return Outcome.refused(KeyReused("/key"))
        return Outcome.again(Moved(item.sku, item.quantity, source.on_hand, target.on_hand))
    if item.quantity > source.free:
        return Outcome.refused(NotEnough("/quantity", sku=item.sku, free=source.free, allocated=source.allocated))
    source.on_hand -= item.quantity
    target.on_hand += item.quantity
    key = {"key": typed(item.key)} if item.key else {}
    moves.append(NewMovement(plan.sku.id, item.quantity, plan.source, plan.target, "moved", ("sku", plan.sku.id), reason=item.note,
                             at=item.at, **key))
    if item.key:
        sent[item.key] = Sent.of(moves[-1])
    return Outcome.done(Moved(item.sku, item.quantity, source.on_hand, target.on_hand))
