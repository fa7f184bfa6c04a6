"""Drafts: kept without stock, and placed like an order that arrives now."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, NewOrder
from tenants.orders.operations import PlacedOrder, cancel_orders, place_drafts, place_orders, serve_everyone
from tenants.orders.queries import FindOrders, get_order, list_orders, view_counts
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import PLACE, Member, handed_out, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted


def drafted(who: Member, reference: str = "D-1", pieces: int = 4, **said: object) -> PlacedOrder:
    new = NewOrder.model_validate({"ship_to": PLACE, "reference": reference, "draft": True, "lines": [{"sku": "MUG", "quantity": pieces}], **said})
    with who.at_work():
        return only(place_orders([new]))


def test_a_draft_holds_nothing_and_waits_for_nothing(ann: Member) -> None:
    stocked(ann, MUG=10)
    draft = drafted(ann, note="as a gift", paid=False)
    assert (draft.state, draft.lines[0].allocated, draft.holds) == ("draft", 0, [])
    with ann.at_work():
        assert serve_everyone().pieces == 0 and prove_stock() == []
    assert placed(ann, "A-1", MUG=10).state == "ready"


def test_placing_it_holds_stock_and_asks_for_a_person_where_one_is_needed(ann: Member) -> None:
    stocked(ann, MUG=10)
    plain, other = drafted(ann), drafted(ann, "D-2", 9, note="as a gift")
    with ann.at_work():
        assert [o.status for o in place_drafts([plain.number, other.number])] == ["done", "done"]
    with ann.at_work():
        first, second = get_order(plain.number), get_order(other.number)
        assert (first.state, first.allocated, second.state, second.allocated) == ("ready", 4, "on_hold", 6)
        assert db.rows("SELECT data -> 'pieces', data -> 'missing' FROM event WHERE name = 'order.placed' ORDER BY id") == [(4, 0), (9, 3)]
        assert [o.status for o in place_drafts([plain.number])] == ["again"] and prove_stock() == []


def test_a_cancelled_draft_is_placed_no_more_and_an_unknown_one_neither(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = drafted(ann).number
    with ann.at_work():
        only(cancel_orders([Cancellation(number=number)]))
        assert get_order(number).state == "cancelled"
        assert [o.error.code for o in place_drafts([number, 999]) if o.error] == ["not_open", "unknown_order"]


def test_drafts_have_a_view_of_their_own(ann: Member) -> None:
    stocked(ann, MUG=10)
    draft = drafted(ann)
    placed(ann, "A-1", MUG=1)
    with ann.at_work(read_only=True):
        assert [row.number for row in list_orders(FindOrders(view="drafts")).rows] == [draft.number]
        assert (view_counts()["drafts"], view_counts()["open"], view_counts()["all"]) == (1, 1, 2)


def test_written_by_hand_kept_and_placed_from_its_page(world: World, ann: Member) -> None:
    stocked(ann, MUG=10)
    browser = signed_in(world.app, ann.email)
    kept = browser.post("/t/acme/orders/new", {"reference": "H-1", "ship_to/line1": "1 Pier", "ship_to/city": "Bay", "lines/0/sku": "MUG", "lines/0/quantity": "2", "draft": "true"})
    page = opened(browser, kept.location)
    assert "Draft kept." in page.text and "it holds no stock until it is placed" in page.text and "Save" not in page.text
    with ann.at_work(read_only=True):
        ((number,),) = db.rows("SELECT number FROM orders")
    assert "Draft" in opened(browser, "/t/acme/orders/?view=drafts").text
    done = browser.post("/t/acme/orders/place", {"ids": str(number)})
    assert done.status_code == 303 and "Order placed." in opened(browser, done.location).text
    assert "All 2 pieces are held." in opened(browser, f"/t/acme/orders/{number}").text


def test_through_the_api(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, MUG=10)
    acme = Program(world, token_for(ann))
    made = acme.post("/orders", {"ship_to": PLACE, "reference": "D-1", "draft": True, "lines": [{"sku": "MUG", "quantity": 2}]})
    assert (made.status_code, made.json["state"]) == (201, "draft")
    number = made.json["number"]
    assert Program(world, token_for(ben)).post(f"/orders/{number}/place").status_code == 403
    assert acme.post(f"/orders/{number}/place", {}, If_Match='"9"').status_code == 412
    assert acme.post(f"/orders/{number}/place").json["state"] == "ready" and acme.get("/orders?state=draft").json["data"] == []


@pytest.mark.parametrize("note", ["", "as a gift"])
def test_placing_drafts_asks_as_often_for_one_as_for_a_hundred(ann: Member, note: str) -> None:
    stocked(ann, MUG=1000)
    placed(ann, "first", MUG=1)
    handed_out(ann)
    asked = []
    for many in (1, 100):
        numbers = [drafted(ann, f"{many}-{n}", 1, note=note).number for n in range(many)]
        with ann.at_work(), counted(ann.tenant) as seen:
            place_drafts(numbers)
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 9, asked


def test_a_draft_without_an_address_waits_for_one_when_it_is_placed(ann: Member) -> None:
    stocked(ann, MUG=10)
    number = drafted(ann, ship_to=None).number
    with ann.at_work():
        only(place_drafts([number]))
        assert [hold.kind for hold in get_order(number).open_holds] == ["address"]
