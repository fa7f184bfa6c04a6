"""Reception looked at before anything is written: which line each unit belongs to, where it goes, what it costs."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saas.kit import arrays, db
from saas.kit.errors import DomainError
from saas.kit.keys import KeyReused
from saas.kit.operations import Outcome
from tenants.inventory.errors import SerialIsElsewhere
from tenants.inventory.ledger import Cost, Side, Spot
from tenants.inventory.lots import Tracked, lying
from tenants.inventory.places import Places
from tenants.returns.errors import MoreThanAuthorised, NotAwaited, NotFitForStock, NotInReturn, UnknownReturn
from tenants.returns.inputs import ReceivedUnit, Reception
from tenants.returns.locking import Locked
from tenants.returns.lots import SentLots, sent_lots

STATUS = {"stock": "good", "damaged": "damaged", "quarantine": "blocked"}
FIT = ("as_new", "opened")
_KNOWN = "SELECT key, return_id FROM returned_unit WHERE key = ANY (%s::text[])"
# What the pieces cost when they left: they come back at that.
_COSTS = """
SELECT s.order_id, m.sku_id, sum(m.quantity)::bigint AS pieces, sum(m.cost_average)::bigint AS average, sum(m.cost_fifo)::bigint AS fifo
  FROM shipment s JOIN movement m ON m.subject_kind = 'shipment' AND m.subject_id = s.id AND m.cause = 'shipped' AND m.cost_average IS NOT NULL
 WHERE s.order_id = ANY (%s::bigint[]) GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Received:
    """What of a return came now, and what it still awaits."""

    number: int
    pieces: int
    awaited: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it will be put down; no shelf where it is destroyed."""

    it: Locked
    line: Any
    given: ReceivedUnit
    shelf: Side | None
    lot: str | None
    key: str
    at: datetime | None
    cost: Cost | None

    @property
    def spot(self) -> Spot | None:
        return self.shelf and Spot(self.line.sku_id, self.shelf.location_id, self.shelf.lot, self.shelf.status)


class Desk:
    """Where a batch is looked at: what each return still awaits, and the units taken so far."""

    def __init__(self, batch: Sequence[Reception], found: dict[int, Locked], place: Places) -> None:
        self.found, self.place = found, place
        self.known = dict(map(tuple, db.rows(_KNOWN, [arrays.texts(f"{item.key} 0" for item in batch if item.key)])))
        orders = [arrays.ints({it.order.id for it in found.values()})]
        self.lots = sent_lots(*orders)
        self.costs = {(row.order_id, row.sku_id): row for row in db.rows(_COSTS, orders)}
        self.serials = lying(pair for item in batch if item.number in found for pair in self._serials(found[item.number], item))
        self.awaited = {number: Counter({n: line.authorised - line.received for n, line in it.lines.items()}) for number, it in found.items()}
        self.units: list[Unit] = []

    def _serials(self, it: Locked, item: Reception) -> Iterator[tuple[int, str]]:
        """Serial numbers that may come back with these units."""
        typed = {text for unit in item.units or () for text in (unit.lot, unit.sku) if text}
        for line in it.lines.values():
            if line.tracking == "serial":
                yield from ((line.sku_id, lot) for lot in typed.union(self.lots.of(line)) if lot)

    def take(self, item: Reception) -> Outcome[Received]:
        it = self.found.get(item.number)
        if it is None:
            return Outcome.refused(UnknownReturn("/number", number=item.number))
        if item.key and (before := self.known.get(f"{item.key} 0")):
            if before != it.row.id:
                return Outcome.refused(KeyReused("/key"))
            return Outcome.again(Received(item.number, 0, self.awaited[item.number].total()))
        left, lots = Counter(self.awaited[item.number]), self.lots.copy()
        try:
            it.open()
            stem = item.key or uuid.uuid4().hex
            units = [self._unit(it, given, left, lots, f"{stem} {n}", n, item.at) for n, given in enumerate(item.units or _all(it, left, lots))]
        except DomainError as error:
            return Outcome.refused(error)
        if not units:
            return Outcome.again(Received(item.number, 0, 0))
        self.awaited[item.number], self.lots = left, lots
        self.known[f"{stem} 0"] = it.row.id
        self.units += units
        return Outcome.done(Received(item.number, sum(unit.given.quantity for unit in units), left.total()))

    def _unit(self, it: Locked, given: ReceivedUnit, left: Counter[int], lots: SentLots, key: str, n: int, at: datetime | None) -> Unit:
        line, scanned = _line(it, given, left, lots, n)
        if given.quantity > left[line.line_no]:
            raise MoreThanAuthorised(f"/units/{n}/quantity", line=line.line_no, there=left[line.line_no], wanted=given.quantity)
        if given.goes_to == "stock" and given.condition not in FIT:
            raise NotFitForStock(f"/units/{n}/goes_to")
        left[line.line_no] -= given.quantity
        lot = given.lot or scanned or lots.only(line)
        try:
            shelf = self._shelf(line, given, lot)
            if line.tracking != "none" and given.condition != "wrong_item":
                lots.take(line, lot, given.quantity, it.order.number)
        except DomainError as error:
            raise type(error)(f"/units/{n}{error.pointer}", **error.data) from None
        return Unit(it, line, given, shelf, lot, key, at, self._cost(line, given.quantity))

    def _shelf(self, line: Any, given: ReceivedUnit, lot: str | None) -> Side | None:
        if given.goes_to == "destroyed":
            return None
        Tracked(line.sku_id, line.sku_code, line.tracking, False).check(lot, given.quantity)
        if line.tracking == "serial" and lot:
            self._one_place((line.sku_id, lot))
        return self.place.shelf(given.warehouse, given.location, lot, STATUS[given.goes_to])

    def _one_place(self, serial: tuple[int, str]) -> None:
        if serial in self.serials:
            raise SerialIsElsewhere("/lot")
        self.serials.add(serial)

    def _cost(self, line: Any, quantity: int) -> Cost | None:
        left = self.costs.get((line.order_id, line.sku_id))
        return left and Cost(left.average * quantity // left.pieces, left.fifo * quantity // left.pieces)


def _all(it: Locked, left: Counter[int], lots: SentLots) -> list[ReceivedUnit]:
    """All that is awaited as it was announced: as new, and aside until it is checked."""
    return [ReceivedUnit(line=line_no, quantity=pieces, lot=lot) for line_no, awaited in left.items() if awaited
            for lot, pieces in lots.spread(it.lines[line_no], awaited)]


def _line(it: Locked, given: ReceivedUnit, left: Counter[int], lots: SentLots, n: int) -> tuple[Any, str | None]:
    """The line a unit belongs to: the one named, or the first that awaits any of this SKU, barcode, lot or serial number;
    and the lot, where that is what was scanned."""
    if given.line is not None:
        if given.line not in it.lines:
            raise NotInReturn(f"/units/{n}/line", number=it.row.number, line=given.line)
        return it.lines[given.line], None
    mine = [(line, None) for line in it.lines.values() if given.sku in (line.sku_code, line.barcode)]
    mine = mine or [(line, given.sku) for line in it.lines.values() if given.sku in lots.of(line)]
    if not mine:
        raise NotAwaited(f"/units/{n}/sku", number=it.row.number, sku=given.sku)
    return next((one for one in mine if left[one[0].line_no]), mine[0])
