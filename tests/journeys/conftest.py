"""A real browser on a real server: the house served over HTTP, Chromium in front of it, workers behind."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from saas.kit.owner import execute, owner
from tests.cast import PASSWORD, Member
from tests.conftest import World

LOCALES = {"en": "en-US", "ru": "ru-RU", "zh_Hans": "zh-CN", "ja": "ja-JP"}


class _Quiet(WSGIRequestHandler):
    def log(self, *_words: object) -> None:
        """The test's own output is enough."""


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """Where the house answers."""
    server = make_server("127.0.0.1", 0, world.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def speak(world: World, who: Member, language: str, theme: str = "system") -> None:
    """Choose a person's language and theme, as their settings would."""
    with owner(world.url) as conn:
        execute(conn, "UPDATE saas.person SET language = %s, theme = %s WHERE id = %s", (language, theme, who.actor.id))


def open_as(chromium: Browser, address: str, who: Member, language: str = "en", width: int = 1440) -> tuple[BrowserContext, Page]:
    """A browser in which this person has signed in through the page; errors of scripts fail the test."""
    context = chromium.new_context(locale=LOCALES.get(language, language), viewport={"width": width, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"A script failed: {error}"))
    page.goto(f"{address}/sign-in")
    page.fill("input[name=email]", who.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**/t/{who.tenant.slug}/**")
    return context, page
