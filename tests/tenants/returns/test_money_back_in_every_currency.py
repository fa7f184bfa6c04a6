"""Kits and lines, discounts and several tax rates, in every currency and with prices that contain the tax or not: whatever
comes back in whatever order, all of it is worth what was paid to the minor unit, and nothing on the way is ever more."""

from random import Random

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.orders.inputs import NewLine, NewOrder
from tenants.orders.operations import place_orders
from tenants.returns import inputs
from tenants.returns import operations as verbs
from tenants.returns.queries import get_return
from tests.cast import HOME, Member, stocked
from tests.tenants.orders.test_kits import a_kit
from tests.tenants.returns.returning import accepted, authorised, lines, one, proved, received

PRICES = {"JPY": ("333", "99", "1001", "7"), "CNY": ("3.33", "0.99", "10.01", "0.07"), "RUB": ("333.33", "99.99", "1001.01", "7.07"),
          "USD": ("3.33", "0.99", "10.01", "0.05")}


def sold(who: Member, currency: str, inside: bool) -> int:
    """Three mugs, two teas and three sets of two cups and a pot, on their way; the order's number."""
    stocked(who, MUG=20, TEA=20, CUP=20, POT=20)
    a_kit(who, "SET", CUP=2, POT=1)
    mug, tea, kit, discount = PRICES[currency]
    with who.at_work():
        number = only(place_orders([NewOrder(ship_to=HOME, reference="A-1", currency=currency, discount=discount, prices_include_tax=inside, shipping="5", lines=[
            NewLine(sku="MUG", quantity=3, unit_price=mug, tax_rate="10"), NewLine(sku="SET", quantity=3, unit_price=kit, tax_rate="8"),
            NewLine(sku="TEA", quantity=2, unit_price=tea, tax_rate="20", discount=discount)])])).number
        only(ship([NewShipment(number=number)]))
    return number


def _some(random: Random, order: int) -> list[LineQuantity]:
    free = db.rows("SELECT line_no, shipped - returned - announced AS n FROM order_line WHERE shipped > returned + announced ORDER BY line_no")
    chosen = random.sample(free, random.randint(1, len(free))) if free else []
    return [LineQuantity(line=row.line_no, quantity=random.randint(1, row.n)) for row in chosen]


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("currency", list(PRICES))
def test_all_of_it_is_worth_what_was_paid(ann: Member, currency: str, inside: bool) -> None:
    order, random = sold(ann, currency, inside), Random(f"{currency} {inside}")
    numbers = []
    while True:
        with ann.at_work():
            wanted = _some(random, order)
        if not wanted:
            break
        numbers.append(authorised(ann, order, *wanted))
        units = received(ann, numbers[-1], *(inputs.ReceivedUnit(line=one.line, quantity=1) for one in wanted for _piece in range(one.quantity)))
        random.shuffle(units)
        for unit in units:
            assert accepted(ann, numbers[-1], unit) >= 0
        with ann.at_work():
            if get_return(numbers[-1]).suggested:
                only(verbs.record_refunds([inputs.NewRefund(number=numbers[-1])]))
            subtotal, less, tax, contained, total, refunded = one("SELECT subtotal, discount, tax, tax_included, total, refunded FROM orders")
            assert refunded <= subtotal - less + tax < total
    with ann.at_work(read_only=True):
        whole = [get_return(number) for number in numbers]
    assert refunded == sum(it.worth for it in whole) == subtotal - less + tax
    assert sum(it.tax for it in whole) == (contained if inside else tax) > 0
    proved(ann)


def test_a_kit_comes_back_whole_or_a_part_of_it_alone(ann: Member) -> None:
    order = sold(ann, "USD", True)
    with ann.at_work():
        kit, cup, pot = one("SELECT kit_no, kit_no + 1, kit_no + 2 FROM order_kit")
    whole = authorised(ann, order, *lines(**{f"_{kit}": 1}))
    with ann.at_work():
        assert [(line.line_no, line.requested, line.kit) for line in get_return(whole).lines] == [(cup, 2, "SET title"), (pot, 1, "SET title")]
    part = authorised(ann, order, *lines(**{f"_{cup}": 1}))
    with ann.at_work():
        much, = verbs.request_returns([inputs.ReturnRequest(order=order, lines=lines(**{f"_{kit}": 2}))])
        assert much.error and (much.error.code, much.error.pointer) == ("more_than_shipped", "/lines/0/quantity")
    cups, lid = received(ann, whole, inputs.ReceivedUnit(line=cup, quantity=2), inputs.ReceivedUnit(line=pot))
    both = accepted(ann, whole, cups) + accepted(ann, whole, lid)
    alone = accepted(ann, part, *received(ann, part, inputs.ReceivedUnit(line=cup)))
    assert (alone, both) == (333, 999), "a third of 30.03 less its share of the discount, and a third of that for a cup"
    proved(ann)
