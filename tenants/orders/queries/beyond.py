"""What belongs to an order beyond itself: its parcels, its returns, and the orders it is tied to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saas.kit import db

_LINKS = """SELECT k.kind, o.number, o.state, k.order_id = %s AS from_here FROM order_link k
  JOIN orders o ON o.id = CASE WHEN k.order_id = %s THEN k.other_id ELSE k.order_id END
 WHERE k.order_id = %s OR k.other_id = %s ORDER BY k.at, o.id"""
# Parcels are fulfilment's; whoever looks at an order wants to see them, so they are read here by their table's name.
_PARCELS = """
SELECT s.number, w.code AS warehouse, w.name AS warehouse_name, s.carrier, s.tracking, s.shipped_at, s.delivered_at,
       l.line_no, l.quantity
  FROM shipment s JOIN warehouse w ON w.id = s.warehouse_id
  CROSS JOIN LATERAL (SELECT line_no, sum(quantity)::bigint AS quantity FROM shipment_line WHERE shipment_id = s.id GROUP BY 1) l
 WHERE s.order_id = %s ORDER BY s.id, l.line_no"""
# So are returns.
_RETURNS = "SELECT number, state, requested, received, refunded, requested_at FROM returns WHERE order_id = %s ORDER BY id"


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """Pieces of one line in a parcel."""

    line_no: int
    sku: str
    title: str
    quantity: int


@dataclass(frozen=True, slots=True)
class OneParcel:
    """A parcel that left for the order."""

    number: int
    warehouse: str
    warehouse_name: str
    carrier: str
    tracking: str
    shipped_at: datetime
    delivered_at: datetime | None
    lines: list[ParcelLine] = field(default_factory=list)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class OrderTie:
    """Another order this one belongs together with: split off (`from_here`: the other came from this one), merged, exchange."""

    kind: str
    number: int
    state: str
    from_here: bool


@dataclass(frozen=True, slots=True)
class OrderReturn:
    """Goods that come back, or came; `refunded` in minor units."""

    number: int
    state: str
    requested: int
    received: int
    refunded: int
    requested_at: datetime


def parcels_of(order_id: int, lines: Mapping[int, Any]) -> list[OneParcel]:
    """The parcels that left for an order, with what lay in them."""
    parcels: dict[int, OneParcel] = {}
    for row in db.rows(_PARCELS, (order_id,)):
        parcel = parcels.setdefault(row.number, OneParcel(*row[:7]))
        line = lines[row.line_no]
        parcel.lines.append(ParcelLine(row.line_no, line.sku, line.title, row.quantity))
    return list(parcels.values())


def ties_of(order_id: int) -> list[OrderTie]:
    """The orders this one belongs together with."""
    return [OrderTie(*tie) for tie in db.rows(_LINKS, (order_id,) * 4)]


def returns_of(order_id: int) -> list[OrderReturn]:
    """The returns of an order, the first one first."""
    return [OrderReturn(*one) for one in db.rows(_RETURNS, (order_id,))]
