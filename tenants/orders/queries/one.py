"""One order, whole: its lines with the stock held for them, its holds, its parcels, its story."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saas.kit import db
from saas.kit.events import Told, story
from saas.kit.operations import query
from tenants.orders.errors import UnknownOrder
from tenants.orders.models import OPEN_STATES
from tenants.orders.queries.beyond import OneParcel, OrderReturn, OrderTie, parcels_of, returns_of, ties_of

_ORDER = """SELECT id, number, channel, reference, currency, customer_name, customer_email, customer_phone, ship_to, note,
 shipping_method, paid, stated_total, subtotal, discount, shipping, tax, tax_included, total, ordered, cancelled, allocated, picked, shipped,
 delivered, returned, refunded, state, import_id, placed_at, version, (SELECT jsonb_object_agg(code, name) FROM warehouse) AS houses FROM orders
 WHERE number = %s"""
_LINES = """SELECT line_no, sku_code, sku_id IS NOT NULL AS known, kit_no, per_kit, title, unit_price, discount, tax_bp, total, ordered, cancelled, allocated, picked, packed, shipped,
 delivered, returned, written_off, trace FROM order_line WHERE order_id = %s AND ordered > 0 ORDER BY line_no"""
_KITS = """SELECT kit_no, sku_code, title, unit_price, discount, tax_bp, total, ordered, cancelled FROM order_kit
 WHERE order_id = %s AND ordered > 0 ORDER BY kit_no"""
_HELD = """
SELECT a.line_no, w.code AS warehouse, w.name AS warehouse_name, l.code AS location, b.lot, a.quantity, a.picked
  FROM allocation a JOIN balance b ON b.id = a.balance_id JOIN location l ON l.id = b.location_id
  JOIN warehouse w ON w.id = l.warehouse_id WHERE a.order_id = %s ORDER BY a.line_no, b.priority, b.id"""
_HOLDS = """SELECT id, kind, reason, owner, lift_by, set_by, set_at, lifts_at, lifted_at, lifted_by
 FROM hold WHERE order_id = %s ORDER BY id"""


@dataclass(frozen=True, slots=True)
class HeldPart:
    """Pieces of one balance held for a line, and where they lie; `picked` of them are in someone's hands."""

    line_no: int
    warehouse: str
    warehouse_name: str
    location: str
    lot: str | None
    quantity: int
    picked: int


@dataclass(frozen=True, slots=True)
class OneLine:
    """A line of an order; amounts in minor units of the order's currency."""

    line_no: int
    sku: str
    known: bool
    kit_no: int | None
    per_kit: int | None
    title: str
    unit_price: int
    discount: int
    tax_bp: int
    total: int
    ordered: int
    cancelled: int
    allocated: int
    picked: int
    packed: int
    shipped: int
    delivered: int
    returned: int
    written_off: int
    trace: dict[str, Any] | None
    held: list[HeldPart] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        return self.ordered - self.cancelled

    @property
    def missing(self) -> int:
        """Pieces that have no stock yet."""
        return self.wanted - self.allocated - self.shipped

    @property
    def movable(self) -> int:
        """Pieces nobody has picked or shipped: they may still go to another order."""
        return self.wanted - self.shipped - self.picked

    @property
    def underway(self) -> int:
        """Pieces that have left and neither arrived nor were given up."""
        return self.shipped - self.delivered - self.written_off


