"""More than ordered is taken in as far as its supplier may deliver it; why it differs stands on the receipt."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import stock_levels
from tenants.purchasing.inputs import NewSupplier
from tenants.purchasing.operations import receive_goods, save_suppliers
from tenants.purchasing.queries import get_purchase, get_receipt
from tests.cast import Member
from tests.conftest import World, _sweep
from tests.tenants.purchasing.buying import bought, delivery, received, supplied


def allowed(who: Member, percent: int | None) -> None:
    with who.at_work():
        save_suppliers([NewSupplier(code="NORTH", name="North", over_percent=percent)])


def test_too_many_are_refused_at_the_field_that_has_them(ann: Member) -> None:
    supplied(ann, MUG=0)
    allowed(ann, 10)
    order = bought(ann, MUG=20).number
    received(ann, {"sku": "MUG", "good": 15}, purchase_order=order)
    with ann.at_work():
        bad, = receive_goods([delivery({"sku": "MUG", "good": 6}, {"sku": "MUG", "damaged": 2}, purchase_order=order)])
    assert bad.error and (bad.error.code, bad.error.pointer) == ("too_many_arrived", "/lines/1/damaged")
    assert str(bad.error) == "7 more of MUG may be taken in: its supplier delivers at most 10 percent more than ordered."
    with ann.at_work():
        first, second = receive_goods([delivery({"sku": "MUG", "good": 4}, purchase_order=order)] * 2)
    assert first.status == "done" and second.error and second.error.code == "too_many_arrived"


def test_reasons_stand_on_the_lines(ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0, JUG=0)
    one = received(ann, {"sku": "MUG", "good": 1, "damaged": 1, "reason": "broken"}, {"sku": "CUP", "reason": "missing"},
                   purchase_order=bought(ann, MUG=2, CUP=3, JUG=4).number)
    with ann.at_work():
        assert {x.sku: (x.reason, x.short) for x in get_receipt(one.number).lines} == {"MUG": ("broken", 0), "CUP": ("missing", 3)}


@given(percent=st.one_of(st.none(), st.integers(0, 100)), ordered=st.integers(1, 12), parts=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_never_more_than_allowed_and_the_ledger_is_the_receipts(world: World, ann: Member, percent: int | None, ordered: int,
                                                                parts: list[tuple[int, int]]) -> None:
    _sweep(world)
    supplied(ann, MUG=0)
    allowed(ann, percent)
    order = bought(ann, MUG=ordered).number
    most = None if percent is None else ordered + ordered * percent // 100
    came = 0
    with ann.at_work():
        for good, damaged in parts:
            if good + damaged:
                outcome, = receive_goods([delivery({"sku": "MUG", "good": good, "damaged": damaged}, purchase_order=order)])
                fits = most is None or came + good + damaged <= most
                assert (outcome.error is None) == fits
                came += good + damaged if fits else 0
        assert get_purchase(order).received == came and (most is None or came <= most)
        assert sum(level.on_hand for level in stock_levels(["MUG"]).rows) == came and prove_stock() == []


@pytest.mark.parametrize("percent", [-1, 1001])
def test_a_tolerance_has_limits(percent: int) -> None:
    with pytest.raises(ValueError, match="over_percent"):
        NewSupplier(code="N", name="N", over_percent=percent)
