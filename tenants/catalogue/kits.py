"""Kits as a graph: which SKU stands in which, how deep, and how many pieces that makes. Nothing of the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from saas.kit.errors import DomainError
from tenants.catalogue.errors import KitInItself, KitTooDeep, KitTooLarge

LEVELS = 5
PIECES = 1_000_000


class Kits:
    """Every kit's parts by id: {kit: {part: quantity}}."""

    def __init__(self, parts: Iterable[tuple[int, int, int]]) -> None:
        self.parts: dict[int, dict[int, int]] = defaultdict(dict)
        self.kits_of: dict[int, set[int]] = defaultdict(set)
        for kit, part, quantity in parts:
            self._add(kit, {part: quantity})

    def replace(self, kit: int, parts: Mapping[int, int], sku: str) -> None:
        """Give a kit these parts; raises what forbids it, and then nothing has changed. `sku` names the kit."""
        before = dict(self.parts[kit])
        self._drop(kit)
        wrong = KitInItself("/parts", sku=sku) if any(self._reaches(part, kit) for part in parts) else None
        if wrong is None:
            self._add(kit, parts)
            wrong = self._too_much(kit)
        if wrong:
            self._drop(kit)
            self._add(kit, before)
            raise wrong

    def _add(self, kit: int, parts: Mapping[int, int]) -> None:
        self.parts[kit].update(parts)
        for part in parts:
            self.kits_of[part].add(kit)

    def _drop(self, kit: int) -> None:
        for part in self.parts.pop(kit, {}):
            self.kits_of[part].discard(kit)

    def _reaches(self, start: int, goal: int) -> bool:
        return start == goal or any(self._reaches(part, goal) for part in self.parts.get(start, ()))

    def _too_much(self, kit: int) -> DomainError | None:
        if self._below(kit) + self._above(kit) > LEVELS:
            return KitTooDeep("/parts", max=LEVELS)
        if any(self._pieces(one) > PIECES for one in self._tops(kit)):
            return KitTooLarge("/parts", max=PIECES)
        return None

    def _below(self, sku: int) -> int:
        """How many levels of kits there are from here down; an ordinary SKU is none."""
        parts = self.parts.get(sku)
        return 1 + max(map(self._below, parts)) if parts else 0

    def _above(self, sku: int) -> int:
        return max((1 + self._above(kit) for kit in self.kits_of.get(sku, ())), default=0)

    def _tops(self, sku: int) -> set[int]:
        """The kits this one ends up in, that are in none themselves."""
        kits = self.kits_of.get(sku)
        return set().union(*map(self._tops, kits)) if kits else {sku}

    def _pieces(self, sku: int) -> int:
        parts = self.parts.get(sku)
        return sum(quantity * self._pieces(part) for part, quantity in parts.items()) if parts else 1
