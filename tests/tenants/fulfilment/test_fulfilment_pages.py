"""Picking, shipping and parcels from their pages; a second click ships nothing."""

import pytest

from saas.kit import db
from tenants.fulfilment.queries import FindParcels, get_parcel, list_parcels, read_parcels
from tenants.inventory.operations import prove_stock
from tests.browser import Browser, signed_in
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.pages import opened, read_page

ORDERS = "/t/acme/orders"


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    stocked(ann, MUG=10, CUP=10)
    return signed_in(world.app, ann.email)


def _shipped(who: Member) -> tuple[object, ...]:
    with who.at_work():
        assert prove_stock() == []
        return tuple(db.rows("SELECT state, picked, shipped FROM orders")[0])


def test_the_same_click_twice_ships_once(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=4, CUP=2).number
    page = opened(browser, f"{ORDERS}/{number}/ship")
    assert (page.value("line-1"), page.value("line-2")) == ("4", "2")
    typed = {"line-1": "1", "line-2": "", "carrier": "Northline", "tracking": "NL1", "key": page.value("key")}
    answers = [browser.post(f"{ORDERS}/{number}/ship", typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303] and _shipped(ann) == ("part_shipped", 0, 1)
    assert "Parcel" in opened(browser, answers[0].location).text


@pytest.mark.parametrize("act", ["pick", "ship"])
@pytest.mark.parametrize(("quantity", "told"), [
    ("99", "Line 1 has 4 held; 99 can't be taken."), ("some", "Enter a whole number."), ("-1", "Must be between"), ("", "At least 1.")])
def test_too_much_is_refused_at_its_line(browser: Browser, ann: Member, act: str, quantity: str, told: str) -> None:
    number = placed(ann, "A-1", MUG=4).number
    page = read_page(browser.post(f"{ORDERS}/{number}/{act}", {"line-1": quantity, "key": "k"}))
    assert page.status in (409, 422) and told in page.text and page.value("line-1") == quantity and page.value("key") == "k"
    assert _shipped(ann) == ("ready", 0, 0)


def test_picking_in_part_and_then_the_rest(browser: Browser, ann: Member) -> None:
    number = placed(ann, "A-1", MUG=4).number
    assert browser.post(f"{ORDERS}/{number}/pick", {"line-1": "3", "key": "a"}).status_code == 303
    assert opened(browser, f"{ORDERS}/{number}/pick").value("line-1") == "1"
    assert browser.post(f"{ORDERS}/pick", {"ids": str(number)}).status_code == 303 and _shipped(ann) == ("picking", 4, 0)
    assert "Everything held" in opened(browser, f"{ORDERS}/{number}/pick").text


def test_many_ship_after_a_question_and_only_once(browser: Browser, ann: Member) -> None:
    numbers = [placed(ann, f"A-{n}", MUG=2).number for n in range(2)]
    ids = [str(number) for number in numbers]
    question = read_page(browser.post(f"{ORDERS}/ship", {"ids": ids}))
    assert "4 held pieces ship" in question.text and _shipped(ann)[0] == "ready"
    for _ in range(2):
        assert browser.post(f"{ORDERS}/ship", {"ids": ids, "key": question.value("key")}).status_code == 303
    with ann.at_work():
        assert db.rows("SELECT count(*) AS n FROM shipment")[0].n == 2 and prove_stock() == []


@pytest.mark.parametrize("typed", [{"key": "k" * 300}, {"key": "k", "carrier": "c" * 201}])
def test_what_no_parcel_can_carry_ships_nothing(browser: Browser, ann: Member, typed: dict[str, str]) -> None:
    number = placed(ann, "A-1", MUG=2).number
    assert browser.post(f"{ORDERS}/ship", {"ids": str(number), **typed}).status_code == 422 and _shipped(ann)[0] == "ready"


def test_parcels_are_found_by_their_numbers_and_noted_as_delivered(browser: Browser, ann: Member) -> None:
    numbers = [placed(ann, f"A-{n}", MUG=1).number for n in range(3)]
    for n, number in enumerate(numbers):
        browser.post(f"{ORDERS}/{number}/ship", {"line-1": "1", "tracking": f"NL-{n}", "key": f"k{n}"})
    with ann.at_work(read_only=True):
        first = list_parcels(limit=2)
        assert read_parcels(FindParcels(), limit=2).rows == first.rows
        assert get_parcel(first.rows[0].number) == first.rows[0]
        assert [row.order_number for row in first.rows] == numbers[:0:-1] and first.found == 3
        last = list_parcels(forth=first.next, limit=2)
        assert [row.order_number for row in last.rows] == numbers[:1] and last.next is None
        assert list_parcels(back=last.previous, limit=2).rows == first.rows
        for sought in ("nl-1", str(numbers[1]), str(first.rows[1].number)):
            assert [row.order_number for row in list_parcels(FindParcels(q=sought)).rows] == [numbers[1]]
    assert "No parcels match" in opened(browser, "/t/acme/parcels?q=nothing").text
    parcel = str(first.rows[0].number)
    assert browser.post("/t/acme/parcels/delivered", {"ids": parcel, "back": "/t/acme/parcels"}).status_code == 303
    assert "Delivered" in opened(browser, f"/t/acme/parcels?q={parcel}").text
    with ann.at_work(read_only=True):
        assert db.rows("SELECT state FROM orders WHERE number = %s", (numbers[2],))[0].state == "delivered"


@pytest.mark.parametrize(("ids", "status"), [("", 422), ("99", 404)])
def test_a_parcel_nobody_sent_is_not_delivered(browser: Browser, ids: str, status: int) -> None:
    assert browser.post("/t/acme/parcels/delivered", {"ids": ids}).status_code == status
