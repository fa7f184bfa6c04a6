"""What suppliers bring: enough for what will be sold, late now and then, and too little of a few things at the end."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

from saas.demo.company import Company, Good
from saas.kit.money import to_text
from tenants.inventory.inputs import Receipt
from tenants.orders.inputs import NewOrder

_AHEAD = timedelta(days=9)
_BY_LOT = 13  # every so many SKUs come in lots, which are good for some months


@dataclass
class Supply:
    """Opening stock and receipts by day, and from how many on each SKU counts as low."""

    opening: list[Receipt]
    receipts: dict[date, list[Receipt]]
    reorder: dict[str, int]


def plan_supply(company: Company, orders: Sequence[NewOrder], first: date, last: date) -> Supply:
    """Goods for these orders: every Monday what the next nine days will need; scarce goods end low, three of them out."""
    random = Random(f"{company.slug} supply")
    sold = _sold(orders, ZoneInfo(company.zone))
    out = set(_wanted_lately(sold, last)[1:16:6])
    low = set(random.sample(sorted(sold), len(sold) // 8))
    supply = Supply([], defaultdict(list), {})
    for place, good in enumerate(company.goods()):
        days = sold.get(good.sku, {})
        weekly = max(2, sum(days.values()) * 7 // ((last - first).days + 1))
        supply.reorder[good.sku] = weekly + 2
        spare = random.randint(1, weekly) if good.sku in low else weekly + random.randint(4, 5 + 2 * weekly)
        if good.sku in out:
            spare = -sum(n for day, n in days.items() if day >= last - timedelta(days=2))
        _bring(supply, good, place, days, spare, first, last, random, company)
    return supply


def _sold(orders: Sequence[NewOrder], zone: ZoneInfo) -> dict[str, dict[date, int]]:
    """SKU → day → pieces."""
    sold: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for order in orders:
        for line in order.lines:
            sold[line.sku][order.placed_at.astimezone(zone).date()] += line.quantity  # type: ignore[union-attr]
    return sold


def _wanted_lately(sold: dict[str, dict[date, int]], last: date) -> list[str]:
    """SKUs by how many were bought in the last two days, the most first."""
    since = last - timedelta(days=1)
    lately = {sku: sum(n for day, n in days.items() if day >= since) for sku, days in sold.items()}
    return sorted(lately, key=lambda sku: (-lately[sku], sku))


def by_lot(place: int) -> bool:
    """Whether the good at this place of the catalogue comes in lots."""
    return place % _BY_LOT == 6


def _bring(supply: Supply, good: Good, place: int, days: dict[date, int], spare: int, first: date, last: date, random: Random,
           company: Company) -> None:
    in_all = max(1, sum(days.values()) + spare)
    brought = min(in_all, _until(days, first + _AHEAD) + max(spare, 0))
    supply.opening += _parts(good, brought, place, company, company.supplier_notes[0], first - timedelta(days=1))
    monday = first + timedelta(days=7 - first.weekday())
    while monday <= last:
        short = min(in_all, _until(days, monday + _AHEAD) + max(spare, 0)) - brought
        late = timedelta(days=3 if random.random() < 0.06 and monday + timedelta(days=3) <= last else 0)
        if short > 0:
            supply.receipts[monday + late] += _parts(good, short, place, company, random.choice(company.supplier_notes), monday + late)
            brought += short
        monday += timedelta(days=7)


def _until(days: dict[date, int], day: date) -> int:
    return sum(n for when, n in days.items() if when <= day)


def _parts(good: Good, pieces: int, place: int, company: Company, note: str, day: date) -> list[Receipt]:
    """Every fourth SKU lies in the second warehouse, every fourth in both. Prices of suppliers rise and fall a little."""
    second = {3: pieces, 1: pieces * 3 // 10}.get(place % 4, 0)
    cost = to_text(good.price * (44 + place * 7 % 17 + day.toordinal() * 5 % 7) // 100, company.currency)
    lot = {"lot": f"{day:%y%m%d}", "expires_on": day + timedelta(days=96 + place)} if by_lot(place) else {}
    return [Receipt(sku=good.sku, quantity=n, unit_cost=cost, warehouse=house, note=note, **lot)
            for house, n in (("", pieces - second), (company.second_house, second)) if n]
