"""Goods go from one warehouse to another: planned, sent, on the road, arrived or lost; always as many as there were."""

from datetime import timedelta

import pytest

from saas.kit import clock, db
from saas.kit.context import Tenant
from saas.kit.errors import DomainError, Forbidden, NotFound
from saas.kit.operations import only
from tenants.catalogue.errors import UnknownSku
from tenants.inventory.errors import KitHoldsNoStock, NotEnough, UnknownLocation, UnknownWarehouse
from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import list_moves, stock_levels
from tenants.transfers.errors import (MoreThanOnTheWay, MoreThanPlanned, NothingOnTheWay, NothingToSend, OtherLot,
                                      SameWarehouse, TransferCancelled, UnknownTransfer, UnknownTransferLine)
from tenants.transfers.inputs import Arrival, ArrivedLine, Loss, LostLine, NewTransfer, PlannedLine, Recall, Sending, SentLine
from tenants.transfers.operations import cancel_transfers, lose_transfers, plan_transfers, receive_transfers, send_transfers
from tenants.transfers.queries import FindTransfers, count_transfers, list_transfers, transfer_story
from tests.cast import Member, placed
from tests.conftest import World
from tests.statements import counted
from tests.tenants.transfers.moving import lots, planned, read, two_houses


def _lying(who: Member, sku: str) -> dict[tuple[str, str | None, str], int]:
    """Pieces by warehouse, lot and condition."""
    with who.at_work(read_only=True):
        rows = db.rows("""SELECT w.code, b.lot, b.status, b.on_hand FROM balance b JOIN warehouse w ON w.id = b.warehouse_id
 JOIN sku s ON s.id = b.sku_id WHERE s.code = %s AND b.on_hand > 0""", (sku,))
    return {(row.code, row.lot, row.status): row.on_hand for row in rows}


def _sound(who: Member) -> None:
    with who.at_work():
        assert prove_stock() == []


def test_what_is_sent_is_on_the_road_and_then_there(ann: Member) -> None:
    two_houses(ann, MUG=10, CUP=4)
    number = planned(ann, MUG=6, CUP=1)
    assert read(ann, number).state == "planned" and _lying(ann, "MUG") == {("MAIN", None, "good"): 10}
    with ann.at_work():
        assert only(send_transfers([Sending(number=number)])).pieces == 7
    assert read(ann, number).state == "in_transit" and _lying(ann, "MUG") == {("MAIN", None, "good"): 4}
    _sound(ann)
    with ann.at_work():
        only(receive_transfers([Arrival(number=number, lines=[ArrivedLine(line=1, quantity=2), ArrivedLine(line=1, quantity=1, status="damaged")])]))
    assert read(ann, number).state == "part_received"
    assert _lying(ann, "MUG") == {("MAIN", None, "good"): 4, ("EAST", None, "good"): 2, ("EAST", None, "damaged"): 1}
    with ann.at_work():
        only(lose_transfers([Loss(number=number, lines=[LostLine(line=1, quantity=1)], reason="fell off")]))
        assert only(receive_transfers([Arrival(number=number)])).pieces == 3
    one = read(ann, number)
    assert (one.state, one.sent, one.received, one.lost) == ("received", 7, 6, 1)
    _sound(ann)
    with ann.at_work(read_only=True):
        assert [told.name for told in transfer_story(one.id)] == [
            "transfer.received", "transfer.lost", "transfer.received", "transfer.sent", "transfer.planned"]
        assert {move.cause for move in list_moves("MUG").rows} == {"counted", "moved", "written_off"}
        assert [event for (event,) in db.rows("SELECT DISTINCT name FROM event WHERE subject_kind = 'sku' AND name LIKE 'stock.%%' ORDER BY 1")] == [
            "stock.arrived", "stock.reduced"]


