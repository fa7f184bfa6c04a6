"""One return, whole: its lines, its units, what went back for it, its story; and what of an order can come back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saas.kit import db
from saas.kit.events import Told, story
from saas.kit.operations import query
from tenants.orders.errors import UnknownOrder
from tenants.returns.errors import UnknownReturn
from tenants.returns.suggesting import payable, suggested
from tenants.returns.worths import sent_worths, unit_taxes

_RETURN = """
SELECT r.id, r.number, r.state, r.reason, r.note, r.wants, r.requested, r.authorised, r.received, r.accepted, r.rejected, r.refunded, r.requested_by,
       r.requested_at, r.version, r.exchange_order_id, x.number AS exchange, r.order_id
  FROM returns r LEFT JOIN orders x ON x.id = r.exchange_order_id WHERE r.number = %s"""
_ORDER = """SELECT id, number, channel, reference, customer_name, customer_email, customer_phone, ship_to, currency, discount, shipping, tax, tax_included, total,
       refunded, refunded_apart, ordered, shipped, written_off, paid FROM orders WHERE id = %s"""
_LINES = """
SELECT n.line_no, l.sku_code, l.title, s.barcode, s.tracking, k.title AS kit, n.requested, n.authorised, n.received, n.accepted, n.rejected,
       CASE WHEN s.tracking <> 'none' THEN ARRAY(SELECT DISTINCT b.lot FROM shipment p JOIN shipment_line x ON x.shipment_id = p.id AND x.line_no = n.line_no
         JOIN balance b ON b.id = x.balance_id WHERE p.order_id = n.order_id AND b.lot IS NOT NULL ORDER BY 1) ELSE '{}' END AS lots
  FROM return_line n JOIN order_line l ON l.order_id = n.order_id AND l.line_no = n.line_no JOIN sku s ON s.id = l.sku_id
  LEFT JOIN order_kit k ON k.order_id = l.order_id AND k.kit_no = l.kit_no WHERE n.return_id = %s ORDER BY n.line_no"""
_UNITS = """
SELECT u.id, u.line_no, l.sku_code, l.title, u.quantity, u.condition, u.goes_to, w.name AS warehouse, p.code AS location, u.lot, u.decision, u.reason,
       u.worth, u.received_by, u.received_at, u.decided_by, u.decided_at
  FROM returned_unit u JOIN return_line n ON n.return_id = u.return_id AND n.line_no = u.line_no
  JOIN order_line l ON l.order_id = n.order_id AND l.line_no = n.line_no
  LEFT JOIN location p ON p.id = u.location_id LEFT JOIN warehouse w ON w.id = p.warehouse_id WHERE u.return_id = %s ORDER BY u.id"""
_REFUNDS = "SELECT id, amount, method, reference, note, by, at FROM refund WHERE return_id = %s ORDER BY id"
_RETURNABLE = """
SELECT l.line_no, l.sku_code, l.title, k.title AS kit, l.shipped - l.returned - l.announced - l.written_off AS most
  FROM orders o JOIN order_line l ON l.order_id = o.id LEFT JOIN order_kit k ON k.order_id = l.order_id AND k.kit_no = l.kit_no
 WHERE o.number = %s AND l.shipped > l.returned + l.announced + l.written_off ORDER BY l.line_no"""


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """Pieces of one line of the order; `kit` is the title of the kit they are part of, `lots` those its pieces were sent from."""

    line_no: int
    sku: str
    title: str
    barcode: str | None
    tracking: str
    kit: str | None
    requested: int
    authorised: int
    received: int
    accepted: int
    rejected: int
    lots: tuple[str, ...] = ()

    @property
    def awaited(self) -> int:
        return self.authorised - self.received


@dataclass(frozen=True, slots=True)
class OneUnit:
    """Pieces that came back together: their condition, where they are, what was decided; `worth` in minor units."""

    id: int
    line_no: int
    sku: str
    title: str
    quantity: int
    condition: str
    goes_to: str
    warehouse: str | None
    location: str | None
    lot: str | None
    decision: str
    reason: str
    worth: int
    received_by: dict[str, Any]
    received_at: datetime
    decided_by: dict[str, Any] | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class OneRefund:
    """Money that went back, in minor units."""

    id: int
    amount: int
    method: str
    reference: str
    note: str
    by: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class OneReturn:
    """A return as it stands; amounts in minor units of its order's currency."""

    id: int
    number: int
    state: str
    reason: str
    note: str
    wants: str
    requested: int
    authorised: int
    received: int
    accepted: int
    rejected: int
    refunded: int
    requested_by: dict[str, Any]
    requested_at: datetime
    version: int
    exchange_order_id: int | None
    exchange: int | None
    order: Any
    sent: int
    lines: list[ReturnedLine] = field(default_factory=list)
    units: list[OneUnit] = field(default_factory=list)
    refunds: list[OneRefund] = field(default_factory=list)
    taxes: dict[int, int] = field(default_factory=dict)

    @property
    def awaited(self) -> int:
        """Pieces that may still come."""
        return 0 if self.state in ("declined", "cancelled", "closed") else self.authorised - self.received

    @property
    def is_open(self) -> bool:
        return self.state not in ("declined", "cancelled", "closed")

    @property
    def undecided(self) -> list[OneUnit]:
        return [unit for unit in self.units if not unit.decision]

    @property
    def worth(self) -> int:
        """What the accepted goods were sold for."""
        return sum(unit.worth for unit in self.units)

    def worth_of(self, line_no: int) -> int:
        """What the accepted goods of a line were sold for."""
        return sum(unit.worth for unit in self.units if unit.line_no == line_no)

    def tax_of(self, line_no: int) -> int:
        """What of that is tax."""
        return sum(self.taxes.get(unit.id, 0) for unit in self.units if unit.line_no == line_no)

    @property
    def tax(self) -> int:
        """What of the accepted goods' worth is tax."""
        return sum(self.tax_of(line.line_no) for line in self.lines)

    @property
    def payable(self) -> int:
        """What could still be refunded for the order's returns."""
        return payable(self.order, self.sent)

    @property
    def suggested(self) -> int:
        """What should be refunded now."""
        return suggested(self, self.worth, self.payable)


