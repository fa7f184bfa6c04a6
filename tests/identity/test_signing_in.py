"""Signing in gives a cookie that only the server can end; it tells nobody who has an account."""

import hashlib
import statistics
import time
from datetime import UTC, datetime

import pytest

from saas.config import Settings
from saas.identity.views.front import own_path
from saas.kit import db
from saas.kit.owner import execute, owner
from tests.browser import Browser, signed_in, text_of
from tests.cast import PASSWORD, Member
from tests.conftest import World


def test_the_right_password_opens_the_house(world: World, ann: Member) -> None:
    browser = Browser(world.app)
    answer = browser.sign_in(" ANN@Acme.example ")
    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.get("/").location == "/t/acme/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(world: World, ann: Member) -> None:
    cookie = Browser(world.app).sign_in(ann.email).headers["Set-Cookie"]
    assert cookie.startswith("quayside=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Max-Age=1209600" in cookie


def test_in_production_the_cookie_is_bound_to_the_host(world: World, ann: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.app.config, "SECURE", True)
    answer = Browser(world.app).sign_in(ann.email)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-quayside=") and "Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_the_database_knows_only_the_cookies_hash(world: World, ann: Member) -> None:
    cookie = signed_in(world.app, ann.email).cookie
    with owner(world.url) as conn:
        ((stored,),) = execute(conn, "SELECT id FROM saas.session")
    assert bytes(stored) == hashlib.sha256(cookie.encode()).digest()


def test_a_copied_cookie_is_dead_after_signing_out(world: World, ann: Member) -> None:
    browser, thief = signed_in(world.app, ann.email), Browser(world.app)
    thief.cookie = browser.cookie
    assert thief.get("/settings").status_code == 200
    assert browser.post("/sign-out").location == "/sign-in"
    assert browser.cookie == ""
    assert thief.get("/settings").status_code == 302


def test_signing_in_again_ends_this_browsers_former_session(world: World, ann: Member) -> None:
    browser, thief = signed_in(world.app, ann.email), Browser(world.app)
    thief.cookie = browser.cookie
    assert browser.sign_in(ann.email).status_code == 303
    assert browser.cookie != thief.cookie and thief.get("/settings").status_code == 302


def test_a_cookie_someone_planted_is_not_taken_over(world: World, ann: Member) -> None:
    browser = Browser(world.app)
    browser.cookie = "planted"
    browser.sign_in(ann.email)
    assert browser.cookie != "planted"


@pytest.mark.parametrize("change", ["expires_at = now()", "seen_at = now() - interval '12 hours 1 minute'"])
def test_sessions_end_by_themselves(world: World, ann: Member, change: str) -> None:
    browser = signed_in(world.app, ann.email)
    with owner(world.url) as conn:
        execute(conn, f"UPDATE saas.session SET {change}")
    assert browser.get("/settings").status_code == 302


def test_a_wrong_password_and_a_stranger_read_alike(world: World, ann: Member) -> None:
    wrong = Browser(world.app).sign_in(ann.email, "wrong")
    stranger = Browser(world.app).sign_in("nobody@acme.example", "wrong")
    assert wrong.status_code == stranger.status_code == 422
    assert text_of(wrong) == text_of(stranger).replace("nobody@", "ann@")
    assert "wrong" not in wrong.text.replace('class="wrong"', "") or PASSWORD not in wrong.text


def test_the_address_is_kept_and_the_password_is_not(world: World) -> None:
    answer = Browser(world.app).sign_in("ann@acme.example", "tHe-wrong-0ne")
    assert 'value="ann@acme.example"' in answer.text and "tHe-wrong-0ne" not in answer.text


def test_a_stranger_costs_as_much_work_as_a_wrong_password(world: World, ann: Member) -> None:
    """Not a time: the ratio of two medians of the same work, far from the 10x an early return would give."""
    def spent(email: str) -> float:
        began = time.perf_counter()
        Browser(world.app).sign_in(email, "wrong")
        return time.perf_counter() - began

    spent("warm@acme.example")
    people, strangers = ([spent(email) for _n in range(5)] for email in (ann.email, "nobody@acme.example"))
    assert 0.4 < statistics.median(people) / statistics.median(strangers) < 2.5


def test_too_many_failures_answer_429_with_the_minutes(world: World, ann: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saas.identity.operations.signing.matches", lambda secret, given: False)
    answers = [Browser(world.app).sign_in(ann.email, "wrong") for _n in range(11)]
    assert [a.status_code for a in answers] == [422] * 10 + [429]
    assert "Too many failed sign-ins" in text_of(answers[-1])


@pytest.mark.parametrize("wish", ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
                                  "/a\nb", "evil", "", "///evil.example", "/\t/evil.example"])
def test_next_leads_nowhere_but_here(wish: str) -> None:
    assert own_path(wish) == "/"


def test_next_leads_to_the_page_one_wanted(world: World, ann: Member) -> None:
    assert own_path("/t/acme/orders?view=person&q=ä") == "/t/acme/orders?view=person&q=ä"
    assert Browser(world.app).sign_in(ann.email, next="/t/acme/settings?x=1").location == "/t/acme/settings?x=1"


@pytest.mark.parametrize(("header", "lang"), [("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"), ("ja-JP", "ja"), ("ru", "ru"), ("de", "en")])
def test_the_page_speaks_the_browsers_language(world: World, header: str, lang: str) -> None:
    assert f'<html lang="{lang}"' in Browser(world.app).get("/sign-in", headers={"Accept-Language": header}).text


def test_the_language_chosen_on_the_page_stays(world: World, ann: Member) -> None:
    browser = Browser(world.app)
    assert '<html lang="ja"' in browser.get("/sign-in?language=ja").text
    assert '<html lang="ja"' in browser.sign_in(ann.email, "wrong", language="ja").text
    try:
        browser.sign_in(ann.email, language="ja")
        assert '<html lang="ja"' in browser.get("/settings").text
    finally:
        with owner(world.url) as conn:
            execute(conn, "UPDATE saas.person SET language = NULL")


def test_people_of_the_house_get_a_plain_page(world: World) -> None:
    with owner(world.url) as conn:
        execute(conn, """WITH p AS (INSERT INTO saas.person (email, name, password_hash)
            SELECT 'broker@quayside.example', 'Olga', password_hash FROM saas.person LIMIT 1 RETURNING id)
            INSERT INTO saas.membership (person_id, role) SELECT id, 'broker' FROM p""")
    browser = signed_in(world.app, "broker@quayside.example")
    page = browser.get("/")
    assert page.status_code == 200 and "Olga" in page.text and "/sign-out" in page.text and "/settings" in page.text
    assert browser.get("/settings").status_code == 200
    assert browser.get("/t/acme/settings").status_code == 404


def test_flask_login_knows_who_it_is(world: World, ann: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    from flask_login import current_user

    monkeypatch.setitem(world.app.view_functions, "account.index", lambda: f"{current_user.name} {current_user.is_authenticated}")
    answer = signed_in(world.app, ann.email).get("/settings")
    assert answer.text == "Ann True" and "session=" not in answer.headers.get("Set-Cookie", "")


def test_production_settings_are_secure() -> None:
    assert Settings("production", "postgresql://x", "redis://x", "s" * 32, None).secure  # type: ignore[arg-type]


def test_a_session_is_touched_but_rarely(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    with owner(world.url) as conn:
        execute(conn, "UPDATE saas.session SET seen_at = now() - interval '6 minutes'")
    browser.get("/settings")
    with db.unit_of_work(None) as session:
        seen = session.connection().exec_driver_sql("SELECT max(seen_at) FROM saas.session").scalar_one()
    assert (datetime.now(UTC) - seen).total_seconds() < 60
