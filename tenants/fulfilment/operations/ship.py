"""Shipping: held pieces leave the shelf for the customer, in a parcel for each warehouse they lie in."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import KeyReused
from saas.kit.operations import Outcome, operation
from tenants.fulfilment.errors import NothingToShip, OnHold
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.taking import Part, Shelves, Taken
from tenants.inventory.keys import take_turns
from tenants.inventory.ledger import Kept, NewMovement, Side, Spot, post
from tenants.inventory.places import places
from tenants.orders.errors import UnknownOrder
from tenants.orders.locking import Locked, lock_orders

_PARCELS = """
INSERT INTO shipment (order_id, warehouse_id, carrier, tracking, key, shipped_at)
SELECT n.o, n.w, n.c, n.t, n.k, %s FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[]) AS n(o, w, c, t, k)
RETURNING id, number, key, warehouse_id"""
_KNOWN = """SELECT s.key, s.number, s.order_id, (SELECT sum(quantity)::bigint FROM shipment_line WHERE shipment_id = s.id) AS pieces
 FROM shipment s WHERE s.key = ANY (%s::text[]) ORDER BY s.id"""
_LEAVE = db.stacked(
    """INSERT INTO shipment_line (shipment_id, order_id, line_no, balance_id, quantity)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[])""",
    """DELETE FROM allocation a USING unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(order_id, line_no, balance_id, q)
 WHERE (a.order_id, a.line_no, a.balance_id) = (n.order_id, n.line_no, n.balance_id) AND a.quantity = n.q""",
    """UPDATE allocation a SET quantity = a.quantity - n.q, picked = a.picked - n.p
 FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(order_id, line_no, balance_id, q, p)
 WHERE (a.order_id, a.line_no, a.balance_id) = (n.order_id, n.line_no, n.balance_id)""",
    """UPDATE order_line l SET shipped = l.shipped + n.q, allocated = l.allocated - n.q, picked = l.picked - n.p,
  packed = greatest(0, l.packed - n.q)
 FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(order_id, line_no, q, p)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    """UPDATE orders o SET shipped = o.shipped + n.q, allocated = o.allocated - n.q, picked = o.picked - n.p, version = o.version + 1
 FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, q, p) WHERE o.id = n.id""",
    events.HISTORY, events.ERRANDS)

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shipped:
    """What left: the order's number, its parcels' numbers, and how many pieces."""

    number: int
    parcels: list[int]
    pieces: int


@dataclass(frozen=True, slots=True)
class _Parcel:
    stem: str
    item: NewShipment
    order_id: int
    warehouse_id: int
    taken: list[Taken]

    @property
    def key(self) -> Key:
        return self.stem, self.warehouse_id


@dataclass
class _Run:
    """What a batch has done so far: what it took, the parcels it makes, and whose a key is: order, parcels there already."""

    owners: dict[str, tuple[int, list[Any]]]
    shelves: Shelves = field(default_factory=Shelves)
    parcels: list[_Parcel] = field(default_factory=list)

    def load(self, item: NewShipment, order: Locked) -> str:
        """Take what the item asks for, a parcel for each warehouse; the stem of their keys."""
        if order.row.open_holds:
            raise OnHold(number=item.number)
        taken = self.shelves.take(order, item.lines)
        if not taken:
            raise NothingToShip(number=item.number)
        by_house: dict[int, list[Taken]] = defaultdict(list)
        for t in taken:
            by_house[t.held.warehouse_id].append(t)
        stem = item.key or uuid.uuid4().hex
        self.owners[stem] = order.row.id, []
        self.parcels += (_Parcel(stem, item, order.row.id, house, mine) for house, mine in sorted(by_house.items()))
        return stem

    def shipped(self, stem: str, number: int, numbers: dict[Key, int]) -> Shipped:
        """What left under this stem, now or before."""
        mine, before = [p for p in self.parcels if p.stem == stem], self.owners[stem][1]
        return Shipped(number, [row.number for row in before] + [numbers[p.key] for p in mine],
                       sum(row.pieces for row in before) + sum(t.quantity for p in mine for t in p.taken))


@operation("fulfilment:ship")
def ship(batch: Sequence[NewShipment]) -> list[Outcome[Shipped]]:
    """Let what is held leave, whole or in part: ledger, balances, allocations, lines and parcels in one go. Several of a
    batch for one order leave one after the other; a key stands for one order's parcels."""
    orders = lock_orders(item.number for item in batch)
    run = _Run(_known(batch))
    told = [_one(item, orders.get(item.number), run) for item in batch]
    numbers = _write(run) if run.parcels else {}
    return [Outcome.refused(one) if isinstance(one, DomainError) else Outcome(one[0], run.shipped(one[1], item.number, numbers))
            for item, one in zip(batch, told, strict=True)]


