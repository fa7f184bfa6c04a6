"""Cancelling: what hasn't left stays where it is. A transfer of which nothing has left is cancelled; any other ends with
what did leave."""

from collections.abc import Sequence

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.transfers.errors import NothingToSend
from tenants.transfers.inputs import Recall
from tenants.transfers.locking import Locked, lock_transfers
from tenants.transfers.working import SUMS, Moved, judged

_CANCEL = db.stacked(
    "UPDATE transfer SET cancelled_at = %s, version = version + 1 WHERE id = ANY (%s::bigint[]) AND sent = 0",
    "DELETE FROM transfer_line l USING transfer t WHERE t.id = l.transfer_id AND t.id = ANY (%s::bigint[]) AND t.sent > 0 AND l.sent = 0",
    "UPDATE transfer_line SET planned = sent WHERE transfer_id = ANY (%s::bigint[]) AND sent > 0 AND planned > sent",
    f"{SUMS} AND t.sent > 0", events.HISTORY, events.ERRANDS)


@operation("transfers:plan")
def cancel_transfers(batch: Sequence[Recall | DomainError]) -> list[Outcome[Moved]]:
    """Cancel what of transfers hasn't left yet. The same key again cancels nothing twice."""
    transfers = lock_transfers(item.number for item in batch if not isinstance(item, DomainError))
    facts: list[Event] = []
    stays: set[int] = set()

    def one(item: Recall, transfer: Locked) -> int:
        pieces = sum(line.to_send for line in transfer.lines.values())
        if not pieces or transfer.row.id in stays:
            raise NothingToSend(number=item.number)
        stays.add(transfer.row.id)
        whole = not any(line.sent for line in transfer.lines.values())
        facts.append(Event("transfer.cancelled", ("transfer", transfer.row.id), {"pieces": pieces, "whole": whole, "reason": item.reason, "key": item.key, "fingerprint": item.fingerprint}))
        return pieces

    outcomes = judged(batch, transfers, "transfer.cancelled", one)
    if facts:
        ids = arrays.ints(sorted(stays))
        db.run(_CANCEL, [clock.now(), ids, ids, ids, ids, *events.parameters(facts)])
    return outcomes
