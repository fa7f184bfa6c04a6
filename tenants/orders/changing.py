"""What changing an order comes to: its lines and amounts afterwards, and what is let go. Pure: it reads a locked order and plans."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from saas.kit.errors import Stale
from saas.kit.inputs import NotAnAmount
from saas.kit.money import NotMoney, round_half_up, to_minor
from tenants.catalogue.errors import UnknownSku
from tenants.orders.dividing import Amounts
from tenants.orders.errors import (DiscountTooLarge, KitIncomplete, LessThanLeft, MoreRefunded, NothingStays, NotOpen, PartOfAKit, UnknownLine)
from tenants.orders.holding import Shelf
from tenants.orders.inputs import LineChange, OrderChange
from tenants.orders.locking import Locked
from tenants.orders.models import OPEN_STATES
from tenants.orders.pricing import PricedLine, priced_line, taken_apart, tax_of


@dataclass(frozen=True, slots=True)
class NewState:
    """How a line (or kit) stands afterwards; `released` are (balance, pieces, all of that allocation)."""

    row: Any
    ordered: int
    unit_price: int
    discount: int
    released: list[tuple[int, int, bool]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.unit_price * self.ordered - self.discount

    @property
    def let_go(self) -> int:
        return sum(q for _balance, q, _whole in self.released)

    @property
    def differs(self) -> bool:
        return (self.ordered, self.unit_price, self.discount) != (self.row.ordered, self.row.unit_price, self.row.discount)


@dataclass(frozen=True, slots=True)
class Plan:
    """An order's lines, kits and amounts after a change. What was `asked` for anew is `added` line by line (with their
    `numbers`), kits taken apart; `whole` are those kits by number."""

    item: OrderChange
    order: Locked
    lines: list[NewState]
    kits: list[NewState]
    asked: list[PricedLine]
    added: list[PricedLine]
    numbers: Sequence[int]
    whole: dict[int, PricedLine]
    amounts: Amounts

    @property
    def ordered(self) -> int:
        return self.order.row.ordered + self.gained

    @property
    def gained(self) -> int:
        """Pieces more (or, below zero, fewer) than before."""
        return sum(s.ordered - s.row.ordered for s in self.lines) + sum(line.quantity for line in self.added)

    @property
    def let_go(self) -> int:
        return sum(state.let_go for state in self.lines)

    @property
    def wants_stock(self) -> bool:
        return bool(self.added) or any(s.ordered > s.row.ordered for s in self.lines)


def plan(item: OrderChange, order: Locked, shelf: Shelf) -> Plan:
    """What the change comes to; a DomainError on its field where it can't be."""
    row = order.row
    if item.version is not None and item.version != row.version:
        raise Stale("/version")
    if row.state not in OPEN_STATES and row.state != "draft":
        raise NotOpen(number=item.number)
    wishes = _wishes(item, order)
    kits = [_state(kit, *wishes.get(kit.kit_no, ("", None)), row.currency) for kit in order.kits.values()]
    wanted = {state.row.kit_no: state.ordered - state.row.cancelled for state in kits}
    lines = [_line(line, order, wishes, wanted) for line in order.lines.values()]
    asked = list(_asked(item, shelf, row.currency))
    added, numbers, whole = taken_apart(asked, shelf.skus, shelf.kits, max([*order.lines, *order.kits]))
    if sum(s.ordered - s.row.cancelled for s in lines) + sum(line.quantity for line in added) <= 0:
        raise NothingStays("/lines", number=item.number)
    return Plan(item, order, lines, kits, asked, added, numbers, whole, _amounts(item, row, [*lines, *kits], asked))


def _wishes(item: OrderChange, order: Locked) -> dict[int, tuple[str, LineChange]]:
    """Each change by the line it is for, with where it stands in the request."""
    wishes = {}
    for n, change in enumerate(item.lines):
        pointer = f"/lines/{n}"
        if change.line not in order.kits and change.line not in order.lines:
            raise UnknownLine(f"{pointer}/line", number=item.number, line=change.line)
        if change.line in order.lines and order.lines[change.line].kit_no:
            raise PartOfAKit(f"{pointer}/line", line=change.line)
        wishes[change.line] = pointer, change
    return wishes


