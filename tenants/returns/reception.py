"""Reception looked at before anything is written: which line each unit belongs to, where it goes, what it costs."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saas.kit import arrays, db
from saas.kit.errors import DomainError
from saas.kit.operations import Outcome
from tenants.inventory.errors import SerialIsElsewhere
from tenants.inventory.ledger import Cost, Side, Spot
from tenants.inventory.lots import Tracked, lying
from tenants.inventory.places import Places
from tenants.returns.errors import MoreThanAuthorised, NotAwaited, NotFitForStock, NotInReturn, ReturnKeyTaken, UnknownReturn
from tenants.returns.inputs import ReceivedUnit, Reception
from tenants.returns.locking import Locked

STATUS = {"stock": "good", "damaged": "damaged", "quarantine": "blocked"}
FIT = ("as_new", "opened")
_KNOWN = "SELECT key, return_id FROM returned_unit WHERE key = ANY (%s::text[])"
# The lot the pieces left from, where they all left from one.
_LOTS = """
SELECT l.order_id, l.line_no, min(b.lot) AS lot FROM shipment_line l JOIN balance b ON b.id = l.balance_id
 WHERE l.order_id = ANY (%s::bigint[]) GROUP BY 1, 2 HAVING count(DISTINCT b.lot) = 1 AND count(*) = count(b.lot)"""
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
        self.lots = {(row.order_id, row.line_no): row.lot for row in db.rows(_LOTS, orders)}
        self.costs = {(row.order_id, row.sku_id): row for row in db.rows(_COSTS, orders)}
        self.serials = lying(pair for item in batch if item.number in found for pair in self._serials(found[item.number], item))
        self.awaited = {number: Counter({n: line.authorised - line.received for n, line in it.lines.items()}) for number, it in found.items()}
        self.units: list[Unit] = []

    def _serials(self, it: Locked, item: Reception) -> Iterator[tuple[int, str]]:
        """Serial numbers that may come back with these units."""
        for line in it.lines.values():
            if line.tracking == "serial":
                yield from ((line.sku_id, lot) for unit in item.units if (lot := unit.lot or self.lots.get((line.order_id, line.line_no))))

    def take(self, item: Reception) -> Outcome[Received]:
        it = self.found.get(item.number)
        if it is None:
            return Outcome.refused(UnknownReturn("/number", number=item.number))
        if item.key and (before := self.known.get(f"{item.key} 0")):
            if before != it.row.id:
                return Outcome.refused(ReturnKeyTaken("/key"))
            return Outcome.again(Received(item.number, 0, self.awaited[item.number].total()))
        left = Counter(self.awaited[item.number])
        try:
            it.open()
            stem = item.key or uuid.uuid4().hex
            units = [self._unit(it, given, left, f"{stem} {n}", n, item.at) for n, given in enumerate(item.units)]
        except DomainError as error:
            return Outcome.refused(error)
        self.awaited[item.number] = left
        self.known[f"{stem} 0"] = it.row.id
        self.units += units
        return Outcome.done(Received(item.number, sum(unit.given.quantity for unit in units), left.total()))

    def _unit(self, it: Locked, given: ReceivedUnit, left: Counter[int], key: str, n: int, at: datetime | None) -> Unit:
        line = _line(it, given, left, n)
        if given.quantity > left[line.line_no]:
            raise MoreThanAuthorised(f"/units/{n}/quantity", line=line.line_no, there=left[line.line_no], wanted=given.quantity)
        if given.goes_to == "stock" and given.condition not in FIT:
            raise NotFitForStock(f"/units/{n}/goes_to")
        left[line.line_no] -= given.quantity
        return Unit(it, line, given, self._shelf(line, given, n), key, at, self._cost(line, given.quantity))

    def _shelf(self, line: Any, given: ReceivedUnit, n: int) -> Side | None:
        if given.goes_to == "destroyed":
            return None
        lot = given.lot or self.lots.get((line.order_id, line.line_no))
        try:
            Tracked(line.sku_id, line.sku_code, line.tracking, False).check(lot, given.quantity)
            if line.tracking == "serial" and lot:
                self._one_place((line.sku_id, lot))
            return self.place.shelf(given.warehouse, given.location, lot, STATUS[given.goes_to])
        except DomainError as error:
            raise type(error)(f"/units/{n}{error.pointer}", **error.data) from None

    def _one_place(self, serial: tuple[int, str]) -> None:
        if serial in self.serials:
            raise SerialIsElsewhere("/lot")
        self.serials.add(serial)

    def _cost(self, line: Any, quantity: int) -> Cost | None:
        left = self.costs.get((line.order_id, line.sku_id))
        return left and Cost(left.average * quantity // left.pieces, left.fifo * quantity // left.pieces)


def _line(it: Locked, given: ReceivedUnit, left: Counter[int], n: int) -> Any:
    """The line a unit belongs to: the one named, or the first of this SKU or barcode that still awaits any."""
    if given.line is not None:
        if given.line not in it.lines:
            raise NotInReturn(f"/units/{n}/line", number=it.row.number, line=given.line)
        return it.lines[given.line]
    mine = [line for line in it.lines.values() if given.sku in (line.sku_code, line.barcode)]
    if not mine:
        raise NotAwaited(f"/units/{n}/sku", number=it.row.number, sku=given.sku)
    return next((line for line in mine if left[line.line_no]), mine[0])
