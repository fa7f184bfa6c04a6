"""What the verbs on transfers that exist have in common: a batch is locked, judged one by one, and written at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from saas.kit import arrays, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import once_more
from saas.kit.operations import Outcome
from tenants.transfers.errors import MoreThanOnTheWay, OtherLot, TransferCancelled, UnknownTransfer, UnknownTransferLine
from tenants.transfers.locking import Line, Load, Locked, done_with

_LOTS = """
INSERT INTO transfer_lot (transfer_id, line_no, lot, sent, received, lost)
SELECT n.* FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n
ON CONFLICT (transfer_id, line_no, lot) DO UPDATE SET sent = excluded.sent, received = excluded.received, lost = excluded.lost"""
# Whole figures, not differences: the rows are locked, and a figure can't be added twice.
_LINES = """
UPDATE transfer_line l SET sent = n.sent, received = n.received, lost = n.lost
  FROM (SELECT transfer_id, line_no, sum(sent) AS sent, sum(received) AS received, sum(lost) AS lost FROM transfer_lot
         WHERE transfer_id = ANY (%s::bigint[]) GROUP BY 1, 2) n
 WHERE l.transfer_id = n.transfer_id AND l.line_no = n.line_no"""
_SURPLUS = """
UPDATE transfer_line l SET surplus = n.surplus FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(transfer_id, line_no, surplus)
 WHERE l.transfer_id = n.transfer_id AND l.line_no = n.line_no AND l.surplus <> n.surplus"""
SUMS = """
UPDATE transfer t SET planned = n.planned, sent = n.sent, received = n.received, lost = n.lost, surplus = n.surplus, version = t.version + 1
  FROM (SELECT transfer_id, sum(planned) AS planned, sum(sent) AS sent, sum(received) AS received, sum(lost) AS lost, sum(surplus) AS surplus FROM transfer_line
         WHERE transfer_id = ANY (%s::bigint[]) GROUP BY 1) n WHERE t.id = n.transfer_id"""
_WRITE = db.stacked(_LOTS, _LINES, _SURPLUS, SUMS, events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Moved:
    """How many pieces of a transfer one act moved."""

    number: int
    pieces: int


class _Item(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    def is_other_than(self, fingerprint: str) -> bool: ...


class _Wish(Protocol):
    """Pieces of a line of one lot, or of any."""

    @property
    def line(self) -> int: ...
    @property
    def quantity(self) -> int: ...
    @property
    def lot(self) -> str | None: ...


I = TypeVar("I", bound=_Item)


@dataclass(frozen=True, slots=True)
class Taken:
    """Pieces of one load that arrive or are lost, by the place of their wish in the request."""

    place: int
    line: Line
    load: Load
    quantity: int


def judged(batch: Sequence[I | DomainError], transfers: dict[int, Locked], event: str,
           one: Callable[[I, Locked], int]) -> list[Outcome[Moved]]:
    """An outcome for each: refused where `one` raises, again where its key had its effect already."""
    items = [item for item in batch if not isinstance(item, DomainError)]
    known = done_with(transfers.values(), event, (item.key for item in items))
    return [Outcome.refused(item) if isinstance(item, DomainError) else _judged(item, transfers.get(item.number), known, one) for item in batch]


def _judged(item: I, transfer: Locked | None, known: dict[tuple[int, str], str], one: Callable[[I, Locked], int]) -> Outcome[Moved]:
    if transfer is None:
        return Outcome.refused(UnknownTransfer("/number", number=item.number))
    if (transfer.row.id, item.key) in known:
        return once_more(item, known[transfer.row.id, item.key], Moved(item.number, 0))
    try:
        if transfer.row.cancelled_at is not None:
            raise TransferCancelled(number=item.number)
        pieces = one(item, transfer)
    except DomainError as error:
        return Outcome.refused(error)
    transfer.touched = True
    if item.key:
        known[transfer.row.id, item.key] = item.fingerprint
    return Outcome.done(Moved(item.number, pieces))


def line_of(transfer: Locked, wish: _Wish, place: int, part: str = "lines") -> Line:
    """The line a wish names; of a line for one lot, no other lot can be had. `part` of the request holds the wish."""
    line = transfer.lines.get(wish.line)
    if line is None:
        raise UnknownTransferLine(f"/{part}/{place}/line", number=transfer.row.number, line=wish.line)
    if line.lot is not None and wish.lot not in (None, line.lot):
        raise OtherLot(f"/{part}/{place}/lot", line=wish.line, lot=line.lot)
    return line


def from_the_road(transfer: Locked, wishes: Sequence[_Wish]) -> list[Taken]:
    """Which loads these wishes take from the road, oldest first; MoreThanOnTheWay where they want more."""
    taken: list[Taken] = []
    gone: dict[int, int] = {}
    for place, wish in enumerate(wishes):
        line, left = line_of(transfer, wish, place), wish.quantity
        loads = [load for load in line.loads if wish.lot is None or load.lot == wish.lot]
        there = sum(load.on_the_way - gone.get(id(load), 0) for load in loads)
        if there < left:
            raise MoreThanOnTheWay(f"/lines/{place}/quantity", line=wish.line, left=there, wanted=left)
        for load in loads:
            part = min(left, load.on_the_way - gone.get(id(load), 0))
            if part:
                gone[id(load)] = gone.get(id(load), 0) + part
                taken.append(Taken(place, line, load, part))
                left -= part
    return taken


def write(transfers: dict[int, Locked], facts: Sequence[Event]) -> None:
    """What changed in these transfers, with its history, in one round trip."""
    touched = [transfer for transfer in transfers.values() if transfer.touched]
    if not touched:
        return
    lines = [line for transfer in touched for line in transfer.lines.values()]
    loads = [load for line in lines for load in line.loads]
    ids = arrays.ints(transfer.row.id for transfer in touched)
    db.run(_WRITE, [arrays.ints(x.transfer_id for x in loads), arrays.ints(x.line_no for x in loads), arrays.texts(x.lot for x in loads),
                    arrays.ints(x.sent for x in loads), arrays.ints(x.received for x in loads), arrays.ints(x.lost for x in loads),
                    ids, arrays.ints(x.transfer_id for x in lines), arrays.ints(x.line_no for x in lines), arrays.ints(x.surplus for x in lines),
                    ids, *events.parameters(facts)])
