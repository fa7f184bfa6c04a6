"""Split, merge, write off, close and open again, as a person does it on the page."""

import pytest

from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.orders.inputs import Cancellation
from tenants.orders.operations import cancel_orders
from tenants.orders.queries import get_order
from tests.browser import Browser, signed_in
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.pages import opened

LIST = "/t/acme/orders/"


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    stocked(ann, MUG=10)
    return signed_in(world.app, ann.email)


def test_the_waiting_rest_is_offered_to_be_split_off(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=12).number
    page = opened(browser, f"{LIST}{number}/split")
    assert page.value("line-1") == "2"
    answer = browser.post(f"{LIST}{number}/split", {"line-1": "2", "key": page.value("key")})
    assert answer.status_code == 303
    assert "Split off order" in opened(browser, answer.location).text
    assert "This order was split off it" in opened(browser, answer.location).text
    with ann.at_work(read_only=True):
        assert get_order(number).state == "ready"


def test_too_many_are_refused_on_their_line(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=2).number
    answer = browser.post(f"{LIST}{number}/split", {"line-1": "3", "key": "k"})
    assert answer.status_code == 409 and b"Line 1 has 2 that can move" in answer.data


def test_orders_of_the_same_customer_are_offered_to_be_merged(browser: Browser, ann: Member) -> None:
    one, two, three = (placed(ann, f"A-{n}", MUG=1).number for n in range(3))
    with ann.at_work():
        only(cancel_orders([Cancellation(number=three)]))
    page = opened(browser, f"{LIST}{one}/merge")
    assert str(two) in page.text and str(three) not in page.text
    answer = browser.post(f"{LIST}{one}/merge", {"ids": str(two)})
    assert answer.status_code == 303
    assert "Became part of this order" in opened(browser, answer.location).text
    refused = browser.post(f"{LIST}{one}/merge", {"ids": str(three)})
    assert refused.status_code == 409


def test_what_is_lost_is_written_off_and_the_end_can_be_taken_back(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=2).number
    assert "Nothing is on the way" in opened(browser, f"{LIST}{number}/lost").text
    with ann.at_work():
        only(ship([NewShipment(number=number)]))
    page = opened(browser, f"{LIST}{number}/lost")
    assert browser.post(f"{LIST}{number}/lost", {"line-1": "1", "key": page.value("key"), "reason": "fell off"}).status_code == 303
    assert browser.post(f"{LIST}close", {"ids": str(number)}).status_code == 303
    text = opened(browser, f"{LIST}{number}").text
    assert "1 piece was lost on the way" in text and "The order was closed." in text
    assert browser.post(f"{LIST}reopen", {"ids": str(number)}).status_code == 303
    assert "The order was opened again." in opened(browser, f"{LIST}{number}").text


def test_who_may_only_look_is_sent_away(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, MUG=2)
    number = placed(ann, "A-1", MUG=2).number
    looking = signed_in(world.app, ben.email)
    for page in ("split", "merge", "lost"):
        assert looking.get(f"{LIST}{number}/{page}").status_code == 403
        assert looking.post(f"{LIST}{number}/{page}", {"line-1": "1", "ids": "1"}).status_code == 403
