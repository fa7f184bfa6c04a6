"""Orders that need a person, one reason at a time, what waits longest first: each is a case to be settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from saas.kit import db
from saas.kit.operations import query

# In the order a person works through them; `waiting` is no hold, but an order without stock.
REASONS = ("address", "payment", "sku", "total", "duplicate", "comment", "fraud", "stock", "waiting", "client", "operator")
_HELD = """
SELECT o.number, o.customer_name, h.set_at AS since, h.id, h.reason, h.owner, h.lift_by, h.set_by ->> 'name' AS set_by, h.lifts_at
  FROM hold h JOIN orders o ON o.id = h.order_id AND o.state = 'on_hold' WHERE h.kind = %s AND h.lifted_at IS NULL"""
_HELD_NEXT = f"{_HELD} AND (h.set_at, h.id) > (%s, %s) ORDER BY h.set_at, h.id LIMIT %s"
_HELD_ONE = f"{_HELD} AND o.number = %s ORDER BY h.set_at, h.id LIMIT 1"
_WAITING = """SELECT number, customer_name, placed_at AS since, id, '' AS reason, 'system' AS owner, 'anyone' AS lift_by, '' AS set_by,
 NULL::timestamptz AS lifts_at FROM orders WHERE state = 'waiting'"""
_WAITING_NEXT = f"{_WAITING} AND (placed_at, id) > (%s, %s) ORDER BY placed_at, id LIMIT %s"
_WAITING_ONE = f"{_WAITING} AND number = %s"
_UNKNOWN = """SELECT DISTINCT l.sku_code, l.title FROM order_line l JOIN orders o ON o.id = l.order_id
 WHERE o.number = %s AND l.sku_id IS NULL AND l.ordered > l.cancelled ORDER BY 1"""
_START = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """An order that needs a person for one reason, since when; `id` is its hold's, or the order's own where it waits for
    stock. The rest is the hold's: why, whose, who may lift it, who set it, when it ends by itself."""

    number: int
    customer: str
    since: datetime
    id: int
    reason: str
    owner: str
    lift_by: str
    set_by: str
    lifts_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnknownGoods:
    """What was ordered under a code that the catalogue doesn't know."""

    sku: str
    title: str


@query("orders:read")
def list_cases(reason: str, after: Case | None = None, limit: int = 10) -> list[Case]:
    """The cases of one of REASONS, those behind `after`: one statement."""
    since, last = (after.since, after.id) if after else (_START, 0)
    if reason == "waiting":
        return [Case(*row) for row in db.rows(_WAITING_NEXT, (since, last, limit))]
    return [Case(*row) for row in db.rows(_HELD_NEXT, (reason, since, last, limit))]


@query("orders:read")
def find_case(reason: str, number: int) -> Case | None:
    """The case of one order, None once it is settled."""
    if number >= 1 << 63:
        return None
    found: Sequence[object] = db.rows(_WAITING_ONE, (number,)) if reason == "waiting" else db.rows(_HELD_ONE, (reason, number))
    return Case(*found[0]) if found else None  # type: ignore[misc]


@query("orders:read")
def unknown_goods(number: int) -> list[UnknownGoods]:
    """What the catalogue doesn't know of an order."""
    return [UnknownGoods(*row) for row in db.rows(_UNKNOWN, (number,))]
