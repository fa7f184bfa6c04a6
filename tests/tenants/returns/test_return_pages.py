"""Returns on their pages: from the order to the refund, unit by unit, and every list and form on the way."""

import pytest

from saas.kit import db
from tenants.orders.inputs import Customer, NewLine, NewOrder
from tests.browser import Browser, signed_in
from tests.cast import HOME, Member
from tests.conftest import World
from tests.pages import opened, read_page
from tests.tenants.returns.returning import authorised, one, proved, received, shipped, shipped_as
from tenants.returns.inputs import ReceivedUnit

HOME = "/t/acme/returns/"


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    return signed_in(world.app, ann.email)


@pytest.fixture
def order(ann: Member) -> int:
    return shipped_as(ann, NewOrder(ship_to=HOME, reference="A-1", customer=Customer(name="Kim Ono"), lines=[NewLine(sku="MUG", quantity=3), NewLine(sku="TEA", quantity=1)]))


def _state(who: Member, number: int) -> str:
    with who.at_work():
        return one("SELECT state FROM returns WHERE number = %s", number)[0]  # type: ignore[no-any-return]


def _posted(browser: Browser, path: str, **typed: str) -> str:
    answer = browser.post(path, typed)
    assert answer.status_code == 303, answer.text[:3000]
    return answer.location


def test_goods_come_back_on_pages_alone(browser: Browser, ann: Member, order: int) -> None:
    assert f"/returns/new?order={order}" in " ".join(opened(browser, f"/t/acme/orders/{order}").links)
    asking = opened(browser, f"{HOME}new?order={order}")
    assert (asking.value("line-1"), asking.value("line-2")) == ("3", "1")
    typed = {"order": str(order), "line-1": "2", "line-2": "", "reason": "faulty", "wants": "refund", "note": "Chipped", "key": asking.value("key")}
    at = _posted(browser, f"{HOME}new", **typed)
    assert _posted(browser, f"{HOME}new", **typed) == at
    number = int(at.rsplit("/", 1)[1])
    assert "Authorise 2 pieces" in opened(browser, at).text
    assert _posted(browser, f"{at}/authorise") == at
    scan = {"sku": "MUG", "quantity": "1", "condition": "as_new", "goes_to": "stock", "key": "s1"}
    again = _posted(browser, f"{at}/receive", **scan)
    assert "receive?" in again and "goes_to=stock" in again and _posted(browser, f"{at}/receive", **scan) == again
    assert "1 piece is awaited" in opened(browser, again).text
    assert _posted(browser, f"{at}/receive", **{**scan, "condition": "faulty", "goes_to": "quarantine", "key": "s2"}) == at
    checking = opened(browser, f"{at}/decide")
    first, second = [f["name"] for f in checking.fields if f.get("name", "").endswith("-decision")]
    assert _posted(browser, f"{at}/decide", **{first: "accepted", second: "rejected", second.replace("decision", "goes_to"): "customer",
                                               second.replace("decision", "reason"): "Worn"}) == at
    assert "Refund $10.00" in opened(browser, at).text
    paying = opened(browser, f"{at}/refund")
    assert paying.value("amount") == "10.00"
    paid = {"amount": "10.00", "method": "Card", "key": paying.value("key")}
    assert _posted(browser, f"{at}/refund", **paid) == _posted(browser, f"{at}/refund", **paid) == at
    assert _posted(browser, f"{at}/close") == at and _state(ann, number) == "closed"
    told = opened(browser, at).text
    for words in ("Return closed.", "$10.00 went back to the customer.", "Checked: 1 accepted, 1 rejected.", "Worn", "1 piece came back.",
                  "Authorised: all 2 pieces may come.", "The customer wants to send 2 pieces back.", "Chipped"):
        assert words in told, words
    shown = opened(browser, f"/t/acme/orders/{order}").text
    assert "Returns 1" in shown and f"2 pieces came back" not in shown and f"1 piece came back with return {number}." in shown
    ledger = opened(browser, "/t/acme/stock/sku/MUG").text
    assert "Came back from the customer to" in ledger and "Sent back to the customer from" in ledger and f"Return {number}" in ledger and "As new" in ledger
    proved(ann)


