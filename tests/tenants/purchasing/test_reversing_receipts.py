"""A receipt is reversed whole or not at all: its pieces go back where they came from, and its order waits for them again."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import available_to_promise, list_moves, stock_levels
from tenants.purchasing.inputs import ReceiptAct
from tenants.purchasing.operations import close_purchase_orders, receive_goods, reverse_receipts
from tenants.purchasing.queries import FindReceipts, get_notice, get_purchase, get_receipt, list_receipts, purchase_story, receipt_story
from tests.cast import Member, placed
from tests.statements import counted
from tests.tenants.purchasing.buying import act, bought, delivery, noticed, received, supplied


def _reversed(who: Member, number: int, **more: object) -> str:
    with who.at_work():
        outcome, = reverse_receipts([ReceiptAct(number=number, **more)])
    return outcome.error.code if outcome.error else outcome.status


def test_goods_leave_the_shelf_and_the_order_waits_again(ann: Member) -> None:
    supplied(ann, MUG=2)
    order = bought(ann, MUG=10)
    one = received(ann, {"sku": "MUG", "good": 7, "damaged": 1}, purchase_order=order.number)
    assert [_reversed(ann, one.number, reason="wrong pallet"), _reversed(ann, one.number)] == ["done", "again"]
    with ann.at_work():
        there, receipt = get_purchase(order.number), get_receipt(one.number)
        assert (there.state, there.received, there.open_pieces, there.lines[0].damaged) == ("ordered", 0, 10, 0)
        assert receipt.row.state == "reversed" and [row.number for row in list_receipts(FindReceipts(view="reversed")).rows] == [one.number]
        assert stock_levels(["MUG"]).rows[0].on_hand == 2 and available_to_promise(["MUG"])[0].now == 2
        assert db.rows("SELECT quantity, average, fifo FROM stock_value") == [(2, 0, 0)]
        assert [move.cause for move in list_moves("MUG").rows[:2]] == ["reversed", "reversed"]
        assert receipt_story(receipt.row.id)[0].data["reason"] == "wrong pallet" and purchase_story(there.id)[0].name == "purchase.receipt_reversed"
        assert prove_stock() == []


def test_a_notice_is_on_its_way_again_and_can_be_received_again(ann: Member) -> None:
    supplied(ann, MUG=0)
    order = bought(ann, MUG=5)
    notice = noticed(ann, order.number, MUG=5)
    first = received(ann, {"sku": "MUG", "good": 5}, notice=notice.number)
    assert _reversed(ann, first.number) == "done"
    with ann.at_work():
        assert (get_notice(notice.number).row.state, get_notice(notice.number).receipt) == ("announced", None)
    second = received(ann, {"sku": "MUG", "good": 4}, notice=notice.number)
    with ann.at_work():
        assert (get_notice(notice.number).receipt, get_purchase(order.number).received) == (second.number, 4)
        assert prove_stock() == []


def test_what_is_held_for_an_order_stays_and_nothing_is_half_done(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    one = received(ann, {"sku": "CUP", "good": 2}, {"sku": "MUG", "good": 5}, purchase_order=bought(ann, MUG=5, CUP=2).number)
    placed(ann, "A-1", MUG=3)
    with ann.at_work():
        outcome, = reverse_receipts([ReceiptAct(number=one.number)])
        assert outcome.error and (outcome.error.code, outcome.error.pointer) == ("receipt_used", "/number") and "only 2 of MUG are free" in str(outcome.error)
    with ann.at_work():
        assert {x.sku: x.on_hand for x in stock_levels(["MUG", "CUP"]).rows} == {"MUG": 5, "CUP": 2} and prove_stock() == []


def test_a_batch_reverses_what_can_be(ann: Member) -> None:
    supplied(ann, MUG=0)
    order = bought(ann, MUG=10)
    first, second = (received(ann, {"sku": "MUG", "good": 4}, purchase_order=order.number) for _ in range(2))
    placed(ann, "A-1", MUG=3)
    with ann.at_work():
        found = reverse_receipts([ReceiptAct(number=n) for n in (first.number, second.number, first.number, 404)])
        assert [o.error.code if o.error else o.status for o in found] == ["done", "receipt_used", "again", "unknown_receipt"]
        assert get_purchase(order.number).received == 4 and prove_stock() == []


def test_a_closed_order_stays_closed(ann: Member) -> None:
    supplied(ann, MUG=0)
    order = bought(ann, MUG=10)
    one = received(ann, {"sku": "MUG", "good": 4}, notice=noticed(ann, order.number, MUG=4).number)
    with ann.at_work():
        only(close_purchase_orders([act(order.number)]))
    assert _reversed(ann, one.number) == "done"
    with ann.at_work():
        there = get_purchase(order.number)
        assert (there.state, there.open_pieces, there.lines[0].closed, there.notices[0].state) == ("closed", 0, 10, "cancelled")
        assert prove_stock() == []


@pytest.mark.parametrize(("version", "expected"), [(7, "stale"), (1, "done")])
def test_only_as_it_was_seen(ann: Member, version: int, expected: str) -> None:
    supplied(ann, MUG=0)
    one = received(ann, {"sku": "MUG", "good": 1}, supplier="NORTH")
    assert _reversed(ann, one.number, version=version) == expected


def test_a_twin_that_saw_another_version_is_told_that_nothing_was_reversed(ann: Member) -> None:
    supplied(ann, MUG=0)
    one = received(ann, {"sku": "MUG", "good": 1}, supplier="NORTH")
    with ann.at_work():
        found = reverse_receipts([ReceiptAct(number=one.number, version=version) for version in (1, 7)])
        assert [o.error.code if o.error else o.status for o in found] == ["stale", "stale"]


def test_however_many_the_statements_are_the_same(ann: Member) -> None:
    supplied(ann, MUG=0)
    told = []
    for many in (1, 5):
        with ann.at_work():
            receipts = [o.result().number for o in receive_goods([delivery({"sku": "MUG", "good": 1}, supplier="NORTH")] * many)]
        with ann.at_work(), counted(ann.tenant) as seen:
            reverse_receipts([ReceiptAct(number=n) for n in receipts])
        told.append(len(seen))
    assert told[0] == told[1]
