"""Count the shelf: a phone in one hand and a scanner in the other, faster than the answers come; then the review at the desk."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tenants.inventory.operations import prove_stock
from tenants.stocktakes.queries import FindStocktakes, list_stocktakes
from tests.cast import Member, stocked
from tests.conftest import World
from tests.journeys.conftest import open_as, speak
from tests.tenants.stocktakes.counting import lines, on_hand, shelves


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_shelf_is_counted_on_a_phone_and_posted_at_the_desk(world: World, chromium: Browser, address: str, language: str) -> None:
    ann, cleo = world.people["ann"], world.people["cleo"]
    stocked(ann, MUG=0, CUP=0, BOWL=0)
    shelves(world, ann, A1={"MUG": 5, "CUP": 2}, B1={"BOWL": 3})
    speak(world, ann, language)
    speak(world, cleo, language)
    at = f"{address}/t/acme/stock/stocktakes"
    context, phone = open_as(chromium, address, cleo, language, width=390)
    phone.goto(f"{at}/new")
    phone.locator("form.form button.primary").click()
    phone.wait_for_url("**/stocktakes/6*")
    number = _number(ann)
    _scan(phone, "A1", "MUG", "NOPE", *["MUG"] * 3, "CUP", "CUP")
    expect(phone.locator("#counting")).to_contain_text("CUP")
    _until(lambda: _counted(ann, number), {"MUG": 4, "CUP": 2, "BOWL": None}, phone)
    expect(phone.locator("[role=alert]").first).to_contain_text("NOPE")
    phone.goto(f"{at}/{number}?by=list")
    expect(phone.locator("h2").first).to_contain_text("BOWL")
    phone.keyboard.type("3")
    phone.keyboard.press("Enter")
    _until(lambda: _counted(ann, number), {"MUG": 4, "CUP": 2, "BOWL": 3}, phone)
    assert "5" not in phone.locator("table").first.inner_text(), "who counts blind isn't told the book"
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    phone.locator(".page-head form button").click()
    context.close()
    _review(chromium, address, ann, language, number)
    assert (on_hand(ann, "MUG"), on_hand(ann, "CUP"), on_hand(ann, "BOWL")) == (4, 2, 3)
    with ann.at_work():
        assert prove_stock() == []


def _scan(page: Page, *codes: str) -> None:
    """As a scanner types: the code and Enter, without waiting for anything."""
    page.locator("#field-code").focus()
    for code in codes:
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        page.wait_for_timeout(40)


def _review(chromium: Browser, address: str, ann: Member, language: str, number: int) -> None:
    context, desk = open_as(chromium, address, ann, language)
    desk.goto(f"{address}/t/acme/stock/stocktakes/{number}")
    desk.locator("a[href$='/lines/2']").click()
    desk.locator("form.form button.primary").click()
    desk.wait_for_url("**/review")
    desk.locator("a[href$='/post']").click()
    desk.locator("form.form button.primary").click()
    desk.wait_for_url(f"**/{number}")
    context.close()


def _number(who: Member) -> int:
    with who.at_work(read_only=True):
        return list_stocktakes(FindStocktakes()).rows[0].number


def _counted(who: Member, number: int) -> dict[str, int | None]:
    return {sku: counted for sku, (counted, _book) in lines(who, number).items()}


def _until(found, wanted: object, page: Page) -> None:  # type: ignore[no-untyped-def]
    for _try in range(100):
        if found() == wanted:
            return
        page.wait_for_timeout(100)
    assert found() == wanted
