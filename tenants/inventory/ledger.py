"""The ledger: movements are posted here and nowhere else, balances follow in the same transaction.

Balances are locked in one order (SKU, location, lot), so that no two units of work wait for each other."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from saas.kit import arrays, clock, db
from saas.kit.context import actor
from saas.kit.errors import Stale
from tenants.inventory.costing import Cost
from tenants.inventory.errors import SerialIsElsewhere
from tenants.inventory.movements import NewMovement, Side, Spot, told_of_good
from tenants.inventory.valuing import LAYERS, SPENT, VALUES, value

__all__ = ["Cost", "Kept", "NewMovement", "Side", "Spot", "known_keys", "lock", "post", "told_of_good"]


@dataclass(slots=True)
class Kept:
    """A locked balance as it stands within this unit of work."""

    id: int
    on_hand: int
    allocated: int

    @property
    def free(self) -> int:
        return self.on_hand - self.allocated


_LOCK = """
SELECT b.id, b.sku_id, b.location_id, b.lot, b.status, b.on_hand, b.allocated FROM balance b
  JOIN unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS w(sku_id, location_id, lot, status)
    ON b.sku_id = w.sku_id AND b.location_id = w.location_id AND b.lot IS NOT DISTINCT FROM w.lot AND b.status = w.status
 ORDER BY b.sku_id, b.location_id, b.lot, b.status FOR NO KEY UPDATE OF b"""
_LOTS = """
INSERT INTO lot (sku_id, code) SELECT DISTINCT n.sku_id, n.lot FROM unnest(%s::bigint[], %s::text[]) AS n(sku_id, lot)
 WHERE n.lot IS NOT NULL ORDER BY 1, 2 ON CONFLICT DO NOTHING"""
_BALANCES = """
INSERT INTO balance (sku_id, location_id, lot, status, priority, warehouse_id, expires_on, serial)
SELECT n.sku_id, n.location_id, n.lot, n.status, n.p, l.warehouse_id, t.expires_on, s.tracking = 'serial'
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::int[]) AS n(sku_id, location_id, lot, status, p)
  JOIN location l ON l.id = n.location_id JOIN sku s ON s.id = n.sku_id LEFT JOIN lot t ON t.sku_id = n.sku_id AND t.code = n.lot
 ORDER BY n.sku_id, n.location_id, n.lot, n.status ON CONFLICT DO NOTHING"""
_OPEN = db.stacked(_LOTS, _BALANCES)
_POST = """
INSERT INTO movement (sku_id, lot, quantity, from_location_id, from_status, to_location_id, to_status, cause, reason,
                      subject_kind, subject_id, actor, key, reverses, cost_average, cost_fifo, effective_at, recorded_at)
SELECT n.sku_id, n.lot, n.quantity, n.fl, n.fs, n.tl, n.ts, n.cause, n.reason, n.sk, n.si, %s::jsonb, n.key, n.r, n.ca, n.cf, n.at, %s
  FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[],
              %s::text[], %s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[])
       AS n(sku_id, lot, quantity, fl, fs, tl, ts, cause, reason, sk, si, key, r, ca, cf, at)
