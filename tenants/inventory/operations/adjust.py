"""Changing what lies somewhere: receipts, adjustments, counts. Batches; a handful of statements whatever their length."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from saas.kit.context import tenant
from saas.kit.errors import DomainError
from saas.kit.events import record
from saas.kit.inputs import NotAnAmount
from saas.kit.keys import KeyReused
from saas.kit.money import NotMoney, to_minor
from saas.kit.operations import Outcome, operation
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import CostTooLarge, LotExpiresOtherwise, NotEnough, SerialIsElsewhere
from tenants.inventory.inputs import Receipt, StockChange
from tenants.inventory.keys import Sent, sent_before, typed
from tenants.inventory.ledger import Kept, NewMovement, Side, Spot, lock, post, told_of_good
from tenants.inventory.lots import Tracked, lying, make_lots, tracked
from tenants.inventory.places import Places, places

MOST = 10**15  # minor units one movement may be worth: sums of many still fit


@dataclass(frozen=True, slots=True)
class Posted:
    """A balance after a change: SKU, how many lie there now and how many of them are held."""

    sku: str
    on_hand: int
    allocated: int
    change: int


@dataclass(frozen=True, slots=True)
class _Plan:
    item: StockChange | Receipt
    sku: Tracked
    shelf: Side

    @property
    def sku_id(self) -> int:
        return self.sku.id

    @property
    def lot(self) -> tuple[int, str] | None:
        return (self.sku_id, self.shelf.lot) if self.shelf.lot else None

    @property
    def serial(self) -> tuple[int, str] | None:
        return self.lot if self.sku.tracking == "serial" else None

    @property
    def spot(self) -> Spot:
        return Spot(self.sku_id, self.shelf.location_id, self.shelf.lot, self.shelf.status)

    def repeats(self, sent: Sent) -> bool:
        """Does it ask for what its key was sent with before?"""
        there, item = sent.change(self.sku_id, self.shelf), self.item
        if isinstance(item, Receipt):
            return (sent.cause, there) == ("received", item.quantity)
        if item.counted is None:
            return (sent.cause, there) == ("adjusted", item.change)
        return bool(there) and (sent.cause, sent.after) == ("counted", item.counted)


@operation("inventory:adjust")
def adjust_stock(batch: Sequence[StockChange | DomainError], cause: tuple[str, int] | None = None) -> list[Outcome[Posted]]:
    """Correct what lies somewhere, by a change or to a counted figure; a count that agrees changes nothing.
    `cause` names what the movements belong to, such as ('import', 17)."""
    return _apply(batch, partial(_adjustment, cause=cause))


@operation("inventory:adjust")
def receive(batch: Sequence[Receipt | DomainError]) -> list[Outcome[Posted]]:
    """Take in goods from suppliers."""
    return _apply(batch, _receipt)


def _adjustment(plan: _Plan, kept: Kept, place: Places, cause: tuple[str, int] | None) -> NewMovement | None:
    item = plan.item
    change = item.change if item.counted is None else item.counted - kept.on_hand
    if change == 0:
        return None
    if -change > kept.free:
        raise NotEnough("/change" if item.counted is None else "/counted", sku=item.sku, free=kept.free, allocated=kept.allocated)
    outside = place.beyond("adjustment", plan.shelf.status)
    source, target = (outside, plan.shelf) if change > 0 else (plan.shelf, outside)
    reason = f"{item.reason}: {item.note}" if item.note else item.reason
    key = {"key": typed(item.key)} if item.key else {}
    return NewMovement(plan.sku_id, abs(change), source, target, "counted" if item.counted is not None else "adjusted",
                       cause or ("sku", plan.sku_id), reason=reason, at=item.at, unit_cost=_unit_cost(item, change), **key)


def _receipt(plan: _Plan, kept: Kept, place: Places) -> NewMovement | None:
    item = plan.item
    key = {"key": typed(item.key)} if item.key else {}
    return NewMovement(plan.sku_id, item.quantity, place.beyond("supplier", plan.shelf.status), plan.shelf, "received",
                       ("sku", plan.sku_id), reason=item.note, at=item.at, unit_cost=_unit_cost(item, item.quantity), **key)


def _unit_cost(item: StockChange | Receipt, quantity: int) -> int | None:
    """What a piece costs in minor units of the company's currency; None if nobody said."""
    if item.unit_cost is None:
        return None
    try:
        minor = to_minor(item.unit_cost, tenant().currency)
    except NotMoney:
        raise NotAnAmount("/unit_cost") from None
    if minor * quantity > MOST:
        raise CostTooLarge("/unit_cost")
    return minor


