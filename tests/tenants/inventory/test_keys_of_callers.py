"""A key that a caller gives to a movement: the same again counts once, something else under it is refused."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from saas.kit import db
from saas.kit.operations import Outcome
from tenants.inventory.inputs import NewLocation, NewWarehouse, Receipt, StockChange, StockMove
from tenants.inventory.operations import add_location, add_warehouse, adjust_stock, move_stock, prove_stock, receive
from tests.api.conftest import Program
from tests.cast import Member, stocked, token_for
from tests.conftest import World


@pytest.fixture
def shelves(ann: Member) -> Member:
    """Ann with mugs and cups, and a shelf to put them on."""
    stocked(ann, MUG=10, CUP=10)
    with ann.at_work():
        add_location(NewLocation(code="A-1"))
        add_warehouse(NewWarehouse(code="EAST", name="East"))
    return ann


def sent(given: dict[str, Any]) -> Outcome[Any]:
    verbs: tuple[tuple[str, Any, Any], ...] = (("to_location", StockMove, move_stock), ("counted", StockChange, adjust_stock),
                                               ("change", StockChange, adjust_stock), ("quantity", Receipt, receive))
    model, verb = next((model, verb) for field, model, verb in verbs if field in given)
    return verb([model(key="k", **given)])[0]


@pytest.mark.parametrize(("first", "other"), [
    ({"sku": "MUG", "change": 3}, {"sku": "CUP", "change": 3}),
    ({"sku": "MUG", "change": 3}, {"sku": "MUG", "change": 4}),
    ({"sku": "MUG", "change": 3}, {"sku": "MUG", "change": -3}),
    ({"sku": "MUG", "change": 3}, {"sku": "MUG", "change": 3, "warehouse": "EAST"}),
    ({"sku": "MUG", "change": 3}, {"sku": "MUG", "change": 3, "lot": "L"}),
    ({"sku": "MUG", "change": 3}, {"sku": "MUG", "counted": 13}),
    ({"sku": "MUG", "change": 3}, {"sku": "MUG", "quantity": 3}),
    ({"sku": "MUG", "counted": 7}, {"sku": "MUG", "counted": 8}),
    ({"sku": "MUG", "counted": 7}, {"sku": "CUP", "counted": 7}),
    ({"sku": "MUG", "quantity": 3}, {"sku": "MUG", "quantity": 2}),
    ({"sku": "MUG", "quantity": 3}, {"sku": "MUG", "quantity": 3, "status": "damaged"}),
    ({"sku": "MUG", "quantity": 3, "to_location": "A-1"}, {"sku": "MUG", "quantity": 2, "to_location": "A-1"}),
    ({"sku": "MUG", "quantity": 3, "to_location": "A-1"}, {"sku": "CUP", "quantity": 3, "to_location": "A-1"}),
    ({"sku": "MUG", "quantity": 3, "to_location": "A-1"}, {"sku": "MUG", "quantity": 3}),
])
def test_a_key_stands_for_one_movement(shelves: Member, first: dict[str, Any], other: dict[str, Any]) -> None:
    with shelves.at_work():
        assert sent(first).status == "done"
        adjust_stock([StockChange(sku="MUG", change=1)])
        assert sent(first).status == "again"
        refused = sent(other)
        assert refused.error and (refused.error.status, refused.error.code, refused.error.pointer) == (422, "key_reused", "/key")
        assert prove_stock() == []


def test_within_one_batch_too(shelves: Member) -> None:
    with shelves.at_work():
        same = [StockChange(sku="MUG", counted=7, key="k"), StockChange(sku="MUG", counted=7, key="k"), StockChange(sku="CUP", change=1, key="k")]
        assert [(o.status, o.error and o.error.code) for o in adjust_stock(same)] == [("done", None), ("again", None), ("refused", "key_reused")]


def test_two_who_send_one_key_at_once_take_turns(shelves: Member) -> None:
    """For different shelves: nothing but the key makes them meet."""
    start = Barrier(2)

    def change(sku: str) -> str:
        with shelves.at_work():
            start.wait()
            (outcome,) = adjust_stock([StockChange(sku=sku, change=1, key="k")])
        return outcome.error.code if outcome.error else outcome.status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(change, ("MUG", "CUP"))) == ["done", "key_reused"]
    with shelves.at_work():
        assert db.rows("SELECT sum(on_hand) AS n FROM balance")[0].n == 21 and prove_stock() == []


def test_a_program_is_told_on_the_field(world: World, ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    acme = Program(world, token_for(ann))
    assert acme.post("/stock/adjustments", {"sku": "MUG", "change": 1, "key": "k"}).status_code in (200, 201)
    refused = acme.post("/stock/adjustments", {"sku": "CUP", "change": 1, "key": "k"})
    assert refused.status_code == 422 and refused.json["code"] == "key_reused" and refused.json["errors"][0]["pointer"] == "/key"
