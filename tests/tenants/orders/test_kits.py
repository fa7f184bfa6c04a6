"""Kits: ordered and priced as one, held as their parts, frozen as they were when the order was placed."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.fulfilment.inputs import LineQuantity, NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.operations import prove_stock
from tenants.orders import kits
from tenants.orders.inputs import Cancellation, LineChange, NewLine, NewOrder, OrderChange
from tenants.orders.operations import PlacedOrder, cancel_orders, change_orders, place_orders, preview_orders, serve_backorders
from tenants.orders.queries import FindOrders, export_orders, get_order, list_orders
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import PLACE, Member, handed_out, order, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted


def a_kit(who: Member, code: str, **parts: int) -> None:
    """The company sells this kit, made of these parts, at 30.00."""
    with who.at_work():
        upsert_products([NewProduct(sku=code, title=f"{code} title", price="30.00")])
        db.run("UPDATE sku SET is_kit = true WHERE code = %s", (code,))
        db.run("DELETE FROM kit_part WHERE kit_id = (SELECT id FROM sku WHERE code = %s)", (code,))
        for part, pieces in parts.items():
            db.run("INSERT INTO kit_part SELECT k.id, s.id, %s FROM sku k, sku s WHERE k.code = %s AND s.code = %s", (pieces, code, part))


@pytest.fixture
def set_of_six(ann: Member) -> Member:
    stocked(ann, MUG=20, CUP=9, LID=50)
    a_kit(ann, "PAIR", CUP=2)
    a_kit(ann, "SET", MUG=2, PAIR=1)
    return ann


def test_a_kit_is_priced_as_one_and_held_as_its_parts(set_of_six: Member) -> None:
    done = placed(set_of_six, "A-1", LID=1, SET=3)
    assert [(x.line_no, x.sku, x.ordered, x.allocated, x.kit_no, x.per_kit) for x in done.lines] == [
        (1, "LID", 1, 1, None, None), (3, "CUP", 6, 6, 2, 2), (4, "MUG", 6, 6, 2, 2)]
    assert [(x.line_no, x.sku, x.ordered, x.allocated) for x in done.kits] == [(2, "SET", 3, 3)] and (done.total, done.state) == (10000, "ready")
    with set_of_six.at_work():
        assert prove_stock() == []


def test_as_many_kits_are_held_as_every_part_makes(set_of_six: Member) -> None:
    done = placed(set_of_six, "A-1", SET=6)
    assert done.kits[0].allocated == 4 and done.state == "waiting"
    stocked(set_of_six, CUP=20)
    with set_of_six.at_work():
        serve_backorders([row.id for row in db.rows("SELECT id FROM sku")])
        (kit,) = get_order(done.number).kits
    assert (kit.allocated, kit.missing) == (6, 0)


def test_what_goes_into_a_kit_is_as_it_was_when_ordered(set_of_six: Member) -> None:
    first = placed(set_of_six, "A-1", SET=1)
    a_kit(set_of_six, "SET", LID=1)
    second = placed(set_of_six, "A-2", SET=1)
    with set_of_six.at_work(read_only=True):
        assert [[part.sku for part in get_order(o.number).kits[0].parts] for o in (first, second)] == [["CUP", "MUG"], ["LID"]]


def test_a_kit_that_can_not_be_put_together_is_refused(set_of_six: Member) -> None:
    a_kit(set_of_six, "EMPTY")
    with set_of_six.at_work():
        (refused,) = place_orders([order("A-1", EMPTY=1)])
        upsert_products([NewProduct(sku="CUP", title="Cup", active=False)])
        (inside,) = place_orders([order("A-2", SET=1)])
    assert [(o.error.code, o.error.pointer) for o in (refused, inside)] == [("kit_incomplete", "/lines/0/sku")] * 2  # type: ignore[union-attr]


def test_a_kit_met_for_the_first_time_and_later_is_the_same(set_of_six: Member) -> None:
    kits._met.clear()
    assert placed(set_of_six, "A-1", MUG=1, SET=1).kits == placed(set_of_six, "A-2", MUG=1, SET=1).kits


def test_tax_of_a_kit_is_its_own(ann: Member) -> None:
    stocked(ann, MUG=9)
    a_kit(ann, "SET", MUG=2)
    new = NewOrder.model_validate({"ship_to": PLACE, "reference": "A-1", "prices_include_tax": False, "lines": [{"sku": "SET", "quantity": 1, "tax_rate": "10"}]})
    with ann.at_work():
        assert only(place_orders([new])).total == 3300


def test_a_preview_takes_kits_apart_too(set_of_six: Member) -> None:
    with set_of_six.at_work():
        would = only(preview_orders([order("A-1", SET=5)]))
    assert (would.pieces, would.held) == (20, 19)


def test_kits_are_shown_with_their_parts(world: World, set_of_six: Member) -> None:
    program = Program(world, token_for(set_of_six))
    answer = program.post("/orders", {"ship_to": PLACE, "reference": "A-1", "lines": [{"sku": "SET", "quantity": 2}]})
    assert answer.json["lines"] == [{"line": 1, "sku": "SET", "ordered": 2, "allocated": 2, "parts": [
        {"line": 2, "sku": "CUP", "ordered": 4, "allocated": 4, "per_kit": 2}, {"line": 3, "sku": "MUG", "ordered": 4, "allocated": 4, "per_kit": 2}]}]
    assert program.post("/orders", {"ship_to": PLACE, "reference": "A-1", "lines": [{"sku": "SET", "quantity": 2}]}).json["lines"] == answer.json["lines"]
    (line,) = program.get(f"/orders/{answer.json['number']}").json["lines"]
    assert (line["unit_price"], line["total"], line["shipped"], [part["per_kit"] for part in line["parts"]]) == ("30.00", "60.00", 0, [2, 2])
    text = opened(signed_in(world.app, set_of_six.email), f"/t/acme/orders/{answer.json['number']}").text
    assert "SET title" in text and "2 for each SET" in text


def test_lists_find_and_export_the_kit_as_it_was_ordered(set_of_six: Member) -> None:
    done: PlacedOrder = placed(set_of_six, "A-1", LID=1, SET=3)
    with set_of_six.at_work(read_only=True):
        assert [row.number for row in list_orders(FindOrders(sku="SET")).rows] == [done.number]
        assert [lines for _row, lines in export_orders(FindOrders())[0]] == ["LID × 1, SET × 3"]


def test_placing_kits_asks_as_often_for_one_as_for_a_hundred(set_of_six: Member) -> None:
    placed(set_of_six, "first", SET=1)
    handed_out(set_of_six)
    asked = []
    for many in (1, 100):
        with set_of_six.at_work(), counted(set_of_six.tenant) as seen:
            place_orders([order(f"{many}-{n}", SET=1, LID=1) for n in range(many)])
        asked.append(len([statement for statement in seen if "SAVEPOINT" not in statement]))
    assert asked[0] == asked[1] == 5


def test_a_kit_is_cancelled_with_its_parts_and_never_a_part_alone(set_of_six: Member) -> None:
    number = placed(set_of_six, "A-1", LID=1, SET=3).number
    with set_of_six.at_work():
        (part,) = cancel_orders([Cancellation(number=number, lines=[3])])
        only(cancel_orders([Cancellation(number=number, lines=[2])]))
        (kit,) = get_order(number).kits
        assert prove_stock() == []
    assert part.error and part.error.code == "part_of_a_kit"
    assert (kit.ordered, kit.cancelled, kit.allocated, [x.cancelled for x in kit.parts]) == (3, 3, 0, [6, 6])


def test_a_kit_part_shipped_is_cancelled_but_for_what_has_left(set_of_six: Member) -> None:
    number = placed(set_of_six, "A-1", LID=2, SET=3).number
    with set_of_six.at_work():
        only(ship([NewShipment(number=number, lines=[LineQuantity(line=3, quantity=2), LineQuantity(line=4, quantity=4)])]))
        only(cancel_orders([Cancellation(number=number, lines=[2])]))
        (kit,) = get_order(number).kits
        assert (kit.wanted, kit.shipped, kit.missing, [x.cancelled for x in kit.parts]) == (1, 1, 0, [4, 2])
        only(change_orders([OrderChange(number=number, lines=[LineChange(line=1, quantity=1)])]))
        assert prove_stock() == []
        assert [x.ordered for x in get_order(number).kits[0].parts] == [6, 6]


def test_a_kit_is_added_to_an_order_like_any_line(set_of_six: Member) -> None:
    number = placed(set_of_six, "A-1", LID=2).number
    with set_of_six.at_work():
        only(change_orders([OrderChange(number=number, add=[NewLine(sku="SET", quantity=2), NewLine(sku="CUP", quantity=1)])]))
        one = get_order(number)
        assert prove_stock() == []
    assert [(x.line_no, x.sku, x.kit_no, x.per_kit, x.ordered, x.allocated) for x in one.lines] == [
        (1, "LID", None, None, 2, 2), (3, "CUP", 2, 2, 4, 4), (4, "MUG", 2, 2, 4, 4), (5, "CUP", None, None, 1, 1)]
    assert [(kit.line_no, kit.sku, kit.total, kit.allocated) for kit in one.kits] == [(2, "SET", 6000, 2)] and one.total == 2000 + 6000 + 1000


def test_a_kit_that_can_not_be_put_together_is_not_added(set_of_six: Member) -> None:
    a_kit(set_of_six, "EMPTY")
    number = placed(set_of_six, "A-1", LID=1).number
    with set_of_six.at_work():
        (refused,) = change_orders([OrderChange(number=number, add=[NewLine(sku="EMPTY", quantity=1)])])
    assert refused.error and (refused.error.code, refused.error.pointer) == ("kit_incomplete", "/add/0/sku")
