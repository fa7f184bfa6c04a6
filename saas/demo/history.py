"""Ninety days lived through the real verbs: goods come in, orders arrive, are looked at, leave and reach people."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from saas.demo.company import Company
from saas.demo.crew import Crew
from saas.demo.depot import BATCH, count_shelves, note_arrivals, send_parcels
from saas.demo.desk import look_at_orders
from saas.demo.rounds import Rounds
from saas.demo.shopping import DAYS, Shop
from saas.demo.supply import Supply, by_lot, plan_supply
from saas.kit import db
from saas.kit.money import to_text
from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe, ReorderPoint
from tenants.catalogue.operations import set_kit, set_reorder_point, upsert_products
from tenants.inventory.inputs import NewWarehouse, PolicyChange
from tenants.inventory.operations import add_warehouse, change_policy, receive
from tenants.orders.inputs import NewOrder
from tenants.orders.operations import place_orders, serve_backorders

_MORNING, _NOON, _DESK, _VAN, _EVENING = time(8, 5), time(13), time(14, 10), time(15, 40), time(18, 30)


class History:
    """One company's past, played from its first day up to now."""

    def __init__(self, company: Company, crew: Crew, now: datetime) -> None:
        self.company, self.crew, self.now = company, crew, now
        self.until = now - timedelta(hours=1)
        self.zone = ZoneInfo(company.zone)
        self.random = Random(f"{company.slug} history")
        self.today = now.astimezone(self.zone).date()
        self.first = self.today - timedelta(days=DAYS)
        self.orders = Shop(company, now).orders()
        self.supply: Supply = plan_supply(company, self.orders, self.first, self.today)
        self.rounds = Rounds(company, crew, self.today)
        self.placed = 0
        self.began = datetime.combine(self.first, _MORNING, self.zone)

    def play(self) -> None:
        """Every day, up to an hour ago."""
        self._open()
        for passed in range(DAYS + 1):
            self._day(self.first + timedelta(days=passed))
        self._place_until(self.until)

    def catch_up(self) -> None:
        """The orders of the last hour, which nobody has touched yet."""
        self._place_until(self.now)

    def _open(self) -> None:
        """The catalogue, the second warehouse and the opening stock, the day before the first order."""
        opened = self._moment(self.first - timedelta(days=1), _MORNING)
        with self.crew.at(opened, self.crew.manager):
            upsert_products([NewProduct(
                sku=good.sku, title=good.title, product=good.product, option=good.option, price=to_text(good.price, self.company.currency),
                tax_rate=good.tax, weight_g=good.weight, barcode=_barcode(n), tracking="lot" if by_lot(n - 1) else "none")
                for n, good in enumerate(self.company.goods(), 1)])
            for sku, quantity in self.supply.reorder.items():
                set_reorder_point(ReorderPoint(sku=sku, quantity=quantity))
            add_warehouse(NewWarehouse(code=self.company.second_house, name=self.company.houses[1], country=self.company.country))
            change_policy(PolicyChange(close_after_days=60))
            for outcome in receive(self.supply.opening):
                outcome.result()
            self._put_together()

    def _put_together(self) -> None:
        """A set of two goods, sold a little below what they cost apart."""
        first, second = self.company.goods()[0], self.company.goods()[-1]
        sku = f"SET-{first.product}"[:100]
        price = to_text((first.price + second.price) * 95 // 100, self.company.currency)
        upsert_products([NewProduct(sku=sku, title=f"{first.title} + {second.title}", price=price, tax_rate=first.tax)])
        only(set_kit([Recipe(sku=sku, parts=[NewPart(sku=first.sku), NewPart(sku=second.sku)])]))

    def _day(self, day: date) -> None:
        self._receive(day)
        self._place_until(min(self._moment(day, _NOON), self.until))
        if (desk := self._moment(day, _DESK)) <= self.until:
            with self.crew.at(desk, self.crew.clerk):
                look_at_orders(self.company)
        self._depot(day)

    def _receive(self, day: date) -> None:
        morning, came = self._moment(day, _MORNING), self.supply.receipts.get(day)
        if not came or morning > self.until:
            return
        with self.crew.at(morning, self.crew.operator):
            receive(came)
        with self.crew.at(morning + timedelta(minutes=2), self.crew.house):
            serve_backorders([row.id for row in db.rows("SELECT id FROM sku")])

    def _place_until(self, moment: datetime) -> None:
        """The shop hands over what was ordered since the last time."""
        new = self.placed
        while new < len(self.orders) and self.orders[new].placed_at <= moment:  # type: ignore[operator]
            new += 1
        for start in range(self.placed, new, BATCH):
            self._place(moment, self.orders[start:min(start + BATCH, new)])
        self.placed = new

    def _place(self, moment: datetime, orders: Sequence[NewOrder]) -> None:
        with self.crew.at(moment, self.crew.shop):
            for outcome in place_orders(orders):
                outcome.result()

    def _depot(self, day: date) -> None:
        """Parcels leave on every day but Sunday, and arrive on any; shelves are looked at now and then."""
        van, evening = self._moment(day, _VAN), self._moment(day, _EVENING)
        if van > self.until:
            return
        with self.crew.at(van, self.crew.operator):
            if day.weekday() < 6:
                send_parcels(self.company, self._moment(day, _NOON), lively=self.now - van < timedelta(days=2.8))
            if day.toordinal() % 11 == 0:
                count_shelves(list(self.supply.reorder), self.random)
        self.rounds.walk(day, van + timedelta(minutes=20))
        if evening <= self.until:
            with self.crew.at(evening, self.crew.operator):
                note_arrivals()

    def _moment(self, day: date, hour: time) -> datetime:
        """That hour of the day in the company's zone, give or take some minutes that are the same each time."""
        return datetime.combine(day, hour, self.zone) + timedelta(seconds=day.toordinal() * 397 % 900)


def _barcode(number: int) -> str:
    """A valid EAN-13 of the range shops use among themselves."""
    body = f"21{number:010}"
    return f"{body}{-sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(body)) % 10}"
