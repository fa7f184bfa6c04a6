"""What the companies buy: three suppliers with their prices, orders in every state, a delivery on its way, one that came short and
broken, one taken in by mistake."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from saas.demo.company import Company, Good, Vendor
from saas.demo.crew import Crew
from saas.demo.supply import by_lot
from saas.kit import clock
from saas.kit.money import to_text
from saas.kit.operations import Outcome
from tenants.inventory.queries import list_low
from tenants.purchasing import inputs
from tenants.purchasing import operations as verbs


def buy_goods(company: Company, crew: Crew, now: datetime) -> None:
    """Two months of orders up to this morning; what is low was ordered first, and one of those orders is late."""
    desk = BuyingDesk(company, crew, now)
    desk.list_suppliers()
    desk.finished()
    desk.arriving()
    desk.waiting()


class BuyingDesk:
    """One company's purchasing: its suppliers, each with a third of the goods, and what was ordered from them."""

    def __init__(self, company: Company, crew: Crew, now: datetime) -> None:
        self.company, self.crew, self.now = company, crew, now
        plain = [good for place, good in enumerate(company.goods()) if not by_lot(place)]
        self.goods = {vendor.code: plain[n::len(company.vendors)] for n, vendor in enumerate(company.vendors)}

    def list_suppliers(self) -> None:
        with self.crew.at(self.now - timedelta(days=88), self.crew.manager):
            each(verbs.save_suppliers([inputs.NewSupplier(
                code=one.code, name=one.name, email=one.email, phone=one.phone, country=self.company.country, lead_days=one.lead_days,
                over_percent=one.over_percent) for one in self.company.vendors]))
            each(verbs.offer_goods([inputs.NewOffer(supplier=code, sku=good.sku, unit_cost=self._cost(good), code=f"{code[:2]}-{n:03}")
                                    for code, goods in self.goods.items() for n, good in enumerate(goods, 1)]))

    def finished(self) -> None:
        """One came whole, one was closed with the rest outstanding, one was cancelled, one delivery was taken in twice."""
        first, second, third = self.company.vendors
        whole = self._ordered(61, first, self.goods[first.code][:3], 12)
        self._received(52, whole, [(good, 12, 0, "") for good in self.goods[first.code][:3]])
        closed = self._ordered(55, third, self.goods[third.code][:2], 20)
        self._received(39, closed, [(self.goods[third.code][0], 20, 0, ""), (self.goods[third.code][1], 13, 0, "")])
        with self.crew.at(self.now - timedelta(days=31), self.crew.manager):
            each(verbs.close_purchase_orders([inputs.PurchaseAct(number=closed, reason=self.company.buying["closed"])]))
        twice = self._ordered(30, second, self.goods[second.code][3:5], 6)
        lines = [(good, 6, 0, "") for good in self.goods[second.code][3:5]]
        receipt = [self._received(22, twice, lines) for _ in range(2)][1]
        with self.crew.at(self.now - timedelta(days=22) + timedelta(minutes=40), self.crew.operator):
            each(verbs.reverse_receipts([inputs.ReceiptAct(number=receipt, reason=self.company.buying["twice"])]))
        gone = self._ordered(18, first, self.goods[first.code][4:6], 30)
        with self.crew.at(self.now - timedelta(days=17), self.crew.manager):
            each(verbs.cancel_purchase_orders([inputs.PurchaseAct(number=gone, reason=self.company.buying["cancelled"])]))

    def arriving(self) -> None:
        """One came in part, short and broken; of one a delivery is announced."""
        first, second, _third = self.company.vendors
        part = self._ordered(20, second, self.goods[second.code][2:5], 24, due=4)
        here = self.goods[second.code][2:5]
        self._received(6, part, [(here[0], 21, 3, "broken"), (here[1], 10, 0, ""), (here[2], 0, 0, "missing")], self.company.buying["differs"])
        low = self._low(first, 3)
        announced = self._ordered(12, first, low, 30, due=3)
        with self.crew.at(self.now - timedelta(days=2), self.crew.manager):
            lines = [inputs.NewNoticeLine(sku=good.sku, quantity=30) for good in low[:2]]
            carrier = self.company.carriers[0]
            each(verbs.announce([inputs.NewNotice(purchase_order=announced, lines=lines, expected_on=clock.today(self.company.zone) + timedelta(days=3),
                                                  carrier=carrier.name, tracking=carrier.tracking.replace("#", "7"), reference="DN-5518", key="demo notice")]))

    def waiting(self) -> None:
        """One is late, one has only just left, one waits to be sent."""
        _first, second, third = self.company.vendors
        self._ordered(26, third, self._low(third, 2), 24, due=-4)
        self._ordered(1, second, self._low(second, 2), 18)
        self._ordered(0, second, self.goods[second.code][6:9], 15, draft=True)

    def _low(self, vendor: Vendor, many: int) -> list[Good]:
        """Some of a supplier's goods, those that are low first."""
        with self.crew.at(self.now, self.crew.manager):
            low = {one.level.sku for one in list_low(limit=200).rows}
        return sorted(self.goods[vendor.code][9:], key=lambda good: good.sku not in low)[:many]

    def _ordered(self, days: int, vendor: Vendor, goods: Iterable[Good], pieces: int, due: int | None = None, draft: bool = False) -> int:
        """An order placed so many days ago; `due` counts from today."""
        at = self.now - timedelta(days=days, minutes=95)
        with self.crew.at(self.now, self.crew.manager):
            expected = None if due is None else clock.today(self.company.zone) + timedelta(days=due)
        with self.crew.at(at, self.crew.manager):
            lines = [inputs.NewPurchaseLine(sku=good.sku, quantity=pieces, unit_cost=self._cost(good)) for good in goods]
            order = inputs.NewPurchaseOrder(supplier=vendor.code, lines=lines, expected_on=expected, draft=draft, key=f"demo {vendor.code} {days}")
            return each(verbs.place_purchase_orders([order])).number  # type: ignore[no-any-return]

    def _received(self, days: int, order: int, counted: Sequence[tuple[Good, int, int, str]], note: str = "") -> int:
        with self.crew.at(self.now - timedelta(days=days), self.crew.operator):
            lines = [inputs.ReceivedLine(sku=good.sku, good=whole, damaged=broken, reason=reason)  # type: ignore[arg-type]
                     for good, whole, broken, reason in counted]
            return each(verbs.receive_goods([inputs.NewGoodsReceipt(purchase_order=order, lines=lines, note=note)])).number  # type: ignore[no-any-return]

    def _cost(self, good: Good) -> str:
        return to_text(good.price * 46 // 100, self.company.currency)


def each(outcomes: Sequence[Outcome[Any]]) -> Any:
    """What the first of them came to; every one must have come to something."""
    return [outcome.result() for outcome in outcomes][0]
