"""Several requests for one order in a batch are done one after the other; a key stands for one order's parcels, whoever
comes with it and when."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment, Picking
from tenants.fulfilment.operations import pick, ship
from tenants.inventory.operations import prove_stock
from tenants.orders.queries import get_order, order_story
from tests.cast import Member, placed, stocked


def some(quantity: int, line: int = 1) -> list[LineQuantity]:
    return [LineQuantity(line=line, quantity=quantity)]


def test_both_picks_of_a_batch_are_done(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    number = placed(ann, "A-1", MUG=4, CUP=2).number
    with ann.at_work():
        outcomes = pick([Picking(number=number, lines=some(1), key="a"), Picking(number=number, lines=some(2), key="b"),
                         Picking(number=number, lines=some(1), key="a"), Picking(number=number, lines=some(2)), Picking(number=number)])
        assert [(o.status, o.value) for o in outcomes] == [("done", 1), ("done", 2), ("again", 0), ("refused", None), ("done", 3)]
        assert outcomes[3].error and (outcomes[3].error.code, outcomes[3].error.pointer) == ("more_than_held", "/lines/0/quantity")
        one = get_order(number)
        assert [told.data["key"] for told in order_story(one.id) if told.name == "order.picked"] == ["", "b", "a"]
        assert [line.picked for line in one.lines] == [4, 2] and prove_stock() == []
        assert [o.status for o in pick([Picking(number=number, lines=some(1), key="b")])] == ["again"]


def test_both_parcels_of_a_batch_leave(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    number = placed(ann, "A-1", MUG=4, CUP=2).number
    with ann.at_work():
        only(pick([Picking(number=number, lines=some(2))]))
        outcomes = ship([NewShipment(number=number, lines=some(1), key="a"), NewShipment(number=number, lines=some(1), key="b"),
                         NewShipment(number=number, lines=some(1), key="a"), NewShipment(number=number, lines=some(3))])
        assert [o.status for o in outcomes] == ["done", "done", "again", "refused"]
        first, second, again = (o.value for o in outcomes[:3])
        assert first and second and again and first.parcels == again.parcels != second.parcels and again.pieces == 1
        assert db.rows("SELECT shipped, allocated, picked FROM orders")[0] == (2, 4, 0) and prove_stock() == []
        assert only(ship([NewShipment(number=number)])).pieces == 4
        assert db.rows("SELECT state FROM orders")[0].state == "shipped" and prove_stock() == []


def test_one_key_for_two_orders_of_a_batch(ann: Member) -> None:
    stocked(ann, MUG=10)
    first, second = placed(ann, "A-1", MUG=1).number, placed(ann, "A-2", MUG=1).number
    with ann.at_work():
        done, refused = ship([NewShipment(number=first, key="k"), NewShipment(number=second, key="k")])
        assert done.status == "done" and refused.error and (refused.error.code, refused.error.pointer) == ("key_reused", "/key")
        assert prove_stock() == []


def at_once(who: Member, *numbers: int) -> list[str]:
    """Each ships its order with the same key, at the same moment."""
    start = Barrier(len(numbers))

    def one(number: int) -> str:
        with who.at_work():
            start.wait()
            (outcome,) = ship([NewShipment(number=number, lines=some(1), key="k")])
        return outcome.error.code if outcome.error else outcome.status

    with ThreadPoolExecutor(len(numbers)) as pool:
        return sorted(pool.map(one, numbers))


def test_two_shipments_racing_with_one_key_leave_once(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = placed(ann, "A-1", MUG=4).number
    assert at_once(ann, number, number) == ["again", "done"]
    with ann.at_work():
        assert db.rows("SELECT shipped FROM orders")[0].shipped == 1 and prove_stock() == []


def test_two_orders_racing_with_one_key_are_told(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    numbers = placed(ann, "A-1", MUG=1).number, placed(ann, "A-2", CUP=1).number
    assert at_once(ann, *numbers) == ["done", "key_reused"]
    with ann.at_work():
        assert db.rows("SELECT sum(shipped) AS n FROM orders")[0].n == 1 and prove_stock() == []
