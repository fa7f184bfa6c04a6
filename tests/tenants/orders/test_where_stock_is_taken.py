"""Where an order's stock is taken: by the company's policy, never expired, never what is kept back, at the same cost."""

from datetime import timedelta

import pytest

from saas.kit import clock, db
from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct, ReorderPoint
from tenants.catalogue.operations import set_reorder_point, upsert_products
from tenants.inventory.inputs import NewWarehouse, StockChange
from tenants.inventory.operations import add_warehouse, adjust_stock, prove_stock
from tenants.orders.inputs import NewLine, NewOrder
from tenants.orders.operations import place_orders, serve_backorders
from tenants.orders.queries import get_order
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import HOME, Member, handed_out, order, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted


@pytest.fixture
def two(ann: Member) -> Member:
    """Ann with mugs and cups in two warehouses."""
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East", country="JP", priority=200))
    stocked(ann, MUG=3, CUP=5)
    _put(ann, "EAST", MUG=10)
    return ann


def _put(who: Member, warehouse: str, lot: str | None = None, **pieces: int) -> None:
    with who.at_work():
        adjust_stock([StockChange(sku=sku, warehouse=warehouse, lot=lot, change=n) for sku, n in pieces.items()])


def _policy(who: Member, **changes: object) -> None:
    with who.at_work():
        db.run("UPDATE policy SET version = version + 1, " + ", ".join(f"{name} = %s" for name in changes), list(changes.values()))


def _held(who: Member) -> dict[str, int]:
    with who.at_work(read_only=True):
        return {code: q for code, q in db.rows("""SELECT w.code || coalesce(':' || b.lot, ''), sum(a.quantity)::int FROM allocation a
            JOIN balance b ON b.id = a.balance_id JOIN warehouse w ON w.id = b.warehouse_id GROUP BY 1""")}


def _traces(who: Member) -> list[object]:
    with who.at_work(read_only=True):
        return [trace for (trace,) in db.rows("SELECT trace FROM order_line ORDER BY order_id, line_no")]


def test_the_trace_of_a_line_names_every_warehouse_that_was_asked(two: Member) -> None:
    placed(two, "A-1", MUG=5, CUP=1)
    assert _held(two) == {"MAIN": 4, "EAST": 2}
    assert _traces(two) == [{"strategy": "priority", "short": {}, "asked": [
        {"warehouse": "MAIN", "free": 3, "taken": 3, "why": "priority"}, {"warehouse": "EAST", "free": 10, "taken": 2, "why": "priority"}]}, None]


def test_fewest_parcels(two: Member) -> None:
    _policy(two, strategy="fewest")
    placed(two, "A-1", MUG=5)
    assert _held(two) == {"EAST": 5}


def test_the_nearest_warehouse_by_a_country_written_in_any_of_our_languages(two: Member) -> None:
    _policy(two, strategy="nearest")
    new = NewOrder.model_validate({"reference": "A-1", "ship_to": {"line1": "1-1", "city": "大阪", "country": "日本"}, "lines": [{"sku": "MUG", "quantity": 4}]})
    with two.at_work():
        place_orders([new])
    assert _held(two) == {"EAST": 4}


def test_a_closed_warehouse_gives_nothing(two: Member) -> None:
    with two.at_work():
        db.run("UPDATE warehouse SET active = false WHERE code = 'EAST'")
    _policy(two, strategy="most")
    assert placed(two, "A-1", MUG=5).lines[0].allocated == 3


def test_what_expires_first_leaves_first_and_what_has_expired_never(ann: Member) -> None:
    today = clock.today(ann.tenant.zone)
    with ann.at_work():
        upsert_products([NewProduct(sku="MILK", title="Milk")])
        (sku_id,) = db.rows("SELECT id FROM sku")[0]
        for lot, days in (("OLD", -1), ("TODAY", 0), ("NEXT", 9)):
            db.run("INSERT INTO lot (sku_id, code, expires_on) VALUES (%s, %s, %s)", (sku_id, lot, today + timedelta(days=days)))
    for lot in ("NEXT", "OLD", "TODAY"):
        _put(ann, "", lot, MILK=4)
    assert placed(ann, "A-1", MILK=6).lines[0].allocated == 6
    assert _held(ann) == {"MAIN:TODAY": 4, "MAIN:NEXT": 2}
    assert placed(ann, "A-2", MILK=9).lines[0].allocated == 2


def test_what_came_first_leaves_first_where_the_company_wants_that(ann: Member) -> None:
    _policy(ann, removal="fifo")
    with ann.at_work():
        upsert_products([NewProduct(sku="MILK", title="Milk")])
        (sku_id,) = db.rows("SELECT id FROM sku")[0]
        db.run("INSERT INTO lot (sku_id, code, expires_on) VALUES (%s, 'LATE', '2099-01-01')", (sku_id,))
    for lot in ("LATE", "SOON"):
        _put(ann, "", lot, MILK=4)
    placed(ann, "A-1", MILK=5)
    assert _held(ann) == {"MAIN:LATE": 4, "MAIN:SOON": 1}


