"""Moving within a warehouse: from shelf to shelf, from good to damaged; held pieces stay; locations are set up, changed, closed."""

from collections.abc import Callable

import pytest

from saas.kit import db
from saas.kit.errors import DomainError
from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.inventory.inputs import LocationChange, NewLocation, NewWarehouse, Receipt, StockChange, StockMove
from tenants.inventory.operations import (
    add_location,
    add_warehouse,
    adjust_stock,
    change_location,
    move_stock,
    prove_stock,
    receive,
)
from tenants.inventory.queries import get_stock, get_warehouse, list_locations, list_moves, location_codes, what_lies_there
from tests.api.conftest import Program
from tests.browser import signed_in, text_of
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.statements import counted


def shelves(who: Member, *codes: str) -> None:
    with who.at_work():
        for code in codes:
            add_location(NewLocation(code=code))


def moved(**given: object) -> str:
    outcome, = move_stock([StockMove(**{"sku": "MUG", "quantity": 1, **given})])
    return outcome.error.code + outcome.error.pointer if outcome.error else outcome.status


def lying(sku: str = "MUG") -> dict[tuple[str, str], int]:
    return {(part.location, part.status): part.on_hand for part in get_stock(sku).parts}


def test_pieces_go_to_another_shelf_and_into_another_condition(ann: Member) -> None:
    stocked(ann, MUG=10)
    shelves(ann, "A-1")
    with ann.at_work():
        assert [moved(quantity=4, to_location="A-1"), moved(quantity=1, location="A-1", to_location="A-1", to_status="damaged")] == ["done"] * 2
        assert lying() == {("-", "good"): 6, ("A-1", "good"): 3, ("A-1", "damaged"): 1}
        assert [(m.cause, m.net, m.balance) for m in list_moves("MUG").rows[:2]] == [("moved", 0, 10)] * 2
        assert prove_stock() == []


@pytest.mark.parametrize(("given", "code"), [
    ({"quantity": 4, "to_location": "A-1"}, "not_enough_stock/quantity"), ({"to_location": "NOPE"}, "unknown_location/to_location"),
    ({"location": "NOPE"}, "unknown_location/location"), ({}, "nowhere_to_move/to_location"), ({"sku": "NOPE", "to_location": "A-1"}, "unknown_sku/sku"),
    ({"warehouse": "NOPE", "to_location": "A-1"}, "unknown_warehouse/warehouse"), ({"quantity": 3, "to_location": "A-1"}, "done")])
def test_held_pieces_stay_and_nothing_goes_nowhere(ann: Member, given: dict[str, object], code: str) -> None:
    stocked(ann, MUG=10)
    shelves(ann, "A-1")
    placed(ann, "A-1", MUG=7)
    with ann.at_work():
        assert moved(**given) == code
        assert prove_stock() == []


def test_the_same_key_moves_once(ann: Member) -> None:
    stocked(ann, MUG=10)
    shelves(ann, "A-1")
    with ann.at_work():
        move = StockMove(sku="MUG", quantity=3, to_location="A-1", key="click")
        assert [o.status for o in move_stock([move, move])] == ["done", "again"]
        assert only(move_stock([move])).there == 3


def test_a_serial_number_changes_its_shelf(ann: Member) -> None:
    shelves(ann, "A-1", "A-2")
    with ann.at_work():
        upsert_products([NewProduct(sku="MUG", title="Mug", tracking="serial")])
        only(receive([Receipt(sku="MUG", quantity=1, lot="S1", location="A-2")]))
        assert moved(location="A-2", to_location="A-1") == "lot_needed/lot"
        assert [moved(lot="S1", location="A-2", to_location="A-1"), moved(lot="S1", location="A-1", to_location="A-2")] == ["done"] * 2
        assert (lying(), prove_stock()) == ({("A-2", "good"): 1}, [])


