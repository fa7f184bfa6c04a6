"""This morning's orders that need a person: one or two for each reason the house itself has to hold an order."""

from datetime import datetime, timedelta

from saas.demo.company import Company
from saas.demo.crew import Crew
from saas.demo.shopping import Shop
from saas.kit import money
from tenants.orders.inputs import NewLine, NewOrder
from tenants.orders.operations import place_orders


def let_surprises_arrive(company: Company, crew: Crew, now: datetime) -> None:
    """The feed hands them over with everything else and lets a person decide; the last comes twice, and not alike."""
    for minutes in (160, 45):
        at = now - timedelta(minutes=minutes)
        shop = Shop(company, at, f"surprises {minutes}", 8000 + minutes)
        orders = [_unlisted(shop, company), _miscounted(shop, company), *_unsettled(shop, company)]
        twice = shop.order()
        more = twice.model_copy(update={"lines": [line.model_copy(update={"quantity": line.quantity + 1}) for line in twice.lines]})
        with crew.at(at, crew.shop):
            for outcome in place_orders([order.model_copy(update={"triage": True}) for order in (*orders, twice)]):
                outcome.result()
        with crew.at(at + timedelta(minutes=9), crew.shop):
            place_orders([more.model_copy(update={"triage": True})])


def _unlisted(shop: Shop, company: Company) -> NewOrder:
    """With something the shop sells already and the catalogue doesn't know yet."""
    order, good = shop.order(), shop.goods[-1]
    new = NewLine(sku=f"{good.product}-N{shop.count % 100}", title=good.title, quantity=1, unit_price=money.to_text(good.price, company.currency))
    return order.model_copy(update={"lines": [*order.lines, new]})


def _miscounted(shop: Shop, company: Company) -> NewOrder:
    """With a total from which the shop has taken a coupon that it doesn't tell of."""
    order = shop.order()
    goods = sum(shop.by_code[line.sku].price * line.quantity for line in order.lines)
    return order.model_copy(update={"total": money.to_text(money.share(goods, 9000) // 100 * 100, company.currency)})


def _unsettled(shop: Shop, company: Company) -> list[NewOrder]:
    """Without a street, not paid, and with something the customer wrote."""
    orders = [shop.order() for _reason in range(3)]
    street = orders[0].ship_to.model_copy(update={"line1": ""}) if orders[0].ship_to else None
    said = ({"ship_to": street}, {"paid": False}, {"note": shop.random.choice(company.notes)})
    return [order.model_copy(update=changes) for order, changes in zip(orders, said, strict=True)]
