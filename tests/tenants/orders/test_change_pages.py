"""Changing an order on the page: written over, shown, then made; what a person typed is never lost."""

import pytest

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


def test_what_a_change_does_is_shown_before_it_is_made(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=4).number
    page = opened(browser, f"{LIST}{number}/change")
    wish = {"1/quantity": "2", "add/0/sku": "CUP", "add/0/quantity": "2", "ship_to/city": "Springfield", "key": page.value("key"), "version": page.value("version")}
    seen = browser.post(f"{LIST}{number}/change", wish)
    text = read_page(seen).text
    assert "2 held pieces go back to the shelf." in text and "1 more piece is held." in text and "1 piece waits for stock." in text
    with ann.at_work(read_only=True):
        assert get_order(number).ordered == 4
    assert browser.post(f"{LIST}{number}/change", {**wish, "sure": "1"}).status_code == 303
    with ann.at_work(read_only=True):
        order = get_order(number)
        assert [(x.sku, x.ordered) for x in order.lines] == [("MUG", 2), ("CUP", 2)] and order.ship_to["city"] == "Springfield"
    text = opened(browser, f"{LIST}{number}").text
    assert "Order changed." in text and "Quantity of MUG" in text and "New line CUP" in text


def test_what_is_wrong_stands_on_its_field_and_nothing_typed_is_lost(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=4).number
    answer = browser.post(f"{LIST}{number}/change", {"1/unit_price": "abc", "ship_to/city": "Springfield"})
    page = read_page(answer)
    assert answer.status_code == 422 and page.value("1/unit_price") == "abc" and page.value("ship_to/city") == "Springfield"
    assert b'href="#field-1/unit_price"' in answer.data


def test_someone_elses_change_in_between_is_noticed(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=4).number
    old = opened(browser, f"{LIST}{number}/change").value("version")
    browser.post(f"{LIST}{number}/change", {"1/quantity": "3", "sure": "1", "key": "a", "version": old})
    answer = browser.post(f"{LIST}{number}/change", {"1/quantity": "1", "sure": "1", "key": "b", "version": old})
    assert answer.status_code == 412 and b"Someone else changed this" in answer.data
