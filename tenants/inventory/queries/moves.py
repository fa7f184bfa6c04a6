"""The ledger read: movements with the balance after each, the stock of a past day, and how it went day by day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from saas.kit import clock, db
from saas.kit.context import tenant
from saas.kit.errors import NotFound
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after

# What shelves gain or lose by a movement; one between two shelves changes nothing in sum.
_NET = "(CASE WHEN t.kind = 'shelf' THEN m.quantity ELSE 0 END - CASE WHEN f.kind = 'shelf' THEN m.quantity ELSE 0 END)"
_SIDES = "movement m JOIN location f ON f.id = m.from_location_id JOIN location t ON t.id = m.to_location_id"
# Parcels and orders belong to rooms above; what a movement was for is read by their tables' names.
PAGE = f"""
SELECT m.id, m.quantity, {_NET} AS net, m.lot, m.cause, m.reason, m.reverses, m.subject_kind, m.subject_id, m.actor, m.effective_at,
       m.recorded_at, f.kind AS from_kind, f.code AS from_code, fw.name AS from_warehouse, m.from_status,
       t.kind AS to_kind, t.code AS to_code, tw.name AS to_warehouse, m.to_status,
       h.number AS parcel_number, o.number AS order_number, m.cost_average, m.cost_fifo,
       (SELECT r.id FROM movement r WHERE r.reverses = m.id) AS reversed_by, s.code AS sku,
       CASE m.subject_kind WHEN 'return' THEN (SELECT d.number FROM returns d WHERE d.id = m.subject_id)
         WHEN 'transfer' THEN (SELECT d.number FROM transfer d WHERE d.id = m.subject_id)
         WHEN 'stocktake' THEN (SELECT d.number FROM stocktake d WHERE d.id = m.subject_id)
         WHEN 'receipt' THEN (SELECT d.number FROM goods_receipt d WHERE d.id = m.subject_id) END AS document_number
  FROM {_SIDES} LEFT JOIN shipment h ON m.subject_kind = 'shipment' AND h.id = m.subject_id LEFT JOIN orders o ON o.id = h.order_id
  LEFT JOIN warehouse fw ON fw.id = f.warehouse_id LEFT JOIN warehouse tw ON tw.id = t.warehouse_id JOIN sku s ON s.id = m.sku_id
 WHERE {{where}} ORDER BY m.id {{order}} LIMIT %s"""
_SUM = """
SELECT s.id, coalesce((SELECT sum(on_hand) FROM balance WHERE sku_id = s.id), 0)::bigint AS on_hand FROM sku s WHERE s.code = %s"""
_AS_OF = """
SELECT w.code AS warehouse, w.name AS warehouse_name, p.code AS location, n.lot, n.status, sum(n.quantity)::bigint AS on_hand
  FROM (SELECT m.to_location_id AS location_id, m.lot, m.to_status AS status, m.quantity FROM movement m
         WHERE m.sku_id = (SELECT id FROM sku WHERE code = %s) AND m.effective_at < %s
        UNION ALL SELECT m.from_location_id, m.lot, m.from_status, -m.quantity FROM movement m
         WHERE m.sku_id = (SELECT id FROM sku WHERE code = %s) AND m.effective_at < %s) n
  JOIN location p ON p.id = n.location_id AND p.kind = 'shelf' JOIN warehouse w ON w.id = p.warehouse_id
 GROUP BY w.priority, w.id, p.priority, p.id, n.lot, n.status HAVING sum(n.quantity) <> 0
 ORDER BY w.priority, w.id, p.priority, p.code, n.status DESC, n.lot NULLS FIRST"""

_DAYS = f"""
SELECT (m.effective_at AT TIME ZONE %s)::date AS day, sum({_NET})::bigint AS net, sum({_NET}) FILTER (WHERE {_NET} < 0)::bigint AS out
  FROM {_SIDES} WHERE m.sku_id = (SELECT id FROM sku WHERE code = %s) AND m.effective_at >= %s GROUP BY 1"""
BEYOND = 1 << 62


@dataclass(frozen=True, slots=True)
class End:
    """One side of a movement: kind of place, its code and warehouse where it is a shelf, the condition there."""

    kind: str
    code: str
    warehouse: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the ledger; `net` is what all shelves together gained, `balance` what they held right after."""

    id: int
    quantity: int
    net: int
    balance: int
    lot: str | None
    cause: str
    reason: str
    reverses: int | None
    subject: tuple[str, int | None]
    parcel_number: int | None
    order_number: int | None
    actor: dict[str, Any]
    effective_at: datetime
    recorded_at: datetime
    source: End
    target: End
    sku: str
    cost_average: int | None
    cost_fifo: int | None
    reversed_by: int | None
    document_number: int | None

    @property
    def can_be_taken_back(self) -> bool:
        """A person or a file made it, and it still stands."""
        return self.subject[0] in ("sku", "import") and self.reverses is None and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class Lay:
    """Pieces that lay somewhere at a past moment."""

    warehouse: str
    warehouse_name: str
    location: str
    lot: str | None
    status: str
    on_hand: int


