"""Receiving goods: good to the shelf as good, damaged as damaged; over and short are told; back orders are served."""

from datetime import date

import pytest

from saas.kit import db
from saas.kit.operations import only
from saas.kit.owner import execute, owner
from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import stock_levels
from tenants.purchasing.inputs import ChangedLine, NewNotice, NoticeAct, PurchaseChange
from tenants.purchasing.operations import announce, cancel_notices, change_purchase_orders, receive_goods
from tenants.purchasing.queries import FindNotices, FindReceipts, get_notice, get_purchase, get_receipt, list_notices, list_receipts, notice_story
from tests.cast import Member
from tests.conftest import World
from tests.statements import counted
from tests.tenants.purchasing.buying import bought, delivery, noticed, received, supplied


def _track(world: World, **how: str) -> None:
    with owner(world.url) as conn:
        for sku, tracking in how.items():
            execute(conn, f"UPDATE {world.acme.schema}.sku SET tracking = %s WHERE code = %s", (tracking, sku))


def test_over_short_and_damaged_are_recorded(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0, JUG=0)
    one = bought(ann, MUG=10, CUP=5)
    done = received(ann, {"sku": "MUG", "good": 7, "damaged": 1}, {"sku": "CUP", "good": 6}, {"sku": "JUG", "good": 2}, purchase_order=one.number)
    assert (done.good, done.damaged, done.over, done.short) == (15, 1, 3, 2)
    with ann.at_work():
        order, receipt = get_purchase(one.number), get_receipt(done.number)
        assert [(x.received, x.damaged, x.open, x.over) for x in order.lines] == [(8, 1, 2, 0), (6, 0, 0, 1)]
        assert (order.state, order.received, order.open_pieces) == ("part_received", 14, 2)
        assert [(x.sku, x.expected, x.good, x.damaged) for x in receipt.lines] == [("MUG", 10, 7, 1), ("CUP", 5, 6, 0), ("JUG", 0, 2, 0)]
        assert {x.sku: (x.on_hand, x.available) for x in stock_levels(["MUG", "CUP", "JUG"]).rows} == {"MUG": (8, 7), "CUP": (6, 6), "JUG": (2, 2)}
        assert prove_stock() == []


