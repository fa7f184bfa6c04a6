"""Whatever is sent, received, lost and called off in whatever order, nothing appears and nothing vanishes; and where
somebody's hand meddles, the proof says so."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saas.kit import db
from saas.kit.operations import only
from saas.kit.owner import execute, owner
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock, prove_stock
from tenants.orders.operations import place_orders
from tenants.transfers.inputs import Arrival, ArrivedLine, Loss, LostLine, NewTransfer, PlannedLine, Recall, Sending, SentLine, SurplusLine
from tenants.transfers.operations import cancel_transfers, lose_transfers, plan_transfers, receive_transfers, send_transfers
from tests.cast import Member, order
from tests.conftest import World, _sweep
from tests.tenants.transfers.moving import planned, two_houses

FAULTS = {
    "ledger_transit": "UPDATE {s}.transfer_lot SET received = received + 1",
    "transfer_lines": "UPDATE {s}.transfer_line SET sent = sent - 1",
}
ACTS = st.lists(st.tuples(st.sampled_from(["plan", "back", "send", "send all", "receive", "receive all", "surplus", "lose", "cancel", "order", "adjust"]),
                          st.integers(0, 5), st.integers(1, 2), st.integers(1, 6)), min_size=1, max_size=25)


@pytest.mark.parametrize("question", FAULTS)
def test_a_fault_is_found(world: World, ann: Member, question: str) -> None:
    two_houses(ann, MUG=10)
    number = planned(ann, MUG=4)
    with ann.at_work():
        only(send_transfers([Sending(number=number)]))
        assert prove_stock() == []
    with owner(world.url) as conn:
        execute(conn, FAULTS[question].format(s=world.acme.schema))
    with ann.at_work():
        assert question in {difference.question for difference in prove_stock()}


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_appears_and_nothing_vanishes(world: World, ann: Member, acts: list[tuple[str, int, int, int]]) -> None:
    _sweep(world)
    two_houses(ann, MUG=12, CUP=6)
    numbers = [planned(ann, MUG=5, CUP=2)]
    for place, (act, which, line, quantity) in enumerate(acts):
        number = numbers[which % len(numbers)]
        with ann.at_work():
            _do(act, number, line, quantity, numbers, f"A-{place}")
        with ann.at_work():
            assert prove_stock() == []
            _all_accounted_for()


def _do(act: str, number: int, line: int, quantity: int, numbers: list[int], reference: str) -> None:
    houses = ("MAIN", "EAST") if act == "plan" else ("EAST", "MAIN")
    status = "damaged" if quantity == 1 else "good"
    match act:
        case "plan" | "back":
            wanted = NewTransfer(from_warehouse=houses[0], to_warehouse=houses[1], lines=[PlannedLine(sku="MUG", quantity=quantity)])
            numbers.append(only(plan_transfers([wanted])).number)
        case "send":
            send_transfers([Sending(number=number, lines=[SentLine(line=line, quantity=quantity)])])
        case "send all":
            send_transfers([Sending(number=n) for n in numbers])
        case "receive":
            receive_transfers([Arrival(number=number, lines=[ArrivedLine(line=line, quantity=quantity, status=status)])])
        case "receive all":
            receive_transfers([Arrival(number=n) for n in numbers])
        case "surplus":
            receive_transfers([Arrival(number=number, surplus=[SurplusLine(line=line, quantity=quantity)])])
        case "lose":
            lose_transfers([Loss(number=number, lines=[LostLine(line=line, quantity=quantity)])])
        case "cancel":
            cancel_transfers([Recall(number=number)])
        case "order":
            new = only(place_orders([order(reference, MUG=quantity)])).number
            if quantity % 2:
                ship([NewShipment(number=new)])
        case _adjust:
            adjust_stock([StockChange(sku="MUG", change=quantity - 3 or 1)])


def _all_accounted_for() -> None:
    """What lies on shelves and is on the road is what came less what left, SKU by SKU."""
    rows = db.rows("""
SELECT s.code, (SELECT coalesce(sum(on_hand), 0) FROM balance WHERE sku_id = s.id)
  + (SELECT coalesce(sum(sent - received - lost), 0) FROM transfer_line WHERE sku_id = s.id) AS ours,
  (SELECT coalesce(sum(CASE WHEN f.kind IN ('adjustment', 'supplier', 'customer') THEN m.quantity ELSE -m.quantity END), 0) FROM movement m
     JOIN location f ON f.id = m.from_location_id JOIN location t ON t.id = m.to_location_id
    WHERE m.sku_id = s.id AND 'transit' NOT IN (t.kind, f.kind) OR m.sku_id = s.id AND m.cause = 'written_off') AS came FROM sku s""")
    assert all(row.ours == row.came for row in rows), rows
