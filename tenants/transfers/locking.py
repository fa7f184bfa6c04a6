"""Transfers locked for a change: their rows first of all, by id; what lies on shelves is locked after them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, db

_TRANSFERS = """
SELECT t.id, t.number, t.state, t.cancelled_at, t.from_warehouse_id, f.code AS source, w.code AS target
  FROM transfer t JOIN warehouse f ON f.id = t.from_warehouse_id JOIN warehouse w ON w.id = t.to_warehouse_id
 WHERE t.number = ANY (%s::bigint[]) ORDER BY t.id FOR NO KEY UPDATE OF t"""
_LINES = """
SELECT l.transfer_id, l.line_no, l.sku_id, s.code AS sku, s.tracking, l.lot, l.planned, l.surplus
  FROM transfer_line l JOIN sku s ON s.id = l.sku_id WHERE l.transfer_id = ANY (%s::bigint[]) ORDER BY l.transfer_id, l.line_no"""
_LOTS = """
SELECT transfer_id, line_no, lot, sent, received, lost FROM transfer_lot
 WHERE transfer_id = ANY (%s::bigint[]) ORDER BY transfer_id, line_no, id"""
_DONE = """
SELECT subject_id, data ->> 'key' AS key, coalesce(data ->> 'fingerprint', '') AS fingerprint FROM event WHERE subject_kind = 'transfer' AND subject_id = ANY (%s::bigint[])
   AND name = %s AND data ->> 'key' = ANY (%s::text[])"""


@dataclass(slots=True)
class Load:
    """What of a line has left, of one lot; changed here as the batch goes on, written once."""

    transfer_id: int
    line_no: int
    lot: str | None
    sent: int = 0
    received: int = 0
    lost: int = 0

    @property
    def on_the_way(self) -> int:
        return self.sent - self.received - self.lost


@dataclass(slots=True)
class Line:
    """A line with its loads. Its own figures are the sums over them; `surplus` was never loaded."""

    transfer_id: int
    line_no: int
    sku_id: int
    sku: str
    tracking: str
    lot: str | None
    planned: int
    surplus: int
    loads: list[Load] = field(default_factory=list)

    @property
    def sent(self) -> int:
        return sum(load.sent for load in self.loads)

    @property
    def on_the_way(self) -> int:
        return sum(load.on_the_way for load in self.loads)

    @property
    def to_send(self) -> int:
        return self.planned - self.sent

    def load(self, lot: str | None) -> Load:
        """The load of this lot, a new one where none of it has left yet."""
        found = next((load for load in self.loads if load.lot == lot), None)
        if found is None:
            found = Load(self.transfer_id, self.line_no, lot)
            self.loads.append(found)
        return found


@dataclass(slots=True)
class Locked:
    """One transfer with its lines, locked."""

    row: Any
    lines: dict[int, Line] = field(default_factory=dict)
    touched: bool = False


def lock_transfers(numbers: Iterable[int]) -> dict[int, Locked]:
    """The transfers of these numbers that exist, locked with their lines: three statements."""
    found = {row.id: Locked(row) for row in db.rows(_TRANSFERS, [arrays.ints(sorted(set(numbers)))])}
    ids = [arrays.ints(found)]
    if found:
        for r in db.rows(_LINES, ids):
            found[r.transfer_id].lines[r.line_no] = Line(*r)
        for r in db.rows(_LOTS, ids):
            found[r.transfer_id].lines[r.line_no].loads.append(Load(*r))
    return {transfer.row.number: transfer for transfer in found.values()}


def done_with(transfers: Iterable[Locked], event: str, keys: Iterable[str]) -> dict[tuple[int, str], str]:
    """By (transfer id, key) those of these keys that stand in the transfers' stories under this event: they had their effect,
    with what has this fingerprint ('' where none was kept)."""
    wanted = [key for key in keys if key]
    if not wanted:
        return {}
    ids = arrays.ints(transfer.row.id for transfer in transfers)
    return {(row.subject_id, row.key): row.fingerprint for row in db.rows(_DONE, [ids, event, arrays.texts(wanted)])}
