"""Taking movements back: each by a row that reverses it; what has left since can't be taken back."""

from dataclasses import dataclass
from typing import Any

from saas.kit import db
from saas.kit.events import Event, record
from saas.kit.operations import operation
from tenants.inventory.ledger import Cost, NewMovement, Side, Spot, lock, post
from tenants.inventory.lots import lying

_FIND = """
SELECT m.*, f.kind AS from_kind, t.kind AS to_kind FROM movement m JOIN location f ON f.id = m.from_location_id
  JOIN location t ON t.id = m.to_location_id
 WHERE m.subject_kind = %s AND m.subject_id = %s AND m.id > %s AND m.reverses IS NULL
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
    kept = lock((Spot(m.sku_id, side.location_id, side.lot, side.status), 100) for m in found for side in _shelves(m))
    here, moves = lying((m.sku_id, m.lot) for m in found if m.lot), []
    for m in found:
        source, target = _side(m, "to"), _side(m, "from")
        balance = kept.get(Spot(m.sku_id, source.location_id, source.lot, source.status)) if source.shelf else None
        if balance is not None and balance.free < m.quantity:
            continue
        if target.shelf and not source.shelf and (m.sku_id, m.lot) in here:
            continue
        if balance is not None:
            balance.on_hand -= m.quantity
        moves.append(NewMovement(m.sku_id, m.quantity, source, target, "reversed", (kind, subject_id), key=f"reversal of {m.id}",
                                 reverses=m.id, cost=None if m.cost_average is None else Cost(m.cost_average, m.cost_fifo)))
    post(moves, kept)
    record(*(Event("stock.reversed", ("sku", move.sku_id), {"quantity": move.quantity}) for move in moves))
    return Reversed(len(moves), len(found) - len(moves), found[-1].id if found else 0)


def _side(m: Any, end: str) -> Side:
    kind = getattr(m, f"{end}_kind")
    return Side(getattr(m, f"{end}_location_id"), m.lot if kind == "shelf" else None, getattr(m, f"{end}_status"), kind)


def _shelves(m: Any) -> list[Side]:
    return [side for side in (_side(m, "from"), _side(m, "to")) if side.shelf]
