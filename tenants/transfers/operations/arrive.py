"""Receiving: what was on the road lies on a shelf of the other warehouse, good or damaged; and what was found beyond it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.inventory.ledger import NewMovement, Side, Spot, lock, post, told_of_good
from tenants.inventory.places import Places, places
from tenants.transfers.errors import LotDidNotLeave, NothingOnTheWay, SurplusSerial, WhichLot
from tenants.transfers.inputs import Arrival, ArrivedLine, SurplusLine
from tenants.transfers.locking import Line, Locked, lock_transfers
from tenants.transfers.working import Moved, Taken, from_the_road, judged, line_of, write


@dataclass(slots=True)
class _Unloading:
    """What the batch brings onto shelves, and what it tells."""

    places: Places
    moves: list[NewMovement] = field(default_factory=list)
    facts: list[Event] = field(default_factory=list)


@operation("transfers:move")
def receive_transfers(batch: Sequence[Arrival | DomainError]) -> list[Outcome[Moved]]:
    """Take in what arrived of transfers, whole or in part, and what turned up beyond what was sent. The same key again
    receives nothing twice."""
    transfers = lock_transfers(item.number for item in batch if not isinstance(item, DomainError))
    here = _Unloading(places())
    outcomes = judged(batch, transfers, "transfer.received", lambda item, transfer: _unload(item, transfer, here))
    if here.moves:
        post(here.moves, lock((Spot(m.sku_id, m.target.location_id, m.target.lot, m.target.status), m.target.priority) for m in here.moves))
    write(transfers, here.facts + told_of_good(here.moves))
    return outcomes


def _unload(item: Arrival, transfer: Locked, here: _Unloading) -> int:
    """Nothing is taken before everything is known to be right."""
    wishes, more = _arrived(item, transfer), item.surplus or []
    taken, found = from_the_road(transfer, wishes), [_found(transfer, wish, place) for place, wish in enumerate(more)]
    shelves = [_shelf(here.places, transfer, item, wish, f"/lines/{place}") for place, wish in enumerate(wishes)]
    beyond = [_shelf(here.places, transfer, item, wish, f"/surplus/{place}") for place, wish in enumerate(more)]
    for part in taken:
        part.load.received += part.quantity
        here.moves.append(_from_the_road(transfer, part, shelves[part.place], here.places))
    for wish, (line, lot), shelf in zip(more, found, beyond, strict=True):
        line.surplus += wish.quantity
        here.moves.append(_from_nowhere(transfer, line, wish.quantity, shelf._replace(lot=lot), here.places))
    pieces, damaged = sum(w.quantity for w in wishes), sum(w.quantity for w in wishes if w.status == "damaged")
    here.facts.append(Event("transfer.received", ("transfer", transfer.row.id), {
        "pieces": pieces, "damaged": damaged, "surplus": sum(wish.quantity for wish in more), "key": item.key, "fingerprint": item.fingerprint}))
    return pieces + sum(wish.quantity for wish in more)


def _arrived(item: Arrival, transfer: Locked) -> Sequence[ArrivedLine]:
    """What is said to have arrived, or all that is on the way where nothing is said."""
    if item.lines or item.surplus:
        return item.lines or []
    wishes = [ArrivedLine(line=n, quantity=line.on_the_way) for n, line in transfer.lines.items() if line.on_the_way]
    if not wishes:
        raise NothingOnTheWay(number=item.number)
    return wishes


def _found(transfer: Locked, wish: SurplusLine, place: int) -> tuple[Line, str | None]:
    """The line that pieces beyond it belong to, and their lot: one that has left, since they came with it."""
    line = line_of(transfer, wish, place, "surplus")
    if line.tracking == "serial":
        raise SurplusSerial(f"/surplus/{place}/quantity", sku=line.sku)
    if not line.loads:
        raise NothingOnTheWay(number=transfer.row.number)
    lots = {load.lot for load in line.loads}
    if wish.lot and wish.lot not in lots:
        raise LotDidNotLeave(f"/surplus/{place}/lot", line=wish.line, lot=wish.lot)
    if not wish.lot and len(lots) > 1:
        raise WhichLot(f"/surplus/{place}/lot", line=wish.line)
    return line, wish.lot or lots.pop()


def _shelf(known: Places, transfer: Locked, item: Arrival, wish: ArrivedLine | SurplusLine, pointer: str) -> Side:
    status = wish.status if isinstance(wish, ArrivedLine) else "good"
    try:
        return known.shelf(transfer.row.target, wish.location or item.location, None, status)
    except DomainError as error:
        error.pointer = f"{pointer}/location" if wish.location else "/location"
        raise


def _from_the_road(transfer: Locked, part: Taken, shelf: Side, known: Places) -> NewMovement:
    return NewMovement(part.line.sku_id, part.quantity, known.beyond("transit"), shelf._replace(lot=part.load.lot), "moved",
                       ("transfer", transfer.row.id))


def _from_nowhere(transfer: Locked, line: Line, quantity: int, shelf: Side, known: Places) -> NewMovement:
    """They never left anybody's books, so they come in as what is found anywhere does."""
    return NewMovement(line.sku_id, quantity, known.beyond("adjustment"), shelf, "adjusted", ("transfer", transfer.row.id), reason="found")
