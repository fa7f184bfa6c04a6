"""Counting: what really lies there, beside what the books say in that very moment."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.context import actor
from saas.kit.errors import DomainError
from saas.kit.operations import Outcome, operation
from tenants.inventory.ledger import Kept, Spot, lock
from tenants.inventory.lots import make_lots
from tenants.inventory.places import places
from tenants.stocktakes.errors import CountedElsewhere, UnknownStocktake
from tenants.stocktakes.inputs import Count
from tenants.stocktakes.listed import Known, Listing, known
from tenants.stocktakes.locking import counting, lock_stocktakes

_KEYS = "SELECT stocktake_id, key FROM stocktake_count WHERE stocktake_id = ANY (%s::bigint[]) AND key = ANY (%s::text[])"
_FOUND = """
INSERT INTO stocktake_line (stocktake_id, line_no, sku_id, location_id, lot, status)
SELECT n.* FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS n
ON CONFLICT DO NOTHING RETURNING stocktake_id, line_no"""
_WRITE = db.stacked("""
UPDATE stocktake_line l SET counted = n.counted, book = n.book, first_counted = n.first, counted_by = %s::jsonb, counted_at = %s,
       recount = false, decision = '', reason = ''
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(stocktake_id, line_no, counted, book, first)
 WHERE l.stocktake_id = n.stocktake_id AND l.line_no = n.line_no""", """
INSERT INTO stocktake_count (stocktake_id, line_no, quantity, counted, book, key, actor, at)
SELECT n.*, %s::jsonb, %s::timestamptz FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[]) AS n""",
    "UPDATE stocktake SET version = version + 1 WHERE id = ANY (%s::bigint[])")


@dataclass(frozen=True, slots=True)
class Counted:
    """A line after an entry: what it stands at, and whether it was found and put on the list."""

    line: int
    sku: str
    location: str
    lot: str | None
    status: str
    counted: int | None
    found: bool


@dataclass(slots=True)
class _Entry:
    item: Count
    sku: str
    line: Listing
    counted: int = 0
    book: int = 0

    def told(self) -> Counted:
        spot = self.line.spot
        return Counted(self.line.line_no, self.sku, self.line.location, spot.lot, spot.status, self.line.counted, self.line.new)


@operation("stocktakes:count")
def enter_counts(batch: Sequence[Count | DomainError]) -> list[Outcome[Counted]]:
    """Enter what was counted, pieces in all or more of them. The same key again counts nothing twice."""
    items = [item for item in batch if not isinstance(item, DomainError)]
    stocktakes = lock_stocktakes(item.number for item in items)
    facts = known(items, stocktakes.values(), places())
    meant = [_meant(item, stocktakes, facts) for item in batch]
    entries = [entry for entry in meant if isinstance(entry, _Entry)]
    make_lots({(entry.line.spot.sku_id, entry.line.spot.lot): None for entry in entries if entry.line.new and entry.line.spot.lot})
    kept = lock((entry.line.spot, entry.line.priority) for entry in entries)
    listed = _listed({(entry.line.stocktake_id, entry.line.line_no): entry.line for entry in entries if entry.line.new})
    seen = _seen(entries)
    written: list[_Entry] = []
    outcomes = [_one(entry, kept, listed, seen, written) for entry in meant]
    _write(written)
    return outcomes


def _meant(item: Count | DomainError, stocktakes: dict[int, Any], facts: Known) -> "_Entry | DomainError":
    if isinstance(item, DomainError):
        return item
    try:
        if item.number not in stocktakes:
            raise UnknownStocktake("/number", number=item.number)
        item = facts.said(item)
        line = facts.line(item, counting(stocktakes[item.number]))
        return _Entry(item, facts.sku(item.code).code, line)
    except DomainError as error:
        return error


def _listed(new: dict[tuple[int, int], Listing]) -> set[tuple[int, int]] | None:
    """Which of the lines that were found could be put on a list; None where none was found."""
    if not new:
        return None
    spots = [line.spot for line in new.values()]
    return {(row.stocktake_id, row.line_no) for row in db.rows(_FOUND, [
        arrays.ints(key[0] for key in new), arrays.ints(key[1] for key in new), arrays.ints(s.sku_id for s in spots),
        arrays.ints(s.location_id for s in spots), arrays.texts(s.lot for s in spots), arrays.texts(s.status for s in spots)])}


def _seen(entries: Sequence[_Entry]) -> set[tuple[int, str]]:
    """(stocktake id, key) that counted before."""
    keys = {entry.item.key for entry in entries if entry.item.key}
    ids = arrays.ints({entry.line.stocktake_id for entry in entries})
    return {(row.stocktake_id, row.key) for row in db.rows(_KEYS, [ids, arrays.texts(keys)])} if keys else set()


def _one(entry: "_Entry | DomainError", kept: dict[Spot, Kept], listed: set[tuple[int, int]] | None, seen: set[tuple[int, str]],
         written: list[_Entry]) -> Outcome[Counted]:
    if isinstance(entry, DomainError):
        return Outcome.refused(entry)
    line, item = entry.line, entry.item
    if (line.stocktake_id, item.key) in seen:
        return Outcome.again(entry.told())
    if line.new and (line.stocktake_id, line.line_no) not in (listed or ()):
        return Outcome.refused(CountedElsewhere("/code", sku=entry.sku))
    if line.recount:  # it is counted from nothing again, and the first figure is remembered
        line.first_counted = line.counted if line.first_counted is None else line.first_counted
        line.counted, line.recount = None, False
    entry.counted = item.quantity + ((line.counted or 0) if item.way == "add" else 0)
    entry.book = kept[line.spot].on_hand
    line.counted = entry.counted
    if item.key:
        seen.add((line.stocktake_id, item.key))
    written.append(entry)
    return Outcome.done(entry.told())


def _write(written: Sequence[_Entry]) -> None:
    if not written:
        return
    who, at = json.dumps(actor().as_data(), ensure_ascii=False), clock.now()
    last = {(e.line.stocktake_id, e.line.line_no): e for e in written}.values()  # a line takes one figure: the last
    db.run(_WRITE, [
        who, at, arrays.ints(e.line.stocktake_id for e in last), arrays.ints(e.line.line_no for e in last), arrays.ints(e.counted for e in last),
        arrays.ints(e.book for e in last), arrays.ints(e.line.first_counted for e in last),
        who, at, arrays.ints(e.line.stocktake_id for e in written), arrays.ints(e.line.line_no for e in written),
        arrays.ints(e.item.quantity for e in written), arrays.ints(e.counted for e in written), arrays.ints(e.book for e in written),
        arrays.texts(e.item.key or None for e in written), arrays.ints({e.line.stocktake_id for e in written})])
