"""Adjusting: by a change or to a count; never below what is held, and once however often the click comes."""

import pytest

from saas.kit import db
from saas.kit.errors import Forbidden
from saas.kit.operations import only
from tenants.inventory.errors import WarehouseTaken
from tenants.inventory.inputs import NewWarehouse, Receipt, StockChange
from tenants.inventory.operations import add_warehouse, adjust_stock, prove_stock, receive
from tenants.inventory.queries import warehouse_names, warehouses
from tests.cast import Member, placed, stocked


def movements() -> int:
    return db.rows("SELECT count(*) AS n FROM movement")[0].n


@pytest.mark.parametrize(("given", "field"), [({"change": -4}, "/change"), ({"counted": 6}, "/counted")])
def test_what_is_held_cannot_be_taken(ann: Member, given: dict[str, int], field: str) -> None:
    stocked(ann, MUG=10)
    placed(ann, "A-1", MUG=7)
    with ann.at_work():
        (outcome,) = adjust_stock([StockChange(sku="MUG", **given)])
        assert outcome.error and (outcome.error.code, outcome.error.pointer) == ("not_enough_stock", field)
        assert outcome.error.data == {"sku": "MUG", "free": 3, "allocated": 7}
        assert (db.rows("SELECT on_hand FROM balance")[0].on_hand, prove_stock()) == (10, [])


def test_the_same_key_counts_once_even_in_one_batch(ann: Member) -> None:
    stocked(ann, MUG=10)
    change = StockChange(sku="MUG", change=5, key="click")
    with ann.at_work():
        assert [o.status for o in adjust_stock([change, change])] == ["done", "again"]
    with ann.at_work():
        again = only(adjust_stock([change]))
        assert (again.on_hand, again.change, movements()) == (15, 0, 2)


def test_a_count_that_agrees_changes_nothing(ann: Member) -> None:
    stocked(ann, MUG=10)
    with ann.at_work():
        (outcome,) = adjust_stock([StockChange(sku="MUG", counted=10, reason="count")])
        assert (outcome.status, movements()) == ("again", 1)


def test_goods_of_a_supplier_are_received_once(ann: Member) -> None:
    stocked(ann, MUG=1)
    for _ in range(2):
        with ann.at_work():
            posted = only(receive([Receipt(sku="MUG", quantity=5, lot="L1", key="PO-1")]))
            assert posted.on_hand == 5
    with ann.at_work():
        assert db.rows("SELECT sum(on_hand) AS n FROM balance")[0].n == 6


def test_a_batch_refuses_only_what_is_wrong(ann: Member) -> None:
    stocked(ann, MUG=1)
    with ann.at_work():
        batch = [StockChange(sku="NOPE", change=1), StockChange(sku="MUG", change=1), StockChange(sku="MUG", change=1, warehouse="MOON"),
                 StockChange(sku="MUG", change=1, location="A-9")]
        codes = [o.error.code if o.error else o.status for o in adjust_stock(batch)]
    assert codes == ["unknown_sku", "done", "unknown_warehouse", "unknown_location"]


def test_a_warehouse_is_opened_once_under_its_code(ann: Member) -> None:
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East", country="us", priority=200))
    with pytest.raises(WarehouseTaken), ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="Again"))
    with ann.at_work(read_only=True):
        assert [(h.code, h.country, h.on_hand) for h in warehouses()][1:] == [("EAST", "US", 0)]
        assert list(warehouse_names()) == ["MAIN", "EAST"]


def test_a_viewer_may_not_adjust(ann: Member, ben: Member) -> None:
    stocked(ann, MUG=1)
    with pytest.raises(Forbidden), ben.at_work():
        adjust_stock([StockChange(sku="MUG", change=1)])
