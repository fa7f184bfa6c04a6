"""Which of the held pieces a request takes: by line, shelf by shelf, picked ones first; several requests for one order in
a batch take one after the other."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tenants.fulfilment.errors import MoreThanHeld
from tenants.fulfilment.inputs import LineQuantity
from tenants.orders.errors import UnknownLine
from tenants.orders.locking import Locked

Part = tuple[int, int, int]  # an allocation: order, line, balance


@dataclass(frozen=True, slots=True)
class Taken:
    """Pieces of one allocation; `picked` of them had been picked."""

    held: Any
    quantity: int
    picked: int

    @property
    def part(self) -> Part:
        return self.held.order_id, self.held.line_no, self.held.balance_id


@dataclass
class Shelves:
    """What a batch has taken so far, by allocation: pieces, and how many of them had been picked."""

    quantity: Counter[Part] = field(default_factory=Counter)
    picked: Counter[Part] = field(default_factory=Counter)

    def take(self, order: Locked, lines: list[LineQuantity] | None) -> list[Taken]:
        """The held pieces that cover the lines asked for, or everything; MoreThanHeld where they don't."""
        return self._noted(self._covering(order, lines, self._held(order)))

    def pick(self, order: Locked, lines: list[LineQuantity] | None) -> list[Taken]:
        """The same of pieces that nobody has picked."""
        return self._noted(self._covering(order, lines, [(held, q - p, 0) for held, q, p in self._held(order)]))

    def _held(self, order: Locked) -> list[tuple[Any, int, int]]:
        """What is left of each allocation, and how many of it are picked; allocations with picked pieces first."""
        left = [(a, a.quantity - self.quantity[key], a.picked - self.picked[key])
                for a in order.allocations if (key := (a.order_id, a.line_no, a.balance_id))]
        return sorted(left, key=lambda one: one[2] == 0)

    def _covering(self, order: Locked, lines: list[LineQuantity] | None, free: list[tuple[Any, int, int]]) -> list[Taken]:
        if lines is None:
            return [Taken(held, there, picked) for held, there, picked in free if there]
        return [taken for line, (at, wanted) in wishes(order, lines).items()
                for taken in _some([one for one in free if one[0].line_no == line], line, at, wanted)]

    def _noted(self, taken: list[Taken]) -> list[Taken]:
        for one in taken:
            self.quantity[one.part] += one.quantity
            self.picked[one.part] += one.picked
        return taken


def wishes(order: Locked, lines: list[LineQuantity]) -> dict[int, tuple[str, int]]:
    """The pieces asked for by line, with where that stands in the request. A line named twice is one wish: two would take
    the same pieces twice."""
    found: dict[int, tuple[str, int]] = {}
    for n, asked in enumerate(lines):
        if asked.line not in order.lines:
            raise UnknownLine(f"/lines/{n}/line", number=order.row.number, line=asked.line)
        found[asked.line] = f"/lines/{n}/quantity", asked.quantity + found.get(asked.line, ("", 0))[1]
    return found


def _some(free: list[tuple[Any, int, int]], line: int, at: str, wanted: int) -> list[Taken]:
    if (held := sum(there for _held, there, _picked in free)) < wanted:
        raise MoreThanHeld(at, line=line, held=held, wanted=wanted)
    found = []
    for one, there, picked in free:
        if part := min(wanted, there):
            found.append(Taken(one, part, min(part, picked)))
            wanted -= part
    return found
