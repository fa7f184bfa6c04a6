"""Splitting: pieces, the stock held for them and their share of the money become an order of their own; nothing is lost."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.orders.dividing import Amounts, leave_with
from tenants.orders.inputs import NewHold, NewLine, NewOrder, Pieces, Split
from tenants.orders.operations import hold_orders, place_orders, split_orders
from tenants.orders.queries import get_order
from tests.cast import HOME, Member, placed, stocked
from tests.statements import counted


def _split(number: int, key: str = "", **pieces: int) -> Split:
    return Split(number=number, lines=[Pieces(line=int(name[1:]), quantity=q) for name, q in pieces.items()], key=key)


def test_what_waits_goes_first_so_that_the_rest_is_ready(ann: Member) -> None:
    stocked(ann, MUG=3, CUP=1)
    first = placed(ann, "A-1", MUG=5, CUP=1)
    with ann.at_work():
        done = only(split_orders([_split(first.number, l1=2)]))
        stays, goes = get_order(first.number), get_order(done.split_off)
        assert (stays.state, stays.ordered, stays.allocated) == ("ready", 4, 4)
        assert (goes.state, goes.ordered, goes.allocated, goes.reference) == ("waiting", 2, 0, "A-1/2")
        assert prove_stock() == []


def test_held_pieces_take_their_stock_along(ann: Member) -> None:
    stocked(ann, MUG=5)
    first = placed(ann, "A-1", MUG=5)
    with ann.at_work():
        done = only(split_orders([_split(first.number, l1=2)]))
        assert [(o.state, o.allocated) for o in map(get_order, (first.number, done.split_off))] == [("ready", 3), ("ready", 2)]
        assert prove_stock() == []


def test_a_hold_goes_along(ann: Member) -> None:
    stocked(ann, MUG=5)
    first = placed(ann, "A-1", MUG=5)
    with ann.at_work():
        only(hold_orders([first.number], NewHold(kind="fraud")))
        done = only(split_orders([_split(first.number, l1=2)]))
        assert get_order(done.split_off).state == "on_hold"
        assert prove_stock() == []


def test_the_same_click_twice_splits_once(ann: Member) -> None:
    stocked(ann, MUG=5)
    first = placed(ann, "A-1", MUG=5)
    with ann.at_work():
        one, = split_orders([_split(first.number, "click", l1=2)])
    with ann.at_work():
        two, = split_orders([_split(first.number, "click", l1=2)])
    assert (one.status, two.status) == ("done", "again")
    assert one.value and two.value and one.value.split_off == two.value.split_off


def test_what_cannot_go_is_refused_by_name(ann: Member) -> None:
    stocked(ann, MUG=5)
    first = placed(ann, "A-1", MUG=5)
    with ann.at_work():
        codes = [split_orders([wish])[0].error.code for wish in (  # type: ignore[union-attr]
            _split(first.number, l1=5), _split(first.number, l1=6), _split(first.number, l9=1), _split(404, l1=1))]
    assert codes == ["nothing_stays", "more_than_can_move", "unknown_line", "unknown_order"]


def test_a_line_named_twice_is_one_wish(ann: Member) -> None:
    stocked(ann, MUG=5)
    first = placed(ann, "A-1", MUG=5)
    with ann.at_work():
        once, again = Pieces(line=1, quantity=1), Pieces(line=1, quantity=2)
        done = only(split_orders([Split(number=first.number, lines=[once, again])]))
        assert [(line.line_no, line.ordered) for line in get_order(done.split_off).lines] == [(1, 3)]
        assert (get_order(first.number).ordered, prove_stock()) == (2, [])


def test_many_are_split_in_the_same_few_statements(ann: Member) -> None:
    stocked(ann, MUG=500)
    numbers = [placed(ann, f"A-{n}", MUG=4).number for n in range(12)]
    seen = []
    for part in (numbers[:1], numbers[1:]):
        with ann.at_work(), counted(ann.tenant) as statements:
            assert all(o.status == "done" for o in split_orders([_split(n, l1=1) for n in part]))
        seen.append(len(statements))
    assert seen[0] == seen[1]


@given(quantity=st.integers(1, 9), discount=st.integers(0, 900), whole=st.integers(0, 500), rate=st.sampled_from(["0", "8", "10", "20"]),
       inside=st.booleans(), going=st.integers(1, 8))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_minor_unit_is_lost(world, ann: Member, quantity: int, discount: int, whole: int, rate: str, inside: bool, going: int) -> None:  # type: ignore[no-untyped-def]
    from tests.conftest import _sweep
    _sweep(world)
    stocked(ann, MUG=100, CUP=100)
    cents = f"{min(discount, quantity * 333) / 100:.2f}"
    new = NewOrder(ship_to=HOME, reference="A", prices_include_tax=inside, discount=f"{whole / 100:.2f}", shipping="4.90", lines=[
        NewLine(sku="MUG", quantity=quantity, unit_price="3.33", discount=cents, tax_rate=rate), NewLine(sku="CUP", quantity=3, unit_price="7.01", tax_rate="5")])
    with ann.at_work():
        outcome, = place_orders([new])
        if outcome.value is None:
            return
        before = get_order(outcome.value.number)
        done = only(split_orders([_split(before.number, l1=min(going, quantity))]))
        parts = [get_order(before.number), get_order(done.split_off)]
        for name in ("subtotal", "discount", "shipping", "tax", "tax_included", "total", "ordered", "allocated"):
            assert sum(getattr(part, name) for part in parts) == getattr(before, name), name
        assert prove_stock() == []


@given(lines=st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from([0, 500, 800, 1000, 2000])), min_size=1, max_size=6),
       discount=st.integers(0, 5000), tax=st.integers(0, 3000), n=st.integers(0, 6))
def test_shares_add_up(lines: list[tuple[int, int]], discount: int, tax: int, n: int) -> None:
    subtotal = sum(value for value, _rate in lines)
    whole = Amounts(subtotal, min(discount, subtotal), 490, tax, 0)
    stays, goes = leave_with(whole, lines[:n], lines)
    assert stays.total + goes.total == whole.total
    assert 0 <= stays.discount <= stays.subtotal and 0 <= goes.discount <= goes.subtotal
    assert min(stays.tax, goes.tax) >= 0


def test_a_hold_stays_with_what_it_was_set_for(ann: Member) -> None:
    """The SKU nobody knows leaves with its line, and so does its hold; that the total differs stays with the old order."""
    stocked(ann, MUG=5)
    new = NewOrder(ship_to=HOME, reference="A-1", triage=True, total="1.00", lines=[
        NewLine(sku="MUG", quantity=2), NewLine(sku="NONE", quantity=1, unit_price="3.00"), NewLine(sku="MUG", quantity=1)])
    with ann.at_work():
        number = only(place_orders([new])).number
        known = only(split_orders([_split(number, l3=1)])).split_off
        unknown = only(split_orders([_split(number, l2=1)])).split_off
        kinds = {n: sorted(hold.kind for hold in get_order(n).open_holds) for n in (number, known, unknown)}
        assert kinds == {number: ["total"], known: [], unknown: ["sku"]}
        assert get_order(known).state == "ready" and prove_stock() == []