def test_what_becomes_good_is_told_to_those_who_wait(ann: Member) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        adjust_stock([StockChange(sku="MUG", change=3, status="blocked")])
        moved(quantity=2, status="blocked", to_status="good")
        moved(quantity=1, to_status="damaged")
        assert [(r.name, r.data) for r in db.rows("SELECT name, data FROM event WHERE subject_kind = 'sku' ORDER BY id DESC LIMIT 2")] == [
            ("stock.reduced", {"change": -1}), ("stock.arrived", {"change": 2})]


def test_any_number_of_moves_takes_the_same_few_statements(ann: Member) -> None:
    stocked(ann, **{f"S{n}": 9 for n in range(30)})
    shelves(ann, "A-1")
    seen = []
    for many in (1, 30):
        with ann.at_work(), counted(ann.tenant) as statements:
            move_stock([StockMove(sku=f"S{n}", quantity=1, to_location="A-1") for n in range(many)])
        seen.append(len(statements))
    assert seen[0] - 2 <= seen[1] <= seen[0] <= 8


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: add_location(NewLocation(code="A-1")), "location_taken/code"),
    (lambda: add_location(NewLocation(warehouse="MOON", code="A-1")), "unknown_warehouse/warehouse"),
    (lambda: change_location(LocationChange(code="A-2", to="A-1")), "location_taken/to"),
    (lambda: change_location(LocationChange(code="NOPE")), "unknown_location/code"),
    (lambda: change_location(LocationChange(code="A-1", active=False)), "location_in_use/active"),
    (lambda: change_location(LocationChange(code="-", active=False)), "location_stays/active"),
    (lambda: change_location(LocationChange(code="-", to="ALL")), "location_stays/to")]


@pytest.mark.parametrize(("verb", "code"), REFUSED)
def test_what_a_location_cannot_be(ann: Member, verb: Callable[[], object], code: str) -> None:
    stocked(ann, MUG=10)
    shelves(ann, "A-1", "A-2")
    with ann.at_work():
        moved(to_location="A-1")
    with pytest.raises(DomainError) as refused, ann.at_work():
        verb()
    assert refused.value.code + refused.value.pointer == code


def test_a_closed_location_takes_nothing_and_can_be_opened_again(ann: Member) -> None:
    stocked(ann, MUG=10)
    shelves(ann, "A-1")
    with ann.at_work():
        change_location(LocationChange(code="A-1", to="B-1", active=False))
        assert (moved(to_location="B-1"), location_codes("MAIN")) == ("unknown_location/to_location", ["-"])
        change_location(LocationChange(code="B-1", active=True))
        assert (moved(to_location="B-1"), location_codes("MAIN")) == ("done", ["-", "B-1"])


def test_a_shelf_asked_earlier_is_asked_earlier_at_once(ann: Member) -> None:
    stocked(ann, MUG=5)
    shelves(ann, "A-1")
    with ann.at_work():
        moved(quantity=2, to_location="A-1")
        change_location(LocationChange(code="A-1", priority=1))
        assert [r.priority % 1000 for r in db.rows("SELECT priority FROM balance ORDER BY priority")] == [1, 100]
    placed(ann, "O-1", MUG=1)
    with ann.at_work():
        assert [part.allocated for part in get_stock("MUG").parts if part.location == "A-1"] == [1]


def test_a_warehouse_shows_its_locations_and_what_is_there_page_by_page(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=5)
    shelves(ann, "A-1", "A-2", "B-1")
    with ann.at_work():
        moved(quantity=2, to_location="B-1")
        first = list_locations("MAIN", limit=2)
        assert [(s.code, s.on_hand) for s in first.rows + list_locations("MAIN", first.next).rows] == [("-", 8), ("A-1", 0), ("A-2", 0), ("B-1", 2)]
        assert [s.code for s in list_locations("MAIN", q="A-").rows] == ["A-1", "A-2"]
        there = what_lies_there("MAIN", limit=2)
        assert [(p.sku, p.on_hand) for p in there.rows + what_lies_there("MAIN", after=there.next).rows] == [("CUP", 5), ("MUG", 3), ("MUG", 2)]
        assert [p.location for p in what_lies_there("MAIN", "B-1").rows] == ["B-1"]
        assert get_warehouse("MAIN").locations == 4