@dataclass(frozen=True, slots=True)
class OneKit:
    """A kit of an order: priced as one, held and shipped as its parts. So many kits as every part makes are held or gone."""

    line_no: int
    sku: str
    title: str
    unit_price: int
    discount: int
    tax_bp: int
    total: int
    ordered: int
    cancelled: int
    parts: list[OneLine] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        return self.ordered - self.cancelled

    @property
    def allocated(self) -> int:
        """Kits that are held: those that are held or gone, less those gone."""
        return self._made(lambda part: part.allocated + part.shipped) - self.shipped

    @property
    def picked(self) -> int:
        return self._made(lambda part: part.picked + part.shipped) - self.shipped

    @property
    def packed(self) -> int:
        return self._made(lambda part: part.packed + part.shipped) - self.shipped

    @property
    def shipped(self) -> int:
        return self._made(lambda part: part.shipped)

    @property
    def missing(self) -> int:
        return self.wanted - self.allocated - self.shipped

    @property
    def movable(self) -> int:
        """Kits of which nobody has picked or shipped a piece: they may still be cancelled or go to another order."""
        return self._made(lambda part: part.movable)

    def _made(self, pieces: Callable[[OneLine], int]) -> int:
        return min((pieces(part) // (part.per_kit or 1) for part in self.parts), default=0)


@dataclass(frozen=True, slots=True)
class OneHold:
    """A reason the order stands still, or stood."""

    id: int
    kind: str
    reason: str
    owner: str
    lift_by: str
    set_by: dict[str, Any]
    set_at: datetime
    lifts_at: datetime | None
    lifted_at: datetime | None
    lifted_by: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class OneOrder:
    """An order as it stands; amounts in minor units of `currency`; `houses` are the company's warehouses, names by code."""

    id: int
    number: int
    channel: str
    reference: str
    currency: str
    customer_name: str
    customer_email: str
    customer_phone: str
    ship_to: dict[str, str]
    note: str
    shipping_method: str
    paid: bool | None
    stated_total: int | None
    subtotal: int
    discount: int
    shipping: int
    tax: int
    tax_included: int
    total: int
    ordered: int
    cancelled: int
    allocated: int
    picked: int
    shipped: int
    delivered: int
    returned: int
    refunded: int
    state: str
    import_id: int | None
    placed_at: datetime
    version: int
    houses: dict[str, str]
    lines: list[OneLine] = field(default_factory=list)
    kits: list[OneKit] = field(default_factory=list)
    holds: list[OneHold] = field(default_factory=list)
    parcels: list[OneParcel] = field(default_factory=list)
    ties: list[OrderTie] = field(default_factory=list)
    returns: list[OrderReturn] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        return self.ordered - self.cancelled

    @property
    def missing(self) -> int:
        """Pieces that have no stock yet."""
        return self.wanted - self.allocated - self.shipped

    @property
    def packed(self) -> int:
        return sum(line.packed for line in self.lines)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def entries(self) -> list[OneLine | OneKit]:
        """Lines and kits as they were ordered; what goes into a kit stands with the kit."""
        return sorted([*(line for line in self.lines if line.kit_no is None), *self.kits], key=lambda entry: entry.line_no)

    @property
    def open_holds(self) -> list[OneHold]:
        return [hold for hold in self.holds if hold.lifted_at is None]

    @property
    def lifted_holds(self) -> list[OneHold]:
        return [hold for hold in self.holds if hold.lifted_at is not None]


@query("orders:read")
def get_order(number: int) -> OneOrder:
    """The order of this number with its lines, holds, parcels, ties and returns: eight statements; UnknownOrder where there is none."""
    found = db.rows(_ORDER, (number,)) if number < 1 << 63 else []
    if not found:
        raise UnknownOrder("/number", number=number)
    (row,) = found
    lines = _lines(row.id)
    return OneOrder(*row, lines=lines, kits=_kits(row.id, lines), holds=[OneHold(*hold) for hold in db.rows(_HOLDS, (row.id,))],
                    parcels=parcels_of(row.id, {line.line_no: line for line in lines}), ties=ties_of(row.id), returns=returns_of(row.id))


def _lines(order_id: int) -> list[OneLine]:
    held: dict[int, list[HeldPart]] = defaultdict(list)
    for part in db.rows(_HELD, (order_id,)):
        held[part.line_no].append(HeldPart(*part))
    return [OneLine(*line, held=held[line.line_no]) for line in db.rows(_LINES, (order_id,))]


def _kits(order_id: int, lines: list[OneLine]) -> list[OneKit]:
    """Asked for only where a line is part of one."""
    if not any(line.kit_no for line in lines):
        return []
    return [OneKit(*kit, parts=[line for line in lines if line.kit_no == kit.kit_no]) for kit in db.rows(_KITS, (order_id,))]


@query("orders:read")
def order_story(order_id: int) -> list[Told]:
    """What happened to an order, newest first."""
    return story("order", order_id)
