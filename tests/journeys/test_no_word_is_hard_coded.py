"""A pseudo-language brackets every translated text: whatever stands on a page without brackets is data, or a bug."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from saas.kit import i18n
from saas.shell.framing import _entries, _in_english
from saas.ui.once import _written
from tests.browser import Browser, signed_in
from tests.cast import Member
from tests.conftest import World
from tests.journeys.pages import addresses, furnish

# Data of the test's own world, names of languages, codes and formats that are the same in every language.
DATA = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", """
 North Ltd POT Quayside Acme Trail Goods Ann Ben Cleo Otto acme example Maya Lindqvist Theo Okafor Boise Bannock Wrap it MUG title CUP Northline mail Shop
 week csv Ding Menge MAIN Main USD English Русский 简体中文 日本語 UTF Windows Shift JIS EUC KOI America New York Eastern Standard Time Ctrl Esc
 United States Dollar Shopify UTC Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec January February March April June July August September October November December
 Monday Tuesday Wednesday Thursday Friday Saturday Sunday nowhere Mug Lineitem quantity price Created two abc cancelled hours min sec ago hrs
 day days byte bytes wks weeks mths yrs just tab GMT East and""")}
SPOKEN = ("aria-label", "title", "placeholder", "alt")


class _Words(HTMLParser):
    """Texts and spoken attributes of a page; code, scripts and what people typed are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [given[name] or "" for name in SPOKEN if name in given]
        if tag in ("script", "style", "option", "kbd") or "code" in (given.get("class") or "").split():
            self.quiet += tag not in ("input",)
            self.stack = getattr(self, "stack", []) + [tag]

    def handle_endtag(self, tag: str) -> None:
        if self.quiet and getattr(self, "stack", []) and self.stack[-1] == tag:
            self.stack.pop()
            self.quiet -= 1

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.found.append(data)


def bare_words(page: str) -> set[str]:
    """Words outside brackets that aren't data."""
    parser = _Words()
    parser.feed(page)
    text = "\n".join(parser.found)
    while "⟦" in text:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        if shorter == text:
            break
        text = shorter
    text = re.sub(r"\S+@\S+|\S*[/.#=]\S*", " ", text)
    return {word for word in re.findall(r"[^\W\d_]{3,}", text) if word.casefold() not in DATA}


class _Pseudo:
    """Every text in brackets."""

    def ugettext(self, text: str) -> str:
        return f"⟦{text}⟧"

    def ungettext(self, one: str, many: str, n: int) -> str:
        return f"⟦{one if n == 1 else many}⟧"

    def upgettext(self, _context: str, text: str) -> str:
        return f"⟦{text}⟧"

    def unpgettext(self, _context: str, one: str, many: str, n: int) -> str:
        return f"⟦{one if n == 1 else many}⟧"


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What was written once, in plain words or in brackets, must not be found by whoever comes next."""
    kept = (_written, _entries, _in_english)
    for one in kept:
        one.cache_clear()
    monkeypatch.setattr(i18n, "_catalogue", _Pseudo)
    yield
    for one in kept:
        one.cache_clear()


def test_the_check_finds_a_bare_word() -> None:
    assert bare_words('<p>⟦Ship ⟦2⟧ parcels⟧ Hello <span aria-label="Close">x</span></p>') == {"Hello", "Close"}


def test_every_word_of_every_page_is_translated(world: World, ann: Member, pseudo: None) -> None:
    numbers = furnish(world, ann)
    browser = signed_in(world.app, ann.email)
    found = {path: words for path in addresses(numbers, "acme") if (words := bare_words(browser.get(path, follow_redirects=True).text))}
    found |= {"/sign-in": words} if (words := bare_words(Browser(world.app).get("/sign-in").text)) else {}
    assert found == {}
