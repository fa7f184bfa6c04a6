"""What the page of an order shows, the API tells: holds and who set them, returns and money back, where its stock lies, its story."""

from tenants.fulfilment.inputs import LineQuantity
from tenants.inventory.inputs import NewLocation, StockChange
from tenants.inventory.operations import add_location, adjust_stock
from tenants.orders.inputs import NewHold
from tenants.orders.operations import hold_orders
from tenants.orders.queries import order_history
from tests.api.conftest import Program
from tests.cast import Member, placed, stocked
from tests.tenants.returns.returning import authorised, shipped


def test_who_held_it_and_who_let_it_go(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=1).number
    open_hold, = acme.post(f"/orders/{number}/hold", {"kind": "payment", "reason": "bounced"}).json["holds"]
    assert open_hold["by"] and open_hold["kind"] == "payment"
    after = acme.post(f"/orders/{number}/release", {}).json
    lifted, = after["lifted_holds"]
    assert after["holds"] == [] and {name: lifted[name] for name in open_hold} == open_hold
    assert lifted["lifted_by"] == open_hold["by"] and lifted["lifted_at"] >= lifted["since"]


def test_where_the_stock_of_a_line_lies(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=2)
    with ann.at_work():
        add_location(NewLocation(code="A-1"))
        adjust_stock([StockChange(sku="MUG", location="A-1", change=3)])
    number = placed(ann, "A-1", MUG=5).number
    line, = acme.get(f"/orders/{number}").json["lines"]
    assert sorted((part["warehouse"], part["location"], part["lot"], part["quantity"], part["picked"]) for part in line["held"]) == [
        ("MAIN", "-", None, 2, 0), ("MAIN", "A-1", None, 3, 0)]


def test_what_comes_back_and_what_was_paid_back(acme: Program, ann: Member) -> None:
    order = shipped(ann, MUG=2)
    number = authorised(ann, order, LineQuantity(line=1, quantity=1))
    told = acme.get(f"/orders/{order}").json
    assert told["refunded"] == "0.00"
    assert [(r["number"], r["requested"], r["received"], r["refunded"]) for r in told["returns"]] == [(number, 1, 0, "0.00")]
    assert acme.get(f"/orders/{order}?fields=returns").json.keys() == {"returns"}


def test_its_story_newest_first_in_the_callers_language(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=2).number
    acme.send("PATCH", f"/orders/{number}", {"lines": [{"line": 1, "quantity": 1}]})
    first = acme.get(f"/orders/{number}/history?limit=1", Accept_Language="en").json
    changed, = first["data"]
    assert (changed["event"], changed["text"]) == ("order.changed", "Order changed.")
    assert {"name": "Quantity of MUG", "before": "2", "after": "1"} in changed["changes"]
    placing, = acme.get(f"/orders/{number}/history?limit=1&after={first['next']}").json["data"]
    assert placing["event"] == "order.placed" and placing["at"] <= changed["at"]
    assert acme.get(f"/orders/{number}/history", Accept_Language="ja").json["data"][0]["text"] != changed["text"]


def test_nobody_elses_story(acme: Program, ann: Member, zoe: Member) -> None:
    stocked(zoe, MUG=9)
    theirs = placed(zoe, "Z-1", MUG=1).number
    answer = acme.get(f"/orders/{theirs}/history")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_order")


def test_its_story_is_read_page_by_page(ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        hold_orders([number], NewHold(kind="payment"))
        page = order_history(number, limit=1)
        assert [told.name for told in page.rows] == ["order.held"]
        rest = order_history(number, page.next)
    assert [told.name for told in rest.rows] == ["order.placed"] and rest.next is None
