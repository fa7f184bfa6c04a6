"""Picking twice with one key picks once; a delivered parcel is counted once."""

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import Delivery, LineQuantity, NewShipment, Picking
from tenants.fulfilment.operations import mark_delivered, pick, ship
from tenants.inventory.operations import prove_stock
from tests.cast import Member, placed, stocked


def test_the_same_key_picks_once(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = placed(ann, "A-1", MUG=4).number
    picking = Picking(number=number, lines=[LineQuantity(line=1, quantity=1)], key="click-1")
    statuses = []
    for _ in range(2):
        with ann.at_work():
            statuses.append(pick([picking])[0].status)
    with ann.at_work():
        assert (statuses, db.rows("SELECT picked FROM orders")[0].picked) == (["done", "again"], 1)
        assert prove_stock() == []


def test_a_key_of_one_order_ships_no_other(ann: Member) -> None:
    stocked(ann, MUG=10)
    first, second = placed(ann, "A-1", MUG=1).number, placed(ann, "A-2", MUG=1).number
    with ann.at_work():
        only(ship([NewShipment(number=first, key="k")]))
        outcome, = ship([NewShipment(number=second, key="k")])
    assert outcome.error and outcome.error.code == "key_reused"


def test_an_order_is_delivered_when_its_last_parcel_arrives(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = placed(ann, "A-1", MUG=4).number
    with ann.at_work():
        first = only(ship([NewShipment(number=number, lines=[LineQuantity(line=1, quantity=1)])])).parcels[0]
        second = only(ship([NewShipment(number=number)])).parcels[0]
        assert only(mark_delivered([Delivery(parcel=first)])) == number
        assert db.rows("SELECT state, delivered FROM orders")[0] == ("shipped", 1)
        assert [o.status for o in mark_delivered([Delivery(parcel=second), Delivery(parcel=first), Delivery(parcel=9)])] == [
            "done", "again", "refused"]
        assert db.rows("SELECT o.state, o.delivered, l.delivered FROM orders o JOIN order_line l ON l.order_id = o.id")[0] == ("delivered", 4, 4)
        assert prove_stock() == []
