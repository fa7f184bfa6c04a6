"""What goods were sold for: the share of a line or of a kit that so many accepted pieces stand for, in minor units.

Counted from everything accepted so far, rounded down, so that all pieces together are worth exactly what was paid for
them and no sequence of returns ever more. Shipping isn't part of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit.money import Money


@dataclass
class _Item:
    """A line or a kit: what all of it cost, what of that is tax, what each of its lines' pieces weighs in it, and what of it
    was given."""

    paid: int
    tax: int
    given: int = 0
    weights: dict[int, tuple[int, int]] = field(default_factory=dict)

    def of(self, accepted: Counter[int]) -> int:
        """What these pieces, by line, are worth of it."""
        whole = sum(pieces * weight for pieces, weight in self.weights.values())
        some = sum(min(accepted[line_no], pieces) * weight for line_no, (pieces, weight) in self.weights.items())
        return self.paid * some // whole if whole else 0

    def share_of_tax(self, worth: int) -> int:
        """What of so much of it is tax."""
        return self.tax * worth // self.paid if self.paid else 0


class Worth:
    """The goods of one order, their prices less discounts and with their share of the order's discount and taxes.

    The parts of a kit share its price in the proportion of their catalogue prices, or alike where they have none."""

    def __init__(self, order: Any, lines: Sequence[Any], kits: Iterable[Any], accepted: Iterable[Any]) -> None:
        sold = [*((None, line) for line in lines if line.kit_no is None), *((kit.kit_no, kit) for kit in kits)]
        nets = _less([one.total for _kit, one in sold], order.discount)
        taxes = _taxes(nets, [one.tax_bp for _kit, one in sold], order)
        self.item_of: dict[int, _Item] = {}
        for (kit_no, one), net, tax in zip(sold, nets, taxes, strict=True):
            self._add(_Item(net + tax if order.tax else net, tax), [one] if kit_no is None else [line for line in lines if line.kit_no == kit_no])
        self.accepted: Counter[int] = Counter()
        for row in accepted:
            self.accepted[row.line_no] += row.quantity
            self.item_of[row.line_no].given += row.worth

    def _add(self, item: _Item, parts: Sequence[Any]) -> None:
        priced = any(part.price for part in parts)
        for part in parts:
            item.weights[part.line_no] = (part.ordered, part.price if priced and len(parts) > 1 else 1)
            self.item_of[part.line_no] = item

    def accept(self, line_no: int, quantity: int) -> int:
        """What so many more accepted pieces of a line add to what was accepted before."""
        item = self.item_of[line_no]
        self.accepted[line_no] += quantity
        more = max(item.of(self.accepted) - item.given, 0)
        item.given += more
        return more

    def of(self, pieces: Mapping[int, int]) -> int:
        """What so many pieces of each line are worth together."""
        return sum(item.of(Counter(pieces)) for item in {id(item): item for item in self.item_of.values()}.values())

    def taxes(self, units: Iterable[Any]) -> dict[int, int]:
        """What of each accepted unit's worth is tax, by its id; the units in the order they were decided. Counted from all
        that was given before, so that a line that came back whole gives exactly its tax."""
        given: Counter[int] = Counter()
        found: dict[int, int] = {}
        for unit in units:
            item = self.item_of[unit.line_no]
            before = given[id(item)]
            given[id(item)] += unit.worth
            found[unit.id] = item.share_of_tax(before + unit.worth) - item.share_of_tax(before)
        return found


def _less(totals: Sequence[int], discount: int) -> list[int]:
    """Each less its share of the order's discount."""
    if not sum(totals):
        return list(totals)
    return [total - part.minor for total, part in zip(totals, Money(discount, "XXX").allocate(totals), strict=True)]


def _taxes(nets: Sequence[int], rates: Sequence[int], order: Any) -> list[int]:
    """The share of each in the order's tax: added to the prices, or part of them."""
    weights = [net * rate if order.tax else net * rate * 10000 // (10000 + rate) for net, rate in zip(nets, rates, strict=True)]
    weights = weights if sum(weights) else list(nets)
    if not sum(weights):
        return [0] * len(nets)
    return [part.minor for part in Money(order.tax or order.tax_included, "XXX").allocate(weights)]