def _line(line: Any, order: Locked, wishes: Mapping[int, tuple[str, LineChange]], kits: Mapping[int, int]) -> NewState:
    if line.kit_no:
        pointer, change = wishes.get(line.kit_no, ("", None))
        same = change is None or change.quantity is None  # a kit of which only some parts have left stays as it is
        ordered, unit, discount = line.ordered if same else kits[line.kit_no] * line.per_kit + line.cancelled, line.unit_price, line.discount
    else:
        pointer, change = wishes.get(line.line_no, ("", None))
        state = _state(line, pointer, change, order.row.currency)
        ordered, unit, discount = state.ordered, state.unit_price, state.discount
    there = line.shipped + line.picked
    if ordered - line.cancelled < there:
        raise LessThanLeft(f"{pointer}/quantity", line=line.kit_no or line.line_no, there=there)
    excess = line.allocated - (ordered - line.cancelled - line.shipped)
    return NewState(line, ordered, unit, discount, list(_let_go(order, line.line_no, excess)))


def _let_go(order: Locked, line_no: int, excess: int) -> Iterator[tuple[int, int, bool]]:
    """What goes back to the shelf, last shelf first; never what someone has picked."""
    for part in reversed(order.allocations):
        if part.line_no == line_no and excess > 0 and (take := min(excess, part.quantity - part.picked)):
            excess -= take
            yield part.balance_id, take, take == part.quantity


def _state(row: Any, pointer: str, change: LineChange | None, currency: str) -> NewState:
    if change is None:
        return NewState(row, row.ordered, row.unit_price, row.discount)
    ordered = row.ordered if change.quantity is None else change.quantity + row.cancelled
    unit = row.unit_price if change.unit_price is None else _amount(change.unit_price, currency, f"{pointer}/unit_price")
    discount = row.discount if change.discount is None else _amount(change.discount, currency, f"{pointer}/discount")
    if change.discount is None and change.quantity is not None and row.ordered:
        discount = row.discount * ordered // row.ordered
    if discount > unit * ordered:
        raise DiscountTooLarge(f"{pointer}/discount")
    return NewState(row, ordered, unit, discount)


def _asked(item: OrderChange, shelf: Shelf, currency: str) -> Iterator[PricedLine]:
    for n, line in enumerate(item.add):
        if line.sku not in shelf.skus:
            raise (KitIncomplete if line.sku in shelf.kits else UnknownSku)(f"/add/{n}/sku", sku=line.sku)
        yield priced_line(f"/add/{n}", line, shelf.skus[line.sku], currency)


def _amounts(item: OrderChange, row: Any, states: list[NewState], added: list[PricedLine]) -> Amounts:
    parts = [(s.total, s.row.tax_bp) for s in states] + [(line.total, line.tax_bp) for line in added]
    subtotal = sum(total for total, _rate in parts)
    discount = row.discount if item.discount is None else _amount(item.discount, row.currency, "/discount")
    if discount > subtotal:
        raise DiscountTooLarge("/discount")
    shipping = row.shipping if item.shipping is None else _amount(item.shipping, row.currency, "/shipping")
    same = discount == row.discount and parts == [(s.row.total, s.row.tax_bp) for s in states]
    tax = row.tax + row.tax_included if same else _tax(row, parts, subtotal, discount)
    inside = row.prices_include_tax
    found = Amounts(subtotal, discount, shipping, 0 if inside else tax, tax if inside else 0)
    if found.total < row.refunded:
        raise MoreRefunded(number=row.number)
    return found


def _tax(row: Any, parts: list[tuple[int, int]], subtotal: int, discount: int) -> int:
    """Anew by the lines' rates; a tax the shop stated changes in proportion to what it was stated for."""
    if not row.tax_stated:
        return tax_of(parts, discount, row.prices_include_tax)
    before, base = row.tax + row.tax_included, row.subtotal - row.discount
    return round_half_up(Decimal(before) * (subtotal - discount) / base) if base else before


def _amount(text: str, currency: str, pointer: str) -> int:
    try:
        return to_minor(text, currency)
    except NotMoney:
        raise NotAnAmount(pointer) from None
