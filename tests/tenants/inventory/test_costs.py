"""Costs stand in the ledger: what came costs what was paid, what left takes its share along, and nothing else changes value."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.costing import Cost
from tenants.inventory.inputs import NewWarehouse, Receipt, StockChange
from tenants.inventory.ledger import NewMovement, lock, post
from tenants.inventory.operations import add_warehouse, adjust_stock, prove_stock, receive, reverse_movements
from tenants.inventory.places import places
from tenants.orders.operations import place_orders
from tests.cast import Member, order, stocked
from tests.conftest import World, _sweep
from tests.statements import counted


def value(sku: str = "MUG") -> tuple[int, int, int]:
    """Pieces that are ours, what they cost by moving average, and by FIFO."""
    row, = db.rows("SELECT quantity, average, fifo FROM stock_value v JOIN sku s ON s.id = v.sku_id WHERE s.code = %s", (sku,))
    return tuple(row)


def costs() -> list[tuple[str, int, int]]:
    return [tuple(row) for row in db.rows("SELECT cause, cost_average, cost_fifo FROM movement WHERE cost_average IS NOT NULL ORDER BY id")]


def bought(sku: str, quantity: int, unit_cost: str | None, **more: Any) -> None:
    only(receive([Receipt(sku=sku, quantity=quantity, unit_cost=unit_cost, **more)]))


def test_what_leaves_takes_its_share_along_by_either_way(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        bought("MUG", 10, "1.00")
        bought("MUG", 10, "2.00")
        only(ship([NewShipment(number=only(place_orders([order("A-1", MUG=5)])).number)]))
        assert costs()[-1] == ("shipped", 750, 500)
        assert (value(), prove_stock()) == ((15, 2250, 2500), [])


def test_what_nobody_priced_costs_what_the_others_do(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        adjust_stock([StockChange(sku="MUG", change=3)])
        assert value() == (3, 0, 0)
        bought("MUG", 3, "2.00")
        adjust_stock([StockChange(sku="MUG", change=6, reason="found")])
        assert value() == (12, 1200, 1200)
        adjust_stock([StockChange(sku="MUG", counted=14, unit_cost="7")])
        assert (value(), prove_stock()) == ((14, 2600, 2600), [])


def test_taking_back_takes_the_cost_back(ann: Member) -> None:
    stocked(ann, MUG=0, CUP=0)
    with ann.at_work():
        bought("MUG", 10, "1.00")
        bought("CUP", 4, "9.00")
        adjust_stock([StockChange(sku="MUG", change=5, unit_cost="3.00"), StockChange(sku="CUP", change=-3)], ("import", 17))
        assert reverse_movements("import", 17).done == 2
        assert (value("MUG"), value("CUP")) == ((10, 1000, 1000), (4, 3600, 3600))
        assert costs()[-2:] == [("reversed", 1500, 1500), ("reversed", 2700, 2700)]
        assert prove_stock() == []


def test_what_a_customer_sends_back_is_a_layer_at_the_cost_it_left_with(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        bought("MUG", 1, "1.00")
        adjust_stock([StockChange(sku="MUG", change=-1)])
        bought("MUG", 3, "2.00")
        _post(NewMovement(_sku("MUG"), 1, places().beyond("customer"), _shelf(), "returned", ("return", 1), cost=Cost(100, 100)))
        assert costs()[-1] == ("returned", 200, 100)
        assert (value(), prove_stock()) == ((4, 800, 700), [])


def test_where_none_is_left_what_comes_back_costs_what_it_left_with(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        _post(NewMovement(_sku("MUG"), 1, places().beyond("customer"), _shelf(), "returned", ("return", 1), cost=Cost(70, 80)))
        assert value() == (1, 70, 80)


def test_on_the_road_between_two_shelves_it_is_still_ours(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        bought("MUG", 10, "1.50")
        sku, road = _sku("MUG"), places().beyond("transit")
        _post(NewMovement(sku, 4, _shelf(), road, "moved", ("transfer", 1)))
        assert (value(), [d.question for d in prove_stock()]) == ((10, 1500, 1500), ["ledger_transit"])  # no transfer says so
        _post(NewMovement(sku, 3, road, _shelf("EAST"), "moved", ("transfer", 1)),
              NewMovement(sku, 1, road, places().beyond("adjustment"), "written_off", ("transfer", 1)))
        assert (value(), prove_stock()) == ((9, 1350, 1350), [])


@pytest.mark.parametrize(("cost", "code"), [("1.234", "not_an_amount"), ("9999999999999", "cost_too_large")])
def test_a_cost_that_cannot_be_is_refused_on_its_field(ann: Member, cost: str, code: str) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        outcome, = receive([Receipt(sku="MUG", quantity=1000, unit_cost=cost)])
        assert outcome.error and (outcome.error.code, outcome.error.pointer) == (code, "/unit_cost")


def test_any_number_of_movements_takes_the_same_few_statements(ann: Member) -> None:
    stocked(ann, **{f"S{n}": 5 for n in range(40)})
    seen = []
    for many in (1, 40):
        with ann.at_work(), counted(ann.tenant) as statements:
            receive([Receipt(sku=f"S{n}", quantity=2, unit_cost="1.00") for n in range(many)] * many)
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 9


ACTS = st.lists(st.tuples(st.sampled_from(["receive", "count", "change", "ship", "undo"]), st.sampled_from(["MUG", "CUP"]), st.integers(1, 9),
                          st.integers(0, 500)), min_size=1, max_size=10)


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_proof_holds(world: World, ann: Member, acts: list[tuple[str, str, int, int]]) -> None:
    _sweep(world)
    stocked(ann, MUG=4, CUP=4)
    with ann.at_work():
        for n, (act, sku, quantity, unit) in enumerate(acts):
            if act == "receive":
                bought(sku, quantity, f"{unit / 100:.2f}")
            elif act == "ship":
                ship([NewShipment(number=only(place_orders([order(f"A-{n}", **{sku: quantity})])).number)])
            elif act == "undo":
                reverse_movements("import", quantity)
            else:
                given = {"counted": quantity} if act == "count" else {"change": quantity if unit % 2 else -quantity}
                adjust_stock([StockChange(sku=sku, **given)], ("import", quantity))
            assert prove_stock() == []


def _sku(code: str) -> int:
    return db.rows("SELECT id FROM sku WHERE code = %s", (code,))[0].id


def _shelf(warehouse: str = "") -> Any:
    return places().shelf(warehouse, "", None, "good")


def _post(*moves: NewMovement) -> None:
    post(moves, lock((spot, 100) for move in moves for spot in move.spots()))
