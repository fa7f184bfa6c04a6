"""Routing: from which warehouses an order is served, and why. Pure: it sees figures, draws them down, and tells.

An order falls into parts: what leaves each warehouse, and what is left waiting. The strategy says in which order
warehouses are asked; the cap on parcels and the least worth of a part say which ways to split are allowed. Where the
strategy's own way isn't, the way that serves the most pieces is taken, and where there is none the order waits whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from tenants.inventory.policy import Rules

EXACT = 8  # warehouses whose every combination is tried; beyond, they are chosen one by one

Piles = Mapping[int, list[list[int]]]  # SKU → [balance, free pieces, warehouse], the pile to take from first before the others
Plan = list[dict[int, int]]  # for each wish: warehouse → pieces


class Wish(NamedTuple):
    """Pieces of a SKU wanted for a line; `worth` of all of them in minor units."""

    sku_id: int
    pieces: int
    worth: int = 0


class Drawn(NamedTuple):
    """Pieces drawn from a balance."""

    balance_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What of the order is settled already: worth held by warehouse, warehouses it left from, worth that waits."""

    held: Mapping[int, int] = field(default_factory=dict)
    left: frozenset[int] = frozenset()
    waiting: int = 0

    @property
    def houses(self) -> set[int]:
        return {*self.held, *self.left}


class Routed(NamedTuple):
    """What each wish got, and its trace: None where there was nothing to decide."""

    drawn: list[Drawn]
    trace: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Task:
    """One order's wishes with all that decides about them. `near` ranks a warehouse by distance (0: same region, 1: same
    country); `reserve` is what this order may not have of a SKU; `least` the least worth of a part, 0 for any."""

    wishes: Sequence[Wish]
    piles: Piles
    rules: Rules
    reserve: Callable[[int], int]
    near: Callable[[int], int] = lambda _house: 2
    least: int = 0
    settled: Elsewhere = Elsewhere()


def route(task: Task) -> list[Routed]:
    """Draw what each wish gets from the piles; in the order of the wishes."""
    choice = _Choice(task)
    plan = choice.plan()
    return [Routed(list(_drawn(task.piles[wish.sku_id], got)) if got else [], choice.trace(n, got))
            for n, (wish, got) in enumerate(zip(task.wishes, plan, strict=True))]


def _drawn(piles: list[list[int]], got: dict[int, int]) -> Iterator[Drawn]:
    left = dict(got)
    for pile in piles:
        part = min(pile[1], left.get(pile[2], 0))
        if part > 0:
            pile[1] -= part
            left[pile[2]] -= part
            yield Drawn(pile[0], part)


