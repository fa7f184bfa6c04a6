"""axe finds nothing on any page in either theme, nothing overflows a phone, and no script complains."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.conftest import World
from tests.journeys.conftest import open_as, speak
from tests.journeys.pages import addresses, furnish

PUBLIC = ["/sign-in", "/api/v1/docs", "/ui/gallery"]


@pytest.mark.browser
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing(world: World, chromium: Browser, address: str, theme: str, width: int) -> None:
    ann = world.people["ann"]
    speak(world, ann, "en", theme)
    numbers = furnish(world, ann)
    context, page = open_as(chromium, address, ann, width=width)
    found = []
    for path in [*addresses(numbers, "acme"), *PUBLIC]:
        answer = page.goto(f"{address}{path}")
        found += [] if answer and answer.ok or path.endswith("/nowhere") else [(path, "isn't there", width)]
        found += [(path, v["id"], v["nodes"][0]["html"][:120]) for v in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((path, "overflows", width))
    context.close()
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ru", "zh_Hans", "ja"])
def test_every_page_fits_a_phone_in_every_language(world: World, chromium: Browser, address: str, language: str) -> None:
    ann = world.people["ann"]
    speak(world, ann, language)
    numbers = furnish(world, ann)
    context, page = open_as(chromium, address, ann, language, width=390)
    found = []
    for path in addresses(numbers, "acme"):
        page.goto(f"{address}{path}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(path)
    context.close()
    assert found == []
