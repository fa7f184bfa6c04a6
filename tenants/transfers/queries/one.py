"""One transfer with all there is to it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from saas.kit import clock, db
from saas.kit.context import tenant
from saas.kit.errors import NotFound
from saas.kit.events import Told, story
from saas.kit.operations import query

_ONE = """
SELECT t.id, t.number, t.state, f.code, f.name, w.code, w.name, t.planned, t.sent, t.received, t.lost, t.surplus, t.expected_on,
       coalesce(t.expected_on < %s AND t.state IN ('planned', 'in_transit', 'part_received'), false), t.note, t.created_by, t.created_at, t.version
  FROM transfer t JOIN warehouse f ON f.id = t.from_warehouse_id JOIN warehouse w ON w.id = t.to_warehouse_id WHERE t.number = %s"""
_LINES = """
SELECT l.line_no, s.code, s.title, s.barcode, s.tracking, l.lot, l.planned, l.sent, l.received, l.lost, l.surplus,
       coalesce((SELECT sum(b.on_hand - b.allocated) FROM balance b WHERE b.sku_id = l.sku_id AND b.warehouse_id = t.from_warehouse_id
                    AND b.status = 'good' AND (l.lot IS NULL OR b.lot = l.lot)), 0)::bigint AS free
  FROM transfer_line l JOIN sku s ON s.id = l.sku_id JOIN transfer t ON t.id = l.transfer_id
 WHERE l.transfer_id = %s ORDER BY l.line_no"""
_PARTS = """
SELECT p.id, p.line_no, p.lot, o.expires_on, p.sent, p.received, p.lost FROM transfer_lot p
  JOIN transfer_line l ON l.transfer_id = p.transfer_id AND l.line_no = p.line_no LEFT JOIN lot o ON o.sku_id = l.sku_id AND o.code = p.lot
 WHERE p.transfer_id = %s ORDER BY p.line_no, p.id"""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a line has left, of one lot."""

    id: int
    line_no: int
    lot: str | None
    expires_on: date | None
    sent: int
    received: int
    lost: int

    @property
    def on_the_way(self) -> int:
        return self.sent - self.received - self.lost


@dataclass(frozen=True, slots=True)
class OneLine:
    """A line as it stands; `free` pieces lie in the warehouse it leaves from, held by nobody."""

    line_no: int
    sku: str
    title: str
    barcode: str | None
    tracking: str
    lot: str | None
    planned: int
    sent: int
    received: int
    lost: int
    surplus: int
    free: int
    parts: list[Part] = field(default_factory=list)

    @property
    def to_send(self) -> int:
        return self.planned - self.sent

    @property
    def on_the_way(self) -> int:
        return self.sent - self.received - self.lost


@dataclass(frozen=True, slots=True)
class OneTransfer:
    """A transfer as it stands; quantities in pieces over its lines."""

    id: int
    number: int
    state: str
    source: str
    source_name: str
    target: str
    target_name: str
    planned: int
    sent: int
    received: int
    lost: int
    surplus: int
    expected_on: date | None
    late: bool
    note: str
    created_by: dict[str, Any]
    created_at: datetime
    version: int
    lines: list[OneLine] = field(default_factory=list)

    @property
    def to_send(self) -> int:
        return self.planned - self.sent if self.state != "cancelled" else 0

    @property
    def on_the_way(self) -> int:
        return self.sent - self.received - self.lost


@query("transfers:read")
def get_transfer(number: int) -> OneTransfer:
    """The transfer of this number with its lines; NotFound for one nobody planned."""
    found = db.rows(_ONE, (clock.today(tenant().zone), number))
    if not found:
        raise NotFound()
    transfer = OneTransfer(*found[0])
    transfer.lines.extend(OneLine(*row) for row in db.rows(_LINES, (transfer.id,)))
    by_no = {line.line_no: line for line in transfer.lines}
    for row in db.rows(_PARTS, (transfer.id,)):
        by_no[row.line_no].parts.append(Part(*row))
    return transfer


@query("transfers:read")
def transfer_story(transfer_id: int) -> list[Told]:
    """What happened to a transfer, newest first."""
    return story("transfer", transfer_id)
