"""What stock costs, by moving average and by FIFO: arithmetic in minor units, and nothing of the database.

Both ways are always kept side by side. Whatever happens, a value is never below zero, is zero where nothing lies, and is
the sum of what everything that came did cost less what everything that left did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Cost(NamedTuple):
    """What pieces cost, all of them together, by either way of counting."""

    average: int
    fifo: int


@dataclass(slots=True)
class Layer:
    """Pieces that came in together at one cost; `remaining` of them are still ours. A layer the database doesn't know
    yet has no id; it is known by the `key` of the movement that brought it."""

    quantity: int
    cost: int
    remaining: int
    remaining_cost: int
    id: int | None = None
    movement_id: int | None = None
    key: str = ""
    touched: bool = False

    def give(self, wanted: int) -> tuple[int, int]:
        """As many of the wanted pieces as there are, and what they cost."""
        pieces = min(wanted, self.remaining)
        cost = part(self.remaining_cost, pieces, self.remaining) if pieces else 0
        self.remaining -= pieces
        self.remaining_cost -= cost
        self.touched = self.touched or pieces > 0
        return pieces, cost


@dataclass(slots=True)
class Stock:
    """All pieces of a SKU that are ours. `unit_cost` is what one cost by moving average when there last was one, for
    pieces that turn up where none lie; `layers` are those the batch at hand may reach, first to leave first."""

    quantity: int = 0
    average: int = 0
    fifo: int = 0
    unit_cost: int = 0
    layers: list[Layer] = field(default_factory=list)

    def bought(self, quantity: int, unit_cost: int, key: str = "") -> Cost:
        """Pieces come at a known price for one."""
        return self._come(quantity, Cost(quantity * unit_cost, quantity * unit_cost), key)

    def found(self, quantity: int, key: str = "") -> Cost:
        """Pieces come and nobody knows what they cost: what the others do."""
        current = self._current(quantity)
        return self._come(quantity, Cost(current, current), key)

    def returned(self, quantity: int, left_with: Cost, key: str = "") -> Cost:
        """A customer's pieces come back: at the average of those here, and as a layer at the cost they left with."""
        return self._come(quantity, Cost(self._current(quantity) if self.quantity else left_with.average, left_with.fifo), key)

    def restored(self, quantity: int, cost: Cost, key: str = "") -> Cost:
        """Pieces that left by mistake are here again, at exactly what they left with."""
        return self._come(quantity, cost, key)

    def left(self, quantity: int) -> Cost:
        """Pieces leave, the oldest first; the last one takes the rest of the value with it."""
        return self._go(quantity, part(self.average, quantity, self.quantity), self.layers)

    def withdrawn(self, quantity: int, cost: Cost, movement_id: int | None) -> Cost:
        """Pieces that came by mistake are taken back: from the layer they made, at what they came with, as far as the
        value of what lies here reaches."""
        average = self.average if quantity == self.quantity else min(cost.average, self.average)
        own = [layer for layer in self.layers if layer.movement_id == movement_id and movement_id is not None]
        return self._go(quantity, average, [*own, *self.layers])

    def _current(self, quantity: int) -> int:
        return part(self.average, quantity, self.quantity) if self.quantity else quantity * self.unit_cost

    def _come(self, quantity: int, cost: Cost, key: str) -> Cost:
        self.layers.append(Layer(quantity, cost.fifo, quantity, cost.fifo, key=key))
        self._settle(self.quantity + quantity, self.average + cost.average, self.fifo + cost.fifo)
        return cost

    def _go(self, quantity: int, average: int, layers: Iterable[Layer]) -> Cost:
        missing, fifo = quantity, 0
        for layer in layers:
            pieces, cost = layer.give(missing)
            missing, fifo = missing - pieces, fifo + cost
            if not missing:
                break
        self._settle(self.quantity - quantity, self.average - average, self.fifo - fifo)
        return Cost(average, fifo)

    def _settle(self, quantity: int, average: int, fifo: int) -> None:
        self.quantity, self.average, self.fifo = quantity, average, fifo
        if quantity > 0:
            self.unit_cost = part(average, 1, quantity)


def part(amount: int, pieces: int, of: int) -> int:
    """What some pieces of so many cost, half-up; all of them cost the whole amount."""
    return (2 * amount * pieces + of) // (2 * of)