def _apply(batch: Sequence[StockChange | Receipt | DomainError],
           movement: Callable[[_Plan, Kept, Places], NewMovement | None]) -> list[Outcome[Posted]]:
    place = places()
    plans = _plans(batch, place)
    made = _make_lots(plans)
    kept = lock((plan.spot, plan.shelf.priority) for plan in plans if isinstance(plan, _Plan))
    sent = sent_before(item.key for item in batch if not isinstance(item, DomainError))
    state = _State(place, kept, made, sent, lying(plan.serial for plan in plans if isinstance(plan, _Plan) and plan.serial), [])
    outcomes = [_one(plan, state, movement) for plan in plans]
    moves = state.moves
    post(moves, kept)
    record(*told_of_good(moves))
    return outcomes


def _one(plan: "_Plan | DomainError", state: "_State", movement: Callable[[_Plan, Kept, Places], NewMovement | None]) -> Outcome[Posted]:
    if isinstance(plan, DomainError):
        return Outcome.refused(plan)
    balance = state.kept[plan.spot]
    if before := state.sent.get(plan.item.key):
        if not plan.repeats(before):
            return Outcome.refused(KeyReused("/key"))
        return Outcome.again(Posted(plan.item.sku, balance.on_hand, balance.allocated, 0))
    try:
        move = movement(plan, balance, state.place)
        if move is not None:
            state.take(plan, move)
    except DomainError as error:
        return Outcome.refused(error)
    if move is None:
        return Outcome.again(Posted(plan.item.sku, balance.on_hand, balance.allocated, 0))
    change = move.quantity if move.target.shelf else -move.quantity
    balance.on_hand += change
    return Outcome.done(Posted(plan.item.sku, balance.on_hand, balance.allocated, change))


@dataclass(slots=True)
class _State:
    """What a batch knows and has done so far: locked balances, lots that expire, keys and serial numbers in use."""

    place: Places
    kept: dict[Spot, Kept]
    expiry: dict[tuple[int, str], date]
    sent: dict[str, Sent]
    lying: set[tuple[int, str]]
    moves: list[NewMovement]

    def take(self, plan: _Plan, move: NewMovement) -> None:
        """The movement will be posted, unless its lot or serial number says otherwise."""
        item, known = plan.item, self.expiry.get(plan.lot) if plan.lot else None
        if move.comes and item.expires_on and known and known != item.expires_on:
            raise LotExpiresOtherwise("/expires_on", lot=item.lot, known=known.isoformat())
        if plan.serial and move.comes and plan.serial in self.lying:
            raise SerialIsElsewhere("/lot")
        if plan.serial:
            (self.lying.add if move.comes else self.lying.discard)(plan.serial)
        if item.key:
            self.sent[item.key] = Sent.of(move, item.counted if isinstance(item, StockChange) else None)
        self.moves.append(move)


def _plans(batch: Sequence[StockChange | Receipt | DomainError], place: Places) -> list["_Plan | DomainError"]:
    skus = tracked(item.sku for item in batch if not isinstance(item, DomainError))
    return [item if isinstance(item, DomainError) else _plan(item, skus, place) for item in batch]


def _plan(item: StockChange | Receipt, skus: dict[str, Tracked], place: Places) -> "_Plan | DomainError":
    if item.sku not in skus:
        return UnknownSku("/sku", sku=item.sku)
    try:
        field, quantity = _asked(item)
        skus[item.sku].check(item.lot, quantity, field)
        return _Plan(item, skus[item.sku], place.shelf(item.warehouse, item.location, item.lot or None, item.status))
    except DomainError as error:
        return error


def _asked(item: StockChange | Receipt) -> tuple[str, int]:
    """The field that says how many pieces, and how many."""
    if isinstance(item, Receipt):
        return "/quantity", item.quantity
    return ("/change", abs(item.change)) if item.change is not None else ("/counted", item.counted or 0)


def _make_lots(plans: Sequence["_Plan | DomainError"]) -> dict[tuple[int, str], date]:
    """The lots something may come in with, made; the first expiry given counts."""
    wanted: dict[tuple[int, str], date | None] = {}
    for plan in plans:
        if isinstance(plan, _Plan) and plan.lot and plan.item.expires_on:
            wanted.setdefault(plan.lot, plan.item.expires_on)
    return make_lots(wanted)
