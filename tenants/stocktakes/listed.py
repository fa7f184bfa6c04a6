"""The lines of a count as the verbs see them: what stands in the list, and which of it an entry means."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saas.kit import arrays, db
from tenants.inventory.ledger import Side, Spot
from tenants.inventory.lots import Tracked
from tenants.inventory.places import Places
from tenants.stocktakes.errors import SharedBarcode, SharedLot, UnknownCode, UnknownStocktakeLine, WhichPlace
from tenants.stocktakes.inputs import Count

_CODES = """
SELECT code, barcode, id, tracking, is_kit FROM sku WHERE (code = ANY (%s::text[]) OR barcode = ANY (%s::text[])) ORDER BY code FOR KEY SHARE"""
_LISTED = """
SELECT l.stocktake_id, l.line_no, l.sku_id, l.location_id, p.code AS location, p.priority, l.lot, l.status, l.counted, l.first_counted, l.recount, l.posted
  FROM stocktake_line l JOIN location p ON p.id = l.location_id
 WHERE l.stocktake_id = ANY (%s::bigint[]) AND l.sku_id = ANY (%s::bigint[]) ORDER BY l.stocktake_id, l.line_no"""
_LOTS = """
SELECT t.code AS lot, s.code, s.barcode, s.id, s.tracking, s.is_kit FROM lot t JOIN sku s ON s.id = t.sku_id
 WHERE t.code = ANY (%s::text[]) ORDER BY s.code FOR KEY SHARE OF s"""
_LAST = "SELECT stocktake_id, max(line_no) AS line_no FROM stocktake_line WHERE stocktake_id = ANY (%s::bigint[]) GROUP BY 1"


@dataclass(slots=True)
class Listing:
    """One line of a list as it stands within this unit of work."""

    stocktake_id: int
    line_no: int
    spot: Spot
    location: str
    priority: int
    counted: int | None = None
    first_counted: int | None = None
    recount: bool = False
    posted: int | None = None
    book: int | None = None
    at: datetime | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a batch of entries may speak of: SKUs by code, by barcode and by lot, places, the lines there are."""

    codes: dict[str, Tracked]
    barcodes: dict[str, list[Tracked]]
    lots: dict[str, list[Tracked]]
    places: Places
    lines: dict[int, list[Listing]]
    last: dict[int, int]

    def said(self, item: Count) -> Count:
        """The entry with its SKU and lot named, where the code is that of a lot or a serial number."""
        if item.code in self.codes or item.code in self.barcodes or not (found := self.lots.get(item.code)):
            return item
        if len(found) > 1:
            raise SharedLot("/code", code=item.code)
        return item.model_copy(update={"code": found[0].code, "lot": item.code})

    def sku(self, code: str) -> Tracked:
        """The SKU with this code, or with this barcode."""
        if code in self.codes:
            return self.codes[code]
        found = self.barcodes.get(code, [])
        if not found:
            raise UnknownCode("/code", code=code)
        if len(found) > 1:
            raise SharedBarcode("/code", code=code)
        return found[0]

    def line(self, item: Count, stocktake: Any) -> Listing:
        """The line an entry means; a new one for what was found and isn't on the list."""
        sku = self.sku(item.code)
        side = self.places.shelf(stocktake.warehouse, item.location, item.lot or None, item.status) if item.location else None
        mine = self.lines[stocktake.id]
        fits = [line for line in mine if line.spot.sku_id == sku.id and _fits(line, item, side)]
        if len(fits) > 1:
            raise WhichPlace("/location", sku=sku.code)
        sku.check(fits[0].spot.lot if fits else item.lot, item.quantity)
        if fits and fits[0].posted is not None:
            raise UnknownStocktakeLine("/code", number=stocktake.number, line=fits[0].line_no)
        return fits[0] if fits else self._found(item, stocktake, sku, side or self.places.shelf(stocktake.warehouse, "", item.lot or None, item.status))

    def _found(self, item: Count, stocktake: Any, sku: Tracked, side: Side) -> Listing:
        self.last[stocktake.id] = self.last.get(stocktake.id, 0) + 1
        spot = Spot(sku.id, side.location_id, item.lot or None, item.status)
        line = Listing(stocktake.id, self.last[stocktake.id], spot, item.location or "-", side.priority, new=True)
        self.lines[stocktake.id].append(line)
        return line


def _fits(line: Listing, item: Count, side: Side | None) -> bool:
    """Whatever an entry names must be so; what it doesn't name may be anything."""
    return (line.spot.status == item.status and (side is None or line.spot.location_id == side.location_id)
            and (not item.lot or line.spot.lot == item.lot))


def known(items: Iterable[Count], stocktakes: Iterable[Any], places: Places) -> Known:
    """What these entries may mean: three statements, and one more where a code is no SKU's and no barcode."""
    wanted = {item.code for item in items}
    skus = db.rows(_CODES, [arrays.texts(wanted), arrays.texts(wanted)])
    codes, barcodes, by_lot = {sku.code: _tracked(sku) for sku in skus}, _grouped(skus, "barcode"), []
    if strange := wanted - set(codes) - set(barcodes):
        by_lot = db.rows(_LOTS, [arrays.texts(strange)])
    ids = arrays.ints(stocktake.id for stocktake in stocktakes)
    lines: dict[int, list[Listing]] = defaultdict(list)
    for r in db.rows(_LISTED, [ids, arrays.ints({sku.id for sku in [*skus, *by_lot]})]):
        lines[r.stocktake_id].append(Listing(r.stocktake_id, r.line_no, Spot(r.sku_id, r.location_id, r.lot, r.status), r.location, r.priority,
                                             r.counted, r.first_counted, r.recount, r.posted))
    last = {row.stocktake_id: row.line_no for row in db.rows(_LAST, [ids])}
    return Known(codes | {sku.code: _tracked(sku) for sku in by_lot}, barcodes, _grouped(by_lot, "lot"), places, lines, last)


def _grouped(rows: Iterable[Any], name: str) -> dict[str, list[Tracked]]:
    """The SKUs of these rows by what stands in that column."""
    found: dict[str, list[Tracked]] = defaultdict(list)
    for row in rows:
        if getattr(row, name):
            found[getattr(row, name)].append(_tracked(row))
    return found


def _tracked(row: Any) -> Tracked:
    return Tracked(row.id, row.code, row.tracking, row.is_kit)
