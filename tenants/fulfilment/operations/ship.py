"""Shipping: held pieces leave the shelf for the customer, in a parcel for each warehouse they lie in."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.fulfilment.errors import KeyTaken, NothingToShip, OnHold
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.taking import Taken, take
from tenants.inventory.ledger import Kept, NewMovement, Side, Spot, post
from tenants.inventory.places import places
from tenants.orders.errors import UnknownOrder
from tenants.orders.locking import Locked, lock_orders

_PARCELS = """
INSERT INTO shipment (order_id, warehouse_id, carrier, tracking, key, shipped_at)
SELECT n.o, n.w, n.c, n.t, n.k, %s FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[]) AS n(o, w, c, t, k)
RETURNING id, number, key, warehouse_id"""
_KNOWN = """SELECT s.key, s.number, s.order_id, (SELECT sum(quantity) FROM shipment_line WHERE shipment_id = s.id) AS pieces
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
  packed = least(l.packed, l.picked - n.p)
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
    warehouse_id: int
    taken: list[Taken]

    @property
    def key(self) -> tuple[str, int]:
        return self.stem, self.warehouse_id


@operation("fulfilment:ship")
def ship(batch: Sequence[NewShipment]) -> list[Outcome[Shipped]]:
    """Let what is held leave, whole or in part: ledger, balances, allocations, lines and parcels in one go."""
    orders = lock_orders(item.number for item in batch)
    known = _known(batch)
    parcels: list[_Parcel] = []
    seen: set[int] = set()
    refused = {id(item): _one(item, orders.get(item.number), known, seen, parcels) for item in batch}
    numbers = _write(parcels, orders) if parcels else {}
    return [refused[id(item)] or _done(item, parcels, numbers) for item in batch]


def _known(batch: Sequence[NewShipment]) -> dict[str, list[object]]:
    """Parcels of the same keys that left before."""
    keys = [item.key for item in batch if item.key]
    found: dict[str, list[object]] = defaultdict(list)
    for row in db.rows(_KNOWN, [arrays.texts(keys)]) if keys else ():
        found[row.key].append(row)
    return found


def _one(item: NewShipment, order: Locked | None, known: dict[str, list[object]], seen: set[int],
         parcels: list[_Parcel]) -> Outcome[Shipped] | None:
    """None when its parcels were added; an outcome when there is nothing to add."""
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    if item.key and (before := known.get(item.key)):
        if any(row.order_id != order.row.id for row in before):  # type: ignore[attr-defined]
            return Outcome.refused(KeyTaken("/key"))
        return Outcome.again(Shipped(item.number, [r.number for r in before], sum(r.pieces for r in before)))  # type: ignore[attr-defined]
    if item.number in seen:
        return Outcome.again(Shipped(item.number, [], 0))
    try:
        if order.row.open_holds:
            raise OnHold(number=item.number)
        taken = take(order, item.lines, unpicked_only=False)
        if not taken:
            raise NothingToShip(number=item.number)
    except DomainError as error:
        return Outcome.refused(error)
    seen.add(item.number)
    by_house: dict[int, list[Taken]] = defaultdict(list)
    for t in taken:
        by_house[t.held.warehouse_id].append(t)
    stem = item.key or uuid.uuid4().hex
    parcels += (_Parcel(stem, item, house, mine) for house, mine in sorted(by_house.items()))
    return None


def _done(item: NewShipment, parcels: list[_Parcel], numbers: dict[Key, int]) -> Outcome[Shipped]:
    mine = [p for p in parcels if p.item is item]
    return Outcome.done(Shipped(item.number, [numbers[p.key] for p in mine], sum(t.quantity for p in mine for t in p.taken)))


def _write(parcels: list[_Parcel], orders: dict[int, Locked]) -> dict[Key, int]:
    """Parcels, ledger and balances, then everything that hangs on them; the parcels' numbers by key."""
    owner = {p.key: orders[p.item.number].row.id for p in parcels}
    rows = db.rows(_PARCELS, [
        clock.now(), arrays.ints(owner[p.key] for p in parcels), arrays.ints(p.warehouse_id for p in parcels),
        arrays.texts(p.item.carrier for p in parcels), arrays.texts(p.item.tracking for p in parcels),
        arrays.texts(p.stem for p in parcels)])
    ids = {(r.key, r.warehouse_id): r.id for r in rows}
    numbers = {(r.key, r.warehouse_id): r.number for r in rows}
    _move(parcels, ids)
    db.run(_LEAVE, _values(parcels, ids, numbers, owner))
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


def _values(parcels: list[_Parcel], ids: dict[Key, int], numbers: dict[Key, int], owner: dict[Key, int]) -> list[object]:
    every = [(ids[p.key], t) for p in parcels for t in p.taken]
    whole = [t for _i, t in every if t.quantity == t.held.quantity]
    part = [t for _i, t in every if t.quantity < t.held.quantity]
    lines: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for _i, t in every:
        for total in (lines[t.held.order_id, t.held.line_no], sums[t.held.order_id]):
            total[0] += t.quantity
            total[1] += t.picked
    facts = [Event("order.shipped", ("order", owner[p.key]), {
        "number": p.item.number, "parcel": numbers[p.key], "pieces": sum(t.quantity for t in p.taken),
        "carrier": p.item.carrier, "tracking": p.item.tracking}) for p in parcels]
    return [arrays.ints(i for i, _t in every), *_keys([t for _i, t in every]), arrays.ints(t.quantity for _i, t in every),
            *_keys(whole), arrays.ints(t.quantity for t in whole),
            *_keys(part), arrays.ints(t.quantity for t in part), arrays.ints(t.picked for t in part),
            arrays.ints(k[0] for k in lines), arrays.ints(k[1] for k in lines), *_both(lines), arrays.ints(sums), *_both(sums),
            *events.parameters(facts)]


def _keys(taken: list[Taken]) -> list[str]:
    return [arrays.ints(t.held.order_id for t in taken), arrays.ints(t.held.line_no for t in taken),
            arrays.ints(t.held.balance_id for t in taken)]


def _both(sums: dict[object, list[int]]) -> list[str]:
    return [arrays.ints(s[0] for s in sums.values()), arrays.ints(s[1] for s in sums.values())]
