"""What needs a person, as a queue: a tab for each reason, what is wrong in a sentence, the fix at hand, then the next."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.orders.inputs import Address, NewHold
from tenants.orders.operations import hold_orders, place_orders
from tenants.orders.queries import REASONS, find_case, list_cases, needs_person, unknown_goods
from tests.browser import Browser, signed_in
from tests.cast import Member, order, placed, stocked
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted

QUEUE = "/t/acme/orders/triage"


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    stocked(ann, MUG=50, CUP=1)
    return signed_in(world.app, ann.email)


def _place(who: Member, reference: str, **said: object) -> int:
    with who.at_work():
        return only(place_orders([order(reference, MUG=1).model_copy(update=said)])).number


def _state(who: Member, number: int) -> str:
    with who.at_work(read_only=True):
        return db.rows("SELECT state FROM orders WHERE number = %s", (number,))[0].state


def _house_holds(who: Member, number: int, kind: str) -> None:
    """As triage on arrival does it."""
    with who.at_work():
        db.run("INSERT INTO hold (order_id, kind, owner, set_by) SELECT id, %s, 'system', '{\"name\": \"Quayside\"}' FROM orders WHERE number = %s", (kind, number))
        db.run("UPDATE orders SET open_holds = open_holds + 1 WHERE number = %s", (number,))


def test_nothing_needs_a_person(browser: Browser) -> None:
    assert "Nothing needs a person" in opened(browser, QUEUE).text
    for reason in REASONS:
        assert opened(browser, f"{QUEUE}/{reason}")
    assert browser.get(f"{QUEUE}/weather").status_code == 404


def test_reasons_are_tabs_with_how_many_and_how_old(browser: Browser, ann: Member) -> None:
    for n in range(2):
        _place(ann, f"A-{n}", paid=False)
    placed(ann, "B-1", CUP=3)
    assert browser.get(QUEUE).location.endswith("/triage/payment")
    page = opened(browser, f"{QUEUE}/payment")
    assert "2, oldest" in page.text and f"{QUEUE}/waiting" in page.links and f"{QUEUE}/address" not in page.links


def test_what_is_paid_gives_way_to_the_next(browser: Browser, ann: Member) -> None:
    first, second = _place(ann, "A-1", paid=False), _place(ann, "A-2", paid=False)
    page = opened(browser, f"{QUEUE}/payment")
    assert "$10.00 isn't paid yet." in page.text and page.value("ids") == str(first)
    answer = browser.post("/t/acme/orders/paid", {"ids": str(first), "back": page.value("back")})
    assert f"{QUEUE}/payment/{second}" in answer.location and _state(ann, first) == "ready"
    page = opened(browser, answer.location)
    assert "Order marked as paid." in page.text and "This is the last one." in page.text
    answer = browser.post("/t/acme/orders/paid", {"ids": str(second), "back": page.value("back")})
    assert "Nothing needs a person" in opened(browser, answer.location).text


def test_an_address_is_corrected_in_place(browser: Browser, ann: Member) -> None:
    first, second = (_place(ann, f"A-{n}", ship_to=Address(name="Joe", city="Bend")) for n in range(2))
    page = opened(browser, f"{QUEUE}/address/{first}")
    assert "The street is missing." in page.text and page.value("city") == "Bend"
    typed = {"name": "Joe", "city": "Bend", "back": page.value("back")}
    answer = browser.post(f"{QUEUE}/address/{first}", typed)
    assert f"{QUEUE}/address/{first}" in answer.location
    assert "At most 200 characters." in browser.post(f"{QUEUE}/address/{first}", {**typed, "line1": "x" * 201}).text
    answer = browser.post(f"{QUEUE}/address/{first}", {**typed, "line1": "1 Elm St"})
    assert f"{QUEUE}/address/{second}" in answer.location and _state(ann, first) == "ready"


def test_a_comment_is_read(browser: Browser, ann: Member) -> None:
    number = _place(ann, "A-1", note="wrap as a gift")
    page = opened(browser, f"{QUEUE}/comment")
    assert "The customer wrote: “wrap as a gift”" in page.text and "Mark as read" in page.text
    browser.post("/t/acme/orders/release", {"ids": str(number), "holds": page.value("holds"), "back": page.value("back")})
    assert _state(ann, number) == "ready"


def test_an_unknown_sku_is_listed_and_the_way_leads_back(browser: Browser, ann: Member) -> None:
    number = _place(ann, "A-1")
    with ann.at_work():
        db.run("UPDATE balance SET allocated = 0")
        db.run("DELETE FROM allocation")
        db.run("UPDATE order_line SET sku_id = NULL, sku_code = 'JUG', title = 'Big jug', allocated = 0")
        db.run("UPDATE orders SET allocated = 0")
    _house_holds(ann, number, "sku")
    page = opened(browser, f"{QUEUE}/sku")
    assert "The catalogue doesn't know this SKU: JUG." in page.text
    form = opened(browser, next(link for link in page.links if "/products/new" in link))
    assert (form.value("sku"), form.value("title"), form.value("back")) == ("JUG", "Big jug", f"{QUEUE}/sku")
    saved = browser.post("/t/acme/products/new", {"sku": "JUG", "title": "Big jug", "price": "9", "tracking": "none", "active": "true", "back": form.value("back")})
    assert saved.status_code == 303 and saved.location.endswith(f"{QUEUE}/sku")
    for elsewhere in ("https://evil.example/", "/t/bolt/orders/"):
        saved = browser.post("/t/acme/products/new", {"sku": "JUG", "title": "Jug", "tracking": "none", "active": "true", "back": elsewhere})
        assert saved.location.endswith("/products/sku/JUG")
    with ann.at_work(read_only=True):
        assert [(one.sku, one.title) for one in unknown_goods(number)] == [("JUG", "Big jug")]


def test_every_reason_says_what_is_wrong(browser: Browser, ann: Member) -> None:
    numbers = {kind: _place(ann, kind) for kind in ("total", "duplicate")}
    for kind, number in numbers.items():
        _house_holds(ann, number, kind)
    with ann.at_work():
        db.run("UPDATE orders SET stated_total = 1500 WHERE number = %s", (numbers["total"],))
    assert "The shop says $15.00, the lines add up to $10.00." in opened(browser, f"{QUEUE}/total").text
    assert "Reference duplicate arrived again with other content." in opened(browser, f"{QUEUE}/duplicate").text
    placed(ann, "B-1", CUP=3)
    assert "2 pieces of CUP title are missing." in opened(browser, f"{QUEUE}/waiting").text


def test_what_arrived_twice_is_compared(browser: Browser, ann: Member) -> None:
    first = order("A-1", MUG=2).model_copy(update={"triage": True, "note": "", "shipping_method": "Post"})
    again = order("A-1", MUG=3, CUP=1).model_copy(update={"triage": True, "shipping_method": "Post", "ship_to": Address(line1="1 Elm St", city="Bend")})
    with ann.at_work():
        assert [place_orders([one])[0].status for one in (first, again)] == ["done", "again"]
    text = opened(browser, f"{QUEUE}/duplicate").text
    with ann.at_work():
        place_orders([first.model_copy(update={"lines": [first.lines[0].model_copy(update={"quantity": 9})]})])
    assert "Quantity of MUG 2 9" in opened(browser, f"{QUEUE}/duplicate").text
    assert "Quantity of MUG 2 3" in text and "Quantity of CUP 0 1" in text and "Ship to 1 Pier, Bay 1 Elm St, Bend" in text and "Shipping method" not in text


def test_what_arrived_twice_with_nonsense_is_shown_as_it_came(browser: Browser, ann: Member) -> None:
    stocked(ann, MUG=5)
    first = order("A-1", MUG=2).model_copy(update={"triage": True})
    odd = [line.model_copy(update={"unit_price": "1.005"}) for line in first.lines]
    with ann.at_work():
        place_orders([first, first.model_copy(update={"lines": odd, "currency": "EUR"})])
    text = opened(browser, f"{QUEUE}/duplicate").text
    assert "Unit price of MUG $10.00 1.005" in text and "Currency USD EUR" in text


def test_a_hold_shows_who_may_lift_it(world: World, browser: Browser, ann: Member, otto: Member) -> None:
    number = _place(ann, "A-1")
    with otto.at_work():
        only(hold_orders([number], NewHold(reason="broken box")))
    page = opened(browser, f"{QUEUE}/operator")
    assert "Otto wrote: “broken box”" in page.text and "only the order desk may release it" in page.text
    assert "/t/acme/orders/release" not in page.posts and f"/t/acme/orders/{number}" in page.links
    desk = opened(signed_in(world.app, otto.email), f"{QUEUE}/operator")
    assert "/t/acme/orders/release" in desk.posts


def test_whoever_may_only_look_sees_no_fix(world: World, browser: Browser, ann: Member, ben: Member) -> None:
    number = _place(ann, "A-1", ship_to=Address(name="Joe", city="Bend"), note="hello", paid=False)
    looking = signed_in(world.app, ben.email)
    for reason in ("address", "comment", "payment"):
        assert not [post for post in opened(looking, f"{QUEUE}/{reason}").posts if "/orders/" in post]
    assert looking.post(f"{QUEUE}/address/{number}", {"line1": "x", "city": "y"}).status_code == 403
    assert looking.post("/t/acme/orders/paid", {"ids": str(number)}).status_code == 403
    assert looking.post("/t/acme/orders/rehold", {"holds": "1"}).status_code == 403


def test_another_companys_case_is_not_there(browser: Browser, ann: Member, zoe: Member) -> None:
    stocked(zoe, MUG=5)
    theirs = _place(zoe, "Z-1", paid=False)
    assert browser.get(f"{QUEUE}/payment/{theirs}").location.endswith("/triage/payment")
    with ann.at_work(read_only=True):
        assert (find_case("payment", theirs), find_case("waiting", 1 << 70), list_cases("payment")) == (None, None, [])


def test_the_oldest_come_first_and_the_page_asks_the_same_few_times(browser: Browser, ann: Member) -> None:
    numbers = [_place(ann, f"A-{n}", paid=False) for n in range(3)]
    with ann.at_work(read_only=True):
        first, *_rest = list_cases("payment")
        assert [case.number for case in list_cases("payment", first)] == numbers[1:]
        assert [(one.kind, one.count) for one in needs_person()] == [("payment", 3)]
    sent = []
    for _time in range(2):
        with counted(ann.tenant) as seen:
            opened(browser, f"{QUEUE}/payment")
        sent.append(len(seen))
        for n in range(20):
            _place(ann, f"B-{n}", paid=False)
    assert sent[0] == sent[1]


@pytest.mark.parametrize("act", ["change", "split", "cancel"])
def test_a_fix_on_another_page_leads_back_to_the_next_in_the_queue(browser: Browser, ann: Member, act: str) -> None:
    first, second = (placed(ann, reference, MUG=60).number for reference in ("A-1", "A-2"))
    with ann.at_work():
        if act == "change":
            hold_orders([first, second], NewHold(kind="fraud"))
    reason = "fraud" if act == "change" else "waiting"
    way = next(link for link in opened(browser, f"{QUEUE}/{reason}").links if f"/orders/{first}/{act}" in link)
    page = opened(browser, way)
    assert page.value("back") == f"{QUEUE}/{reason}/{second}"
    typed = {"1/quantity": "3", "line-1": "3", "key": page.value("key"), "back": page.value("back"), "sure": "1"}
    done = browser.post(way.partition("?")[0], typed)
    assert done.status_code == 303 and done.location.startswith(f"{QUEUE}/{reason}/{second}?done=")
    assert "Order" in opened(browser, done.location).text
    assert browser.post(way.partition("?")[0], {**typed, "key": "", "back": "//evil.example"}).location.startswith("/t/acme/orders/")
