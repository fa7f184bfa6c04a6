"""What arrived against what was expected: which line each piece counts for, what is over and what is short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class Expected:
    """Pieces of a SKU (and lot, if it was announced) that wait to arrive; `unit_cost` in minor units of the company's
    currency, None where nobody knows."""

    sku_id: int
    purchase_line_no: int | None
    lot: str | None
    left: int
    unit_cost: int | None
    last: "Arrived | None" = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of a SKU: where it was put, and what a piece costs if nobody ordered it."""

    sku_id: int
    good: int
    damaged: int
    lot: str | None
    expires_on: date | None
    location: str
    unit_cost: int | None
    item: int
    reason: str = ""


@dataclass(slots=True)
class Arrived:
    """A line of a receipt. `item` is the counted line it comes from, None where nothing came."""

    sku_id: int
    purchase_line_no: int | None
    lot: str | None
    expected: int
    good: int
    damaged: int
    unit_cost: int | None
    item: int | None
    location: str = ""
    reason: str = ""

    @property
    def pieces(self) -> int:
        return self.good + self.damaged

    @property
    def over(self) -> int:
        return max(0, self.pieces - self.expected)

    @property
    def short(self) -> int:
        return max(0, self.expected - self.pieces)


def arrived(counted: Iterable[Counted], expected: Sequence[Expected], every: Iterable[Expected] = ()) -> list[Arrived]:
    """The lines of a receipt. Pieces fill what was expected of their SKU, their own lot first; what is over stays with the
    last line of the SKU, or alone where nobody expected any. Of `every` line it is also told when nothing came."""
    lines: list[Arrived] = []
    missing: dict[int, str] = {}
    for one in counted:
        lines += _spread(one, [line for line in expected if line.sku_id == one.sku_id])
        if not one.good and not one.damaged:
            missing[one.sku_id] = one.reason
    for line in expected:
        if line.left and line.last is not None:
            line.last.expected += line.left
            line.left = 0
    lines += [Arrived(line.sku_id, line.purchase_line_no, line.lot, line.left, 0, 0, line.unit_cost, None, reason=missing.get(line.sku_id, ""))
              for line in every if line.left]
    return lines


def _spread(one: Counted, waiting: list[Expected]) -> list[Arrived]:
    """The pieces of one counted line over the expected ones; good pieces first."""
    good, damaged, found = one.good, one.damaged, []
    waiting = sorted(waiting, key=lambda line: line.lot != one.lot)
    for line in waiting:
        take = min(line.left, good + damaged)
        if take:
            found.append(_line(one, line, take, min(take, good), take - min(take, good)))
            good, damaged = good - found[-1].good, damaged - found[-1].damaged
    if good or damaged:
        if found:
            found[-1].good, found[-1].damaged = found[-1].good + good, found[-1].damaged + damaged
        else:
            found.append(_line(one, waiting[0] if waiting else None, 0, good, damaged))
    return found


def _line(one: Counted, line: Expected | None, take: int, good: int, damaged: int) -> Arrived:
    cost = line.unit_cost if line and line.unit_cost is not None else one.unit_cost
    made = Arrived(one.sku_id, line and line.purchase_line_no, one.lot, take, good, damaged, cost, one.item, one.location, one.reason)
    if line:
        line.left, line.last = line.left - take, made
    return made