@query("returns:read")
def get_return(number: int) -> OneReturn:
    """The return of this number with its order, lines, units and refunds: five statements, three more where goods were
    accepted, two more where only some of the order has left or is lost."""
    found = db.rows(_RETURN, (number,)) if number < 1 << 63 else []
    if not found:
        raise UnknownReturn("/number", number=number)
    (row,) = found
    (order,) = db.rows(_ORDER, (row.order_id,))
    lines, units, refunds = (db.rows(sql, (row.id,)) for sql in (_LINES, _UNITS, _REFUNDS))
    return OneReturn(*row[:17], order=order, sent=sent_worths({order.id: order})[order.id], lines=[ReturnedLine(*line) for line in lines], units=[OneUnit(*unit) for unit in units],
                     refunds=[OneRefund(*refund) for refund in refunds], taxes=unit_taxes(order) if row.accepted else {})


@query("returns:read")
def return_story(return_id: int) -> list[Told]:
    """What happened to a return, newest first."""
    return story("return", return_id)


@dataclass(frozen=True, slots=True)
class Returnable:
    """A line of an order and how many of its pieces can come back."""

    line_no: int
    sku: str
    title: str
    kit: str | None
    most: int


@query("returns:read")
def returnable(order: int) -> Sequence[Returnable]:
    """What of an order was shipped and is neither announced, nor back, nor lost."""
    if order >= 1 << 63 or not db.rows("SELECT 1 FROM orders WHERE number = %s", (order,)):
        raise UnknownOrder("/number", number=order)
    return [Returnable(*row) for row in db.rows(_RETURNABLE, (order,))]
