"""A shop's own export of orders, invented: the file a newcomer would upload first."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from saas.demo.company import Buyer, Company, Good
from saas.kit import money

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Sold:
    """One order of the shop: its place in the file, who bought what, and when by the company's clocks."""

    place: int
    buyer: Buyer
    items: Sequence[tuple[Good, int]]
    moment: datetime
    goods: int
    shipping: int
    code: Random

    @property
    def day(self) -> str:
        return f"{self.moment:%Y-%m-%d}"

    @property
    def time(self) -> str:
        return f"{self.moment:%H:%M:%S}"


@dataclass(frozen=True)
class Sheet:
    """How a shop writes its orders down. `surprises`: order → what is out of the ordinary on its first row."""

    filename: str
    header: tuple[str, ...]
    encoding: str
    rows: Callable[[Company, Sold], list[Row]]
    surprises: Mapping[int, Mapping[str, str]]
    most_lines: int = 3
    writing: Mapping[str, Any] = field(default_factory=dict)

    def export(self, company: Company, now: datetime, seed: str, orders: int, surprising: bool) -> bytes:
        """So many orders of the two days before `now`, with the surprises or without."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, self.header, restval="", **self.writing)
        writer.writeheader()
        for sold in _sold(company, now, Random(f"{company.slug} {seed}"), orders, self.most_lines):
            first, *others = self.rows(company, sold)
            writer.writerows([first | (self.surprises.get(sold.place, {}) if surprising else {}), *others])
        return out.getvalue().encode(self.encoding)


def _sold(company: Company, now: datetime, random: Random, orders: int, most_lines: int) -> Iterator[Sold]:
    goods = company.goods()
    for place in range(orders):
        picked = random.sample(goods, min(most_lines, random.choices((1, 2, 3), (55, 30, 15))[0]))
        items = [(good, random.choices((1, 2, 3), (75, 18, 7))[0]) for good in picked]
        total = sum(good.price * pieces for good, pieces in items)
        free = total >= money.to_minor(company.free_from, company.currency)
        moment = now - timedelta(minutes=(orders - place) * 2700 // orders - random.randrange(40) + 60)
        yield Sold(place, company.buyer(random), items, moment, total, 0 if free else money.to_minor(company.shipping, company.currency), random)


def named(good: Good, between: str) -> str:
    """A good's title with its option, as shops put them together."""
    return f"{good.title}{between}{good.option}" if good.option else good.title
