"""An order written by hand: nothing typed is lost, errors stand at their field, sent twice it is placed once."""

import pytest

from saas.kit import db
from tests.browser import Browser, signed_in
from tests.cast import Member, stocked
from tests.conftest import World
from tests.pages import opened, read_page

NEW = "/t/acme/orders/new"


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    stocked(ann, MUG=10, CUP=10)
    return signed_in(world.app, ann.email)


def _typed(browser: Browser, **more: str) -> dict[str, str]:
    page = opened(browser, NEW)
    return {"reference": page.value("reference"), "customer/name": "佐藤 花子", "ship_to/line1": "1-2-3", "ship_to/city": "大阪市",
            "lines/0/sku": "MUG", "lines/0/quantity": "2", "lines/0/unit_price": "12,50", "lines/2/sku": "CUP", "lines/2/quantity": "1",
            "lines/1/sku": "", "shipping": "８．５０", **more}


def test_an_order_is_placed_once_however_often_it_is_sent(browser: Browser, ann: Member) -> None:
    typed = _typed(browser)
    first = browser.post(NEW, typed)
    assert first.status_code == 303 and "Order placed." in opened(browser, first.location).text
    assert "Nothing was placed twice." in opened(browser, browser.post(NEW, typed).location).text
    with ann.at_work(read_only=True):
        (placed,) = db.rows("SELECT state, total, customer_name FROM orders")
    assert placed == ("ready", 2500 + 1000 + 850, "佐藤 花子")


@pytest.mark.parametrize(("wrong", "name", "told"), [
    ({"lines/2/sku": "NONE"}, "lines/1/sku", "There is no SKU NONE in the catalogue."),
    ({"lines/0/quantity": "many"}, "lines/0/quantity", "Enter a whole number."),
    ({"lines/0/quantity": ""}, "lines/0/quantity", "Fill this in."),
    ({"lines/0/unit_price": "1.234"}, "lines/0/unit_price", "Enter an amount such as 12.50"),
    ({"reference": ""}, "reference", "Fill this in.")])
def test_what_is_wrong_stands_at_its_field_and_the_rest_stays(browser: Browser, ann: Member, wrong: dict[str, str], name: str, told: str) -> None:
    answer = browser.post(NEW, _typed(browser) | wrong)
    page = read_page(answer)
    assert answer.status_code == 422 and told in page.text and page.value("customer/name") == "佐藤 花子"
    assert next(one for one in page.fields if one.get("name") == name).get("aria-invalid") == "true"
    with ann.at_work(read_only=True):
        assert db.rows("SELECT id FROM orders") == []


def test_more_lines_can_be_had_without_scripts(browser: Browser) -> None:
    page = read_page(browser.post(NEW, _typed(browser) | {"more": "1"}))
    assert page.status == 200 and page.value("lines/1/sku") == "CUP" and page.value("lines/6/sku") == ""


def test_skus_are_offered_by_two_characters(browser: Browser) -> None:
    assert [one["value"] for one in browser.get("/t/acme/orders/skus?q=mu").json] == ["MUG"]
