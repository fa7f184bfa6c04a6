"""Shipping: held pieces leave, whole or in part, once."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment, Picking
from tenants.fulfilment.operations import pick, ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import NewHold
from tenants.orders.operations import hold_orders, release_orders
from tests.cast import Member, placed, stocked


def test_a_whole_order_leaves(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    order = placed(ann, "A-1", MUG=4, CUP=2)
    with ann.at_work():
        assert only(pick([Picking(number=order.number)])) == 6
        shipped = only(ship([NewShipment(number=order.number, carrier="Northline", tracking="NL1")]))
    assert (shipped.pieces, len(shipped.parcels)) == (6, 1)
    with ann.at_work():
        assert db.rows("SELECT state, shipped, allocated, picked FROM orders")[0] == ("shipped", 6, 0, 0)
        assert db.rows("SELECT sum(on_hand), sum(allocated) FROM balance")[0] == (14, 0)
        assert prove_stock() == []


def test_a_part_leaves_and_the_rest_stays_held(ann: Member) -> None:
    stocked(ann, MUG=10)
    order = placed(ann, "A-1", MUG=4)
    with ann.at_work():
        only(pick([Picking(number=order.number, lines=[LineQuantity(line=1, quantity=3)])]))
        only(ship([NewShipment(number=order.number, lines=[LineQuantity(line=1, quantity=1)])]))
        assert db.rows("SELECT state, shipped, allocated, picked FROM orders")[0] == ("part_shipped", 1, 3, 2)
        assert prove_stock() == []


def test_the_same_key_ships_once(ann: Member) -> None:
    stocked(ann, MUG=10)
    order = placed(ann, "A-1", MUG=4)
    parcel = NewShipment(number=order.number, lines=[LineQuantity(line=1, quantity=1)], key="scan-7")
    with ann.at_work():
        first = only(ship([parcel]))
    with ann.at_work():
        outcome, = ship([parcel])
        assert (outcome.status, outcome.value.parcels) == ("again", first.parcels)
        assert db.rows("SELECT shipped FROM orders")[0].shipped == 1


def test_a_line_named_twice_is_one_wish(ann: Member) -> None:
    stocked(ann, MUG=10)
    order = placed(ann, "A-1", MUG=4)
    twice = [LineQuantity(line=1, quantity=1), LineQuantity(line=1, quantity=2)]
    with ann.at_work():
        assert only(pick([Picking(number=order.number, lines=twice)])) == 3
        assert only(ship([NewShipment(number=order.number, lines=twice)])).pieces == 3
        assert db.rows("SELECT state, shipped, allocated, picked FROM orders")[0] == ("part_shipped", 3, 1, 0)
        assert prove_stock() == []
        outcome, = ship([NewShipment(number=order.number, lines=[LineQuantity(line=1, quantity=1)] * 2)])
    assert outcome.error and outcome.error.code == "more_than_held" and outcome.error.data["wanted"] == 2


@pytest.mark.parametrize("released", [False, True])
def test_an_order_on_hold_stays_until_released(ann: Member, released: bool) -> None:
    stocked(ann, MUG=10)
    order = placed(ann, "A-1", MUG=4)
    with ann.at_work():
        only(hold_orders([order.number], NewHold(reason="gift")))
        assert db.rows("SELECT state FROM orders")[0].state == "on_hold"
        if released:
            only(release_orders([order.number]))
        outcome, = ship([NewShipment(number=order.number)])
    assert (outcome.status, outcome.error and outcome.error.code) == (("done", None) if released else ("refused", "on_hold"))