def test_fewer_are_authorised_and_the_rest_is_declined(browser: Browser, ann: Member, order: int) -> None:
    at = _posted(browser, f"{HOME}new", **{"order": str(order), "line-1": "2", "line-2": "1"})
    refused = read_page(browser.post(f"{at}/authorise", {"chosen": "1", "line-1": "3"}))
    assert refused.status == 409 and "can't be authorised" in refused.text
    assert opened(browser, f"{at}/authorise").value("line-1") == "2"
    assert _posted(browser, f"{at}/authorise", **{"chosen": "1", "line-1": "1"}) == at
    other = _posted(browser, f"{HOME}new", **{"order": str(order), "line-1": "1"})
    assert "Decline return" in opened(browser, f"{other}/decline").text and _posted(browser, f"{other}/decline", reason="Too late") == other
    assert "Too late" in opened(browser, other).text
    assert "Cancel return" in opened(browser, f"{at}/cancel").text and _posted(browser, f"{at}/cancel") == at
    assert {_state(ann, int(url.rsplit("/", 1)[1])) for url in (at, other)} == {"cancelled", "declined"}


def test_an_exchange_is_placed_from_the_page(browser: Browser, ann: Member, order: int) -> None:
    number = authorised(ann, order, wants="exchange")
    asking = opened(browser, f"{HOME}{number}/exchange")
    assert (asking.value("sku-0"), asking.value("quantity-0"), asking.value("sku-2")) == ("MUG", "3", "")
    wrong = read_page(browser.post(f"{HOME}{number}/exchange", {"sku-0": "", "sku-1": "MOON", "quantity-1": "1"}))
    assert wrong.status == 422 and "There is no SKU MOON" in wrong.text and "#field-sku-1" in wrong.links
    sent = {"sku-0": "MUG", "quantity-0": "1", "difference": "2.00"}
    at = f"{HOME}{number}"
    assert _posted(browser, f"{at}/exchange", **sent) == _posted(browser, f"{at}/exchange", **sent) == at
    assert "was placed in exchange" in opened(browser, at).text
    assert "Sent in exchange for this order" in opened(browser, f"/t/acme/orders/{order}").text


def test_what_is_wrong_stands_on_its_field(browser: Browser, ann: Member, order: int) -> None:
    much = read_page(browser.post(f"{HOME}new", {"order": str(order), "line-1": "9"}))
    assert much.status == 409 and "#field-line-1" in much.links and much.value("line-1") == "9"
    none = read_page(browser.post(f"{HOME}new", {"order": str(order), "line-1": "0"}))
    assert none.status == 422
    number = authorised(ann, order)
    bad = read_page(browser.post(f"{HOME}{number}/receive", {"sku": "MUG", "quantity": "1", "condition": "faulty", "goes_to": "stock"}))
    assert bad.status == 422 and bad.value("sku") == "MUG" and "Only goods that are as new" in bad.text
    paid = read_page(browser.post(f"{HOME}{number}/refund", {"amount": "99999", "key": "k"}))
    assert paid.status == 409 and "#field-amount" in paid.links and paid.value("amount") == "99999"
    unit, = received(ann, number, ReceivedUnit(line=1, quantity=2))
    wrong = read_page(browser.post(f"{HOME}{number}/decide", {f"unit-{unit}-decision": "accepted", f"unit-{unit}-goes_to": "customer"}))
    assert wrong.status == 422 and f"#field-unit-{unit}-goes_to" in wrong.links
    assert read_page(browser.post(f"{HOME}{number}/close")).status == 409
    assert "No order that was sent fits" in opened(browser, f"{HOME}new?order=7").text and browser.get(f"{HOME}{1 << 70}").status_code == 404


def test_the_list_says_what_waits(browser: Browser, ann: Member, order: int) -> None:
    assert "No returns yet" in opened(browser, HOME).text
    number = authorised(ann, order, reason="late")
    text = opened(browser, HOME).text
    assert f"{number}" in text and "Kim Ono" in text and "On the way" in text
    for query, found in (("q=Kim", True), ("q=MUG", True), (f"q={order}", True), ("q=nobody", False), ("view=coming", True), ("view=check", False),
                         ("reason=late", True), ("reason=faulty", False)):
        page = opened(browser, f"{HOME}?{query}")
        assert (f"/t/acme/returns/{number}" in page.links) is found, query
    sheet = browser.get("/t/acme/lists/returns/export.csv")
    assert sheet.status_code == 200 and "Kim Ono" in sheet.text and "Arrived too late" in sheet.text
    assert "Whose goods are they" in opened(browser, f"{HOME}new").text


