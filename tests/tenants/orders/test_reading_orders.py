"""Reading one order whole, and counting what waits."""

from datetime import timedelta

import pytest

from saas.kit import clock
from saas.kit.errors import NotFound
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.orders.errors import UnknownOrder
from tenants.orders.inputs import NewHold
from tenants.orders.operations import hold_orders, place_orders
from tenants.orders.queries import get_order, needs_person, order_story, orders_per_day, waiting_count
from tests.cast import Member, order, placed, stocked


def test_an_order_shows_lines_stock_holds_and_parcels(ann: Member) -> None:
    stocked(ann, MUG=3, CUP=5)
    number = placed(ann, "A-1", MUG=4, CUP=2).number
    with ann.at_work():
        only(ship([NewShipment(number=number, lines=[LineQuantity(line=2, quantity=1)], carrier="Northline", tracking="NL1")]))
        only(hold_orders([number], NewHold(kind="address", reason="no street")))
    with ann.at_work(read_only=True):
        found = get_order(number)
        story = order_story(found.id)
    assert (found.state, found.missing, found.shipped, found.total) == ("on_hold", 1, 1, 6000)
    mug, cup = found.lines
    assert (mug.missing, [(p.warehouse, p.quantity) for p in mug.held]) == (1, [("MAIN", 3)])
    assert (cup.shipped, cup.allocated, cup.missing) == (1, 1, 0)
    (parcel,) = found.parcels
    assert (parcel.tracking, parcel.pieces, parcel.lines[0].sku) == ("NL1", 1, "CUP")
    assert [(h.kind, h.reason) for h in found.open_holds] == [("address", "no street")]
    assert [told.name for told in story] == ["order.held", "order.shipped", "order.placed"]


@pytest.mark.parametrize("number", [1, 1 << 70])
def test_a_number_nobody_has_is_unknown(ann: Member, number: int) -> None:
    with pytest.raises(UnknownOrder), ann.at_work(read_only=True):
        get_order(number)


def test_another_companys_order_is_unknown(ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=3)
    number = placed(ann, "A-1", MUG=1).number
    with pytest.raises((UnknownOrder, NotFound)), zoe.at_work(read_only=True):
        get_order(number)


def test_what_needs_a_person_is_counted_by_reason(ann: Member) -> None:
    stocked(ann, MUG=3)
    numbers = [placed(ann, f"A-{n}", MUG=1).number for n in range(5)]
    with ann.at_work():
        hold_orders(numbers[:2], NewHold(kind="address"))
        hold_orders(numbers[:1], NewHold(kind="comment"))
    with ann.at_work(read_only=True):
        found = {waits.kind: waits.count for waits in needs_person()}
        assert (found, waiting_count()) == ({"address": 2, "waiting": 2, "comment": 1}, 4)


def test_orders_are_counted_by_the_companys_own_days(ann: Member) -> None:
    stocked(ann, MUG=9)
    morning = clock.now().replace(hour=12, minute=0)  # the same day in New York
    late = clock.day_bounds(morning.date(), "America/New_York")[1] - timedelta(minutes=1)
    with ann.at_work():
        place_orders([order("A-1", MUG=2).model_copy(update={"placed_at": morning})])
        place_orders([order("A-2", MUG=1).model_copy(update={"placed_at": late - timedelta(days=1)})])
    with clock.freeze(late), ann.at_work(read_only=True):
        days = orders_per_day(3)
    assert [(d.orders, d.pieces, d.total) for d in days] == [(0, 0, 0), (1, 1, 1000), (1, 2, 2000)]
    assert days[-1].day == morning.date()