@dataclass(frozen=True, slots=True)
class DayEnd:
    """Pieces on hand when a business day ended (or now, for today), and how many left during it."""

    day: date
    on_hand: int
    left: int


@query("inventory:read")
def list_moves(code: str, after: str | None = None, limit: int = 25) -> Page[Move]:
    """The newest movements of a SKU, one page after the cursor; NotFound for a code nobody has."""
    place = place_after(after, int, int)
    found = db.rows("SELECT id, 0 AS on_hand FROM sku WHERE code = %s" if place else _SUM, (code,))
    if not found:
        raise NotFound()
    before, balance = place or (BEYOND, found[0].on_hand)
    moves = []
    for row in db.rows(PAGE.format(where="m.sku_id = %s AND m.id < %s", order="DESC"), (found[0].id, before, limit + 1)):
        moves.append(as_move(row, balance))
        balance -= row.net
    return page_of(moves, limit, lambda move: (move.id, move.balance - move.net))


def as_move(row: Any, balance: int) -> Move:
    """A row of PAGE, with the balance after it where somebody reckoned it."""
    return Move(row.id, row.quantity, row.net, balance, row.lot, row.cause, row.reason, row.reverses, (row.subject_kind, row.subject_id),
                row.parcel_number, row.order_number, row.actor, row.effective_at, row.recorded_at,
                End(row.from_kind, row.from_code, row.from_warehouse, row.from_status),
                End(row.to_kind, row.to_code, row.to_warehouse, row.to_status), row.sku, row.cost_average, row.cost_fifo, row.reversed_by,
                row.document_number)


@query("inventory:read")
def get_move(movement_id: int) -> Move:
    """One movement, with no balance told; NotFound for one the ledger hasn't."""
    found = db.rows(PAGE.format(where="m.id = %s", order="DESC"), (movement_id, 1))
    if not found:
        raise NotFound()
    return as_move(found[0], 0)


@query("inventory:read")
def stock_as_of(code: str, at: datetime) -> list[Lay]:
    """What lay where just before an instant, by when things happened, not by when they were written down."""
    return [Lay(*row) for row in db.rows(_AS_OF, (code, at, code, at))]


@query("inventory:read")
def stock_per_day(code: str, days: int = 90) -> list[DayEnd]:
    """Pieces on hand at the end of each business day of the company's zone, oldest first, today last."""
    zone, today = tenant().zone, clock.today(tenant().zone)
    first = today - timedelta(days=days - 1)
    since = clock.day_bounds(first, zone)[0]
    found = {row.day: row for row in db.rows(_DAYS, (zone, code, since))}
    on_hand = sum(row.on_hand for row in db.rows(_SUM, (code,))) - sum(row.net for row in found.values())
    ends = []
    for day in (first + timedelta(days=n) for n in range(days)):
        on_hand += found[day].net if day in found else 0
        ends.append(DayEnd(day, on_hand, -(found[day].out or 0) if day in found else 0))
    return ends