def _known(batch: Sequence[NewShipment]) -> dict[str, tuple[int, list[Any]]]:
    """Parcels of the same keys that left before, by key with their order."""
    keys = [item.key for item in batch if item.key]
    found: dict[str, tuple[int, list[Any]]] = {}
    if keys:
        take_turns(keys)
        for row in db.rows(_KNOWN, [arrays.texts(keys)]):
            found.setdefault(row.key, (row.order_id, []))[1].append(row)
    return found


def _one(item: NewShipment, order: Locked | None, run: _Run) -> DomainError | tuple[str, str]:
    """Whether it is done or was before, with the stem of its parcels' keys; or why not."""
    if order is None:
        return UnknownOrder("/number", number=item.number)
    if owner := run.owners.get(item.key):
        return KeyReused("/key") if owner[0] != order.row.id else ("again", item.key)
    try:
        return "done", run.load(item, order)
    except DomainError as error:
        return error


def _write(run: _Run) -> dict[Key, int]:
    """Parcels, ledger and balances, then everything that hangs on them; the parcels' numbers by key."""
    parcels = run.parcels
    rows = db.rows(_PARCELS, [
        clock.now(), arrays.ints(p.order_id for p in parcels), arrays.ints(p.warehouse_id for p in parcels),
        arrays.texts(p.item.carrier for p in parcels), arrays.texts(p.item.tracking for p in parcels),
        arrays.texts(p.stem for p in parcels)])
    ids = {(r.key, r.warehouse_id): r.id for r in rows}
    numbers = {(r.key, r.warehouse_id): r.number for r in rows}
    _move(parcels, ids)
    db.run(_LEAVE, _values(run, ids, numbers))
    return numbers


def _move(parcels: list[_Parcel], ids: dict[Key, int]) -> None:
    """The ledger's rows. Balances were locked with their orders; `kept` only tells the ledger their ids."""
    customer = places().beyond("customer")
    kept: dict[Spot, Kept] = {}
    moves: list[NewMovement] = []
    for parcel in parcels:
        for n, t in enumerate(parcel.taken):
            held = t.held
            kept[Spot(held.sku_id, held.location_id, held.lot, held.status)] = Kept(held.balance_id, 0, 0)
            shelf = Side(held.location_id, held.lot, held.status)
            moves.append(NewMovement(held.sku_id, t.quantity, shelf, customer, "shipped", ("shipment", ids[parcel.key]),
                                     key=f"shipment {ids[parcel.key]} {n}", held=t.quantity))
    post(moves, kept)


def _values(run: _Run, ids: dict[Key, int], numbers: dict[Key, int]) -> list[object]:
    every = [(ids[p.key], t) for p in run.parcels for t in p.taken]
    gone, picked = run.shelves.quantity, run.shelves.picked
    there = {t.part: t.held.quantity for _i, t in every}
    whole, some = [part for part in there if gone[part] == there[part]], [part for part in there if gone[part] < there[part]]
    lines: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for part in there:
        for total in (lines[part[0], part[1]], sums[part[0]]):
            total.update(q=gone[part], p=picked[part])
    facts = [Event("order.shipped", ("order", p.order_id), {
        "number": p.item.number, "parcel": numbers[p.key], "pieces": sum(t.quantity for t in p.taken),
        "carrier": p.item.carrier, "tracking": p.item.tracking}) for p in run.parcels]
    return [arrays.ints(i for i, _t in every), *_keys([t.part for _i, t in every]), arrays.ints(t.quantity for _i, t in every),
            *_keys(whole), arrays.ints(gone[part] for part in whole),
            *_keys(some), arrays.ints(gone[part] for part in some), arrays.ints(picked[part] for part in some),
            arrays.ints(k[0] for k in lines), arrays.ints(k[1] for k in lines), *_both(lines), arrays.ints(sums), *_both(sums),
            *events.parameters(facts)]


def _keys(parts: list[Part]) -> list[str]:
    return [arrays.ints(part[n] for part in parts) for n in range(3)]


def _both(sums: dict[Any, Counter[str]]) -> list[str]:
    return [arrays.ints(s["q"] for s in sums.values()), arrays.ints(s["p"] for s in sums.values())]
