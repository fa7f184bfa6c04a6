"""However deliveries come in parts, late, too many or broken: lines, receipts, ledger and money agree, and nothing is promised twice."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saas.kit.operations import only
from saas.kit.owner import execute, owner
from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import available_to_promise
from tenants.purchasing.operations import close_purchase_orders, receive_goods
from tenants.purchasing.queries import get_purchase
from tests.cast import Member
from tests.conftest import World, _sweep
from tests.tenants.purchasing.buying import act, bought, delivery, noticed, received, supplied

FAULTS = {
    "purchase_lines": "UPDATE {s}.purchase_order SET received = received + 1",
    "purchase_receipts": "UPDATE {s}.purchase_line SET damaged = damaged + 1",
    "receipt_ledger": "UPDATE {s}.goods_receipt_line SET good = good + 1",
}
SKUS = ("MUG", "CUP")
_PARTS = st.lists(st.tuples(st.sampled_from(SKUS), st.integers(0, 6), st.integers(0, 3), st.booleans()), min_size=1, max_size=6)


@pytest.mark.parametrize("question", FAULTS)
def test_a_fault_in_purchasing_is_found(world: World, ann: Member, question: str) -> None:
    supplied(ann, MUG=0)
    received(ann, {"sku": "MUG", "good": 3}, purchase_order=bought(ann, MUG=5).number)
    with owner(world.url) as conn:
        execute(conn, FAULTS[question].format(s=world.acme.schema))
    with ann.at_work():
        assert question in {difference.question for difference in prove_stock()}


@given(ordered=st.tuples(st.integers(1, 9), st.integers(1, 9)), announced=st.integers(0, 9), parts=_PARTS, closing=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_add_up(world: World, ann: Member, ordered: tuple[int, int], announced: int, parts: list[tuple[str, int, int, bool]], closing: bool) -> None:
    _sweep(world)
    supplied(ann, MUG=0, CUP=0)
    number = bought(ann, more={"expected_on": "2199-01-01"}, **dict(zip(SKUS, ordered, strict=True))).number
    notice = noticed(ann, number, more={"expected_on": "2198-01-01"}, MUG=announced).number if announced else None
    came = dict.fromkeys(SKUS, [0, 0])
    with ann.at_work():
        for sku, good, damaged, by_notice in parts:
            if good + damaged:
                about = {"notice": notice} if notice and by_notice else {"purchase_order": number}
                notice = None if "notice" in about else notice
                only(receive_goods([delivery({"sku": sku, "good": good, "damaged": damaged}, **about)]))
                came[sku] = [came[sku][0] + good, came[sku][1] + damaged]
        if closing:
            only(close_purchase_orders([act(number)]))
        order, promises = get_purchase(number), {p.sku: p for p in available_to_promise(SKUS)}
        for line in order.lines:
            good, damaged = came[line.sku]
            assert (line.received, line.damaged) == (good + damaged, damaged)
            promise = promises[line.sku]
            assert promise.now == good and sum(step.coming for step in promise.steps) == (0 if closing else line.open)
            assert all(step.promised == good + line.open for step in promise.steps[-1:])
        assert prove_stock() == []
