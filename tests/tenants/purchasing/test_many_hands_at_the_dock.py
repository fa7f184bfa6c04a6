"""Many sessions at once: the same receipt has one effect, two receipts of one line both count, and nobody waits in a circle."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from saas.kit import db
from saas.kit.operations import Outcome, only
from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import stock_levels
from tenants.purchasing.inputs import NewGoodsReceipt, ReceiptAct
from tenants.purchasing.operations import close_purchase_orders, place_purchase_orders, receive_goods, reverse_receipts
from tenants.purchasing.queries import FindPurchases, get_purchase, list_purchases
from tests.cast import Member
from tests.tenants.purchasing.buying import act, bought, delivery, noticed, received, supplied, wish
from tests.tenants.purchasing.test_more_than_ordered import allowed

CROWD = 20


def _taken(who: Member, one: NewGoodsReceipt) -> str:
    with who.at_work():
        outcome, = receive_goods([one])
    return outcome.error.code if outcome.error else outcome.status


@pytest.mark.parametrize("against", ["order", "notice", "supplier"])
def test_the_same_receipt_from_twenty_sessions_has_one_effect(ann: Member, against: str) -> None:
    supplied(ann, MUG=0)
    order = bought(ann, MUG=10).number
    about = {"order": {"purchase_order": order}, "notice": {"notice": noticed(ann, order, MUG=4).number}, "supplier": {"supplier": "NORTH"}}[against]
    one = delivery({"sku": "MUG", "good": 4}, key="dock 7", **about)
    with ThreadPoolExecutor(CROWD) as crowd:
        told = Counter(crowd.map(lambda _n: _taken(ann, one), range(CROWD)))
    assert told == {"done": 1, "again": CROWD - 1}
    with ann.at_work():
        assert stock_levels(["MUG"]).rows[0].on_hand == 4 and prove_stock() == []


def test_one_notice_is_received_by_one_of_twenty(ann: Member) -> None:
    supplied(ann, MUG=0)
    notice = noticed(ann, bought(ann, MUG=10).number, MUG=4).number
    with ThreadPoolExecutor(CROWD) as crowd:
        told = Counter(crowd.map(lambda n: _taken(ann, delivery({"sku": "MUG", "good": 4}, notice=notice, key=f"dock {n}")), range(CROWD)))
    assert told == {"done": 1, "notice_over": CROWD - 1}


def test_receipts_of_one_line_add_up_to_what_is_allowed(ann: Member) -> None:
    supplied(ann, MUG=0)
    allowed(ann, 10)
    order = bought(ann, MUG=10).number
    with ThreadPoolExecutor(CROWD) as crowd:
        told = Counter(crowd.map(lambda n: _taken(ann, delivery({"sku": "MUG", "good": 1}, purchase_order=order, key=f"{n}")), range(CROWD)))
    assert told == {"done": 11, "too_many_arrived": 9}
    with ann.at_work():
        assert (get_purchase(order).received, stock_levels(["MUG"]).rows[0].on_hand) == (11, 11) and prove_stock() == []


def test_receipts_reversals_and_closing_against_each_other_agree_in_the_end(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    order = bought(ann, MUG=60, CUP=60).number
    first = [received(ann, {"sku": "MUG", "good": 2}, {"sku": "CUP", "good": 1}, purchase_order=order).number for _ in range(6)]

    def one(n: int) -> str:
        with ann.at_work():
            if n == 11:
                outcome: Outcome[object] = close_purchase_orders([act(order)])[0]
            elif n % 2:
                outcome = reverse_receipts([ReceiptAct(number=first[n // 2])])[0]
            else:
                lines = [{"sku": "CUP", "good": 1}, {"sku": "MUG", "good": 1}]
                outcome = receive_goods([delivery(*(lines if n % 4 else lines[::-1]), purchase_order=order)])[0]
        return outcome.error.code if outcome.error else outcome.status

    with ThreadPoolExecutor(12) as crowd:
        told = set(crowd.map(one, range(12)))
    assert told <= {"done", "purchase_over"}
    with ann.at_work():
        assert get_purchase(order).state == "closed" and prove_stock() == []


def test_the_same_order_from_twenty_sessions_is_one(ann: Member) -> None:
    supplied(ann, MUG=0)

    def place(_n: int) -> int:
        with ann.at_work():
            return only(place_purchase_orders([wish(MUG=1, more={"key": "k"})])).number

    with ThreadPoolExecutor(CROWD) as crowd:
        assert len(set(crowd.map(place, range(CROWD)))) == 1
    with ann.at_work():
        assert len(list_purchases(FindPurchases()).rows) == 1 and db.rows("SELECT count(*) FROM purchase_line")[0][0] == 1
