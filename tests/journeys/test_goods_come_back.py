"""Goods come back, in each language and without a mouse: asked for from the order, authorised, scanned in, checked, refunded."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tenants.orders.inputs import Customer, NewLine, NewOrder
from tests.cast import HOME, Member
from tests.conftest import World
from tests.journeys.conftest import open_as, speak
from tests.tenants.returns.returning import one, proved, shipped_as


def _go(page: Page, key: str, end: str) -> None:
    """A letter does what stands on the page's button."""
    page.locator("h1").wait_for()
    page.keyboard.press(key)
    page.wait_for_url(f"**{end}")


def _choose(page: Page, name: str, value: str) -> None:
    page.locator(f"select[name$='{name}']").focus()
    page.select_option(f"select[name$='{name}']", value)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ru", "zh_Hans", "ja"])
def test_from_the_order_to_the_refund(world: World, chromium: Browser, address: str, language: str) -> None:
    ann = world.people["ann"]
    speak(world, ann, language)
    order = shipped_as(ann, NewOrder(ship_to=HOME, reference="A-1", customer=Customer(name="Kim Ono"), lines=[NewLine(sku="MUG", quantity=3), NewLine(sku="TEA", quantity=1)]))
    context, page = open_as(chromium, address, ann, language)
    page.goto(f"{address}/t/acme/orders/{order}")
    _go(page, "t", f"/returns/new?order={order}")
    page.fill("input[name=line-1]", "2")
    page.fill("input[name=line-2]", "")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/returns/3*")
    number = int(page.url.rsplit("/", 1)[1])
    page.keyboard.press("a")
    expect(page.locator("a[data-key=r]")).to_be_visible()
    _go(page, "r", "/receive")
    _scan(page, "MUG")
    expect(page.locator("#receiving td[data-at=b]")).to_have_text("1")
    expect(page.locator("input[name=sku]")).to_be_focused()
    _choose(page, "condition", "damaged")
    page.locator("input[name=sku]").focus()
    _scan(page, "MUG")
    page.wait_for_url(f"**/returns/{number}")
    _go(page, "c", "/decide")
    first, second = page.locator("select[name$=decision]").all()
    first.select_option("accepted")
    second.select_option("rejected")
    page.locator("input[name$=reason]").last.fill("Chipped")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/returns/{number}")
    _go(page, "f", "/refund")
    assert page.input_value("input[name=amount]") == "10.00"
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/returns/{number}")
    expect(page.locator("main")).to_contain_text("Chipped")
    context.close()
    _settled(ann, number)


def _scan(page: Page, code: str) -> None:
    """As a scanner does: the code and Enter, into the field that has the focus."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def _settled(ann: Member, number: int) -> None:
    with ann.at_work():
        assert one("SELECT state, accepted, rejected, refunded FROM returns WHERE number = %s", number) == ("decided", 1, 1, 1000)
    proved(ann)
