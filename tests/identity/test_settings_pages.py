"""Settings: one's own look and language, password and sessions; the company's people and tokens for who runs it."""

import re
from collections.abc import Iterator

import pytest

from saas.kit.owner import execute, owner
from tests.browser import Browser, signed_in, text_of
from tests.cast import PASSWORD, Member
from tests.conftest import World

OWN = "/t/acme/settings"


@pytest.fixture(autouse=True)
def _as_before(world: World) -> Iterator[None]:
    with owner(world.url) as conn:
        former = execute(conn, "SELECT id, password_hash FROM saas.person")
    yield
    with owner(world.url) as conn:
        for person, secret in former:
            execute(conn, """UPDATE saas.person SET language = NULL, zone = NULL, theme = 'system', density = 'comfortable',
                password_hash = %s WHERE id = %s""", (secret, person))


def test_theme_density_and_language_follow_the_person(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    answer = browser.post(OWN, {"language": "ru", "zone": "Asia/Tokyo", "theme": "dark", "density": "compact"})
    assert answer.status_code == 303
    page = browser.get(OWN).text
    assert '<html lang="ru"' in page and 'data-theme="dark"' in page and 'data-density="compact"' in page and "Asia/Tokyo" in page


def test_what_was_typed_stays_when_it_is_refused(world: World, ann: Member) -> None:
    answer = signed_in(world.app, ann.email).post(OWN, {"language": "en", "zone": "Mars/Olympus", "theme": "dark", "density": "compact"})
    assert answer.status_code == 422 and "Choose a time zone" in text_of(answer) and "Mars/Olympus" in answer.text


def test_the_person_menu_switches_one_thing(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    browser.post(OWN, {"language": "ja", "zone": "Asia/Tokyo", "theme": "light", "density": "compact"})
    answer = browser.post(f"{OWN}/switch", {"theme": "dark", "next": "/t/acme/settings/people"})
    assert (answer.status_code, answer.location) == (303, "/t/acme/settings/people")
    page = browser.get(OWN).text
    assert 'data-theme="dark"' in page and '<html lang="ja"' in page and 'data-density="compact"' in page
    assert 'action="/t/acme/settings/switch"' in page and 'value="ru"' in page


def test_a_switch_that_means_nothing_changes_nothing(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    assert browser.post(f"{OWN}/switch", {"theme": "pink"}).status_code == 400
    assert browser.post(f"{OWN}/switch", {"theme": "dark", "next": "//evil.example"}).location == "/"


def test_a_new_password_ends_the_other_sessions(world: World, ann: Member) -> None:
    here, there = signed_in(world.app, ann.email), signed_in(world.app, ann.email)
    assert here.post(f"{OWN}/password", {"current": PASSWORD, "new": "a new one, long enough"}).status_code == 303
    assert here.get(OWN).status_code == 200 and there.get(OWN).status_code == 302
    assert Browser(world.app).sign_in(ann.email).status_code == 422
    assert Browser(world.app).sign_in(ann.email, "a new one, long enough").status_code == 303


@pytest.mark.parametrize(("current", "new", "says"), [("wrong", "a new one, long enough", "your current password"),
                                                       (PASSWORD, "tooshort", "at least 12 characters")])
def test_a_password_that_cannot_be_changed_says_why(world: World, ann: Member, current: str, new: str, says: str) -> None:
    answer = signed_in(world.app, ann.email).post(f"{OWN}/password", {"current": current, "new": new})
    assert answer.status_code == 422 and says in text_of(answer).replace("&#39;", "'") and new not in answer.text


def test_guesses_at_the_current_password_are_counted(world: World, ann: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(world.app, ann.email)
    monkeypatch.setattr("saas.identity.operations.signing.matches", lambda secret, given: False)
    codes = [browser.post(f"{OWN}/password", {"current": "wrong", "new": "a new one, long enough"}).status_code for _n in range(11)]
    assert codes == [422] * 10 + [429]


def test_one_session_is_ended_from_another(world: World, ann: Member, ben: Member) -> None:
    here, there, bens = signed_in(world.app, ann.email), signed_in(world.app, ann.email), signed_in(world.app, ben.email)
    with owner(world.url) as conn:
        ids = {person: bytes(key).hex() for key, person in execute(conn, "SELECT id, person_id FROM saas.session ORDER BY created_at DESC")}
        ((other,),) = execute(conn, "SELECT id FROM saas.session WHERE id = sha256(%s::text::bytea)", (there.cookie,))
    assert here.post(f"{OWN}/sessions/{bytes(other).hex()}").status_code == 303
    assert there.get(OWN).status_code == 302 and here.get(OWN).status_code == 200
    here.post(f"{OWN}/sessions/{ids[ben.actor.id]}")
    assert bens.get(OWN).status_code == 200, "someone else's session is left alone"
    assert here.post(f"{OWN}/sessions/not-hex").status_code == 404


def test_signing_out_everywhere_else(world: World, ann: Member) -> None:
    here, *others = [signed_in(world.app, ann.email) for _n in range(3)]
    assert here.post(f"{OWN}/sessions").status_code == 303
    assert here.get(OWN).status_code == 200 and [other.get(OWN).status_code for other in others] == [302, 302]


def test_people_are_added_changed_and_removed(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    page = browser.post(f"{OWN}/people", {"name": "Dan", "email": "dan@acme.example", "role": "clerk"})
    shown = re.search(r"\b[0-9a-f]{4}(-[0-9a-f]{4}){3}\b", page.text)
    assert page.status_code == 200 and shown
    dan = Browser(world.app)
    assert dan.sign_in("dan@acme.example", shown[0]).status_code == 303
    assert shown[0] not in browser.get(f"{OWN}/people").text, "shown once"
    with owner(world.url) as conn:
        ((person,),) = execute(conn, "SELECT id FROM saas.person WHERE email = 'dan@acme.example'")
    assert browser.post(f"{OWN}/people/{person}", {"role": "manager"}).status_code == 303
    assert dan.get(f"{OWN}/people").status_code == 200
    assert browser.post(f"{OWN}/people/{person}/remove").status_code == 303
    assert dan.get(f"{OWN}/people").status_code == 404
    assert browser.post(f"{OWN}/people/{person}/remove").status_code == 404


def test_an_address_in_use_is_said_at_the_field(world: World, ann: Member) -> None:
    page = signed_in(world.app, ann.email).post(f"{OWN}/people", {"name": "Zoe", "email": "zoe@bolt.example", "role": "clerk"})
    assert page.status_code == 409 and "address is already in use" in text_of(page) and 'value="zoe@bolt.example"' in page.text


def test_the_last_owner_cannot_be_removed_by_a_click(world: World, ann: Member) -> None:
    answer = signed_in(world.app, ann.email).post(f"{OWN}/people/{ann.actor.id}/remove")
    assert answer.status_code == 409 and "at least one owner" in text_of(answer)


def test_tokens_are_shown_once_and_revoked(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    page = browser.post(f"{OWN}/tokens", {"name": "Shop", "scopes": ["orders:read", "orders:place"]})
    shown = re.search(r"qs_[\w-]{40,}", page.text)
    assert page.status_code == 200 and shown and world.app.resolver.token(shown[0])
    listed = browser.get(f"{OWN}/tokens")
    assert shown[0] not in listed.text and shown[0][-4:] in listed.text
    revoke = re.search(r'action="(/t/acme/settings/tokens/\d+/revoke)"', listed.text)
    assert revoke and browser.post(revoke[1]).status_code == 303
    assert world.app.resolver.token(shown[0]) is None


def test_a_token_needs_a_name_and_something_it_may(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    assert browser.post(f"{OWN}/tokens", {"name": "Shop"}).status_code == 422
    assert browser.post(f"{OWN}/tokens", {"scopes": ["orders:read"]}).status_code == 422
    assert browser.post(f"{OWN}/tokens", {"name": "Shop", "scopes": ["people:manage"]}).status_code == 403


@pytest.mark.parametrize("name", ["ben", "cleo"])
def test_others_see_neither_people_nor_tokens(world: World, name: str) -> None:
    browser = signed_in(world.app, world.people[name].email)
    page = browser.get(OWN)
    assert "/settings/people" not in page.text and "/settings/tokens" not in page.text and "/settings/company" in page.text
    assert browser.get(f"{OWN}/people").status_code == browser.get(f"{OWN}/tokens").status_code == 403
    assert browser.post(f"{OWN}/people", {"name": "Eve", "email": "e@e.example", "role": "owner"}).status_code == 403
    assert browser.post(f"{OWN}/tokens", {"name": "Shop", "scopes": ["orders:read"]}).status_code == 403
