"""The effect of a change as a person and a program read it: each line's pieces and stock, and the money, before and after."""

from dataclasses import dataclass
from typing import Any

from tenants.orders.dividing import cancelled_value
from tenants.orders.locking import Locked
from tenants.orders.operations import Effect


@dataclass(frozen=True, slots=True)
class Change:
    """Something before and after; amounts in minor units."""

    name: str
    before: Any
    after: Any

    @property
    def differs(self) -> bool:
        return bool(self.before != self.after)


@dataclass(frozen=True, slots=True)
class LineEffect:
    """A line (or kit) before and after: pieces wanted, pieces held, money."""

    line: int
    sku: str
    title: str
    wanted: Change
    held: Change
    total: Change

    @property
    def differs(self) -> bool:
        return self.wanted.differs or self.held.differs or self.total.differs


@dataclass(frozen=True, slots=True)
class OrderEffect:
    """What a change does to an order."""

    currency: str
    state: Change
    lines: list[LineEffect]
    money: list[Change]
    released: int
    held: int
    missing: int


def effect_of(effect: Effect) -> OrderEffect:
    """The difference between an order as it was and as it is (or would be) after a change."""
    before, after = effect.before, effect.after
    lines = [_line(no, before, after) for no in sorted({*after.lines, *after.kits}) if no in after.kits or not after.lines[no].kit_no]
    moved = [(_held(before, no), _held(after, no)) for no in after.lines]
    return OrderEffect(
        after.row.currency, Change("state", before.row.state, after.row.state), lines,
        [*(Change(name, getattr(before.row, name), getattr(after.row, name)) for name in ("subtotal", "discount", "shipping", "tax", "tax_included", "total")),
         *_of_cancelled(before, after)],
        sum(max(0, was - now) for was, now in moved), sum(max(0, now - was) for was, now in moved),
        after.row.ordered - after.row.cancelled - after.row.allocated - after.row.shipped)


def _of_cancelled(before: Locked, after: Locked) -> list[Change]:
    """What cancelled pieces stand for, and what is left of the total without them; nothing where none are cancelled."""
    was, now = (cancelled_value(order.row, [*order.lines.values(), *order.kits.values()]) for order in (before, after))
    if not (before.row.cancelled or after.row.cancelled):
        return []
    return [Change("cancelled_value", was, now), Change("wanted_total", before.row.total - was, after.row.total - now)]


def _line(no: int, before: Locked, after: Locked) -> LineEffect:
    row = after.kits.get(no) or after.lines[no]
    was = before.kits.get(no) or before.lines.get(no)
    return LineEffect(no, row.sku_code, row.title, Change("wanted", was.ordered - was.cancelled if was else 0, row.ordered - row.cancelled),
                      Change("held", _held(before, no), _held(after, no)), Change("total", was.total if was else 0, row.total))


def _held(order: Locked, no: int) -> int:
    """Pieces held for a line; of a kit, how many could be put together from what is held."""
    if no in order.kits:
        parts = [line for line in order.lines.values() if line.kit_no == no]
        return min((line.allocated // line.per_kit for line in parts), default=0)
    return order.lines[no].allocated if no in order.lines else 0
