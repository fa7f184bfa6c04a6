"""Cancelling: what was held goes back, and what waits gets it, oldest first."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.fulfilment.inputs import LineQuantity, NewShipment, Picking
from tenants.fulfilment.operations import pick, ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, NewLine, NewOrder, Pieces
from tenants.orders.operations import cancel_orders, place_orders, preview_cancellations, serve_backorders
from tenants.orders.queries import get_order, order_story
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import HOME, Member, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened, read_page
from tests.statements import counted


def test_cancelled_stock_serves_the_oldest_order_that_waits(ann: Member) -> None:
    stocked(ann, MUG=5)
    first, second, third = (placed(ann, ref, MUG=4) for ref in ("A-1", "A-2", "A-3"))
    assert (second.state, second.lines[0].allocated) == ("waiting", 1)
    with ann.at_work():
        assert only(cancel_orders([Cancellation(number=first.number)])).released == 4
        sku_id = db.rows("SELECT id FROM sku WHERE code = 'MUG'")[0].id
        assert serve_backorders([sku_id]).pieces == 4
    with ann.at_work():
        held = {row.number: (row.allocated, row.state) for row in db.rows("SELECT number, allocated, state FROM orders")}
        assert held == {first.number: (0, "cancelled"), second.number: (4, "ready"), third.number: (1, "waiting")}
        assert prove_stock() == []


def test_cancelling_again_changes_nothing(ann: Member) -> None:
    stocked(ann, MUG=5)
    first = placed(ann, "A-1", MUG=4)
    with ann.at_work():
        outcomes = [cancel_orders([Cancellation(number=first.number)])[0].status for _ in range(2)]
    assert outcomes == ["done", "again"]


def test_a_line_alone_can_be_cancelled(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=5)
    first = placed(ann, "A-1", MUG=4, CUP=1)
    with ann.at_work():
        assert only(cancel_orders([Cancellation(number=first.number, lines=[1])])).pieces == 4
        assert db.rows("SELECT state, allocated FROM orders")[0] == ("ready", 1)
        assert prove_stock() == []


def some(quantity: int, line: int = 1) -> list[Pieces]:
    return [Pieces(line=line, quantity=quantity)]


def figures(number: int) -> list[tuple[int, int, int]]:
    return [(line.cancelled, line.allocated, line.missing) for line in get_order(number).lines]


def test_pieces_without_stock_are_cancelled_first_then_held_ones(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=8).number
    with ann.at_work():
        done = only(cancel_orders([Cancellation(number=number, pieces=some(2))]))
        assert (done.pieces, done.released, figures(number)) == (2, 0, [(2, 5, 1)])
        done = only(cancel_orders([Cancellation(number=number, pieces=some(3))]))
        assert (done.pieces, done.released, figures(number)) == (3, 2, [(5, 3, 0)])
        assert get_order(number).state == "ready" and prove_stock() == []
        only(cancel_orders([Cancellation(number=number, pieces=some(3))]))
        one = get_order(number)
        assert one.state == "cancelled" and prove_stock() == []
        assert [bool(told.data["lines"]) for told in order_story(one.id) if told.name == "order.cancelled"] == [False, True, True]


def test_picked_and_shipped_pieces_stay(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = placed(ann, "A-1", MUG=8).number
    with ann.at_work():
        only(ship([NewShipment(number=number, lines=[LineQuantity(line=1, quantity=1)])]))
        only(pick([Picking(number=number, lines=[LineQuantity(line=1, quantity=4)])]))
        (refused,) = cancel_orders([Cancellation(number=number, pieces=some(4))])
        assert refused.error and (refused.error.code, refused.error.pointer, refused.error.data) == (
            "more_than_can_cancel", "/pieces/0/quantity", {"line": 1, "free": 3, "wanted": 4})
        only(cancel_orders([Cancellation(number=number, pieces=some(3))]))
        assert figures(number) == [(3, 4, 0)] and prove_stock() == []


def test_kits_are_cancelled_by_the_kit(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=3)
    with ann.at_work():
        only(upsert_products([NewProduct(sku="SET", title="Set")]))
        only(set_kit([Recipe(sku="SET", parts=[NewPart(sku="MUG", quantity=2), NewPart(sku="CUP", quantity=1)])]))
    number = placed(ann, "A-1", SET=4).number
    with ann.at_work():
        assert only(cancel_orders([Cancellation(number=number, pieces=some(1))])).pieces == 3
        one = get_order(number)
        assert (one.kits[0].cancelled, one.kits[0].allocated, [(x.cancelled, x.allocated) for x in one.lines]) == (1, 3, [(1, 3), (2, 6)])
        part, much = cancel_orders([Cancellation(number=number, pieces=some(1, 2)), Cancellation(number=number, pieces=some(4))])
        assert part.error and much.error and (part.error.code, much.error.code, much.error.data["free"]) == ("part_of_a_kit", "more_than_can_cancel", 3)
        only(cancel_orders([Cancellation(number=number, lines=[1])]))
        one = get_order(number)
        assert (one.state, one.kits[0].cancelled) == ("cancelled", 4) and prove_stock() == []


def test_several_in_a_batch_and_the_same_key_again(ann: Member) -> None:
    stocked(ann, MUG=10, CUP=10)
    number = placed(ann, "A-1", MUG=4, CUP=2).number
    with ann.at_work():
        batch = [Cancellation(number=number, pieces=some(1), key="a"), Cancellation(number=number, pieces=some(1), key="a"),
                 Cancellation(number=number, pieces=[*some(1), *some(2, 2)]), Cancellation(number=number, pieces=[*some(1), *some(2)]),
                 Cancellation(number=number, lines=[9])]
        outcomes = cancel_orders(batch)
        assert [o.status for o in outcomes] == ["done", "again", "done", "refused", "refused"]
        assert [(o.error.code, o.error.pointer) for o in outcomes if o.error] == [("more_than_can_cancel", "/pieces/1/quantity"), ("unknown_line", "/lines/0")]
        assert figures(number) == [(2, 2, 0), (2, 0, 0)] and prove_stock() == []
        assert cancel_orders(batch[:1])[0].status == "again"


def test_an_unknown_sku_that_is_cancelled_holds_the_order_no_longer(ann: Member) -> None:
    stocked(ann, MUG=10)
    lines = [NewLine(sku="MUG", quantity=1), NewLine(sku="NOPE", quantity=1, unit_price="1")]
    with ann.at_work():
        number = only(place_orders([NewOrder(ship_to=HOME, reference="A-1", triage=True, lines=lines)])).number
        assert get_order(number).state == "on_hold"
        only(cancel_orders([Cancellation(number=number, pieces=some(1, 2))]))
        assert get_order(number).state == "ready" and prove_stock() == []


def test_what_it_does_is_seen_and_not_done(ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=8).number
    with ann.at_work():
        seen = only(preview_cancellations([Cancellation(number=number, pieces=some(4))]))
        assert (seen.before.lines[1].allocated, seen.after.lines[1].allocated, seen.after.lines[1].cancelled) == (5, 4, 4)
        assert [o.error.code for o in preview_cancellations([Cancellation(number=9)]) if o.error] == ["unknown_order"]
        assert figures(number) == [(0, 5, 3)] and prove_stock() == []


def test_many_cost_as_many_statements_as_one(ann: Member) -> None:
    stocked(ann, MUG=100)
    asked = []
    for many in (1, 20):
        numbers = [placed(ann, f"{many}-{n}", MUG=2).number for n in range(many)]
        with ann.at_work(), counted(ann.tenant) as seen:
            cancel_orders([Cancellation(number=number, pieces=some(1), key="k") for number in numbers])
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 8


@pytest.mark.parametrize("sure", [False, True])
def test_some_pieces_are_cancelled_from_the_page_after_a_look(world: World, ann: Member, sure: bool) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=8).number
    browser = signed_in(world.app, ann.email)
    page = opened(browser, f"/t/acme/orders/{number}/cancel")
    assert page.value("line-1") == "8"
    typed = {"line-1": "4", "reason": "changed their mind", "key": page.value("key")}
    seen = read_page(browser.post(f"/t/acme/orders/{number}/cancel", typed))
    assert "1 held piece goes back to the shelf." in seen.text and "Nothing is written yet." in seen.text and seen.value("line-1") == "4"
    if sure:
        for _click in range(2):
            answer = browser.post(f"/t/acme/orders/{number}/cancel", {**typed, "sure": "1"})
            assert answer.status_code == 303
        assert "4 cancelled" in opened(browser, answer.location).text
    with ann.at_work():
        assert figures(number) == [(4, 4, 0) if sure else (0, 5, 3)] and prove_stock() == []
    for wrong, told in (("99", "can be cancelled; 99 can't"), ("", "At least 1.")):
        refused = read_page(browser.post(f"/t/acme/orders/{number}/cancel", {"line-1": wrong, "key": "l"}))
        assert refused.status in (409, 422) and told in refused.text and refused.value("line-1") == wrong


def test_a_program_cancels_some_pieces(world: World, ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=4).number
    program = Program(world, token_for(ann))
    for _time in range(2):
        done = program.post(f"/orders/{number}/cancel", {"pieces": [{"line": 1, "quantity": 3}], "key": "k"})
        assert done.status_code == 200 and done.json["lines"][0]["cancelled"] == 3
    refused = program.post(f"/orders/{number}/cancel", {"pieces": [{"line": 1, "quantity": 2}]})
    assert (refused.status_code, refused.json["code"], refused.json["errors"][0]["pointer"]) == (409, "more_than_can_cancel", "/pieces/0/quantity")
