"""What comes back is noted unit by unit and put somewhere; good goods serve whoever waits. Deciding comes after."""

import pytest

from saas.kit import db
from saas.kit.operations import Outcome, only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.inputs import NewWarehouse, StockChange
from tenants.inventory.operations import add_warehouse, adjust_stock
from tenants.orders.operations import serve_backorders
from tenants.returns.inputs import Decision, ReceivedUnit, Reception, ReturnRequest, UnitDecision
from tenants.returns.operations import decide_returns, receive_returns, request_returns
from tests.cast import Member, placed, stocked
from tests.statements import counted
from tests.tenants.returns.returning import authorised, lines, one, proved, received, shipped, unit_ids

LINE = "SELECT announced, returned FROM order_line WHERE line_no = 1"
RETURN = "SELECT state, received, accepted, rejected FROM returns WHERE number = %s"
LYING = "SELECT status, sum(on_hand)::int FROM balance GROUP BY 1 HAVING sum(on_hand) > 0 ORDER BY 1"


def _code(outcome: Outcome[object]) -> tuple[str, str]:
    assert outcome.error, outcome
    return outcome.error.code, outcome.error.pointer


def _lying() -> dict[str, int]:
    return dict(map(tuple, db.rows(LYING)))


def _decide(number: int, *units: UnitDecision) -> Outcome[object]:
    return decide_returns([Decision(number=number, units=list(units))])[0]  # type: ignore[return-value]


def test_every_unit_goes_where_it_is_put(ann: Member) -> None:
    order = shipped(ann, MUG=5)
    number = authorised(ann, order)
    with ann.at_work():
        done = only(receive_returns([Reception(number=number, units=[
            ReceivedUnit(line=1, quantity=2, goes_to="stock"), ReceivedUnit(line=1, condition="damaged", goes_to="damaged"),
            ReceivedUnit(line=1, condition="faulty"), ReceivedUnit(line=1, condition="faulty", goes_to="destroyed")])]))
        assert (done.pieces, done.awaited) == (5, 0) and _lying() == {"good": 97, "damaged": 1, "blocked": 1}
        assert one(LINE) == (0, 5) and one("SELECT returned FROM orders") == (5,) and one(RETURN, number) == ("received", 5, 0, 0)
        causes = db.rows("SELECT cause, count(*)::int FROM movement WHERE subject_kind = 'return' GROUP BY 1 ORDER BY 1")
        assert list(map(tuple, causes)) == [("returned", 3), ("written_off", 1)]
    proved(ann)


def test_a_scanned_code_finds_the_line_that_awaits_it(ann: Member) -> None:
    order = shipped(ann, MUG=2, CUP=1)
    number = authorised(ann, order)
    with ann.at_work():
        db.run("UPDATE sku SET barcode = '4900000000017' WHERE code = 'CUP'")
        assert only(receive_returns([Reception(number=number, units=[ReceivedUnit(sku="4900000000017"), ReceivedUnit(sku="MUG")])])).awaited == 1
        strange, line = (receive_returns([Reception(number=number, units=[unit])])[0] for unit in (ReceivedUnit(sku="POT"), ReceivedUnit(line=9)))
    assert _code(strange) == ("not_awaited", "/units/0/sku") and _code(line) == ("not_in_return", "/units/0/line")


def test_never_more_comes_back_than_was_authorised(ann: Member) -> None:
    order = shipped(ann, MUG=4)
    number = authorised(ann, order, *lines(_1=2))
    with ann.at_work():
        waiting = only(request_returns([ReturnRequest(order=order, lines=lines(_1=2))])).number
        units = [ReceivedUnit(line=1, goes_to="stock"), ReceivedUnit(line=1, quantity=2)]
        much, early = receive_returns([Reception(number=number, units=units), Reception(number=waiting, units=units[:1])])
        assert _code(much) == ("more_than_authorised", "/units/1/quantity") and _code(early) == ("not_authorised_yet", "")
        assert one(LINE) == (4, 0) and _lying() == {"good": 96}
        first, second = receive_returns([Reception(number=number, units=units[1:]), Reception(number=number, units=units[:1])])
        assert first.status == "done" and _code(second)[0] == "more_than_authorised"
    proved(ann)


