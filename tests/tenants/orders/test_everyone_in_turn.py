"""Stock that has just come belongs to who waits already, even before the job that serves them has run; what they can't take
is anyone's afterwards."""

from saas.kit import db
from saas.kit.operations import only
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock, prove_stock
from tenants.orders.inputs import Cancellation, LineChange, NewLine, OrderChange
from tenants.orders.operations import cancel_orders, change_orders, place_drafts, place_orders, preview_orders
from tenants.orders.queries import get_order
from tests.cast import Member, handed_out, order, placed, stocked
from tests.statements import counted


def _counted_anew(who: Member, **pieces: int) -> None:
    with who.at_work():
        adjust_stock([StockChange(sku=sku, counted=n, reason="found") for sku, n in pieces.items()])


def _held(who: Member, *numbers: int) -> list[int]:
    with who.at_work(read_only=True):
        return [get_order(number).allocated for number in numbers]


def test_a_younger_order_takes_nothing_that_an_older_one_waits_for(ann: Member) -> None:
    stocked(ann, MUG=0)
    old = placed(ann, "old", MUG=2).number
    _counted_anew(ann, MUG=3)
    with ann.at_work():
        assert only(preview_orders([order("young", MUG=3)])).held == 1
    young = placed(ann, "young", MUG=3).number
    assert _held(ann, old, young) == [0, 1]
    handed_out(ann)
    assert _held(ann, old, young) == [2, 1]
    with ann.at_work():
        assert prove_stock() == []


def test_nor_what_a_cancelled_order_let_go(ann: Member) -> None:
    stocked(ann, MUG=2)
    first, old = placed(ann, "first", MUG=2).number, placed(ann, "old", MUG=2).number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=first)]))
    young = placed(ann, "young", MUG=1).number
    assert _held(ann, old, young) == [0, 0]
    handed_out(ann)
    assert _held(ann, old, young) == [2, 0]


def test_nor_what_a_changed_order_let_go(ann: Member) -> None:
    stocked(ann, MUG=2)
    first, old = placed(ann, "first", MUG=2).number, placed(ann, "old", MUG=1).number
    with ann.at_work():
        only(change_orders([OrderChange(number=first, lines=[LineChange(line=1, quantity=1)])]))
    assert _held(ann, first, placed(ann, "young", MUG=1).number) == [1, 0]
    handed_out(ann)
    assert _held(ann, old) == [1]


def test_a_line_added_later_waits_behind_older_orders_and_goes_before_younger_ones(ann: Member) -> None:
    stocked(ann, MUG=0, CUP=5)
    middle_of = [placed(ann, "old", MUG=1).number, placed(ann, "middle", CUP=1).number, placed(ann, "young", MUG=1).number]
    _counted_anew(ann, MUG=2)
    with ann.at_work():
        only(change_orders([OrderChange(number=middle_of[1], add=[NewLine(sku="MUG", quantity=2)])]))
    assert _held(ann, *middle_of) == [0, 2, 0]
    handed_out(ann)
    assert _held(ann, *middle_of) == [1, 2, 0]


def test_a_draft_takes_its_turn_when_it_is_placed(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        draft = only(place_orders([order("draft", MUG=1).model_copy(update={"draft": True})])).number
    old = placed(ann, "old", MUG=1).number
    _counted_anew(ann, MUG=1)
    with ann.at_work():
        only(place_drafts([draft]))
    assert _held(ann, old, draft) == [0, 0]
    handed_out(ann)
    assert _held(ann, old, draft) == [1, 0]


def test_what_nobody_who_waits_could_take_is_anyones(ann: Member) -> None:
    """It is left alone until they were asked, no longer: else an order that may not be split would keep it for ever."""
    stocked(ann, MUG=0)
    with ann.at_work():
        db.run("UPDATE policy SET min_split = 100000, version = version + 1")
    old = placed(ann, "old", MUG=5).number
    _counted_anew(ann, MUG=2)
    assert _held(ann, old, placed(ann, "too early", MUG=1).number) == [0, 0]
    handed_out(ann)
    assert _held(ann, old)[0] == 0
    _counted_anew(ann, MUG=4)
    handed_out(ann)
    assert _held(ann, placed(ann, "late", MUG=1).number) == [1]


def test_where_nothing_came_nothing_is_asked(ann: Member) -> None:
    stocked(ann, MUG=50)
    placed(ann, "first", MUG=1)
    handed_out(ann)
    asked = []
    for reference in ("served", "fresh"):
        with ann.at_work(), counted(ann.tenant) as seen:
            place_orders([order(reference, MUG=1)])
        asked.append(len(seen))
        _counted_anew(ann, MUG=60)
    assert asked[1] == asked[0] + 1, asked