def test_the_same_key_has_one_effect(ann: Member) -> None:
    two_houses(ann, MUG=10)
    new = NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", lines=[PlannedLine(sku="MUG", quantity=6)], key="p")
    with ann.at_work():
        first, twin = plan_transfers([new, new])
        assert (first.status, twin.status, twin.value) == ("done", "again", first.value)
    with ann.at_work():
        assert plan_transfers([new])[0].status == "again"
    number = first.result().number
    part = [SentLine(line=1, quantity=2)]
    for _time in range(2):
        with ann.at_work():
            sent = send_transfers([Sending(number=number, lines=part, key="s")] * 2)
        assert sent[1].status == "again"
        with ann.at_work():
            got = receive_transfers([Arrival(number=number, lines=[ArrivedLine(line=1, quantity=1)], key="r")])
            gone = lose_transfers([Loss(number=number, key="l")])
            off = cancel_transfers([Recall(number=number, key="c")])
    assert [outcomes[0].status for outcomes in (sent, got, gone, off)] == ["again"] * 4
    one = read(ann, number)
    assert (one.planned, one.sent, one.received, one.lost, one.state) == (2, 2, 1, 1, "received")
    _sound(ann)


def test_lots_leave_first_what_expires_first_and_stay_what_they_are(world: World, ann: Member) -> None:
    two_houses(ann, MILK=0)
    today = clock.today(ann.tenant.zone)
    lots(world, ann, "MILK", LATE=str(today + timedelta(30)), SOON=str(today + timedelta(3)), GONE=str(today - timedelta(1)))
    number = planned(ann, MILK=7)
    with ann.at_work():
        only(send_transfers([Sending(number=number)]))
    assert {part.lot: part.sent for part in read(ann, number).lines[0].parts} == {"SOON": 5, "LATE": 2}
    with ann.at_work():
        only(receive_transfers([Arrival(number=number, lines=[ArrivedLine(line=1, quantity=2, lot="LATE")])]))
        only(receive_transfers([Arrival(number=number)]))
        assert db.rows("SELECT lot, expires_on FROM balance WHERE warehouse_id = (SELECT id FROM warehouse WHERE code = 'EAST') ORDER BY lot") == [
            ("LATE", today + timedelta(30)), ("SOON", today + timedelta(3))]
    assert _lying(ann, "MILK") == {("MAIN", "LATE", "good"): 3, ("MAIN", "GONE", "good"): 5, ("EAST", "LATE", "good"): 2, ("EAST", "SOON", "good"): 5}
    _sound(ann)


