"""What cancelled pieces stand for is told to the minor unit; what was agreed stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.inventory.operations import prove_stock
from tenants.orders.dividing import cancelled_value
from tenants.orders.inputs import Cancellation, NewLine, NewOrder, Pieces
from tenants.orders.operations import cancel_orders, place_orders
from tenants.orders.queries import get_order
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened, read_page


class _Row:
    """A row as the database would give it."""

    def __init__(self, **values: int) -> None:
        self.__dict__.update(values)


def _cancelled(number: int, quantity: int, line: int = 1) -> None:
    only(cancel_orders([Cancellation(number=number, pieces=[Pieces(line=line, quantity=quantity)])]))


def test_two_of_three_cancelled_leave_a_third_of_the_total(ann: Member) -> None:
    stocked(ann, MUG=3)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        assert (get_order(number).cancelled_value, get_order(number).wanted_total) == (0, 3000)
        _cancelled(number, 2)
        order = get_order(number)
        assert (order.total, order.cancelled_value, order.wanted_total) == (3000, 2000, 1000)
        only(cancel_orders([Cancellation(number=number)]))
        order = get_order(number)
        assert (order.total, order.cancelled_value, order.wanted_total) == (3000, 3000, 0)
        assert prove_stock() == []


def test_discounts_and_taxes_go_along_and_shipping_with_the_last_piece(ann: Member) -> None:
    stocked(ann, MUG=3, TEA=1)
    new = NewOrder(reference="A-1", discount="10.00", shipping="5.00", prices_include_tax=False, lines=[
        NewLine(sku="MUG", quantity=3, unit_price="33.34", discount="0.02", tax_rate="10"),
        NewLine(sku="TEA", quantity=1, unit_price="100.00", tax_rate="10")])
    with ann.at_work():
        number = only(place_orders([new])).number
        _cancelled(number, 1, 2)
        assert get_order(number).cancelled_value == 10_000 - 500 + 950
        _cancelled(number, 2)
        order = get_order(number)
        assert order.wanted_total == 3333 - 167 + 317 + 500
        _cancelled(number, 1)
        order = get_order(number)
        assert order.cancelled_value == order.total == 20_000 - 1000 + 1900 + 500 and prove_stock() == []


def test_a_kit_that_is_cancelled_takes_its_price_along(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    with ann.at_work():
        only(upsert_products([NewProduct(sku="SET", title="Set", price="15.00")]))
        only(set_kit([Recipe(sku="SET", parts=[NewPart(sku="MUG", quantity=2), NewPart(sku="CUP", quantity=1)])]))
    number = placed(ann, "A-1", SET=4).number
    with ann.at_work():
        each = get_order(number).kits[0].unit_price
        assert each == 1500
        _cancelled(number, 3)
        assert get_order(number).cancelled_value == 3 * each and get_order(number).wanted_total == each


amounts = some.tuples(some.integers(0, 9999), some.integers(1, 5), some.integers(0, 5), some.integers(0, 99), some.sampled_from([0, 800, 1000, 2000]))


@given(goods=some.lists(amounts, min_size=1, max_size=4), less=some.integers(0, 100), tax=some.integers(0, 9999), shipping=some.integers(0, 900))
def test_more_cancelled_never_stands_for_less_than_nothing_nor_for_more_than_the_total(
        goods: list[tuple[int, int, int, int, int]], less: int, tax: int, shipping: int) -> None:
    rows = [_Row(unit_price=unit, ordered=q, cancelled=min(gone, q), discount=unit * q * off // 100, total=unit * q - unit * q * off // 100, tax_bp=rate)
            for unit, q, gone, off, rate in goods]
    subtotal = sum(row.total for row in rows)  # type: ignore[attr-defined]
    discount = subtotal * less // 100
    order = _Row(merged_into=0, subtotal=subtotal, discount=discount, shipping=shipping, tax=tax, tax_included=0, total=subtotal - discount + shipping + tax,
                 ordered=sum(row.ordered for row in rows), cancelled=sum(row.cancelled for row in rows))  # type: ignore[attr-defined]
    value = cancelled_value(order, rows)
    assert 0 <= value <= order.total  # type: ignore[attr-defined]
    if order.cancelled == order.ordered:  # type: ignore[attr-defined]
        assert value == order.total  # type: ignore[attr-defined]


@pytest.mark.parametrize("whole", [False, True])
def test_the_look_before_cancelling_shows_the_money_before_and_after(world: World, ann: Member, whole: bool) -> None:
    stocked(ann, MUG=3)
    number = placed(ann, "A-1", MUG=3).number
    program = Program(world, token_for(ann))
    asked = {} if whole else {"pieces": [{"line": 1, "quantity": 2}]}
    gone, left = ("30.00", "0.00") if whole else ("20.00", "10.00")
    money = program.post(f"/orders/{number}/cancel/preview", asked).json["money"]
    assert money["cancelled_value"] == {"before": "0.00", "after": gone} and money["wanted_total"] == {"before": "30.00", "after": left}
    assert money["total"] == {"before": "30.00", "after": "30.00"}
    told = program.post(f"/orders/{number}/cancel", asked).json
    assert (told["total"], told["cancelled_value"], told["wanted_total"]) == ("30.00", gone, left)


def test_the_page_shows_what_was_cancelled_and_what_is_left(world: World, ann: Member) -> None:
    stocked(ann, MUG=3)
    number = placed(ann, "A-1", MUG=3).number
    browser = signed_in(world.app, ann.email)
    page = opened(browser, f"/t/acme/orders/{number}/cancel")
    assert "Value of what was cancelled" not in opened(browser, f"/t/acme/orders/{number}").text
    typed = {"line-1": "2", "key": page.value("key")}
    seen = read_page(browser.post(f"/t/acme/orders/{number}/cancel", typed)).text
    assert "Total without what is cancelled" in seen and "20.00" in seen and "10.00" in seen
    browser.post(f"/t/acme/orders/{number}/cancel", {**typed, "sure": "1"})
    shown = opened(browser, f"/t/acme/orders/{number}").text
    assert "Value of what was cancelled" in shown and "Total without what is cancelled" in shown and "30.00" in shown
