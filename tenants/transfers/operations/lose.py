"""Losing: what left and never arrived is written off; nobody waits for it any more."""

from collections.abc import Sequence

from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.inventory.ledger import NewMovement, post
from tenants.inventory.places import Places, places
from tenants.transfers.errors import NothingOnTheWay
from tenants.transfers.inputs import Loss, LostLine
from tenants.transfers.locking import Locked, lock_transfers
from tenants.transfers.working import Moved, Taken, from_the_road, judged, write


@operation("transfers:move")
def lose_transfers(batch: Sequence[Loss | DomainError]) -> list[Outcome[Moved]]:
    """Write off pieces that are lost on the road. The same key again writes nothing off twice."""
    transfers = lock_transfers(item.number for item in batch if not isinstance(item, DomainError))
    known = places()
    moves: list[NewMovement] = []
    facts: list[Event] = []

    def one(item: Loss, transfer: Locked) -> int:
        wishes = item.lines or [LostLine(line=n, quantity=line.on_the_way) for n, line in transfer.lines.items() if line.on_the_way]
        if not wishes:
            raise NothingOnTheWay(number=item.number)
        for part in from_the_road(transfer, wishes):
            part.load.lost += part.quantity
            moves.append(_movement(transfer, part, item.reason, known))
        pieces = sum(wish.quantity for wish in wishes)
        facts.append(Event("transfer.lost", ("transfer", transfer.row.id), {"pieces": pieces, "reason": item.reason, "key": item.key, "fingerprint": item.fingerprint}))
        return pieces

    outcomes = judged(batch, transfers, "transfer.lost", one)
    post(moves, {})
    write(transfers, facts)
    return outcomes


def _movement(transfer: Locked, part: Taken, reason: str, known: Places) -> NewMovement:
    lost = known.beyond("adjustment")._replace(lot=part.load.lot)
    return NewMovement(part.line.sku_id, part.quantity, known.beyond("transit"), lost, "written_off", ("transfer", transfer.row.id), reason=reason)