ON CONFLICT (key) DO NOTHING"""
_KEEP = """
UPDATE balance b SET on_hand = b.on_hand + n.on_hand, allocated = b.allocated + n.allocated, fresh = b.fresh OR n.fresh > 0
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, on_hand, allocated, fresh) WHERE b.id = n.id"""
# What loses pieces first: a serial number may leave one place for another in the same breath.
_KEEP_ONLY = db.stacked(_KEEP, _KEEP)
_KEEP_ALL = db.stacked(_KEEP, _KEEP, VALUES, SPENT, LAYERS)
_ONE_PLACE = ("ux_balance_a_serial_lies_in_one_place", "ck_balance_a_serial_is_one_piece")


def lock(spots: Iterable[tuple[Spot, int]]) -> dict[Spot, Kept]:
    """Lock the balances of these spots (with their shelves' priorities), opening the missing ones at zero."""
    wanted = dict(sorted(set(spots), key=lambda pair: (pair[0][:2], pair[0].lot or "", pair[0].status)))
    found = _locked(wanted)
    missing = [spot for spot in wanted if spot not in found]
    if missing:
        skus, lots = arrays.ints(spot.sku_id for spot in missing), arrays.texts(spot.lot for spot in missing)
        db.run(_OPEN, [skus, lots, *_columns(missing), arrays.ints(wanted[spot] for spot in missing)])
        found |= _locked(missing)
    return found


def _columns(spots: Iterable[Spot]) -> list[str]:
    spots = list(spots)
    return [arrays.ints(s.sku_id for s in spots), arrays.ints(s.location_id for s in spots),
            arrays.texts(s.lot for s in spots), arrays.texts(s.status for s in spots)]


def _locked(spots: Iterable[Spot]) -> dict[Spot, Kept]:
    return {Spot(r.sku_id, r.location_id, r.lot, r.status): Kept(r.id, r.on_hand, r.allocated)
            for r in db.rows(_LOCK, _columns(spots))}


def known_keys(keys: Iterable[str]) -> set[str]:
    """Which of these keys the ledger has already."""
    return {key for (key,) in db.rows("SELECT key FROM movement WHERE key = ANY (%s::text[])", [arrays.texts(keys)])}


def post(movements: Sequence[NewMovement], kept: dict[Spot, Kept]) -> None:
    """Write movements whose spots are locked in `kept`, and bring balances and costs along: three round trips at most.

    The caller has looked at keys and quantities; the database's CHECKs stand behind it."""
    if not movements:
        return
    now = clock.now()
    valued = value(movements)
    if db.run(_POST, [json.dumps(actor().as_data(), ensure_ascii=False), now, *_values(movements, valued.costs, now)]) != len(movements):
        raise Stale()  # a key came in between, for another shelf: no balance may follow a row that wasn't written
    changes = _changes(movements, kept)
    balances = [*_kept(changes, lambda gain: gain < 0), *_kept(changes, lambda gain: gain >= 0)]
    try:
        db.run(_KEEP_ALL if valued.stock else _KEEP_ONLY, [*balances, *(valued.values() if valued.stock else ())])
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", "") in _ONE_PLACE:
            raise SerialIsElsewhere("/lot") from None  # someone else took it in at the same moment
        raise


def _kept(changes: dict[int, list[int]], which: Callable[[int], bool]) -> list[str]:
    found = [(balance, *change) for balance, change in changes.items() if which(change[0])]
    return [arrays.ints(column) for column in zip(*found, strict=True)] if found else ["{}"] * 4


def _changes(movements: Sequence[NewMovement], kept: dict[Spot, Kept]) -> dict[int, list[int]]:
    """By balance: how many more lie there, how many more of them are held, and whether those who wait are yet to be offered them."""
    changes: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    arriving = {event.subject[1] for event in told_of_good(movements) if event.name == "stock.arrived"}
    for move in movements:
        for side, sign in ((move.source, -1), (move.target, 1)):
            if side.shelf:
                balance = kept[Spot(move.sku_id, side.location_id, side.lot, side.status)]
                changes[balance.id][0] += sign * move.quantity
                changes[balance.id][1] -= move.held if sign < 0 else 0
                changes[balance.id][2] |= sign > 0 and side.status == "good" and move.sku_id in arriving
    return changes


def _values(movements: Sequence[NewMovement], costs: Sequence[Cost | None], now: datetime) -> list[Any]:
    return [
        arrays.ints(m.sku_id for m in movements), arrays.texts(m.source.lot if m.source.shelf else m.target.lot for m in movements),
        arrays.ints(m.quantity for m in movements),
        arrays.ints(m.source.location_id for m in movements), arrays.texts(m.source.status for m in movements),
        arrays.ints(m.target.location_id for m in movements), arrays.texts(m.target.status for m in movements),
        arrays.texts(m.cause for m in movements), arrays.texts(m.reason for m in movements),
        arrays.texts(m.subject[0] for m in movements), arrays.ints(m.subject[1] for m in movements),
        arrays.texts(m.key for m in movements), arrays.ints(m.reverses for m in movements),
        arrays.ints(c and c.average for c in costs), arrays.ints(c and c.fifo for c in costs),
        arrays.instants(m.at or now for m in movements)]
