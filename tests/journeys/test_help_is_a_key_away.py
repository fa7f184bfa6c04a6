"""`?` tells what the keyboard does, on every page behind sign-in and under every layout; in a field it is a character."""

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import World
from tests.journeys.conftest import open_as
from tests.journeys.pages import addresses, furnish

OPEN = "document.getElementById('keys-help')?.open === true"
PRESS = """([key, code, shift]) => document.body.dispatchEvent(
  new KeyboardEvent("keydown", { key, code, shiftKey: shift, bubbles: true, cancelable: true }))"""


def _typed(page: Page) -> str | None:
    """The first field of the page that text can be typed into, with a ? typed; None where the page has none."""
    field = page.locator("main :is(input:is([type=text], [type=search], [type=email], [type=password], [type=number], [type=tel], :not([type])), textarea):visible").first
    if not field.count():
        return None
    field.focus()
    page.keyboard.press("Shift+Slash")
    return field.input_value() if field.get_attribute("type") != "number" else "?"


@pytest.mark.browser
def test_it_opens_on_every_page_and_in_no_field(world: World, chromium: Browser, address: str) -> None:
    ann = world.people["ann"]
    numbers = furnish(world, ann)
    context, page = open_as(chromium, address, ann)
    silent, spoilt, fields = [], [], 0
    for path in [path for path in addresses(numbers, "acme") if not path.endswith("/nowhere")]:
        page.goto(f"{address}{path}")
        if (held := _typed(page)) is not None:
            fields += 1
            spoilt += [path] if page.evaluate(OPEN) or "?" not in held else []
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Shift+Slash")
        silent += [] if page.evaluate(OPEN) else [path]
        page.keyboard.press("Escape")
        assert not page.evaluate(OPEN)
    context.close()
    assert (silent, spoilt) == ([], []) and fields > 8


@pytest.mark.browser
@pytest.mark.parametrize(("key", "code", "shift"), [("?", "Slash", True), ("?", "Digit7", True), (",", "Slash", True), ("?", "Minus", True)])
def test_it_opens_under_every_layout(world: World, chromium: Browser, address: str, key: str, code: str, shift: bool) -> None:
    """English; Russian, where it is over the 7 and the place of Slash writes a comma; German."""
    context, page = open_as(chromium, address, world.people["ann"])
    page.goto(f"{address}/t/acme/orders/")
    page.evaluate(PRESS, [key, code, shift])
    assert page.evaluate(OPEN)
    context.close()
