"""Sending: free pieces leave their shelves and are on the road; lots and serial numbers stay what they are."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.context import tenant
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.inventory.errors import NotEnough
from tenants.inventory.ledger import Kept, NewMovement, Side, Spot, post, told_of_good
from tenants.inventory.places import Places, places
from tenants.inventory.policy import read_rules
from tenants.transfers.errors import MoreThanPlanned, NothingToSend
from tenants.transfers.inputs import Sending, SentLine
from tenants.transfers.locking import Line, Locked, lock_transfers
from tenants.transfers.working import Moved, judged, line_of, write

_SHELVES = """
SELECT b.id, b.sku_id, b.warehouse_id, b.location_id, b.lot, b.expires_on, b.first_in, b.priority, b.on_hand, b.allocated
  FROM balance b JOIN unnest(%s::bigint[], %s::bigint[]) AS n(warehouse_id, sku_id)
    ON b.sku_id = n.sku_id AND b.warehouse_id = n.warehouse_id
 WHERE b.status = 'good' AND b.on_hand > 0 ORDER BY b.sku_id, b.location_id, b.lot FOR NO KEY UPDATE OF b"""


@dataclass(slots=True)
class _Pile:
    """Good pieces at one place, locked; `free` shrinks as the batch takes from it."""

    row: Any
    free: int


@dataclass(frozen=True, slots=True)
class _Shelves:
    """The piles of every (warehouse, SKU) the batch may take from, in the order they leave; and every place by name."""

    piles: dict[tuple[int, int], list[_Pile]]
    places: Places
    today: date


@dataclass(frozen=True, slots=True)
class _Named:
    """The location a wish names, or the whole request for it: by its code, and where that stands in the request."""

    place: int
    location: str
    pointer: str


@operation("transfers:move")
def send_transfers(batch: Sequence[Sending | DomainError]) -> list[Outcome[Moved]]:
    """Send transfers, whole or in part. What is held for orders stays; the same key again sends nothing twice."""
    transfers = lock_transfers(item.number for item in batch if not isinstance(item, DomainError))
    shelves = _shelves(transfers)
    moves: list[NewMovement] = []
    facts: list[Event] = []

    def one(item: Sending, transfer: Locked) -> int:
        taken = _taken(transfer, item, shelves)
        moves.extend(_movement(transfer, line, pile, quantity, shelves.places) for line, pile, quantity in taken)
        pieces = sum(quantity for _line, _pile, quantity in taken)
        facts.append(Event("transfer.sent", ("transfer", transfer.row.id), {"pieces": pieces, "key": item.key, "fingerprint": item.fingerprint}))
        return pieces

    outcomes = judged(batch, transfers, "transfer.sent", one)
    post(moves, {_spot(pile.row): Kept(pile.row.id, pile.row.on_hand, pile.row.allocated) for piles in shelves.piles.values() for pile in piles})
    write(transfers, facts + told_of_good(moves))
    return outcomes


def _shelves(transfers: dict[int, Locked]) -> _Shelves:
    wanted = sorted({(t.row.from_warehouse_id, line.sku_id) for t in transfers.values() for line in t.lines.values()})
    rows = db.rows(_SHELVES, [arrays.ints(house for house, _sku in wanted), arrays.ints(sku for _house, sku in wanted)])
    first = _expires_first if read_rules().removal == "fefo" else _came_first
    piles: dict[tuple[int, int], list[_Pile]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (first(row), row.priority, row.id)):
        piles[row.warehouse_id, row.sku_id].append(_Pile(row, row.on_hand - row.allocated))
    return _Shelves(piles, places(), clock.today(tenant().zone))


def _expires_first(row: Any) -> tuple[date, datetime]:
    return row.expires_on or date.max, row.first_in


def _came_first(row: Any) -> tuple[datetime, date]:
    return row.first_in, row.expires_on or date.max


def _taken(transfer: Locked, item: Sending, shelves: _Shelves) -> list[tuple[Line, _Pile, int]]:
    """What leaves from where; nothing is taken before everything is known to be there."""
    wishes = item.lines or [SentLine(line=n, quantity=line.to_send) for n, line in transfer.lines.items() if line.to_send]
    if not wishes:
        raise NothingToSend(number=item.number)
    taken: list[tuple[Line, _Pile, int]] = []
    wanted: Counter[int] = Counter()
    gone: Counter[int] = Counter()
    for place, wish in enumerate(wishes):
        line = line_of(transfer, wish, place)
        wanted[wish.line] += wish.quantity
        if wanted[wish.line] > line.to_send:
            raise MoreThanPlanned(f"/lines/{place}/quantity", line=wish.line, left=line.to_send, wanted=wanted[wish.line])
        taken += _from_shelves(transfer, line, wish, _named(item, wish, place), shelves, gone)
    for line, pile, quantity in taken:
        pile.free -= quantity
        line.load(pile.row.lot).sent += quantity
    return taken


def _from_shelves(transfer: Locked, line: Line, wish: SentLine, named: _Named, shelves: _Shelves,
                  gone: Counter[int]) -> list[tuple[Line, _Pile, int]]:
    lot = wish.lot or line.lot
    piles = shelves.piles.get((transfer.row.from_warehouse_id, line.sku_id), [])
    if named.location:
        there = _location(shelves.places, transfer.row.source, named)
        piles = [pile for pile in piles if pile.row.location_id == there]
    # What has expired leaves only when somebody asks for that very lot.
    piles = [pile for pile in piles if (pile.row.lot == lot if lot else pile.row.expires_on is None or pile.row.expires_on >= shelves.today)]
    free = sum(pile.free - gone[pile.row.id] for pile in piles)
    if free < wish.quantity:
        raise NotEnough(f"/lines/{named.place}/quantity", sku=line.sku, free=free, allocated=sum(pile.row.allocated for pile in piles))
    found, left = [], wish.quantity
    for pile in piles:
        if part := min(left, pile.free - gone[pile.row.id]):
            found.append((line, pile, part))
            gone[pile.row.id] += part
            left -= part
    return found


def _named(item: Sending, wish: SentLine, place: int) -> _Named:
    return _Named(place, wish.location or item.location, f"/lines/{place}/location" if wish.location else "/location")


def _location(known: Places, warehouse: str, named: _Named) -> int:
    try:
        return known.shelf(warehouse, named.location, None, "good").location_id
    except DomainError as error:
        error.pointer = named.pointer
        raise


def _movement(transfer: Locked, line: Line, pile: _Pile, quantity: int, known: Places) -> NewMovement:
    row = pile.row
    source = Side(row.location_id, row.lot, "good", "shelf", row.priority)
    return NewMovement(line.sku_id, quantity, source, known.beyond("transit"), "moved", ("transfer", transfer.row.id))


def _spot(row: Any) -> Spot:
    return Spot(row.sku_id, row.location_id, row.lot, "good")