class _Choice:
    """The ways an order could be split, and which of them is taken."""

    def __init__(self, task: Task) -> None:
        self.task, self.rules = task, task.rules
        self.free: dict[int, dict[int, int]] = {wish.sku_id: _by_house(task.piles.get(wish.sku_id, ())) for wish in task.wishes}
        self.ranks = {house: n for n, house in enumerate(task.rules.houses)}
        self.may_have, self.withheld = self._shares()
        self.asked = {sku_id: sorted(houses, key=lambda house, of=sku_id: self._place(of, house)) for sku_id, houses in self.free.items()}
        self.refused = ""

    def _shares(self) -> tuple[list[int], list[int]]:
        """For each wish, pieces it may have and pieces withheld from it; first come, first served."""
        here = {sku_id: sum(houses.values()) for sku_id, houses in self.free.items()}
        spare = {sku_id: max(0, pieces - self.task.reserve(sku_id)) for sku_id, pieces in here.items()}
        may_have, withheld = [], []
        for sku_id, pieces, _worth in self.task.wishes:
            got = min(pieces, spare[sku_id])
            may_have.append(got)
            withheld.append(min(pieces, here[sku_id]) - got)
            spare[sku_id] -= got
            here[sku_id] -= got
        return may_have, withheld

    def _preferred(self, house: int) -> tuple[int, int]:
        """Where a warehouse stands for the order as a whole."""
        match self.rules.strategy:
            case "nearest":
                return self.task.near(house), self.ranks[house]
            case "most":
                return -sum(houses.get(house, 0) for houses in self.free.values()), self.ranks[house]
        return 0, self.ranks[house]

    def _place(self, sku_id: int, house: int) -> tuple[int, int]:
        """Where a warehouse stands among those asked for one SKU."""
        return (-self.free[sku_id][house], self.ranks[house]) if self.rules.strategy == "most" else self._preferred(house)

    def plan(self) -> Plan:
        """The way that is taken; nothing for anyone where no way is allowed."""
        everyone = sorted({house for houses in self.free.values() for house in houses}, key=self._preferred)
        if self.rules.strategy != "fewest" and self._is_fine(first := self._walk(everyone)):
            return first
        best: Plan = [{} for _wish in self.task.wishes]
        too_small = 0
        for way in map(self._walk, self._some_of(everyone)):
            if not self._is_fine(way):
                too_small = max(too_small, _pieces(way) if self._within_cap(way) else 0)
            elif self._worse(way) < self._worse(best):
                best = way
                if self.rules.strategy == "fewest" and _pieces(best) == sum(self.may_have):
                    break
        self.refused = "min_split" if too_small > _pieces(best) else "cap"
        return best

    def _some_of(self, houses: list[int]) -> Iterator[Sequence[int]]:
        """Warehouses to try together, few before many: every combination, or of many the one that adds most each time."""
        if len(houses) <= EXACT:
            for size in range(1, len(houses) + 1):
                yield from combinations(houses, size)
            return
        yield from ((house,) for house in houses)
        chosen: list[int] = []
        while rest := [house for house in houses if house not in chosen]:
            chosen.append(max(rest, key=lambda house: _pieces(self._walk([*chosen, house]))))
            yield list(chosen)

    def _walk(self, houses: Sequence[int]) -> Plan:
        """Each wish asks these warehouses one after the other."""
        left: dict[tuple[int, int], int] = {}
        plan: Plan = []
        for (sku_id, _asked, _worth), wanted in zip(self.task.wishes, self.may_have, strict=True):
            got: dict[int, int] = {}
            for house in self.asked[sku_id]:
                free = left.get((sku_id, house), self.free[sku_id][house]) if house in houses else 0
                if part := min(wanted, free):
                    got[house], left[sku_id, house] = part, free - part
                    wanted -= part
            plan.append(got)
        return plan

    def _is_fine(self, plan: Plan) -> bool:
        return self._within_cap(plan) and (not self.task.least or self._worth_it(plan))

    def _within_cap(self, plan: Plan) -> bool:
        used = _houses(plan)
        return self.rules.max_parcels is None or not used or len(used | self.task.settled.houses) <= self.rules.max_parcels

    def _worth_it(self, plan: Plan) -> bool:
        """Both halves of a split are worth enough: what leaves each warehouse, and what is left waiting."""
        parts, waiting, waits = defaultdict(int, self.task.settled.held), self.task.settled.waiting, self.task.settled.waiting > 0
        for wish, got in zip(self.task.wishes, plan, strict=True):
            for house, pieces in got.items():
                parts[house] += worth_of(wish, pieces)
            missing = wish.pieces - sum(got.values())
            waiting += worth_of(wish, missing)
            waits = waits or missing > 0
        halves = [parts[house] for house in _houses(plan)] + ([waiting] if waits else [])
        return len(parts) + waits < 2 or min(halves) >= self.task.least

    def _worse(self, plan: Plan) -> tuple[int, int, list[tuple[int, int]]]:
        """Sorts ways: the most pieces, then the fewest parcels where those are wanted, then what the strategy prefers."""
        used = sorted(map(self._preferred, _houses(plan)))
        return -_pieces(plan), len(used) if self.rules.strategy == "fewest" else 0, used

    def trace(self, n: int, got: dict[int, int]) -> dict[str, Any] | None:
        """Why a wish got what it got, in codes and figures: what each warehouse had, gave, and why; and what is short."""
        sku_id, pieces, _worth = self.task.wishes[n]
        houses, may_have, withheld = self.free[sku_id], self.may_have[n], self.withheld[n]
        every = (("stock", pieces - may_have - withheld), ("withheld", withheld), (self.refused, may_have - sum(got.values())))
        short = {why: missing for why, missing in every if missing}
        if len(houses) < 2 and short.keys() <= {"stock"}:
            return None
        asked = [{"warehouse": self.rules.houses[house].code, "free": houses[house], "taken": got.get(house, 0),
                  "why": self._why(house) if house in got else self.refused if self.refused in short else "enough"}
                 for house in self.asked[sku_id]]
        return {"strategy": self.rules.strategy, "asked": asked, "short": short}

    def _why(self, house: int) -> str:
        """Why a warehouse was taken: the strategy's name, or how near it is."""
        near = self.task.near(house) if self.rules.strategy == "nearest" else 2
        return {0: "region", 1: "country"}.get(near, self.rules.strategy)


def worth_of(wish: Wish, pieces: int) -> int:
    """What some of a wish's pieces are worth, in minor units, rounded down."""
    return wish.worth * pieces // wish.pieces


def _by_house(piles: Iterable[list[int]]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for _balance, free, house in piles:
        if free > 0:
            found[house] += free
    return dict(found)


def _pieces(plan: Plan) -> int:
    return sum(sum(got.values()) for got in plan)


def _houses(plan: Plan) -> set[int]:
    return {house for got in plan for house in got}
