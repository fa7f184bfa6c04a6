"""The ledger: whatever happens, it adds up; the past can be asked for; nobody can rewrite it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import ProgrammingError

from saas.kit import clock, db
from saas.kit.errors import NotFound, Stale
from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.inputs import NewWarehouse, Receipt, StockChange, TakingBack
from tenants.inventory.ledger import NewMovement, Side, Spot, lock, post
from tenants.inventory.operations import add_warehouse, adjust_stock, prove_stock, receive, reverse_movements, take_back
from tenants.inventory.places import places
from tenants.inventory.queries import get_stock, list_moves, stock_as_of, stock_per_day
from tenants.orders.operations import place_orders
from tests.cast import Member, order, stocked
from tests.conftest import World, _sweep

ACTS = st.lists(st.tuples(st.sampled_from(["change", "count", "receive", "order"]), st.sampled_from(["MUG", "CUP"]), st.integers(-9, 12)),
                min_size=1, max_size=12)


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_past_moment_is_as_a_model_says(world: World, ann: Member, acts: list[tuple[str, str, int]]) -> None:
    _sweep(world)
    stocked(ann, MUG=10, CUP=10)
    start, model, past = clock.now(), {"MUG": 10, "CUP": 10}, []
    for hour, (act, sku, n) in enumerate(acts, 1):
        at = start + timedelta(hours=hour)
        with clock.freeze(at), ann.at_work():
            model[sku] += _done(act, sku, n, f"A-{hour}", model[sku])
        past.append((at + timedelta(minutes=1), dict(model)))
    with ann.at_work():
        assert prove_stock() == []
        for at, then in past:
            assert {sku: sum(lay.on_hand for lay in stock_as_of(sku, at)) for sku in model} == then
        for sku, left in model.items():
            moves = list_moves(sku, limit=100).rows
            assert moves[0].balance == left
            assert [move.balance - move.net for move in moves] == [move.balance for move in moves[1:]] + [0]


def _done(act: str, sku: str, n: int, reference: str, there: int) -> int:
    """Do it; how many more lie there then. Nothing is held between acts: an order leaves at once or waits."""
    if act == "change" and n:
        return only_change(StockChange(sku=sku, change=n))
    if act == "count" and n >= 0:
        return only_change(StockChange(sku=sku, counted=n))
    if act == "receive" and n > 0:
        only(receive([Receipt(sku=sku, quantity=n)]))
        return n
    if act == "order" and 0 < n <= there:
        only(ship([NewShipment(number=only(place_orders([order(reference, **{sku: n})])).number)]))
        return -n
    return 0


def only_change(change: StockChange) -> int:
    (outcome,) = adjust_stock([change])
    return outcome.value.change if outcome.value else 0


def test_pages_of_the_ledger_carry_the_balance_on(ann: Member) -> None:
    stocked(ann, MUG=5)
    for n in range(1, 8):
        with ann.at_work():
            adjust_stock([StockChange(sku="MUG", change=n)])
    with ann.at_work(read_only=True):
        first = list_moves("MUG", limit=3)
        rest = list_moves("MUG", first.next, limit=10)
    assert [m.balance for m in first.rows] == [33, 26, 20]
    assert [m.balance for m in rest.rows] == [15, 11, 8, 6, 5] and rest.next is None


def test_the_past_goes_by_when_things_happened(ann: Member) -> None:
    stocked(ann, MUG=5)
    yesterday = clock.now() - timedelta(days=1)
    with ann.at_work():
        adjust_stock([StockChange(sku="MUG", change=3, at=yesterday)])
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        adjust_stock([StockChange(sku="MUG", counted=2, warehouse="EAST", lot="L1", status="damaged")])
    with ann.at_work(read_only=True):
        assert [lay.on_hand for lay in stock_as_of("MUG", clock.now() - timedelta(hours=1))] == [3]
        assert [(lay.warehouse, lay.lot, lay.status, lay.on_hand) for lay in stock_as_of("MUG", clock.now())] == [
            ("MAIN", None, "good", 8), ("EAST", "L1", "damaged", 2)]
        assert [end.on_hand for end in stock_per_day("MUG", 3)][1:] == [3, 10]


def test_a_day_ends_where_the_company_is(ann: Member) -> None:
    stocked(ann, MUG=0)
    late = clock.day_bounds(clock.today("America/New_York"), "America/New_York")[0] - timedelta(minutes=1)
    with ann.at_work():
        adjust_stock([StockChange(sku="MUG", change=3, at=late), StockChange(sku="MUG", change=-1, at=late + timedelta(minutes=2))])
    with ann.at_work(read_only=True):
        assert [(end.on_hand, end.left) for end in stock_per_day("MUG", 2)] == [(3, 0), (2, 1)]


def test_a_sku_shows_who_holds_it_and_who_waits(ann: Member) -> None:
    stocked(ann, MUG=5)
    with ann.at_work():
        first, second = (o.value for o in place_orders([order("A-1", MUG=4), order("A-2", MUG=3)]))
    with ann.at_work(read_only=True):
        one = get_stock("MUG")
    assert [(c.number, c.quantity) for c in one.holders] == [(first.number, 4), (second.number, 1)]
    assert [(c.number, c.quantity) for c in one.waiters] == [(second.number, 2)]
    assert (one.held_by, one.awaited_by, [(p.on_hand, p.available) for p in one.parts]) == (2, 1, [(5, 0)])


def test_taking_back_leaves_what_has_been_promised_since(ann: Member) -> None:
    stocked(ann, MUG=0, CUP=0)
    with ann.at_work():
        adjust_stock([StockChange(sku="MUG", change=5), StockChange(sku="CUP", change=5)], ("import", 17))
        place_orders([order("A-1", MUG=1)])
        taken = reverse_movements("import", 17)
        assert (taken.done, taken.refused) == (1, 1)
        assert [(row.code, row.n) for row in db.rows(
            "SELECT s.code, sum(b.on_hand) AS n FROM balance b JOIN sku s ON s.id = b.sku_id GROUP BY 1 ORDER BY 1")] == [("CUP", 0), ("MUG", 5)]
        assert prove_stock() == []


@pytest.mark.parametrize("statement", ["UPDATE movement SET quantity = 1", "DELETE FROM movement"])
def test_the_ledger_cannot_be_rewritten(ann: Member, statement: str) -> None:
    stocked(ann, MUG=5)
    with pytest.raises(ProgrammingError, match="permission denied"), ann.at_work():
        db.run(statement)


def test_a_code_nobody_has_is_not_found(ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=5)
    for read in (get_stock, list_moves):
        with pytest.raises(NotFound), zoe.at_work(read_only=True):
            read("MUG")


def test_a_callers_key_is_none_of_the_houses_own(ann: Member) -> None:
    """Whatever a person types as a key of theirs, a parcel's own movements and reversals find theirs free."""
    stocked(ann, MUG=5)
    with ann.at_work():
        number = only(place_orders([order("A-1", MUG=2)])).number
        adjust_stock([StockChange(sku="MUG", change=1, key=f"{word} {n}{end}") for n in range(1, 99)
                      for word, end in (("shipment", " 0"), ("reversal of", ""))])
        ((movement,),) = db.rows("SELECT max(id) FROM movement")
        assert only(ship([NewShipment(number=number)])).pieces == 2
        assert only(take_back([TakingBack(movement=movement)])) == movement
        assert prove_stock() == []


def test_a_key_that_comes_in_between_moves_no_balance(ann: Member) -> None:
    stocked(ann, MUG=5)
    with ann.at_work():
        ((sku_id, location_id),) = db.rows("SELECT sku_id, location_id FROM balance")
        shelf = Side(location_id, None, "good")
        move = NewMovement(sku_id, 1, places().beyond("supplier"), shelf, "received", ("sku", sku_id), key="k")
        kept = lock([(Spot(sku_id, location_id, None, "good"), 100)])
        post([move], kept)
        with pytest.raises(Stale):
            post([move], kept)
        assert prove_stock() == []
