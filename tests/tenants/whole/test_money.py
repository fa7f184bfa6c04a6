"""Money to the minor unit, in currencies with and without parts: prices with and without tax, several rates in an order,
discounts; and whatever an order is divided into, nothing is lost and nothing appears."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saas.kit import db
from saas.kit.money import to_text
from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Customer, LineChange, Merge, NewLine, NewOrder, OrderChange, Pieces, Split
from tenants.orders.operations import change_orders, mark_paid, merge_orders, place_orders, split_orders
from tenants.orders.pricing import tax_of
from tenants.orders.queries import get_order
from tenants.returns.inputs import Decision, NewRefund, ReceivedUnit, UnitDecision
from tenants.returns.operations import decide_returns, record_refunds
from tests.cast import HOME, Member, stocked
from tests.conftest import World, _sweep
from tests.tenants.returns.returning import authorised, received

RATES = (0, 500, 800, 1000, 2000)
AMOUNTS = ("subtotal", "discount", "shipping", "tax", "tax_included", "total")
CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@dataclass(frozen=True)
class Sold:
    """A line as it is asked for, in minor units; its discount in parts of a hundred of its worth."""

    price: int
    quantity: int
    off: int
    rate: int

    @property
    def discount(self) -> int:
        return self.price * self.quantity * self.off // 100

    @property
    def total(self) -> int:
        return self.price * self.quantity - self.discount


sold = st.builds(Sold, st.integers(1, 99_999), st.integers(1, 4), st.sampled_from([0, 0, 7, 33, 100]), st.sampled_from(RATES))


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def expected_tax(lines: Sequence[Sold], discount: int, inside: bool) -> int:
    """Written down again from the law, with fractions: once per rate; the discount by value, largest remainders first."""
    nets: dict[int, int] = {}
    for line in lines:
        nets[line.rate] = nets.get(line.rate, 0) + line.total
    subtotal = sum(nets.values())
    exact = {rate: Fraction(discount * net, subtotal) if subtotal else Fraction(0) for rate, net in nets.items()}
    parts = {rate: floor(part) for rate, part in exact.items()}
    for rate in sorted(exact, key=lambda r: parts[r] - exact[r])[:discount - sum(parts.values())]:
        parts[rate] += 1
    assert sum(parts.values()) == discount
    return sum(base - half_up(Fraction(base * 10_000, 10_000 + rate)) if inside else half_up(Fraction(base * rate, 10_000))
               for rate, base in ((rate, net - parts[rate]) for rate, net in nets.items()))


@given(lines=st.lists(sold, min_size=1, max_size=6), off=st.integers(0, 100), inside=st.booleans())
def test_tax_is_taken_once_per_rate_of_what_is_left_after_the_discount(lines: list[Sold], off: int, inside: bool) -> None:
    discount = sum(line.total for line in lines) * off // 100
    found = tax_of([(line.total, line.rate) for line in lines], discount, inside)
    assert found == expected_tax(lines, discount, inside)


def test_a_discount_lowers_what_is_taxed_by_all_of_itself() -> None:
    """Of seven one is left. Rounded down at every rate but the highest, two were: one was taxed that nobody paid."""
    assert tax_of([(3, 9_998), (3, 9_999), (1, 10_000)], 6, inside=False) == 1


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=CALM)
def test_nothing_is_lost_from_placing_to_paying_back(world: World, ann: Member, data: st.DataObject) -> None:
    _whole_life(world, ann, data)


@given(data=st.data())
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=CALM)
def test_nothing_is_lost_in_a_few_lives(world: World, ann: Member, data: st.DataObject) -> None:
    _whole_life(world, ann, data)


def _whole_life(world: World, ann: Member, data: st.DataObject) -> None:
    """Placed, divided twice, put together again, shipped, paid, sent back piece by piece and paid back."""
    _sweep(world)
    stocked(ann, MUG=99)
    currency = data.draw(st.sampled_from(["JPY", "CNY", "RUB", "USD"]))
    inside = data.draw(st.booleans())
    lines = data.draw(st.lists(sold, min_size=1, max_size=4))
    subtotal = sum(line.total for line in lines)
    discount = subtotal * data.draw(st.sampled_from([0, 0, 1, 10, 33, 99])) // 100
    shipping = data.draw(st.sampled_from([0, 1, 490]))
    number = _placed(ann, currency, inside, lines, discount, shipping)
    whole = _amounts(ann, number)
    tax = expected_tax(lines, discount, inside)
    assert whole == {"subtotal": subtotal, "discount": discount, "shipping": shipping, "tax": 0 if inside else tax, "tax_included": tax if inside else 0,
                     "total": subtotal - discount + shipping + (0 if inside else tax)}
    numbers = _divided(ann, number, data)
    assert _sum(ann, numbers) == whole
    _together(ann, numbers)
    assert _amounts(ann, number) == whole
    assert _paid_back(ann, number) == whole["total"] - whole["shipping"]


def _placed(ann: Member, currency: str, inside: bool, lines: Sequence[Sold], discount: int, shipping: int) -> int:
    new = NewOrder(ship_to=HOME, reference="A-1", currency=currency, prices_include_tax=inside, customer=Customer(email="kim@mail.example"),
                   discount=to_text(discount, currency), shipping=to_text(shipping, currency), lines=[
        NewLine(sku="MUG", quantity=line.quantity, unit_price=to_text(line.price, currency), discount=to_text(line.discount, currency),
                tax_rate=to_text(line.rate, "USD")) for line in lines])
    with ann.at_work():
        return only(place_orders([new])).number


def _amounts(ann: Member, number: int) -> dict[str, int]:
    with ann.at_work():
        order = get_order(number)
        return {name: getattr(order, name) for name in AMOUNTS}


def _sum(ann: Member, numbers: Sequence[int]) -> dict[str, int]:
    found = [_amounts(ann, number) for number in numbers]
    return {name: sum(one[name] for one in found) for name in AMOUNTS}


def _divided(ann: Member, number: int, data: st.DataObject) -> list[int]:
    """Twice some pieces of some line go their own way, where any may."""
    numbers = [number]
    for _n in range(2):
        with ann.at_work():
            lines = [line for line in get_order(number).lines if line.ordered]
            line = lines[data.draw(st.integers(0, len(lines) - 1))]
            done, = split_orders([Split(number=number, lines=[Pieces(line=line.line_no, quantity=data.draw(st.integers(1, line.ordered)))])])
            numbers += [done.value.split_off] if done.value else []
            assert prove_stock() == []
    return numbers


def _together(ann: Member, numbers: list[int]) -> None:
    with ann.at_work():
        if numbers[1:]:
            only(merge_orders([Merge(into=numbers[0], others=numbers[1:])]))
        assert prove_stock() == []


def _paid_back(ann: Member, number: int) -> int:
    """Everything is shipped, paid, comes back, and is accepted and paid back piece by piece; how much that was."""
    with ann.at_work():
        only(ship([NewShipment(number=number)]))
        only(mark_paid([number]))
        lines = [line for line in get_order(number).lines if line.ordered]
    back = authorised(ann, number)
    units = received(ann, back, *(ReceivedUnit(line=line.line_no, quantity=1) for line in lines for _piece in range(line.ordered)))
    paid = 0
    for unit in units:
        with ann.at_work():
            only(decide_returns([Decision(number=back, units=[UnitDecision(unit=unit)])]))
            refund, = record_refunds([NewRefund(number=back)])
            paid += refund.value.amount if refund.value else 0
    with ann.at_work():
        assert prove_stock() == []
        assert db.rows("SELECT refunded FROM orders WHERE number = %s", (number,))[0].refunded == paid
    return paid


def test_a_price_alone_writes_no_allocation(ann: Member) -> None:
    """Of an order of many lines, held from two places: not a row of allocation, balance or movement is written."""
    stocked(ann, MUG=9, CUP=9)
    with ann.at_work():
        new = NewOrder(ship_to=HOME, reference="A-1", lines=[NewLine(sku=sku, quantity=n) for n, sku in enumerate(("MUG", "CUP", "MUG"), 1)])
        number = only(place_orders([new])).number
    before = _written(ann)
    with ann.at_work():
        only(change_orders([OrderChange(number=number, discount="1.00", shipping="2.00", lines=[
            LineChange(line=n, unit_price="7.77", discount="0.07") for n in (1, 2, 3)])]))
    assert _written(ann) == before and _amounts(ann, number)["total"] == 6 * 777 - 21 - 100 + 200


def test_pieces_that_go_from_one_rate_to_another_are_taxed_anew(ann: Member) -> None:
    """Though the goods come to the same amount before and after."""
    stocked(ann, MUG=9, CUP=9)
    with ann.at_work():
        new = NewOrder(ship_to=HOME, reference="A-1", prices_include_tax=False, lines=[
            NewLine(sku="MUG", quantity=2, unit_price="10.00", tax_rate="20"), NewLine(sku="CUP", quantity=1, unit_price="10.00", tax_rate="5")])
        number = only(place_orders([new])).number
        assert get_order(number).tax == 450
        only(change_orders([OrderChange(number=number, lines=[LineChange(line=1, quantity=1), LineChange(line=2, quantity=2)])]))
        assert (get_order(number).subtotal, get_order(number).tax) == (3000, 300)


def _written(ann: Member) -> list[list[object]]:
    """Every row of stock, and the transaction that wrote it."""
    with ann.at_work():
        return [[tuple(row) for row in db.rows(f"SELECT xmin::text, t.* FROM {table} t ORDER BY 1, 2, 3, 4")]
                for table in ("allocation", "balance", "movement")]