def test_a_notice_arrives_once_and_what_it_lacks_is_short(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    one = bought(ann, MUG=10, CUP=5)
    notice = noticed(ann, one.number, MUG=6, CUP=5)
    done = received(ann, {"sku": "MUG", "good": 6}, notice=notice.number)
    assert (done.over, done.short) == (0, 5)
    with ann.at_work():
        again, = receive_goods([delivery({"sku": "CUP", "good": 1}, notice=notice.number)])
        assert again.error and again.error.code == "notice_over"
        assert (get_notice(notice.number).row.state, get_notice(notice.number).receipt) == ("arrived", done.number)
        assert [(x.received, x.open) for x in get_purchase(one.number).lines] == [(6, 4), (0, 5)]


def test_the_same_receipt_twice_has_one_effect(ann: Member) -> None:
    supplied(ann, MUG=0)
    one = bought(ann, MUG=10)
    with ann.at_work():
        first, second = receive_goods([delivery({"sku": "MUG", "good": 4}, purchase_order=one.number, key="dock")] * 2)
    with ann.at_work():
        third, = receive_goods([delivery({"sku": "MUG", "good": 9}, purchase_order=one.number, key="dock")])
        assert stock_levels(["MUG"]).rows[0].on_hand == 4
    assert [o.status for o in (first, second, third)] == ["done", "again", "again"]
    assert first.result() == second.result() == third.result()


def test_goods_may_come_from_a_supplier_without_any_order(ann: Member) -> None:
    supplied(ann, MUG=0)
    done = received(ann, {"sku": "MUG", "good": 3, "unit_cost": "1.20"}, supplier="NORTH", note="DN 5")
    with ann.at_work():
        receipt = get_receipt(done.number)
        assert (receipt.row.supplier, receipt.row.note, receipt.lines[0].unit_cost, done.over) == ("NORTH", "DN 5", 120, 3)
        assert [row.number for row in list_receipts(FindReceipts(q="dn 5", sku="MUG")).rows] == [done.number]


def test_lines_of_one_sku_fill_one_after_the_other(ann: Member) -> None:
    supplied(ann, MUG=0)
    one = bought(ann, more={}, MUG=2)
    with ann.at_work():
        only(change_purchase_orders([PurchaseChange(number=one.number, lines=[ChangedLine(sku="MUG", quantity=3, unit_cost="1.00")])]))
    received(ann, {"sku": "MUG", "good": 3, "damaged": 1}, purchase_order=one.number)
    with ann.at_work():
        assert [(x.received, x.damaged) for x in get_purchase(one.number).lines] == [(2, 0), (2, 1)]


def test_lots_and_serial_numbers_are_asked_for(world: World, ann: Member) -> None:
    supplied(ann, MILK=0, PHONE=0, MUG=0)
    _track(world, MILK="lot", PHONE="serial")
    bad = [({"sku": "MILK", "good": 1}, "lot_needed"), ({"sku": "MUG", "good": 1, "expires_on": "2030-01-01"}, "lot_needed"),
           ({"sku": "PHONE", "good": 2, "lot": "S1"}, "one_piece_per_serial")]
    with ann.at_work():
        for line, code in bad:
            outcome, = receive_goods([delivery(line, supplier="NORTH")])
            assert outcome.error and outcome.error.code == code
    received(ann, {"sku": "MILK", "good": 5, "lot": "L1", "expires_on": "2030-01-01"}, {"sku": "PHONE", "good": 1, "lot": "S1"}, supplier="NORTH")
    with ann.at_work():
        twice, other = receive_goods([delivery({"sku": "PHONE", "good": 1, "lot": "S1"}, supplier="NORTH"),
                                      delivery({"sku": "MILK", "good": 1, "lot": "L1", "expires_on": "2031-01-01"}, supplier="NORTH")])
        assert twice.error and other.error and (twice.error.code, other.error.code) == ("serial_is_elsewhere", "lot_expires_otherwise")
        assert db.rows("SELECT expires_on FROM balance WHERE lot = 'L1'")[0].expires_on == date(2030, 1, 1)
        assert prove_stock() == []


@pytest.mark.parametrize(("about", "pointer", "code"), [
    ({}, "/supplier", "from_whom"), ({"supplier": "WEST"}, "/supplier", "unknown_supplier"), ({"purchase_order": 404}, "/purchase_order", "unknown_purchase_order"),
    ({"notice": 404}, "/notice", "unknown_notice"), ({"supplier": "NORTH", "warehouse": "MOON"}, "/warehouse", "unknown_warehouse")])
def test_what_cannot_be_received_is_refused_at_its_field(ann: Member, about: dict[str, object], pointer: str, code: str) -> None:
    supplied(ann, MUG=0)
    with ann.at_work():
        bad, empty = receive_goods([delivery({"sku": "MUG", "good": 1}, **about), delivery({"sku": "MUG"}, supplier="NORTH")])
    assert bad.error and empty.error and (bad.error.pointer, bad.error.code, empty.error.code) == (pointer, code, "nothing_received")


def test_a_draft_and_a_cancelled_order_receive_nothing(ann: Member) -> None:
    supplied(ann, "NORTH", "SOUTH", MUG=0)
    draft, one = bought(ann, more={"draft": True}, MUG=1), bought(ann, MUG=1)
    with ann.at_work():
        early, wrong = receive_goods([delivery({"sku": "MUG", "good": 1}, purchase_order=draft.number),
                                      delivery({"sku": "MUG", "good": 1}, purchase_order=one.number, supplier="SOUTH")])
    assert early.error and wrong.error and (early.error.code, wrong.error.code) == ("purchase_not_sent", "another_supplier")


def test_a_notice_that_will_not_come_is_cancelled(ann: Member) -> None:
    supplied(ann, MUG=0)
    notice = noticed(ann, more={"supplier": "NORTH", "tracking": "TR-1"}, MUG=3)
    with ann.at_work():
        assert [row.number for row in list_notices(FindNotices(q="tr-1", state="announced")).rows] == [notice.number]
        first, second, none = cancel_notices([NoticeAct(number=notice.number), NoticeAct(number=notice.number), NoticeAct(number=404)])
        assert (first.status, second.status) == ("done", "again") and none.error and none.error.code == "unknown_notice"
        found = get_notice(notice.number).row
        assert found.state == "cancelled" and [told.name for told in notice_story(found.id)] == ["notice.cancelled", "notice.announced"]


def test_many_deliveries_cost_the_same_few_statements(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    seen = []
    for n in (1, 12):
        numbers = [bought(ann, MUG=4, CUP=4).number for _ in range(n)]
        with ann.at_work(), counted(ann.tenant) as statements:
            made = [o.result() for o in announce([_notice(number) for number in numbers])]
            assert all(o.status == "done" for o in receive_goods([delivery({"sku": "MUG", "good": 3}, notice=m.number) for m in made]))
        seen.append(len(statements))
    assert seen[0] == seen[1] < 30


def _notice(number: int) -> NewNotice:
    return NewNotice(purchase_order=number, lines=[{"sku": "MUG", "quantity": 4}])


def test_what_arrives_is_heard_of_by_those_who_wait(world: World, ann: Member) -> None:
    supplied(ann, MUG=0)
    received(ann, {"sku": "MUG", "good": 2}, supplier="NORTH")
    with owner(world.url) as conn:
        names = [row[0] for row in execute(conn, "SELECT name FROM saas.outbox WHERE subject_kind = 'sku' ORDER BY id")]
    assert names[-1] == "stock.arrived"


def test_stock_is_worth_what_was_paid_in_the_companys_currency(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    yen = bought(ann, cost="300", more={"currency": "JPY", "rate": "0.00655"}, MUG=10)
    received(ann, {"sku": "MUG", "good": 8, "damaged": 2}, purchase_order=yen.number)
    received(ann, {"sku": "CUP", "good": 4}, purchase_order=bought(ann, cost="2.50", CUP=4).number)
    with ann.at_work():
        worth = {row.code: (row.quantity, row.average, row.fifo) for row in db.rows("SELECT s.code, v.* FROM stock_value v JOIN sku s ON s.id = v.sku_id")}
        assert worth == {"MUG": (10, 1970, 1970), "CUP": (4, 1000, 1000)}
        assert prove_stock() == []
