"""The proof finds every kind of fault, says where, keeps the result, and repairs nothing."""

import pytest

from saas.kit.owner import execute, owner
from saas.kit.operations import only
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import last_proof
from tests.cast import Member, placed, stocked
from tests.conftest import World

FAULTS = {
    "ledger_balance": "UPDATE {s}.balance SET on_hand = on_hand + 1",
    "balance_allocations": "UPDATE {s}.balance SET allocated = allocated + 1",
    "line_allocations": "UPDATE {s}.allocation SET quantity = quantity + 1",
    "order_lines": "UPDATE {s}.order_line SET ordered = ordered + 1, total = total + unit_price",
    "order_holds": "UPDATE {s}.orders SET open_holds = 1",
    "ledger_value": "UPDATE {s}.stock_value SET average = average + 1",
    "value_layers": "UPDATE {s}.cost_layer SET remaining = remaining - 1",
    "shipped_ledger": "UPDATE {s}.shipment_line SET quantity = quantity + 1",
}


def _work(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = placed(ann, "A-1", MUG=4).number
    with ann.at_work():
        only(ship([NewShipment(number=number, lines=[LineQuantity(line=1, quantity=1)])]))
        assert prove_stock() == []


@pytest.mark.parametrize("question", FAULTS)
def test_a_fault_is_found_and_left_as_it_is(world: World, ann: Member, question: str) -> None:
    _work(ann)
    with owner(world.url) as conn:
        execute(conn, FAULTS[question].format(s=world.acme.schema))
    with ann.at_work():
        first = prove_stock()
        kept = last_proof()
        assert prove_stock() == first
    assert question in {d.question for d in first}
    assert kept and question in {d["question"] for d in kept.differences}
    assert kept.counts == {"movements": 2, "balances": 1, "allocations": 1, "lines": 1}


def test_a_movement_nobody_carried_over_is_found(world: World, ann: Member) -> None:
    _work(ann)
    with owner(world.url) as conn:
        execute(conn, f"DELETE FROM {world.acme.schema}.movement WHERE cause = 'shipped'")
    with ann.at_work():
        found = [(d.question, d.where, d.expected, d.found) for d in prove_stock()]
    assert found == [("ledger_balance", "MUG", "10", "9"), ("ledger_value", "MUG", "{10,0,0}", "{9,0,0}")]
