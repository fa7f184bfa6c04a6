"""Taking movements back: each by a row that reverses it; what has left since can't be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, db
from saas.kit.errors import DomainError
from saas.kit.events import Event, record
from saas.kit.operations import Outcome, operation
from tenants.inventory.errors import (
    MovementOfADocument,
    NotEnough,
    ReversalStays,
    ReversedAlready,
    SerialIsElsewhere,
    UnknownMovement,
)
from tenants.inventory.inputs import TakingBack
from tenants.inventory.ledger import Cost, Kept, NewMovement, Side, Spot, known_keys, lock, post, told_of_good
from tenants.inventory.lots import lying

_ROWS = """
SELECT m.*, f.kind AS from_kind, t.kind AS to_kind, s.code AS sku, EXISTS (SELECT FROM movement r WHERE r.reverses = m.id) AS reversed
  FROM movement m JOIN location f ON f.id = m.from_location_id JOIN location t ON t.id = m.to_location_id JOIN sku s ON s.id = m.sku_id
 WHERE """
_OF_DOCUMENTS = _ROWS + """m.subject_kind = %s AND m.subject_id = ANY (%s::bigint[]) AND m.reverses IS NULL ORDER BY m.id"""
_BY_ID = _ROWS + "m.id = ANY (%s::bigint[]) ORDER BY m.id"
BY_HAND = ("sku", "import")  # what no document accounts for
_FIND = _ROWS + """m.subject_kind = %s AND m.subject_id = %s AND m.id > %s AND m.reverses IS NULL
   AND NOT EXISTS (SELECT 1 FROM movement r WHERE r.reverses = m.id) ORDER BY m.id LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Reversed:
    """How many movements were taken back, how many could not be, and the id of the last one looked at (0: none left)."""

    done: int
    refused: int
    last: int


@operation("inventory:adjust")
def reverse_movements(kind: str, subject_id: int, after: int = 0, limit: int = 500) -> Reversed:
    """Take back up to `limit` movements of one cause, such as ('import', 17), beyond the movement `after`."""
    found = db.rows(_FIND, (kind, subject_id, after, limit))
    outcomes = _reverse([(m, "") for m in found])
    done = sum(outcome.error is None for outcome in outcomes)
    return Reversed(done, len(found) - done, found[-1].id if found else 0)


@operation("inventory:adjust")
def take_back(batch: Sequence[TakingBack | DomainError]) -> list[Outcome[int]]:
    """Take back single movements that a person or a file made; the reversed movement's id each. What belongs to a parcel, a
    transfer or another document is corrected there."""
    wanted = [item for item in batch if isinstance(item, TakingBack)]
    rows = {row.id: row for row in db.rows(_BY_ID, [arrays.ints(item.movement for item in wanted)])}
    refused = [item if isinstance(item, DomainError) else _refusal(item, rows) for item in batch]
    sound = {item.movement: (rows[item.movement], item.note) for item, wrong in zip(batch, refused, strict=True)
             if wrong is None and isinstance(item, TakingBack)}
    done = dict(zip(sound, _reverse(list(sound.values())), strict=True))
    return [Outcome.refused(wrong) if wrong else done[item.movement] for item, wrong in zip(batch, refused, strict=True)]  # type: ignore[union-attr]


def take_back_documents(kind: str, notes: Mapping[int, str]) -> dict[int, DomainError]:
    """Take back all movements of these documents, such as ('receipt', 17), each document whole or not at all; what keeps
    some from it, by id. For verbs of higher rooms, who have locked the documents."""
    rows = db.rows(_OF_DOCUMENTS, (kind, arrays.ints(notes)))
    kept = lock((Spot(m.sku_id, side.location_id, side.lot, side.status), 100) for m in rows for side in _shelves(m))
    moves: list[NewMovement] = []
    refused: dict[int, DomainError] = {}
    for subject_id, note in notes.items():
        mine = [m for m in rows if m.subject_id == subject_id]
        before = {spot: balance.on_hand for spot, balance in kept.items()}
        wrong = next((wrong for m in mine if (wrong := _in_the_way(m, kept, set()))), None)
        if wrong:
            refused[subject_id] = wrong
            for spot, on_hand in before.items():
                kept[spot].on_hand = on_hand
        else:
            moves += [_reversal(m, note) for m in mine]
    _post(moves, kept)
    return refused


def _refusal(item: TakingBack, rows: dict[int, Any]) -> DomainError | None:
    row = rows.get(item.movement)
    if row is None:
        return UnknownMovement("/movement", movement=item.movement)
    if row.reverses is not None:
        return ReversalStays("/movement", movement=row.id)
    if row.subject_kind not in BY_HAND:
        return MovementOfADocument("/movement", movement=row.id)
    return ReversedAlready("/movement", movement=row.id) if row.reversed else None


def _reverse(found: Sequence[tuple[Any, str]]) -> list[Outcome[int]]:
    """Post a reversal of each movement where its pieces are still there, with the words a person gave."""
    kept = lock((Spot(m.sku_id, side.location_id, side.lot, side.status), 100) for m, _note in found for side in _shelves(m))
    here = lying((m.sku_id, m.lot) for m, _note in found if m.lot)
    known = known_keys(f"reversal of {m.id}" for m, _note in found)
    moves: list[NewMovement] = []
    outcomes: list[Outcome[int]] = []
    for m, note in found:
        wrong = ReversedAlready("/movement", movement=m.id) if f"reversal of {m.id}" in known else _in_the_way(m, kept, here)
        outcomes.append(Outcome.refused(wrong) if wrong else Outcome.done(m.id))
        if wrong is None:
            moves.append(_reversal(m, note))
    _post(moves, kept)
    return outcomes


def _reversal(m: Any, note: str) -> NewMovement:
    return NewMovement(m.sku_id, m.quantity, _side(m, "to"), _side(m, "from"), "reversed", (m.subject_kind, m.subject_id),
                       key=f"reversal of {m.id}", reason=note, reverses=m.id,
                       cost=None if m.cost_average is None else Cost(m.cost_average, m.cost_fifo))


def _post(moves: Sequence[NewMovement], kept: dict[Spot, Kept]) -> None:
    post(moves, kept)
    record(*(Event("stock.reversed", ("sku", move.sku_id), {"quantity": move.quantity}) for move in moves), *told_of_good(moves))


def _in_the_way(m: Any, kept: dict[Spot, Kept], here: set[tuple[int, str]]) -> DomainError | None:
    """Why the pieces can't go back: some left or are held, or the serial number lies elsewhere. If nothing is, they have gone."""
    source, target = _side(m, "to"), _side(m, "from")
    if target.shelf and not source.shelf and (m.sku_id, m.lot) in here:
        return SerialIsElsewhere("/movement")
    if source.shelf:
        balance = kept[Spot(m.sku_id, source.location_id, source.lot, source.status)]
        if balance.free < m.quantity:
            return NotEnough("/movement", sku=m.sku, free=balance.free, allocated=balance.allocated)
        balance.on_hand -= m.quantity
    return None


def _side(m: Any, end: str) -> Side:
    kind = getattr(m, f"{end}_kind")
    return Side(getattr(m, f"{end}_location_id"), m.lot if kind == "shelf" else None, getattr(m, f"{end}_status"), kind)


def _shelves(m: Any) -> list[Side]:
    return [side for side in (_side(m, "from"), _side(m, "to")) if side.shelf]
