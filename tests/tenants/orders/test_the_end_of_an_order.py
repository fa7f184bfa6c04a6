"""Closing, re-opening and writing off: an order's end is said once, can be taken back, and what is lost is told apart."""

from datetime import timedelta

from saas.kit import clock, db
from saas.kit.operations import only
from tenants.fulfilment.inputs import Delivery, NewShipment
from tenants.fulfilment.operations import mark_delivered, ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, Loss, Merge, NewLine, NewOrder, Pieces
from tenants.orders.operations import (cancel_orders, close_due_orders, close_orders, merge_orders, place_orders, reopen_orders, write_off)
from tenants.orders.queries import get_order
from tests.cast import HOME, Member, placed, stocked


def _loss(number: int, q: int, key: str = "") -> Loss:
    return Loss(number=number, lines=[Pieces(line=1, quantity=q)], reason="Carrier lost it", key=key)


def test_an_order_that_has_left_can_be_closed_and_opened_again(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        assert close_orders([number])[0].error.code == "not_over_yet"  # type: ignore[union-attr]
        only(ship([NewShipment(number=number)]))
        assert [close_orders([number])[0].status for _time in range(2)] == ["done", "again"]
        assert get_order(number).state == "closed"
        assert only(reopen_orders([number])) == number
        assert get_order(number).state == "shipped"
        assert reopen_orders([number])[0].error.code == "nothing_to_reopen"  # type: ignore[union-attr]


def test_what_was_cancelled_is_wanted_again_and_gets_its_stock(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number)]))
        only(reopen_orders([number]))
        assert get_order(number).state == "ready"
        assert prove_stock() == []


def test_what_became_part_of_another_order_stays_there(ann: Member) -> None:
    stocked(ann, MUG=5)
    one, two = placed(ann, "A-1", MUG=2).number, placed(ann, "A-2", MUG=2).number
    with ann.at_work():
        only(merge_orders([Merge(into=one, others=[two])]))
        assert reopen_orders([two])[0].error.code == "merged_away"  # type: ignore[union-attr]


def test_lost_pieces_are_written_off_once(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        assert write_off([_loss(number, 1)])[0].error.code == "more_than_left"  # type: ignore[union-attr]
        only(ship([NewShipment(number=number)]))
        assert [write_off([_loss(number, 1, "k")])[0].status for _time in range(2)] == ["done", "again"]
        assert db.rows("SELECT written_off FROM orders")[0].written_off == 1
        assert write_off([_loss(number, 3)])[0].error.code == "more_than_left"  # type: ignore[union-attr]
        assert prove_stock() == []


def test_delivering_the_rest_of_a_parcel_settles_the_order(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        parcel = only(ship([NewShipment(number=number)])).parcels[0]
        only(write_off([_loss(number, 1)]))
        only(mark_delivered([Delivery(parcel=parcel)]))
        order = get_order(number)
        assert (order.state, order.delivered) == ("delivered", 2)
        assert prove_stock() == []


def test_delivered_orders_close_by_themselves_when_the_company_wants_it(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        only(mark_delivered([Delivery(parcel=only(ship([NewShipment(number=number)])).parcels[0])]))
        assert close_due_orders() == 0
        db.run("UPDATE policy SET close_after_days = 14")
        assert close_due_orders() == 0
    with clock.freeze(clock.now() + timedelta(days=15)), ann.at_work():
        assert close_due_orders() == 1
        assert get_order(number).state == "closed"


def test_what_was_closed_is_opened_as_it_was(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number, pieces=[Pieces(line=1, quantity=1)])]))
        only(ship([NewShipment(number=number)]))
        only(close_orders([number]))
        only(reopen_orders([number]))
        assert (get_order(number).state, get_order(number).cancelled) == ("shipped", 1)
        only(reopen_orders([number]))
        assert (get_order(number).state, get_order(number).cancelled) == ("part_shipped", 0)
        assert prove_stock() == []


def test_a_sku_nobody_knows_holds_what_wants_it_again(ann: Member) -> None:
    stocked(ann, MUG=5)
    lines = [NewLine(sku="MUG", quantity=1), NewLine(sku="NONE", quantity=1, unit_price="1.00")]
    with ann.at_work():
        number = only(place_orders([NewOrder(ship_to=HOME, reference="A-1", triage=True, lines=lines)])).number
        only(cancel_orders([Cancellation(number=number, lines=[2])]))
        assert get_order(number).state == "ready"
        only(reopen_orders([number]))
        assert (get_order(number).state, [hold.kind for hold in get_order(number).open_holds]) == ("on_hold", ["sku"])
