"""What a list finds is acted on as a whole: looked at first, fixed when it is confirmed, worked through with an outcome each."""

import pytest

from saas.kit import db
from saas.kit.errors import Forbidden, NotFound
from saas.kit.jobs.registry import LeaseLost
from saas.kit.operations import only
from tenants.catalogue.operations import switch_products
from tenants.catalogue.queries import FindProducts, sku_codes
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.fulfilment.queries import FindParcels, parcel_numbers
from tenants.lists.errors import ListChanged, NothingFound, RunOver, UnknownRun
from tenants.lists.inputs import NewRun
from tenants.lists.operations import begin_run, cancel_run, fail_run, finish_run, forget_runs, run_chunk, start_run
from tenants.lists.queries import list_runs
from tenants.orders.operations import cancel_orders
from tenants.orders.inputs import Cancellation
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.statements import counted
from tests.tenants.lists.acting import items_of, looked, many_orders, run_of, started, states, worked_off


def test_a_look_does_nothing_and_says_what_would_be_done_and_why_not(world: World, ann: Member) -> None:
    numbers = many_orders(ann, 6)
    with ann.at_work():
        only(ship([NewShipment(number=numbers[0])]))
    seen = looked(ann, "cancel", reason="no longer wanted")
    assert (seen.total, seen.checked, seen.can, seen.cannot) == (6, 6, 5, 1)
    (reason,) = seen.reasons.values()
    assert reason.sample == [str(numbers[0])] and reason.text and reason.count == 1
    assert states(ann) == {"ready": 5, "shipped": 1}


def test_each_thing_has_an_outcome_and_what_came_later_is_left_alone(world: World, ann: Member) -> None:
    numbers = many_orders(ann, 5)
    with ann.at_work():
        cancel_orders([Cancellation(number=numbers[1])])
    run_id = started(ann, "hold", reason="stocktake")
    later = placed(ann, "LATER", MUG=1).number
    worked_off(world)
    run = run_of(ann, run_id)
    assert (run.state, run.total, run.done, run.again, run.refused) == ("done", 5, 4, 0, 1)
    assert {(item.subject, item.status) for item in items_of(ann, run_id)} == {
        (str(n), "refused" if n == numbers[1] else "done") for n in numbers}
    assert items_of(ann, run_id, "refused")[0].why and states(ann)["on_hold"] == 4
    assert looked(ann, "release", {"q": str(later)}).can == 0


def test_a_filter_that_finds_another_number_by_now_is_told(ann: Member) -> None:
    many_orders(ann, 3)
    with pytest.raises(ListChanged):
        started(ann, "hold", expected=2)
    with pytest.raises(NothingFound):
        started(ann, "hold", {"sku": "NIL"})


def test_the_same_key_is_one_run_and_two_people_get_an_outcome_each(world: World, ann: Member, cleo: Member) -> None:
    many_orders(ann, 4)
    first = started(ann, "cancel", key="k")
    assert started(ann, "cancel", key="k") == first
    second = started(cleo, "cancel")
    worked_off(world)
    one, two = run_of(ann, first), run_of(ann, second)
    assert (one.done, one.through) == (4, 4) and (two.done, two.again + two.refused) == (0, 4)
    with ann.at_work(read_only=True):
        assert [run.id for run in list_runs().rows] == [second, first]


def test_whoever_may_not_do_it_to_one_may_not_do_it_to_all(ann: Member, ben: Member, otto: Member, zoe: Member) -> None:
    many_orders(ann, 1)
    with pytest.raises(Forbidden):
        started(ben, "hold")
    with pytest.raises(Forbidden):
        started(otto, "withdraw", on="products")
    with pytest.raises(NotFound):
        started(ann, "explode")
    run_id = started(ann, "hold")
    with pytest.raises(UnknownRun):
        run_of(zoe, run_id)


def test_stopped_work_stays_where_it_is(world: World, ann: Member) -> None:
    many_orders(ann, 2)
    run_id = started(ann, "hold")
    with ann.at_work():
        cancel_run(run_id)
    worked_off(world)
    assert (run_of(ann, run_id).state, states(ann)) == ("cancelled", {"ready": 2})
    with pytest.raises(RunOver), ann.at_work():
        cancel_run(run_id)


def test_only_the_attempt_that_holds_it_goes_on(ann: Member) -> None:
    many_orders(ann, 2)
    run_id = started(ann, "hold")
    with ann.at_work():
        begin_run(run_id, "one:1")
        begin_run(run_id, "two:2")
    for late in (lambda: run_chunk(run_id, "one:1"), lambda: finish_run(run_id, "one:1")):
        with pytest.raises(LeaseLost), ann.at_work():
            late()
    with ann.at_work():
        assert not run_chunk(run_id, "two:2")
        finish_run(run_id, "two:2")
        fail_run(run_id)
    assert run_of(ann, run_id).state == "done", "what is over doesn't fail any more"


def test_a_chunk_asks_as_many_statements_whatever_it_holds(ann: Member) -> None:
    asked = []
    for many in (2, 40):
        many_orders(ann, many)
        run_id = started(ann, "hold", {"q": ""}, reason=f"r{many}")
        with ann.at_work(), counted(ann.tenant) as statements:
            begin_run(run_id, "r")
            run_chunk(run_id, "r")
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_products_and_parcels_too(world: World, ann: Member) -> None:
    stocked(ann, MUG=5, CUP=5)
    for n in (1, 2):
        number = placed(ann, f"A-{n}", MUG=1).number
        with ann.at_work():
            only(ship([NewShipment(number=number)]))
    with ann.at_work():
        assert [o.status for o in switch_products(["MUG", "NIL"], False)] == ["done", "refused"]
        assert sku_codes(FindProducts(view="off"), 10) == ["MUG"] and len(parcel_numbers(FindParcels(state="shipped"), 10)) == 2
    products = started(ann, "withdraw", on="products")
    parcels = started(ann, "deliver", {"state": "shipped"}, on="parcels")
    worked_off(world)
    assert [(item.subject, item.status) for item in items_of(ann, products)] == [("CUP", "done"), ("MUG", "again")]
    assert run_of(ann, parcels).done == 2 and states(ann) == {"delivered": 2}


def test_a_run_long_over_is_forgotten_and_no_other(ann: Member) -> None:
    stocked(ann, MUG=9)
    placed(ann, "A-1", MUG=1)
    with ann.at_work():
        old, young, running = (start_run(NewRun(list="orders", act="hold", query={"sku": "MUG"})).result() for _n in range(3))
        for run_id, days in ((old, 91), (young, 89)):
            db.run("UPDATE bulk_run SET state = 'done', finished_at = now() - %s * interval '1 day' WHERE id = %s", (days, run_id))
        assert [forget_runs(), forget_runs()] == [1, 0]
        assert [row.id for row in db.rows("SELECT id FROM bulk_run ORDER BY id")] == [young, running]
        assert {row.run_id for row in db.rows("SELECT run_id FROM bulk_item")} == {young, running}
