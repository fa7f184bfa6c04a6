"""Merging: lines, stock and money become part of the order that stays; every reason against it is told at once."""

from saas.kit import db
from saas.kit.errors import Invalid
from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Address, Customer, Merge, NewHold, NewLine, NewOrder
from tenants.orders.operations import cancel_orders, hold_orders, merge_orders, place_orders, split_orders
from tenants.orders.inputs import Cancellation, Pieces, Split
from tenants.orders.queries import get_order, list_mergeable
from tests.cast import Member, stocked

HOME = Address(name="Kim", line1="1 Main St", city="Springfield", country="US")


def _order(ann: Member, reference: str, ship_to: Address | None = HOME, name: str = "Kim", **pieces: int) -> int:
    new = NewOrder(reference=reference, customer=Customer(name=name), ship_to=ship_to, shipping="2.00", lines=[
        NewLine(sku=sku, quantity=n, unit_price="3.33", tax_rate="8") for sku, n in pieces.items()])
    with ann.at_work():
        return only(place_orders([new])).number


def test_the_other_becomes_part_of_the_one_that_stays(ann: Member) -> None:
    stocked(ann, MUG=3, CUP=9)
    one, two = _order(ann, "A-1", MUG=2, CUP=1), _order(ann, "A-2", MUG=2, CUP=4)
    with ann.at_work():
        before = [get_order(one), get_order(two)]
        assert only(merge_orders([Merge(into=one, others=[two])])).pieces == 6
        stays, gone = get_order(one), get_order(two)
        assert (stays.ordered, stays.allocated, stays.state) == (9, 8, "waiting")
        assert [(x.sku, x.ordered, x.allocated) for x in stays.lines] == [("MUG", 2, 2), ("CUP", 1, 1), ("MUG", 2, 1), ("CUP", 4, 4)]
        assert stays.total == sum(o.total for o in before)
        assert gone.state == "cancelled"
        assert prove_stock() == []


def test_merging_twice_changes_nothing(ann: Member) -> None:
    stocked(ann, MUG=3)
    one, two = _order(ann, "A-1", MUG=1), _order(ann, "A-2", MUG=1)
    statuses = []
    for _time in range(2):
        with ann.at_work():
            statuses.append(merge_orders([Merge(into=one, others=[two])])[0].status)
    assert statuses == ["done", "again"]


def test_every_reason_against_it_is_told(ann: Member) -> None:
    stocked(ann, MUG=9)
    one = _order(ann, "A-1", MUG=1)
    other = _order(ann, "A-2", ship_to=Address(line1="2 Side St", city="Springfield"), name="Pat", MUG=1)
    with ann.at_work():
        only(hold_orders([other], NewHold(kind="fraud")))
        error = merge_orders([Merge(into=one, others=[other])])[0].error
        assert isinstance(error, Invalid)
        assert {e.code for e in error.errors} == {"held_back", "other_customer", "other_address"}
        assert {e.pointer for e in error.errors} == {"/others/0"}
        assert merge_orders([Merge(into=one, others=[one])])[0].error.code == "same_order"  # type: ignore[union-attr]
        assert merge_orders([Merge(into=one, others=[404])])[0].error.code == "unknown_order"  # type: ignore[union-attr]


def test_what_was_split_can_come_together_again(ann: Member) -> None:
    stocked(ann, MUG=9)
    one = _order(ann, "A-1", MUG=5)
    with ann.at_work():
        total = get_order(one).total
        other = only(split_orders([Split(number=one, lines=[Pieces(line=1, quantity=2)])])).split_off
        only(merge_orders([Merge(into=one, others=[other])]))
        again = get_order(one)
        assert (again.ordered, again.allocated, again.total) == (5, 5, total)
        assert prove_stock() == []


def test_only_what_is_still_wanted_comes_along(ann: Member) -> None:
    stocked(ann, MUG=9, CUP=9)
    one, two = _order(ann, "A-1", MUG=1), _order(ann, "A-2", MUG=2, CUP=3)
    with ann.at_work():
        only(cancel_orders([Cancellation(number=two, lines=[2])]))
        only(merge_orders([Merge(into=one, others=[two])]))
        assert [(x.sku, x.ordered) for x in get_order(one).lines] == [("MUG", 1), ("MUG", 2)]
        assert db.rows("SELECT sum(ordered - cancelled)::int AS n FROM orders")[0].n == 3
        assert prove_stock() == []


def test_the_same_customers_open_orders_are_offered_with_what_speaks_against_each(ann: Member) -> None:
    stocked(ann, MUG=9)
    one, two, held = _order(ann, "A-1", MUG=1), _order(ann, "A-2", MUG=1), _order(ann, "A-3", MUG=1)
    _order(ann, "A-4", name="Pat", MUG=1)
    with ann.at_work():
        only(hold_orders([held], NewHold(kind="fraud")))
        assert [(o.number, [reason.code for reason in o.reasons]) for o in list_mergeable(one)] == [(held, ["held_back"]), (two, [])]