def test_the_same_key_receives_once(ann: Member) -> None:
    order = shipped(ann, MUG=4)
    number, other = authorised(ann, order, *lines(_1=2)), authorised(ann, order, *lines(_1=2))
    scan = Reception(number=number, units=[ReceivedUnit(line=1)], key="scan")
    with ann.at_work():
        first, twin = receive_returns([scan, scan])
    with ann.at_work():
        again, taken = receive_returns([scan, scan.model_copy(update={"number": other})])
        assert one(LINE) == (3, 1) and len(unit_ids(number)) == 1
    assert [o.status for o in (first, twin, again)] == ["done", "again", "again"] and _code(taken) == ("key_reused", "/key")


@pytest.mark.parametrize(("unit", "code", "pointer"), [
    ({"condition": "damaged", "goes_to": "stock"}, "not_fit_for_stock", "/units/0/goes_to"),
    ({"warehouse": "MOON"}, "unknown_warehouse", "/units/0/warehouse"),
    ({"location": "Z-9"}, "unknown_location", "/units/0/location")])
def test_where_it_cannot_go_is_said_on_the_field(ann: Member, unit: dict[str, str], code: str, pointer: str) -> None:
    number = authorised(ann, shipped(ann, MUG=1))
    with ann.at_work():
        refused, = receive_returns([Reception(number=number, units=[ReceivedUnit(line=1, **unit)])])
    assert _code(refused) == (code, pointer)


def test_it_may_come_back_to_another_warehouse(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        only(receive_returns([Reception(number=number, units=[ReceivedUnit(line=1, goes_to="stock", warehouse="EAST")])]))
        assert one("SELECT b.on_hand FROM balance b JOIN warehouse w ON w.id = b.warehouse_id WHERE w.code = 'EAST'") == (1,)
    proved(ann)


def test_what_is_told_apart_comes_back_by_its_number(ann: Member) -> None:
    stocked(ann, CAM=0)
    with ann.at_work():
        db.run("UPDATE sku SET tracking = 'serial' WHERE code = 'CAM'")
        for serial in ("S1", "S2"):
            only(adjust_stock([StockChange(sku="CAM", change=1, lot=serial, unit_cost="4.00", reason="opening")]))
    order = placed(ann, "A-1", CAM=2).number
    with ann.at_work():
        only(ship([NewShipment(number=order)]))
    number = authorised(ann, order)
    with ann.at_work():
        nameless, twice = (receive_returns([Reception(number=number, units=units)])[0] for units in (
            [ReceivedUnit(line=1)], [ReceivedUnit(line=1, lot="S1"), ReceivedUnit(line=1, lot="S1")]))
        many, = receive_returns([Reception(number=number, units=[ReceivedUnit(line=1, lot="S1", quantity=2)])])
        assert (_code(nameless), _code(twice), _code(many)) == (
            ("lot_needed", "/units/0/lot"), ("serial_is_elsewhere", "/units/1/lot"), ("one_piece_per_serial", "/units/0/quantity"))
        only(receive_returns([Reception(number=number, units=[ReceivedUnit(line=1, lot="S2", goes_to="stock")])]))
        assert one("SELECT lot FROM balance WHERE on_hand = 1 AND serial") == ("S2",)
        again, = receive_returns([Reception(number=number, units=[ReceivedUnit(line=1, lot="S2")])])
    assert _code(again) == ("serial_is_elsewhere", "/units/0/lot")
    proved(ann)


def test_goods_come_back_as_a_layer_at_what_they_cost_when_they_left(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        only(adjust_stock([StockChange(sku="MUG", change=3, unit_cost="4.00", reason="opening")]))
    order = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        only(ship([NewShipment(number=order)]))
        only(adjust_stock([StockChange(sku="MUG", change=1, unit_cost="9.00")]))
    number = authorised(ann, order)
    received(ann, number, ReceivedUnit(line=1, quantity=2, goes_to="stock"))
    with ann.at_work():
        assert one("SELECT quantity, average, fifo FROM stock_value") == (3, 2700, 1700)
    proved(ann)


def test_good_goods_serve_the_order_that_waits(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=4))
    with ann.at_work():
        only(adjust_stock([StockChange(sku="MUG", counted=0)]))
    waiting = placed(ann, "B-1", MUG=1).number
    received(ann, number, ReceivedUnit(line=1, goes_to="stock"), ReceivedUnit(line=1))
    with ann.at_work():
        told = db.rows("SELECT data FROM event WHERE name = 'stock.arrived' AND subject_kind = 'sku' ORDER BY id DESC LIMIT 1")
        assert told[0].data == {"change": 1}
        assert serve_backorders([row.id for row in db.rows("SELECT id FROM sku")]).pieces == 1
        assert one("SELECT state FROM orders WHERE number = %s", waiting) == ("ready",)
    proved(ann)


def test_accepted_goods_go_to_stock_and_rejected_ones_back(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=4))
    kept, fine, bad, gone = received(ann, number, *(ReceivedUnit(line=1) for _n in range(4)))
    with ann.at_work():
        outcome = _decide(number, UnitDecision(unit=kept, decision="rejected", reason="worn"), UnitDecision(unit=fine, goes_to="stock"),
                          UnitDecision(unit=bad, decision="rejected", goes_to="customer"), UnitDecision(unit=gone, goes_to="destroyed"))
        assert outcome.status == "done" and _lying() == {"good": 97, "blocked": 1}
        assert one(RETURN, number) == ("decided", 4, 2, 2) and one(LINE) == (0, 4)
        assert [row.goes_to for row in db.rows("SELECT goes_to FROM returned_unit ORDER BY id")] == ["quarantine", "stock", "customer", "destroyed"]
    proved(ann)


