"""Keys that callers give to movements, so that what is sent twice counts once: the same movement again changes nothing,
another movement under the same key is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, db
from tenants.inventory.movements import NewMovement, Side

_TURN = """SELECT pg_advisory_xact_lock(hashtextextended(current_schema || ' ' || k, 11))
  FROM (SELECT DISTINCT k FROM unnest(%s::text[]) k ORDER BY 1) n"""
# After a count so many lie there as were counted: what it was sent with can be told from the ledger.
_SENT = """
SELECT m.key, m.sku_id, m.lot, m.quantity, m.cause, m.from_location_id, m.from_status, m.to_location_id, m.to_status,
       CASE WHEN m.cause = 'counted' THEN (
         SELECT sum(CASE WHEN (e.to_location_id, e.to_status) = (s.location_id, s.status) THEN e.quantity
                         WHEN (e.from_location_id, e.from_status) = (s.location_id, s.status) THEN -e.quantity ELSE 0 END)
           FROM movement e WHERE e.sku_id = m.sku_id AND e.id <= m.id AND e.lot IS NOT DISTINCT FROM m.lot) END::bigint AS after
  FROM movement m JOIN location t ON t.id = m.to_location_id, LATERAL (
       SELECT CASE WHEN t.kind = 'shelf' THEN m.to_location_id ELSE m.from_location_id END AS location_id,
              CASE WHEN t.kind = 'shelf' THEN m.to_status ELSE m.from_status END AS status) s
 WHERE m.key = ANY (%s::text[])"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A movement as its key was first sent with it; `after` pieces lay there once it was a count."""

    sku_id: int
    lot: str | None
    quantity: int
    cause: str
    source: tuple[int, str]
    target: tuple[int, str]
    after: int | None = None

    @classmethod
    def of(cls, move: NewMovement, after: int | None = None) -> "Sent":
        lot = move.source.lot if move.source.shelf else move.target.lot
        return cls(move.sku_id, lot, move.quantity, move.cause, _end(move.source), _end(move.target), after)

    def moves(self, sku_id: int, source: Side, target: Side) -> bool:
        """Did it take this SKU from there to here?"""
        return (self.sku_id, self.lot, self.source, self.target) == (sku_id, source.lot, _end(source), _end(target))

    def change(self, sku_id: int, shelf: Side) -> int:
        """Pieces of the SKU that came to this shelf with it or, below zero, left; 0 where it was about something else."""
        if (self.sku_id, self.lot) != (sku_id, shelf.lot):
            return 0
        return {self.target: self.quantity, self.source: -self.quantity}.get(_end(shelf), 0)


def typed(key: str) -> str:
    """A caller's key as the ledger keeps it: whatever they type, it is none of the house's own ("shipment 5 0")."""
    return f"typed {key}"


def sent_before(keys: Iterable[str]) -> dict[str, Sent]:
    """The movements that callers sent these keys with: two statements, none where nobody gave a key. Called when the
    balances are locked."""
    wanted = {typed(key): key for key in keys if key}
    if not wanted:
        return {}
    take_turns(wanted)
    return {wanted[row.key]: _read(row) for row in db.rows(_SENT, [arrays.texts(wanted)])}


def take_turns(keys: Iterable[str]) -> None:
    """Two who come with one key at the same time take turns: the second finds what the first has written. Called when orders
    and balances are locked, before anything else is."""
    db.rows(_TURN, [arrays.texts(keys)])


def _read(row: Any) -> Sent:
    return Sent(row.sku_id, row.lot, row.quantity, row.cause, (row.from_location_id, row.from_status), (row.to_location_id, row.to_status), row.after)


def _end(side: Side) -> tuple[int, str]:
    return side.location_id, side.status