def test_a_line_for_one_lot_takes_no_other(world: World, ann: Member) -> None:
    two_houses(ann, MILK=0)
    lots(world, ann, "MILK", A=None, B=None)
    with ann.at_work():
        number = only(plan_transfers([NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", lines=[PlannedLine(sku="MILK", quantity=5, lot="B")])])).number
        refused, = send_transfers([Sending(number=number, lines=[SentLine(line=1, quantity=1, lot="A")])])
        assert isinstance(refused.error, OtherLot) and refused.error.pointer == "/lines/0/lot"
        only(send_transfers([Sending(number=number)]))
    assert _lying(ann, "MILK") == {("MAIN", "A", "good"): 5}


def test_held_pieces_stay(ann: Member) -> None:
    two_houses(ann, MUG=10)
    placed(ann, "A-1", MUG=7)
    number = planned(ann, MUG=5)
    with ann.at_work():
        refused, = send_transfers([Sending(number=number)])
        assert isinstance(refused.error, NotEnough) and refused.error.data == {"sku": "MUG", "free": 3, "allocated": 7}
        only(send_transfers([Sending(number=number, lines=[SentLine(line=1, quantity=3, location="-")])]))
        assert isinstance(send_transfers([Sending(number=number)])[0].error, NotEnough)
    _sound(ann)


def test_transfers_of_one_batch_share_what_is_there(ann: Member) -> None:
    two_houses(ann, MUG=10)
    numbers = [planned(ann, MUG=6), planned(ann, MUG=6), planned(ann, MUG=4)]
    with ann.at_work():
        assert [outcome.status for outcome in send_transfers([Sending(number=n) for n in numbers])] == ["done", "refused", "done"]
    _sound(ann)


def test_what_has_not_left_can_be_cancelled(ann: Member) -> None:
    two_houses(ann, MUG=10, CUP=5)
    whole, part = planned(ann, MUG=6), planned(ann, MUG=6, CUP=1)
    with ann.at_work():
        only(send_transfers([Sending(number=part, lines=[SentLine(line=1, quantity=2)])]))
        assert [outcome.result().pieces for outcome in cancel_transfers([Recall(number=whole), Recall(number=part, reason="enough there")])] == [6, 5]
        assert isinstance(send_transfers([Sending(number=whole)])[0].error, TransferCancelled)
        assert isinstance(send_transfers([Sending(number=part)])[0].error, NothingToSend)
        assert isinstance(cancel_transfers([Recall(number=part)])[0].error, NothingToSend)
        only(receive_transfers([Arrival(number=part)]))
    assert read(ann, whole).state == "cancelled"
    one = read(ann, part)
    assert (one.state, one.planned, [line.sku for line in one.lines]) == ("received", 2, ["MUG"])
    _sound(ann)


WRONG = [
    ({"from_warehouse": "NONE"}, UnknownWarehouse, "/from_warehouse"),
    ({"to_warehouse": "NONE"}, UnknownWarehouse, "/to_warehouse"),
    ({"to_warehouse": "MAIN"}, SameWarehouse, "/to_warehouse"),
    ({"lines": [PlannedLine(sku="MUG", quantity=1), PlannedLine(sku="NONE", quantity=1)]}, UnknownSku, "/lines/1/sku"),
    ({"lines": [PlannedLine(sku="SET", quantity=1)]}, KitHoldsNoStock, "/lines/0/sku"),
]


@pytest.mark.parametrize(("changed", "error", "pointer"), WRONG)
def test_a_wrong_plan_is_refused_at_its_field(ann: Member, changed: dict[str, object], error: type[DomainError], pointer: str) -> None:
    two_houses(ann, MUG=10, SET=0)
    with ann.at_work():
        db.run("UPDATE sku SET is_kit = true WHERE code = 'SET'")
        new = NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", lines=[PlannedLine(sku="MUG", quantity=1)])
        good, bad = plan_transfers([new, new.model_copy(update=changed)])
        assert good.status == "done" and isinstance(bad.error, error) and bad.error.pointer == pointer


def test_wrong_quantities_and_places_are_refused_and_nothing_moves(ann: Member) -> None:
    two_houses(ann, MUG=10)
    number = planned(ann, MUG=5)
    with ann.at_work():
        only(send_transfers([Sending(number=number, lines=[SentLine(line=1, quantity=4)])]))
        for batch, verb, error, pointer in (
                ([Sending(number=99)], send_transfers, UnknownTransfer, "/number"),
                ([Sending(number=number, lines=[SentLine(line=1, quantity=1), SentLine(line=1, quantity=1)])], send_transfers, MoreThanPlanned, "/lines/1/quantity"),
                ([Sending(number=number, lines=[SentLine(line=2, quantity=1)])], send_transfers, UnknownTransferLine, "/lines/0/line"),
                ([Sending(number=number, lines=[SentLine(line=1, quantity=1, location="X")])], send_transfers, UnknownLocation, "/lines/0/location"),
                ([Arrival(number=number, lines=[ArrivedLine(line=1, quantity=5)])], receive_transfers, MoreThanOnTheWay, "/lines/0/quantity"),
                ([Arrival(number=number, lines=[ArrivedLine(line=1, quantity=1, lot="X")])], receive_transfers, MoreThanOnTheWay, "/lines/0/quantity"),
                ([Arrival(number=number, location="X")], receive_transfers, UnknownLocation, "/location"),
                ([Loss(number=number, lines=[LostLine(line=1, quantity=3), LostLine(line=1, quantity=2)])], lose_transfers, MoreThanOnTheWay, "/lines/1/quantity")):
            refused, = verb(batch)  # type: ignore[operator]
            assert isinstance(refused.error, error) and refused.error.pointer == pointer
        assert isinstance(receive_transfers([Arrival(number=planned_there())])[0].error, NothingOnTheWay)
    one = read(ann, number)
    assert (one.sent, one.received, one.lost) == (4, 0, 0)
    _sound(ann)


def planned_there() -> int:
    """A transfer planned within the unit of work that is open."""
    new = NewTransfer(from_warehouse="EAST", to_warehouse="MAIN", lines=[PlannedLine(sku="MUG", quantity=1)])
    return only(plan_transfers([new])).number


def test_lists_tell_what_is_planned_on_the_way_late_and_arrived(ann: Member) -> None:
    two_houses(ann, MUG=20)
    numbers = [planned(ann, MUG=1) for _n in range(4)]
    with ann.at_work():
        send_transfers([Sending(number=n) for n in numbers[1:]])
        receive_transfers([Arrival(number=numbers[3])])
        db.run("UPDATE transfer SET expected_on = %s WHERE number = ANY (%s)", (clock.today(ann.tenant.zone) - timedelta(1), numbers[2:]))
    with ann.at_work(read_only=True):
        assert count_transfers(FindTransfers()) == {"all": 4, "planned": 1, "on_the_way": 2, "late": 1, "arrived": 1, "cancelled": 0}
        assert [t.number for t in list_transfers(FindTransfers(view="on_the_way")).rows] == [numbers[2], numbers[1]]
        assert [t.late for t in list_transfers(FindTransfers()).rows] == [False, True, False, False]
        assert [t.number for t in list_transfers(FindTransfers(q="mu", warehouse="EAST"), limit=3).rows] == numbers[:0:-1]
        page = list_transfers(FindTransfers(), limit=3)
        assert [t.number for t in list_transfers(FindTransfers(), page.next).rows] == [numbers[0]]
        assert list_transfers(FindTransfers(q=str(numbers[0]))).rows[0].number == numbers[0]
        assert stock_levels(["MUG"]).rows[0].on_hand == 18


def test_who_may(ann: Member, ben: Member, zoe: Member) -> None:
    two_houses(ann, MUG=10)
    number = planned(ann, MUG=1)
    with ben.at_work():
        for verb, item in ((send_transfers, Sending(number=number)), (receive_transfers, Arrival(number=number)), (lose_transfers, Loss(number=number)),
                           (cancel_transfers, Recall(number=number)), (plan_transfers, None)):
            with pytest.raises(Forbidden):
                verb([item])  # type: ignore[operator]
    with pytest.raises(NotFound):
        read(zoe, number)


def _statements(tenant: Tenant, who: Member, numbers: list[int]) -> list[int]:
    found = []
    for verb, items in ((send_transfers, [Sending(number=n, key=f"s{n}") for n in numbers]), (receive_transfers, [Arrival(number=n, key=f"r{n}") for n in numbers])):
        with who.at_work(), counted(tenant) as seen:
            verb(items)  # type: ignore[operator]
        found.append(len(seen))
    return found


def test_as_many_statements_for_one_as_for_many(world: World, ann: Member) -> None:
    two_houses(ann, **{f"S{n}": 10 for n in range(8)})
    one = planned(ann, S0=1)
    many = [planned(ann, **{f"S{k}": 1 for k in range(n)}) for n in range(1, 9)]
    assert _statements(world.acme, ann, [one]) == _statements(world.acme, ann, many)
    new = NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", lines=[PlannedLine(sku="S1", quantity=1)] * 20)
    with ann.at_work(), counted(world.acme) as few:
        plan_transfers([new])
    with ann.at_work(), counted(world.acme) as lots_of_them:
        plan_transfers([new] * 30)
    assert len(few) == len(lots_of_them) <= 4