def test_safety_stock_and_a_channels_buffer_are_kept_back(ann: Member) -> None:
    stocked(ann, MUG=10)
    with ann.at_work():
        db.run("UPDATE sku SET safety_stock = 2")
    _policy(ann, buffers='{"Rakuten": 3}')
    with ann.at_work():
        place_orders([NewOrder(ship_to=HOME, reference="A-1", channel="Rakuten", lines=[NewLine(sku="MUG", quantity=10)])])
    assert _held(ann) == {"MAIN": 5} and _traces(ann)[0]["short"] == {"withheld": 5}  # type: ignore[index]
    handed_out(ann)
    assert placed(ann, "A-2", MUG=10).lines[0].allocated == 3
    with ann.at_work():
        assert prove_stock() == []


def test_safety_stock_that_is_kept_back_no_longer_is_for_who_waits(ann: Member) -> None:
    asked = "SELECT subject_id FROM event WHERE name = 'stock.wanted'"
    with ann.at_work():
        only(upsert_products([NewProduct(sku="MUG", title="Mug", safety_stock=4)]))
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=3).number
    with ann.at_work():
        set_reorder_point(ReorderPoint(sku="MUG", quantity=9, safety_stock=4))
        assert db.rows(asked) == [] and get_order(number).allocated == 1
        set_reorder_point(ReorderPoint(sku="MUG", quantity=9, safety_stock=1))
        ((sku_id,),) = db.rows(asked)
        serve_backorders([sku_id])
        assert get_order(number).allocated == 3 and prove_stock() == []


def test_waiting_orders_are_served_by_the_same_rules_in_their_turn(two: Member) -> None:
    placed(two, "A-1", MUG=13)
    second, third = placed(two, "A-2", MUG=2), placed(two, "A-3", MUG=2)
    _policy(two, buffers='{"": 1}')
    _put(two, "EAST", MUG=4)
    with two.at_work():
        (sku_id,) = db.rows("SELECT id FROM sku WHERE code = 'MUG'")[0]
        assert serve_backorders([sku_id]).pieces == 3
        held = {number: allocated for number, allocated in db.rows("SELECT number, allocated FROM orders")}
        assert (held[second.number], held[third.number]) == (2, 1) and prove_stock() == []


def test_an_order_that_may_not_be_split_is_served_whole_once_all_of_it_is_there(ann: Member) -> None:
    stocked(ann, MUG=9, CUP=0)
    _policy(ann, min_split=2000)
    whole = placed(ann, "A-1", MUG=9, CUP=1)
    assert [line.allocated for line in whole.lines] == [0, 0] and _traces(ann)[0]["short"] == {"min_split": 9}  # type: ignore[index]
    _put(ann, "", CUP=1)
    with ann.at_work():
        (sku_id,) = db.rows("SELECT id FROM sku WHERE code = 'CUP'")[0]
        assert serve_backorders([sku_id]).pieces == 10


def test_the_cap_counts_the_warehouse_an_order_is_held_in_already(two: Member) -> None:
    _policy(two, max_parcels=1)
    first = placed(two, "A-1", MUG=12)
    assert first.lines[0].allocated == 10 and _held(two) == {"EAST": 10}
    _put(two, "MAIN", MUG=9)
    with two.at_work():
        (sku_id,) = db.rows("SELECT id FROM sku WHERE code = 'MUG'")[0]
        assert serve_backorders([sku_id]).pieces == 0


@pytest.mark.parametrize("policy", [{}, {"strategy": "fewest", "max_parcels": 2, "min_split": 1}])
def test_placing_asks_as_often_for_one_as_for_a_thousand(two: Member, policy: dict[str, object]) -> None:
    if policy:
        _policy(two, **policy)
    placed(two, "first", CUP=1)
    handed_out(two)
    asked = []
    for many in (1, 100, 1000):
        with two.at_work(), counted(two.tenant) as seen:
            place_orders([order(f"{many}-{n}", MUG=1, CUP=1) for n in range(many)])
        asked.append(len([statement for statement in seen if "SAVEPOINT" not in statement]))
    assert asked[0] == asked[1] == asked[2] <= 3, asked


def test_the_order_page_and_the_api_say_why(world: World, two: Member) -> None:
    _policy(two, buffers='{"": 9}')
    number = placed(two, "A-1", MUG=5).number
    text = opened(signed_in(world.app, two.email), f"/t/acme/orders/{number}").text
    assert "had 3 free and gives 3 pieces: it is next by priority." in text and "East had 10 free and gives 1 piece" in text
    assert "1 piece is kept back as safety stock or from this channel." in text
    (line,) = Program(world, token_for(two)).get(f"/orders/{number}").json["lines"]
    assert line["trace"]["short"] == {"withheld": 1}


@pytest.mark.parametrize(("policy", "told"), [
    ({"strategy": "fewest"}, "so that there are as few parcels as possible"), ({"strategy": "most"}, "East had the most of what was left, 10"),
    ({"strategy": "nearest"}, "East had 10 free and gives 9 pieces: nothing nearer had enough."),
    ({"max_parcels": 1}, "2 pieces wait, because the order may not leave from more warehouses."),
    ({"min_split": 7000}, "12 pieces wait, because the order may not be split into parts worth so little.")])
def test_every_reason_there_is_has_its_words(world: World, two: Member, policy: dict[str, object], told: str) -> None:
    _policy(two, **policy)
    number = placed(two, "A-1", MUG=12).number
    assert told in opened(signed_in(world.app, two.email), f"/t/acme/orders/{number}").text
