"""Posting: accepted differences become movements, applied to what lies there now, however much has moved since."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.inventory.errors import NotEnough, SerialIsElsewhere
from tenants.inventory.ledger import Kept, NewMovement, Side, Spot, lock, post, told_of_good
from tenants.inventory.lots import lying
from tenants.inventory.places import Places, places
from tenants.stocktakes.errors import RecountsWaiting, Undecided
from tenants.stocktakes.locking import lock_one, under_review

_LINES = """
SELECT l.line_no, l.sku_id, s.code AS sku, s.tracking, l.location_id, p.priority, l.lot, l.status, l.counted - l.book AS change, l.decision, l.reason
  FROM stocktake_line l JOIN sku s ON s.id = l.sku_id JOIN location p ON p.id = l.location_id
 WHERE l.stocktake_id = %s AND l.counted <> l.book AND l.posted IS NULL ORDER BY l.line_no"""
_STANDING = """
SELECT count(*) FILTER (WHERE recount) AS recounts, count(*) FILTER (WHERE counted IS NULL) AS uncounted FROM stocktake_line WHERE stocktake_id = %s"""
_WRITE = db.stacked(
    "UPDATE stocktake_line SET posted = counted - book WHERE stocktake_id = %s AND line_no = ANY (%s::bigint[])",
    "UPDATE stocktake_line SET open = false WHERE stocktake_id = %s AND %s",
    "UPDATE stocktake SET version = version + 1, state = CASE WHEN %s THEN 'posted' ELSE state END, posted_at = CASE WHEN %s THEN %s::timestamptz END WHERE id = %s",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Posting:
    """What posting did: lines posted, pieces that turned up and went missing, lines nobody counted (they stay as they
    are), and the lines that could not be posted, each with its reason; while there are any, the stocktake isn't over."""

    number: int
    lines: int = 0
    more: int = 0
    fewer: int = 0
    uncounted: int = 0
    refused: list[tuple[int, DomainError]] = field(default_factory=list)


@operation("stocktakes:review")
def post_stocktake(number: int) -> Outcome[Posting]:
    """Bring the books in line with what was counted and accepted. Posting again has no further effect."""
    stocktake = lock_one(number)
    if stocktake.state == "posted":
        return Outcome.again(Posting(number))
    under_review(stocktake)
    lines, (standing,) = db.rows(_LINES, (stocktake.id,)), db.rows(_STANDING, (stocktake.id,))
    _decided(lines, standing)
    accepted = [line for line in lines if line.decision == "accept"]
    kept = lock((_spot(line), line.priority) for line in accepted)
    done, refused = _judged(accepted, kept)
    known = places()
    moves = [_movement(stocktake, line, known) for line in done]
    _post(moves, kept)
    posting = Posting(number, len(done), sum(max(x.change, 0) for x in done), sum(max(-x.change, 0) for x in done), standing.uncounted, refused)
    _write(stocktake, done, posting, told_of_good(moves))
    return Outcome.done(posting)


def _decided(lines: Sequence[Any], standing: Any) -> None:
    if standing.recounts:
        raise RecountsWaiting(lines=standing.recounts)
    if undecided := sum(not line.decision for line in lines):
        raise Undecided(lines=undecided)


def _judged(lines: Sequence[Any], kept: dict[Spot, Kept]) -> tuple[list[Any], list[tuple[int, DomainError]]]:
    """Lines that can be posted, those that take away first; and those that can't, with why."""
    done: list[Any] = []
    refused: list[tuple[int, DomainError]] = []
    for line in lines:
        balance = kept[_spot(line)]
        if line.change < 0 and -line.change > balance.free:
            refused.append((line.line_no, NotEnough(sku=line.sku, free=balance.free, allocated=balance.allocated)))
        elif line.change < 0:
            done.append(line)
    rising = [line for line in lines if line.change > 0]
    taken = _elsewhere(rising, {(line.sku_id, line.lot) for line in done})
    for line in rising:
        if line.tracking == "serial" and (line.sku_id, line.lot) in taken:
            refused.append((line.line_no, SerialIsElsewhere()))
        else:
            done.append(line)
            taken.add((line.sku_id, line.lot))
    return done, sorted(refused, key=lambda pair: pair[0])


def _elsewhere(rising: Sequence[Any], leaving: set[tuple[int, str | None]]) -> set[tuple[int, str | None]]:
    """Serial numbers that still stand in some place's books once what leaves has left."""
    return lying((line.sku_id, line.lot) for line in rising if line.tracking == "serial") - leaving


def _post(moves: Sequence[NewMovement], kept: dict[Spot, Kept]) -> None:
    """In two goes: a serial number found in another place has left the first before it lies in the second."""
    for falling in (True, False):
        post([move for move in moves if move.source.shelf is falling], kept)


def _movement(stocktake: Any, line: Any, known: Places) -> NewMovement:
    shelf = Side(line.location_id, line.lot, line.status, "shelf", line.priority)
    outside = known.beyond("adjustment", line.status)
    source, target = (shelf, outside) if line.change < 0 else (outside, shelf)
    return NewMovement(line.sku_id, abs(line.change), source, target, "counted", ("stocktake", stocktake.id),
                       key=f"stocktake {stocktake.id} line {line.line_no}", reason=f"count: {line.reason}" if line.reason else "count")


def _write(stocktake: Any, done: Sequence[Any], posting: Posting, told: Sequence[Event]) -> None:
    over = not posting.refused
    facts = [Event("stocktake.posted", ("stocktake", stocktake.id), {
        "lines": posting.lines, "more": posting.more, "fewer": posting.fewer, "uncounted": posting.uncounted, "refused": len(posting.refused)})]
    db.run(_WRITE, [stocktake.id, arrays.ints(line.line_no for line in done), stocktake.id, over, over, over, clock.now(), stocktake.id,
                    *events.parameters([*facts, *told])])


def _spot(line: Any) -> Spot:
    return Spot(line.sku_id, line.location_id, line.lot, line.status)