def test_moving_and_locations_from_the_pages(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, MUG=5)
    browser = signed_in(world.app, ann.email)
    assert browser.post("/t/acme/stock/locations/new/MAIN", {"code": "A/1", "priority": "5"}).status_code == 303
    page = browser.get("/t/acme/stock/warehouses/MAIN")
    assert "A/1" in text_of(page) and "MUG" in text_of(page)
    assert browser.post("/t/acme/stock/locations/new/MAIN", {"code": "A/1"}).status_code == 409
    form = browser.get("/t/acme/stock/move/MUG").text
    assert 'value="A/1"' in form and 'name="warehouse" value="MAIN"' in form
    typed = {"warehouse": "MAIN", "status": "good", "quantity": "2", "to_location": "A/1", "to_status": "good", "key": "k"}
    answer = browser.post("/t/acme/stock/move/MUG", typed)
    assert answer.status_code == 303 and "Moved from Main to Main · A/1." in text_of(browser.get(answer.location))
    refused = browser.post("/t/acme/stock/move/MUG", {**typed, "quantity": "9", "key": "l"})
    assert refused.status_code == 409 and "Only 3 of MUG" in text_of(refused) and 'class="wrong"' in refused.text
    assert "What to move" in text_of(browser.get("/t/acme/stock/move/MUG"))
    assert browser.get("/t/acme/stock/locations/MAIN?code=A/1").status_code == 200
    assert browser.post("/t/acme/stock/locations/MAIN", {"code": "A/1", "to": "B", "priority": "7", "active": "true"}).status_code == 303
    assert browser.post("/t/acme/stock/locations/MAIN", {"code": "B", "to": "B"}).status_code == 409
    viewer = signed_in(world.app, ben.email)
    assert [viewer.get(path).status_code for path in ("/t/acme/stock/warehouses/MAIN", "/t/acme/stock/move/MUG", "/t/acme/stock/locations/MAIN?code=B",
                                                      "/t/acme/stock/warehouses/MOON")] == [200, 403, 403, 404]


def test_moving_and_locations_through_the_api(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=5)
    program = Program(world, token_for(ann))
    assert program.post("/warehouses/MAIN/locations", {"code": "A-1", "priority": 5}).status_code == 201
    changed = program.send("PUT", "/warehouses/MAIN/locations", {"code": "A-1", "to": "B-1"})
    assert (changed.status_code, changed.json["code"], changed.json["priority"]) == (200, "B-1", 5)
    assert program.post("/stock/moves", {"sku": "MUG", "quantity": 2, "to_location": "B-1", "key": "k"}).json == {"sku": "MUG", "quantity": 2, "left": 3, "there": 2}
    assert program.post("/stock/moves", {"sku": "MUG", "quantity": 2, "to_location": "B-1", "key": "k"}).status_code == 200
    many = program.post("/stock/moves/bulk", {"moves": [{"sku": "MUG", "quantity": 1, "to_location": "B-1"}, {"sku": "MUG"}]})
    assert (many.status_code, [one["status"] for one in many.json["data"]]) == (207, ["done", "refused"])
    assert [(one["code"], one["on_hand"]) for one in program.get("/warehouses/MAIN/locations").json["data"]] == [("-", 2), ("B-1", 3)]
    assert program.get("/warehouses/MOON/locations").status_code == 404
    assert Program(world, token_for(zoe)).post("/stock/moves", {"sku": "MUG", "quantity": 1}).json["code"] == "unknown_sku"


def test_a_location_of_another_warehouse_is_not_known_here(ann: Member) -> None:
    stocked(ann, MUG=5)
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        add_location(NewLocation(warehouse="EAST", code="E-1"))
        assert moved(to_location="E-1") == "unknown_location/to_location"
