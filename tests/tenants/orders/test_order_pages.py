"""Orders' pages: what they show, what they do, and what they refuse to whom."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from saas.kit import clock, db
from saas.kit.operations import only
from tenants.orders.inputs import NewHold
from tenants.orders.operations import hold_orders
from tenants.orders.queries import get_order
from tests.browser import Browser, signed_in
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.pages import opened, read_page

LIST = "/t/acme/orders/"


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    stocked(ann, MUG=10, CUP=1)
    return signed_in(world.app, ann.email)


def _state(who: Member, number: int) -> str:
    with who.at_work(read_only=True):
        return db.rows("SELECT state FROM orders WHERE number = %s", (number,))[0].state


def test_the_list_says_what_an_order_waits_for(browser: Browser, ann: Member) -> None:
    waits, held = placed(ann, "A-1", CUP=3).number, placed(ann, "A-2", MUG=1).number
    with ann.at_work():
        only(hold_orders([held], NewHold(reason="call her first")))
    page = opened(browser, f"{LIST}?view=person")
    assert "2 of CUP title missing" in page.text and "call her first" in page.text
    assert f"/t/acme/orders/{waits}" in page.links


@pytest.mark.parametrize("query", ["", "?view=person", "?view=all", "?q=a", "?q=nobody", "?sku=MUG&placed_from=2026-01-01"])
def test_an_empty_list_says_why(browser: Browser, query: str) -> None:
    assert opened(browser, LIST + query)


def test_an_order_page_tells_its_story(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", CUP=3, MUG=2).number
    page = opened(browser, f"{LIST}{number}")
    assert "3 of 5 pieces are held" in page.text and "1 of 3" in page.text and "2 missing" in page.text
    assert browser.post(f"{LIST}hold", {"ids": str(number), "reason": "wrong street", "kind": "address"}).status_code == 303
    page = opened(browser, f"{LIST}{number}")
    assert "Put on hold: the address needs a look." in page.text and "wrong street" in page.text and "Ann, on the page" in page.text


def test_hold_comes_back_with_an_undo(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=2).number
    answer = browser.post(f"{LIST}hold", {"ids": str(number), "back": f"{LIST}?view=ready"})
    assert answer.status_code == 303 and answer.location.startswith(f"{LIST}?view=ready&done=held")
    page = opened(browser, answer.location)
    assert "Order put on hold." in page.text and f"{LIST}release" in page.posts
    browser.post(f"{LIST}release", {"ids": str(number), "holds": page.value("holds")})
    assert _state(ann, number) == "ready"


def test_a_way_back_never_leads_elsewhere(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=2).number
    for back in ("https://evil.example/", "//evil.example", "/t/bolt/orders/", "/t/acme/\\evil"):
        assert browser.post(f"{LIST}hold", {"ids": str(number), "back": back}).location.startswith(f"{LIST}?done=held")


def test_many_at_once_answer_one_by_one(browser: Browser, ann: Member) -> None:
    held, free = placed(ann, "A-1", MUG=1).number, placed(ann, "A-2", MUG=1).number
    browser.post(f"{LIST}hold", {"ids": str(held)})
    page = read_page(browser.post(f"{LIST}release", {"ids": [str(held), str(free), "99"]}))
    assert "Order released." in page.text and "2 were refused" in page.text
    assert f"Order {free} isn't on hold." in page.text and "There is no order 99." in page.text


def test_all_that_match_can_be_chosen(browser: Browser, ann: Member) -> None:
    numbers = [placed(ann, f"A-{n}", MUG=1).number for n in range(3)]
    assert browser.post(f"{LIST}hold", {"all": "true", "view": "ready"}).status_code == 303
    assert {_state(ann, number) for number in numbers} == {"on_hold"}


@pytest.mark.parametrize("data", [{}, {"ids": "x"}, {"ids": [str(n) for n in range(501)]}])
def test_nothing_or_too_many_chosen_is_refused(browser: Browser, data: dict[str, object]) -> None:
    assert browser.post(f"{LIST}hold", data).status_code == 422


def test_cancelling_asks_first_and_names_what_happens(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=3, CUP=1).number
    question = read_page(browser.post(f"{LIST}cancel", {"ids": str(number)}))
    assert "4 held pieces go back to the shelf" in question.text and _state(ann, number) == "ready"
    assert opened(browser, f"{LIST}{number}/cancel").value("line-2") == "1"
    assert browser.post(f"{LIST}{number}/cancel", {"line-2": "1", "key": "k", "sure": "1"}).status_code == 303
    assert "1 cancelled" in opened(browser, f"{LIST}{number}").text
    assert browser.post(f"{LIST}cancel", {"ids": str(number), "sure": "1"}).status_code == 303
    assert _state(ann, number) == "cancelled"


def test_another_companys_order_is_not_there(browser: Browser, zoe: Member) -> None:
    stocked(zoe, MUG=3)
    theirs = placed(zoe, "Z-1", MUG=1).number
    assert browser.get(f"{LIST}{theirs}").status_code == 404 and browser.get(f"/t/bolt/orders/{theirs}").status_code == 404
    page = read_page(browser.post(f"{LIST}hold", {"ids": str(theirs)}))
    assert page.status == 404 and _state(zoe, theirs) == "ready"


def test_whoever_may_only_look_sees_no_verbs(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, MUG=10)
    number = placed(ann, "A-1", MUG=1).number
    browser = signed_in(world.app, ben.email)
    for path in (LIST, f"{LIST}{number}", "/t/acme/parcels"):
        assert not [post for post in opened(browser, path).posts if "/orders" in post or "/parcels" in post]
    for act in ("hold", "release", "pick"):
        assert browser.post(f"{LIST}{act}", {"ids": str(number)}).status_code == 403
    for act in ("cancel", "ship"):
        assert browser.post(f"{LIST}{act}", {"ids": str(number), "sure": "1", "key": "k"}).status_code == 403
    for path in ("new", f"{number}/hold", f"{number}/cancel", f"{number}/ship", f"{number}/pick"):
        assert browser.get(LIST + path).status_code == 403
    assert browser.post(f"{LIST}new", {"reference": "B", "lines/0/sku": "MUG", "lines/0/quantity": "1"}).status_code == 403
    assert _state(ann, number) == "ready"


def test_a_hold_with_a_date_of_the_companys_own_time(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=2).number
    page = opened(browser, f"{LIST}{number}/hold")
    assert page.value("key")
    tomorrow = (clock.now().astimezone(ZoneInfo("America/New_York")) + timedelta(days=1)).replace(tzinfo=None, second=0, microsecond=0)
    typed = {"kind": "fraud", "reason": "two cards", "key": page.value("key"), "until": tomorrow.isoformat("T", "minutes")}
    for _click in range(2):
        assert browser.post(f"{LIST}{number}/hold", typed).status_code == 303
    with ann.at_work(read_only=True):
        hold, = get_order(number).open_holds
        assert hold.lifts_at == tomorrow.replace(tzinfo=ZoneInfo("America/New_York"))
    assert "Ends by itself" in opened(browser, f"{LIST}{number}").text
    refused = browser.post(f"{LIST}{number}/hold", {**typed, "key": "k", "until": "2020-01-01T08:00"})
    assert refused.status_code == 422 and "This moment has passed." in refused.text and 'value="2020-01-01T08:00"' in refused.text


def test_a_release_is_taken_back_as_it_was(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=2).number
    with ann.at_work():
        first, second = (only(hold_orders([number], NewHold(kind=kind))).hold for kind in ("fraud", "comment"))  # type: ignore[arg-type]
    answer = browser.post(f"{LIST}release", {"ids": str(number), "holds": str(first), "back": f"{LIST}{number}"})
    page = opened(browser, answer.location)
    assert "Released in part: other holds still stop the order." in page.text and f"{LIST}rehold" in page.posts
    assert browser.post(f"{LIST}rehold", {"holds": str(first), "back": f"{LIST}{number}"}).status_code == 303
    with ann.at_work(read_only=True):
        assert [hold.id for hold in get_order(number).open_holds] == [first, second]
    assert browser.post(f"{LIST}rehold", {}).status_code == 422