def test_whoever_may_only_look_sees_no_verbs(world: World, ann: Member, ben: Member, zoe: Member, order: int) -> None:
    number = authorised(ann, order)
    theirs = authorised(zoe, shipped(zoe, "Z-1", MUG=1))
    browser = signed_in(world.app, ben.email)
    for path in (HOME, f"{HOME}{number}"):
        assert not [post for post in opened(browser, path).posts if "/returns" in post]
    for act in ("authorise", "decline", "cancel", "receive", "decide", "refund", "exchange"):
        assert browser.get(f"{HOME}{number}/{act}").status_code == 403, act
    for act, typed in (("close", {}), ("decline", {}), ("receive", {"sku": "MUG"}), ("refund", {"amount": "1", "key": "k"})):
        assert browser.post(f"{HOME}{number}/{act}", typed).status_code == 403, act
    assert browser.get(f"/t/bolt/returns/{theirs}").status_code == 404
    with ann.at_work():
        assert db.rows("SELECT 1 FROM refund") == []


def test_several_are_worked_at_once(browser: Browser, ann: Member, order: int) -> None:
    asked = [_posted(browser, f"{HOME}new", **{"order": str(order), "line-1": "1", "line-2": ""}) for _n in range(2)]
    numbers = [at.rsplit("/", 1)[1] for at in asked]
    for act, told, state in (("authorise", "2 returns authorised.", "authorised"), ("receive", "All of 2 returns was received.", "received"),
                             ("accept", "What came of 2 returns was accepted.", "decided")):
        assert browser.post(f"{HOME}{act}", {"ids": numbers, "back": f"{HOME}?view=all"}).location == f"{HOME}?view=all"
        assert told in opened(browser, HOME).text and {_state(ann, int(number)) for number in numbers} == {state}
    mixed = read_page(browser.post(f"{HOME}receive", {"ids": [*numbers, "7"]}))
    assert mixed.status == 200 and "There is no return 7" in mixed.text
    assert browser.post(f"{HOME}authorise", {"all": "true", "view": "authorise"}).status_code == 422
    proved(ann)


def test_goods_at_the_door_find_their_order(browser: Browser, ann: Member, order: int) -> None:
    with ann.at_work():
        db.run("UPDATE shipment SET tracking = 'NL-77'")
    for typed in (str(order), "A-1", "nl-77", "Kim"):
        assert f"Return goods of order {order}" in opened(browser, f"{HOME}new?order={typed}").text, typed
    other = shipped(ann, "A-2", MUG=1)
    with ann.at_work():
        db.run("UPDATE shipment SET tracking = 'NL-77'")
    both = opened(browser, f"{HOME}new?order=NL-77")
    assert {f"{HOME}new?order={number}" for number in (order, other)} <= set(both.links)
    assert "No order that was sent fits" in opened(browser, f"{HOME}new?order=Nobody").text


def test_part_of_a_unit_is_decided_on_the_page(browser: Browser, ann: Member, order: int) -> None:
    number = authorised(ann, order)
    unit, = received(ann, number, ReceivedUnit(line=1, quantity=3))
    at = f"{HOME}{number}"
    checking = opened(browser, f"{at}/decide")
    assert checking.value(f"unit-{unit}-quantity") == "3"
    much = read_page(browser.post(f"{at}/decide", {f"unit-{unit}-decision": "accepted", f"unit-{unit}-quantity": "4"}))
    assert much.status == 409 and f"#field-unit-{unit}-quantity" in much.links
    assert _posted(browser, f"{at}/decide", **{f"unit-{unit}-decision": "rejected", f"unit-{unit}-quantity": "1"}) == at
    assert _posted(browser, f"{at}/decide/all") == at and "2 pieces accepted." in opened(browser, at).text
    assert _posted(browser, f"{at}/receive/all") == at and _state(ann, number) == "received"
    proved(ann)