def test_rejected_goods_are_not_sold(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    unit, = received(ann, number, ReceivedUnit(line=1, quantity=2, goes_to="stock"))
    with ann.at_work():
        assert _decide(number, UnitDecision(unit=unit, decision="rejected")).status == "done" and _lying() == {"good": 98, "blocked": 2}
    proved(ann)


def test_goods_that_were_promised_since_cannot_be_taken_away(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    unit, = received(ann, number, ReceivedUnit(line=1, quantity=2, goes_to="stock"))
    placed(ann, "B-1", MUG=100)
    with ann.at_work():
        refused = _decide(number, UnitDecision(unit=unit, decision="rejected"))
        assert _code(refused) == ("not_enough_stock", "/units/0/goes_to") and one(RETURN, number)[1:] == (2, 0, 0)
    proved(ann)


def test_part_of_a_unit_is_decided_and_the_rest_waits(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=5))
    unit, = received(ann, number, ReceivedUnit(line=1, quantity=5))
    with ann.at_work():
        much = _decide(number, UnitDecision(unit=unit, quantity=6))
        assert _decide(number, UnitDecision(unit=unit, quantity=3, goes_to="stock")).status == "done"
        assert one(RETURN, number) == ("received", 5, 3, 0)
        _first, rest = unit_ids(number)
        assert _decide(number, UnitDecision(unit=rest, decision="rejected")).status == "done" and one(RETURN, number) == ("decided", 5, 3, 2)
    assert _code(much) == ("more_than_in_unit", "/units/0/quantity")
    proved(ann)


def test_a_unit_is_decided_once(ann: Member) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    unit, = received(ann, number, ReceivedUnit(line=1))
    with ann.at_work():
        states = [_decide(number, UnitDecision(unit=unit)).status for _n in range(2)]
        other, unknown = _decide(number, UnitDecision(unit=unit, decision="rejected")), _decide(number, UnitDecision(unit=1))
    assert states == ["done", "again"] and _code(other) == ("decided_otherwise", "/units/0/decision") and _code(unknown)[0] == "unknown_unit"


@pytest.mark.parametrize(("given", "code"), [
    ({"goes_to": "customer"}, "wrong_way"), ({"decision": "rejected", "goes_to": "stock"}, "wrong_way"), ({"goes_to": "stock"}, "nothing_there")])
def test_goods_go_the_way_they_were_decided(ann: Member, given: dict[str, str], code: str) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    unit, = received(ann, number, ReceivedUnit(line=1, goes_to="destroyed"))
    with ann.at_work():
        assert _code(_decide(number, UnitDecision(unit=unit, **given))) == (code, "/units/0/goes_to")


def test_statements_dont_grow_with_the_batch(ann: Member) -> None:
    numbers = [authorised(ann, shipped(ann, f"A-{n}", MUG=2, CUP=1)) for n in range(5)]
    seen = []
    for part in (numbers[:1], numbers[1:2], numbers[2:]):  # the first opens balances
        units = [ReceivedUnit(line=1, goes_to="stock"), ReceivedUnit(line=2)]
        with ann.at_work(), counted(ann.tenant) as statements:
            for outcome in receive_returns([Reception(number=n, units=units) for n in part]):
                outcome.result()
        with ann.at_work():
            ids = {n: unit_ids(n) for n in part}
        with ann.at_work(), counted(ann.tenant) as more:
            for outcome in decide_returns([Decision(number=n, units=[UnitDecision(unit=i, goes_to="stock") for i in ids[n]]) for n in part]):
                outcome.result()
        seen.append((len(statements), len(more)))
    assert seen[1] == seen[2] and sum(seen[1]) <= 26, seen
