"""Ninety days of orders, invented: how many on which day, at what hour, for what, and what customers write."""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from saas.demo.company import Company, Good, digits
from saas.kit import money
from tenants.orders.inputs import NewLine, NewOrder

DAYS = 90
PROMOTION = range(22, 25)  # so many days ago
_USUAL = 20
_WEEK = (1.15, 1.05, 1.0, 1.0, 1.1, 0.85, 0.95)
_HOURS = (2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 11, 12, 10, 9, 9, 9, 10, 11, 14, 17, 17, 12, 6)
_MOST_HOURS = list(accumulate(_HOURS))


class Shop:
    """The same company and the same day always sell the same; another `stream` sells something else, counted from `first`."""

    def __init__(self, company: Company, now: datetime, stream: str = "shop", first: int = 2000) -> None:
        self.company, self.now = company, now
        self.random = Random(f"{company.slug} {stream}")
        self.goods = company.goods()
        self.by_code = {good.sku: good for good in self.goods}
        self.appeal = list(accumulate(good.demand for good in self.goods))
        self.count = first

    def orders(self) -> list[NewOrder]:
        """Every order of the last ninety days up to now, oldest first."""
        zone = ZoneInfo(self.company.zone)
        today = self.now.astimezone(zone).date()
        found = [order for ago in range(DAYS, -1, -1) for order in self._day(today - timedelta(days=ago), ago, zone)]
        return sorted((o for o in found if o.placed_at <= self.now), key=lambda o: o.placed_at)  # type: ignore[operator, arg-type]

    def order(self) -> NewOrder:
        """One more, ordered a moment ago."""
        return self._order(self.now, promoted=False).model_copy(update={"paid": True, "note": ""})

    def _day(self, day: date, ago: int, zone: ZoneInfo) -> list[NewOrder]:
        growth = 1.3 - 0.55 * ago / DAYS
        rush = 3.2 if ago in PROMOTION else 1
        count = round(_USUAL * _WEEK[day.weekday()] * growth * rush * self.random.uniform(0.85, 1.15))
        moments = sorted(self._moment(day, zone) for _order in range(count))
        return [self._order(moment, ago in PROMOTION) for moment in moments]

    def _moment(self, day: date, zone: ZoneInfo) -> datetime:
        hour = bisect_left(_MOST_HOURS, self.random.randint(1, _MOST_HOURS[-1]))
        return datetime.combine(day, time(hour, self.random.randrange(60), self.random.randrange(60)), zone)

    def _order(self, moment: datetime, promoted: bool) -> NewOrder:
        random, company = self.random, self.company
        buyer = company.buyer(random)
        channel = random.choices(company.channels, [c.share for c in company.channels])[0]
        self.count += 1
        lines = self._lines()
        goods = sum(self.by_code[line.sku].price * line.quantity for line in lines)
        ship_to = buyer.ship_to.model_copy(update={"line1": ""}) if random.random() < 0.012 else buyer.ship_to
        return NewOrder(
            reference=digits(channel.reference.format(n=self.count, day=moment), random), channel=channel.name, customer=buyer.customer,
            ship_to=ship_to, note=random.choice(company.notes) if random.random() < 0.05 else "", placed_at=moment,
            paid=False if random.random() < 0.02 else None, lines=self._taxed(lines, ship_to.region),
            shipping=None if goods >= money.to_minor(company.free_from, company.currency) else company.shipping,
            discount=money.to_text(money.share(goods, 1500) // 100 * 100, company.currency) if promoted else None)

    def _lines(self) -> list[NewLine]:
        chosen: dict[str, Good] = {}
        for _line in range(self.random.choices((1, 2, 3, 4, 5), (46, 27, 15, 8, 4))[0]):
            good = self.goods[bisect_left(self.appeal, self.random.randint(1, self.appeal[-1]))]
            chosen[good.sku] = good
        return [NewLine(sku=sku, quantity=self.random.choices((1, 2, 3, 4, 6), (70, 18, 6, 4, 2))[0]) for sku in chosen]

    def _taxed(self, lines: list[NewLine], region: str) -> list[NewLine]:
        rate = self.company.local_tax.get(region)
        return [line.model_copy(update={"tax_rate": rate}) for line in lines] if rate else lines
