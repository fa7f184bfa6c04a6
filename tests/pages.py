"""A page as a test reads it: every page has a title, one heading of the first rank, and a name for every field."""

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from werkzeug.test import TestResponse

from tests.browser import Browser, text_of

_FIELDS = {"input", "select", "textarea"}
_UNNAMED = {"hidden", "submit", "reset", "button"}


@dataclass
class Page:
    """What stands on a page."""

    status: int
    text: str
    title: str = ""
    headings: int = 0
    links: list[str] = field(default_factory=list)
    fields: list[dict[str, str]] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """What a field holds, hidden ones too."""
        return next(one.get("value", "") for one in self.fields if one.get("name") == name)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page, self.labelled, self.inside, self.in_title = page, set[str](), 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.page.ids.append(given["id"])
        self.in_title = tag == "title" or self.in_title
        self.page.headings += tag == "h1"
        if tag == "a":
            self.page.links.append(given.get("href", ""))
        if tag == "form" and given.get("method") == "post":
            self.page.posts.append(given.get("action", ""))
        if "formaction" in given:
            self.page.posts.append(given["formaction"])
        if tag == "label":
            self.inside += 1
            self.labelled.add(given.get("for", ""))
        if tag in _FIELDS:
            self.page.fields.append({**given, "tag": tag, "wrapped": "yes" if self.inside else ""})

    def handle_endtag(self, tag: str) -> None:
        self.in_title = self.in_title and tag != "title"
        self.inside -= tag == "label"

    def handle_data(self, data: str) -> None:
        self.page.title += data if self.in_title else ""


def read_page(response: TestResponse) -> Page:
    """A page that holds what every page must."""
    page = Page(response.status_code, unescape(text_of(response)))
    reader = _Reader(page)
    reader.feed(response.text)
    assert page.title.strip() and page.headings == 1, f"a title and one h1, found {page.title!r} and {page.headings}"
    nameless = [one for one in page.fields if one.get("type", "text") not in _UNNAMED and not one["wrapped"]
                and not one.get("aria-label") and one.get("id") not in reader.labelled]
    assert not nameless, f"fields without a label: {nameless}"
    assert len(page.ids) == len(set(page.ids)), f"ids twice: {sorted({i for i in page.ids if page.ids.count(i) > 1})}"
    return page


def opened(browser: Browser, path: str, status: int = 200, **kwargs: Any) -> Page:
    """A page opened by whoever sits at the browser."""
    response = browser.get(path, **kwargs)
    assert response.status_code == status, (path, response.status_code, text_of(response)[:500])
    return read_page(response)
