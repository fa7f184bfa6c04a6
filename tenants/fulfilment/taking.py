"""Which of the held pieces a request takes: by line, shelf by shelf, picked ones first."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from tenants.fulfilment.errors import MoreThanHeld
from tenants.fulfilment.inputs import LineQuantity
from tenants.orders.errors import UnknownLine
from tenants.orders.locking import Locked


@dataclass(frozen=True, slots=True)
class Taken:
    """Pieces of one allocation; `picked` of them had been picked."""

    held: Any
    quantity: int
    picked: int


def take(order: Locked, lines: list[LineQuantity] | None, *, unpicked_only: bool) -> list[Taken]:
    """The allocations that cover the lines asked for, or everything; MoreThanHeld where they don't."""
    if lines is None:
        return [taken for held in order.allocations if (taken := _all(held, unpicked_only)).quantity]
    wanted: Counter[int] = Counter()  # a line named twice is one wish: two would take the same pieces twice
    for asked in lines:
        if asked.line not in order.lines:
            raise UnknownLine("/lines", number=order.row.number, line=asked.line)
        wanted[asked.line] += asked.quantity
    return [taken for line, quantity in wanted.items() for taken in _some(order, line, quantity, unpicked_only)]


def _all(held: Any, unpicked_only: bool) -> Taken:
    return Taken(held, held.quantity - held.picked, 0) if unpicked_only else Taken(held, held.quantity, held.picked)


def _some(order: Locked, line: int, wanted: int, unpicked_only: bool) -> list[Taken]:
    mine = sorted((a for a in order.allocations if a.line_no == line), key=lambda a: a.picked == 0)
    free = [(a, a.quantity - a.picked if unpicked_only else a.quantity) for a in mine]
    if sum(q for _a, q in free) < wanted:
        raise MoreThanHeld("/lines", line=line, held=sum(q for _a, q in free), wanted=wanted)
    found, left = [], wanted
    for held, there in free:
        part = min(left, there)
        if part:
            found.append(Taken(held, part, 0 if unpicked_only else min(part, held.picked)))
        left -= part
    return found
