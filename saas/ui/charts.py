"""The geometry of charts: values in, SVG coordinates out. Words never stretch; only the plot does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HEAD, FOOT = 20, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A column: x and width in percent of the plot, y and height in pixels."""

    x: float
    width: float
    y: float
    height: float
    label: str
    value: float
    tone: str
    then_y: float | None = None

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a chart, where the base line is, and which few of them carry their figure."""

    bars: list[Bar]
    base: float
    height: int
    told: list[Bar]
    ticks: list[Bar]


def columns_of(points: Sequence[Mapping[str, Any]], height: int = 168) -> Columns:
    """Columns of points {label, value, then?, tone?}: the highest and the last carry their figure, a few days their name."""
    count = max(len(points), 1)
    base = height - FOOT
    top = max([point["value"] for point in points] + [point.get("then") or 0 for point in points] + [1])
    tall = base - HEAD
    each = 100 / count
    bars = [Bar(x=round(place * each + each * 0.16, 2), width=round(each * 0.68, 2), y=round(base - tall * point["value"] / top, 1),
                height=round(tall * point["value"] / top, 1), label=point["label"], value=point["value"], tone=point.get("tone", ""),
                then_y=round(base - tall * point["then"] / top, 1) if point.get("then") is not None else None)
            for place, point in enumerate(points)]
    return Columns(bars, base, height, _told(bars), _spread(bars, 4))


def _told(bars: list[Bar]) -> list[Bar]:
    """The last and the highest; not both where they would touch."""
    if not bars:
        return []
    highest = max(bars, key=lambda bar: bar.value)
    far = bars[-1].middle - highest.middle > 8
    return [highest, bars[-1]] if far and highest.value else [bars[-1]]


def _spread(bars: list[Any], most: int) -> list[Any]:
    """At most so many, evenly apart, the last always among them."""
    step = max(1, -(-len(bars) // most))
    return bars[::-1][::step][::-1]


@dataclass(frozen=True, slots=True)
class Curve:
    """Two lines in a 100 × 100 box that stretches, and points of words in percent and pixels."""

    now: str
    then: str
    last_x: float
    last_y: float
    last: float
    then_x: float
    then_y: float
    limit_y: float | None
    base: float
    plot: float
    height: int
    ticks: list[tuple[float, str]]


def curve_of(points: Sequence[Mapping[str, Any]], height: int = 168, limit: float | None = None) -> Curve:
    """Lines of points {label, value | None, then?}: today ends where values end; `limit` is drawn across."""
    values = [point["value"] for point in points if point["value"] is not None]
    thens = [point["then"] for point in points if point.get("then") is not None]
    top = max([*values, *thens, limit or 0, 1]) * 1.08
    base, step = height - FOOT, 100 / max(len(points) - 1, 1)
    plot = base - 16
    peak = max(range(len(thens)), key=thens.__getitem__, default=0)
    ticks = [(round(place * step, 2), points[place]["label"]) for place in _spread(list(range(len(points))), 3)]

    def down(value: float) -> float:
        return round(16 + plot * (1 - value / top), 1)

    return Curve(now=_path(values, step, top), then=_path(thens, step, top), last_x=round((len(values) - 1) * step, 2),
                 last_y=down(values[-1] if values else 0), last=values[-1] if values else 0, then_x=round(peak * step, 2),
                 then_y=down(thens[peak] if thens else 0), limit_y=down(limit) if limit is not None else None,
                 base=base, plot=plot, height=height, ticks=ticks)


def _path(values: Iterable[float], step: float, top: float) -> str:
    return "".join(f"{'L' if place else 'M'}{place * step:.2f} {100 - 100 * value / top:.2f}" for place, value in enumerate(values))


def bars_of(points: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], float]]:
    """Lying bars of points {label, value, told?, url?, tone?}: each with its length in percent of the longest."""
    top = max([point["value"] for point in points] + [1])
    return [(point, round(100 * point["value"] / top, 1)) for point in points]


def strip_of(parts: Sequence[tuple[str, float]], whole: float, width: int = 64) -> list[tuple[str, float, float]]:
    """A thin strip of (tone, quantity) parts of a whole → (tone, x, width) in pixels, a hairline apart."""
    scale = width / whole if whole else 0
    drawn, x = [], 0.0
    for tone, quantity in [*parts, ("", whole - sum(part[1] for part in parts))]:
        if quantity > 0:
            drawn.append((tone, round(x, 1), round(max(quantity * scale - 1, 1), 1)))
            x += quantity * scale
    return drawn
