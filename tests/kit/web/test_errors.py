"""Whatever goes wrong, at commit too, becomes one proper answer: a page for people, problem+json for programs."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from saas.kit import db
from saas.kit.errors import Forbidden
from saas.kit.owner import execute, owner
from tests.browser import signed_in, text_of
from tests.cast import Member, stocked
from tests.conftest import World

JSON = {"Accept": "application/json"}


@pytest.fixture
def showing(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], str]:
    """Puts a view of the test's own behind an address of a company; returns the address."""

    def show(view: Callable[[], Any]) -> str:
        monkeypatch.setitem(world.app.view_functions, "settings.company", view)
        return "/t/acme/settings/company"

    return show


def test_nothing_here(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    page, problem = browser.get("/nothing"), browser.get("/nothing", headers=JSON)
    assert page.status_code == 404 and page.mimetype == "text/html" and "Nothing here" in page.text
    assert problem.status_code == 404 and problem.mimetype == "application/problem+json"
    assert {"type", "title", "status", "code", "detail"} <= problem.json.keys() and problem.json["code"] == "not_found"


def test_a_refusal_speaks_the_readers_language(world: World, zoe: Member, showing: Callable[..., str]) -> None:
    def refuse() -> str:
        raise Forbidden(permission="orders:place")

    path = showing(refuse).replace("acme", "bolt")
    answer = signed_in(world.app, zoe.email).get(path)
    assert answer.status_code == 403 and 'lang="ja"' in answer.text


def test_a_bug_tells_nothing_of_itself(world: World, ann: Member, showing: Callable[..., str]) -> None:
    def broken() -> str:
        raise ZeroDivisionError("the secret inside")

    answer = signed_in(world.app, ann.email).get(showing(broken))
    assert answer.status_code == 500 and "secret" not in answer.text


def test_a_commit_that_fails_is_an_answer_too(world: World, ann: Member, showing: Callable[..., str]) -> None:
    def cut_off() -> str:
        pid = db.rows("SELECT pg_backend_pid() AS pid")[0].pid
        with owner(world.url) as conn:
            execute(conn, "SELECT pg_terminate_backend(%s, 2000)", (pid,))
        return "all went well"

    browser = signed_in(world.app, ann.email)
    answer = browser.get(showing(cut_off))
    assert answer.status_code == 503 and "all went well" not in answer.text
    assert browser.get("/t/acme/settings").status_code == 200, "and the next request is served"


def test_a_page_that_only_shows_cannot_write(world: World, ann: Member, showing: Callable[..., str]) -> None:
    def write() -> str:
        db.run("INSERT INTO warehouse (code, name) VALUES ('X', 'X')")
        return "done"

    assert signed_in(world.app, ann.email).get(showing(write)).status_code == 500


def test_two_who_deadlock_both_get_through(world: World, ann: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    stocked(ann, ONE=1, TWO=1)
    meeting, tries, answers = threading.Barrier(2, timeout=10), [], []

    def touch(*codes: str) -> None:
        tries.append(codes)
        for place, code in enumerate(codes):
            db.run("UPDATE sku SET weight_g = 1 WHERE code = %s", (code,))
            if place == 0 and tries.count(codes) == 1:
                meeting.wait()

    views = {"settings.change_role": lambda person: touch("ONE", "TWO") or "done",
             "settings.remove_person": lambda person: touch("TWO", "ONE") or "done"}
    for endpoint, view in views.items():
        monkeypatch.setitem(world.app.view_functions, endpoint, view)
    browsers = [signed_in(world.app, ann.email) for _n in range(2)]

    def send(browser: Any, path: str) -> None:
        answers.append(browser.post(path).status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(browsers, ("/t/acme/settings/people/1", "/t/acme/settings/people/1/remove"))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert answers == [200, 200] and len(tries) == 3


def test_the_error_page_leads_home(world: World, ann: Member) -> None:
    answer = signed_in(world.app, ann.email).get("/t/nowhere/settings")
    assert 'href="/"' in answer.text and "Nothing here" in text_of(answer)
