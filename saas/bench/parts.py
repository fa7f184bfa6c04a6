"""What is measured: each part gives our figure and the reference's, taken one right after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from saas.bench.ground import Ground


class Pair(NamedTuple):
    """Our figure, the reference's, and their ratio as the goal counts it."""

    ours: float
    reference: float
    ratio: float


@dataclass(frozen=True)
class Part:
    """One line of the table. `unit` of the figures; `floor` and `goal` for the ratio (or for our figure where the
    reference is none); `less` says that less is better."""

    name: str
    work: str
    unit: str
    reference: str
    floor: float
    goal: float
    less: bool
    measure: Callable[[Ground], Pair]


@dataclass(frozen=True)
class Figure:
    """The medians of some rounds, with the lowest and highest ratio."""

    part: Part
    ours: float
    reference: float
    ratio: float
    lowest: float
    highest: float

    @property
    def verdict(self) -> str:
        better = (lambda limit: self.ratio <= limit) if self.part.less else (lambda limit: self.ratio >= limit)
        return "goal" if better(self.part.goal) else "floor" if better(self.part.floor) else "below"


def measured(part: Part, ground: Ground, rounds: int) -> Figure:
    """Some rounds of a part."""
    pairs = [part.measure(ground) for _round in range(rounds)]
    ratios = sorted(p.ratio for p in pairs)
    return Figure(part, median(p.ours for p in pairs), median(p.reference for p in pairs), median(ratios), ratios[0], ratios[-1])
