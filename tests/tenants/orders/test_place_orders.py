"""Placing orders: stock is held, what is missing waits, and asking twice places once."""

from saas.kit.errors import Forbidden
from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.orders.operations import place_orders
from tests.cast import Member, order, placed, stocked

import pytest


def test_stock_is_held_for_an_order(ann: Member) -> None:
    stocked(ann, MUG=10)
    done = placed(ann, "A-1", MUG=4)
    assert (done.state, done.lines[0].allocated, done.total) == ("ready", 4, 4000)
    with ann.at_work():
        assert prove_stock() == []


def test_what_is_missing_is_back_ordered(ann: Member) -> None:
    stocked(ann, MUG=3)
    done = placed(ann, "A-1", MUG=5)
    assert (done.state, done.lines[0].allocated) == ("waiting", 3)


def test_the_same_reference_again_is_the_same_order(ann: Member) -> None:
    stocked(ann, MUG=10)
    first = placed(ann, "A-1", MUG=4)
    with ann.at_work():
        outcome, = place_orders([order("A-1", MUG=9)])
    assert outcome.status == "again" and outcome.value.number == first.number
    with ann.at_work():
        assert prove_stock() == []


def test_a_batch_answers_item_by_item(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=1)
    with ann.at_work():
        first = place_orders([order("A-1", MUG=1), order("A-2", NONE=1), order("A-1", MUG=1), order("A-3", CUP=2)])
    assert [o.status for o in first] == ["done", "refused", "again", "done"]
    assert first[1].error.code == "unknown_sku" and first[1].error.pointer == "/lines/0/sku"
    with ann.at_work():
        second = place_orders([order("A-9", CUP=1), order("A-1", MUG=1), order("A-4", MUG=9)])
    assert [o.status for o in second] == ["done", "again", "done"]
    assert second[2].value.lines[0].allocated == 9
    with ann.at_work():
        assert prove_stock() == []


def test_whoever_may_only_look_may_not_place(ben: Member) -> None:
    with pytest.raises(Forbidden), ben.at_work():
        only(place_orders([order("A-1", MUG=1)]))
