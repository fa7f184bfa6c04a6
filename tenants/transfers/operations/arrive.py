"""Receiving: what was on the road lies on a shelf of the other warehouse, good or damaged."""

from collections.abc import Sequence

from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.inventory.ledger import NewMovement, Side, Spot, lock, post
from tenants.inventory.places import Places, places
from tenants.transfers.errors import NothingOnTheWay
from tenants.transfers.inputs import Arrival, ArrivedLine
from tenants.transfers.locking import Locked, lock_transfers
from tenants.transfers.working import Moved, Taken, from_the_road, judged, of_stock, write


@operation("transfers:move")
def receive_transfers(batch: Sequence[Arrival | DomainError]) -> list[Outcome[Moved]]:
    """Take in what arrived of transfers, whole or in part. The same key again receives nothing twice."""
    transfers = lock_transfers(item.number for item in batch if not isinstance(item, DomainError))
    known = places()
    moves: list[NewMovement] = []
    facts: list[Event] = []

    def one(item: Arrival, transfer: Locked) -> int:
        wishes = item.lines or [ArrivedLine(line=n, quantity=line.on_the_way) for n, line in transfer.lines.items() if line.on_the_way]
        if not wishes:
            raise NothingOnTheWay(number=item.number)
        taken = from_the_road(transfer, wishes)
        shelves = [_shelf(known, transfer, item, wish, place) for place, wish in enumerate(wishes)]
        for part in taken:
            part.load.received += part.quantity
            moves.append(_movement(transfer, part, shelves[part.place], known))
        pieces, damaged = sum(w.quantity for w in wishes), sum(w.quantity for w in wishes if w.status == "damaged")
        facts.append(Event("transfer.received", ("transfer", transfer.row.id), {"pieces": pieces, "damaged": damaged, "key": item.key}))
        return pieces

    outcomes = judged(batch, transfers, "transfer.received", one)
    if moves:
        post(moves, lock((Spot(m.sku_id, m.target.location_id, m.target.lot, m.target.status), m.target.priority) for m in moves))
    write(transfers, facts + of_stock("stock.arrived", moves))
    return outcomes


def _shelf(known: Places, transfer: Locked, item: Arrival, wish: ArrivedLine, place: int) -> Side:
    try:
        return known.shelf(transfer.row.target, wish.location or item.location, None, wish.status)
    except DomainError as error:
        error.pointer = f"/lines/{place}/location" if wish.location else "/location"
        raise


def _movement(transfer: Locked, part: Taken, shelf: Side, known: Places) -> NewMovement:
    return NewMovement(part.line.sku_id, part.quantity, known.beyond("transit"), shelf._replace(lot=part.load.lot), "moved",
                       ("transfer", transfer.row.id))
