"""The gallery in a real browser: clean for axe in both themes, inside the page at every width, worked by the keyboard."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture()
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1440, "height": 900})
    broken: list[str] = []
    opened.on("pageerror", lambda error: broken.append(str(error)))
    yield opened
    opened.close()
    assert not broken


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("ru", 390), ("ja", 900)])
def test_axe_finds_nothing(page: Page, address: str, theme: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/ui/gallery?theme={theme}&lang={language}")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["en", "ru", "zh_Hans", "ja"])
@pytest.mark.parametrize("width", [320, 390, 820, 1024, 1440])
def test_nothing_runs_out_of_the_page(page: Page, address: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/ui/gallery?lang={language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_rows_are_walked_and_chosen_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/ui/gallery")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="10498", exact=True)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.url.endswith("#10495")


def test_two_letters_go_to_a_room_whatever_the_layout(page: Page, address: str) -> None:
    page.goto(f"{address}/ui/gallery")
    for code, key in (("KeyG", "п"), ("KeyS", "ы")):
        page.evaluate("([code, key]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {code, key, bubbles: true}))", [code, key])
    assert page.url.endswith("#stock")


def test_letters_in_a_field_stay_there(page: Page, address: str) -> None:
    page.goto(f"{address}/ui/gallery")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("g s?")
    expect(page.locator("[data-search]")).to_have_value("g s?")
    assert "#stock" not in page.url
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_have_value("")


def test_a_composing_input_method_is_left_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/ui/gallery")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {code: 'Slash', key: '/', isComposing: true, bubbles: true}))")
    expect(page.locator("[data-search]")).not_to_be_focused()


def test_the_palette_answers_to_english_and_romaji(page: Page, address: str) -> None:
    page.goto(f"{address}/ui/gallery?lang=ja")
    page.keyboard.press("Control+k")
    page.keyboard.type("zaiko")
    option = page.locator("#palette [role=option]").first
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#stock$"))


def test_the_bar_stands_only_while_something_is_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}/ui/gallery")
    expect(page.locator(".bulk")).to_be_visible()
    page.get_by_role("button", name="Choose none").click()
    expect(page.locator(".bulk")).to_be_hidden()


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(f"{address}/ui/gallery")
    opener = page.locator(".create > summary")
    opener.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".create .item").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.locator(".create .item").first).to_be_hidden()


def test_the_gravest_asks_for_its_number(page: Page, address: str) -> None:
    page.goto(f"{address}/ui/gallery")
    page.locator("main button[data-open=erase]").last.click()
    dialog = page.locator("#erase")
    dialog.get_by_role("textbox").fill("1")
    assert not dialog.locator("input[name=typed]").evaluate("field => field.checkValidity()")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
