"""Reviewing: counting ends, doubtful lines are counted again, and somebody says which differences are believed."""

from collections.abc import Iterable

from saas.kit import arrays, db
from saas.kit.events import Event, record
from saas.kit.operations import operation
from tenants.stocktakes.errors import NothingCounted, RecountsWaiting, StocktakeBegun, UnknownStocktakeLine
from tenants.stocktakes.inputs import Decisions, Ending, Recounts
from tenants.stocktakes.locking import lock_one, still_open, under_review

_STATE = "UPDATE stocktake SET state = %s, version = version + 1 WHERE id = %s"
_RECOUNT = """
UPDATE stocktake_line SET recount = true, decision = '', reason = '' WHERE stocktake_id = %s AND line_no = ANY (%s::bigint[])"""
_DECIDABLE = """
SELECT line_no FROM stocktake_line WHERE stocktake_id = %s AND line_no = ANY (%s::bigint[]) AND counted IS NOT NULL AND posted IS NULL"""
_DECIDE = """
UPDATE stocktake_line l SET decision = n.decision, reason = n.reason FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS n(line_no, decision, reason)
 WHERE l.stocktake_id = %s AND l.line_no = n.line_no"""
_WITHIN = """
UPDATE stocktake_line SET decision = 'accept' WHERE stocktake_id = %s AND decision = '' AND posted IS NULL
   AND counted <> book AND abs(counted - book) <= %s"""
_STANDING = """
SELECT count(*) FILTER (WHERE counted IS NOT NULL) AS counted, count(*) FILTER (WHERE recount) AS recounts,
       count(*) FILTER (WHERE counted <> book) AS differing, count(*) FILTER (WHERE counted IS NULL) AS uncounted, count(posted) AS posted
  FROM stocktake_line WHERE stocktake_id = %s"""
_CLOSE = db.stacked("UPDATE stocktake SET state = 'cancelled', version = version + 1 WHERE id = %s",
                    "UPDATE stocktake_line SET open = false WHERE stocktake_id = %s")


@operation("stocktakes:count")
def to_review(number: int) -> None:
    """Counting has ended; what differs goes to a reviewer. Again changes nothing."""
    stocktake = still_open(lock_one(number))
    if stocktake.state == "review":
        return
    (standing,) = db.rows(_STANDING, (stocktake.id,))
    if not standing.counted:
        raise NothingCounted()
    if standing.recounts:
        raise RecountsWaiting(lines=standing.recounts)
    db.run(_STATE, ("review", stocktake.id))
    record(Event("stocktake.to_review", ("stocktake", stocktake.id), {
        "counted": standing.counted, "differing": standing.differing, "uncounted": standing.uncounted}))


@operation("stocktakes:review")
def ask_recounts(asked: Recounts) -> int:
    """Have lines counted again; the list goes back to those who count. How many lines."""
    stocktake = still_open(lock_one(asked.number))
    lines = _decidable(stocktake.id, asked.number, asked.lines)
    db.run(_RECOUNT, (stocktake.id, arrays.ints(lines)))
    db.run(_STATE, ("counting", stocktake.id))
    record(Event("stocktake.recounts_asked", ("stocktake", stocktake.id), {"lines": len(lines)}))
    return len(lines)


@operation("stocktakes:review")
def decide(given: Decisions) -> int:
    """Accept differences or keep the book, line by line or all within a tolerance. How many lines were decided."""
    stocktake = under_review(lock_one(given.number))
    by_line = {one.line: one for one in given.lines}
    _decidable(stocktake.id, given.number, by_line)
    done = db.run(_DECIDE, [arrays.ints(by_line), arrays.texts(one.decision for one in by_line.values()),
                            arrays.texts(one.reason for one in by_line.values()), stocktake.id]) if by_line else 0
    if given.within is not None:
        done += db.run(_WITHIN, (stocktake.id, given.within))
    if done:
        db.run(_STATE, ("review", stocktake.id))
        kept = sum(one.decision == "keep" for one in by_line.values())
        record(Event("stocktake.decided", ("stocktake", stocktake.id), {"accepted": done - kept, "kept": kept}))
    return done


@operation("stocktakes:review")
def cancel_stocktake(given: Ending) -> None:
    """End a stocktake and change nothing."""
    stocktake = lock_one(given.number)
    if stocktake.state == "cancelled":
        return
    still_open(stocktake)
    if db.rows(_STANDING, (stocktake.id,))[0].posted:
        raise StocktakeBegun(number=given.number)
    db.run(_CLOSE, (stocktake.id, stocktake.id))
    record(Event("stocktake.cancelled", ("stocktake", stocktake.id), {"reason": given.reason}))


def _decidable(stocktake_id: int, number: int, lines: Iterable[int]) -> list[int]:
    """These lines, each once, if all of them were counted and none is posted."""
    wanted = list(dict.fromkeys(lines))
    there = {row.line_no for row in db.rows(_DECIDABLE, (stocktake_id, arrays.ints(wanted)))}
    for place, line in enumerate(wanted):
        if line not in there:
            raise UnknownStocktakeLine(f"/lines/{place}", number=number, line=line)
    return wanted
