"""Whatever changes something was sent by a page of ours; no route is left out."""

import pytest

from saas.kit.web.front import who_enters
from tests.browser import Browser, signed_in
from tests.cast import Member
from tests.conftest import World


def _unsafe_paths(world: World) -> list[str]:
    """Every address that takes POST from a browser, with something in its places."""
    adapter = world.app.url_map.bind("localhost")
    paths = []
    for rule in world.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and who_enters(world.app, rule.endpoint) != "token":
            values = {name: ("acme" if name == "company" else 1 if "Integer" in type(kind).__name__ else min(getattr(kind, "items", "x")))
                      for name, kind in rule._converters.items()}
            paths.append(adapter.build(rule.endpoint, values, method="POST"))
    return paths


def test_without_the_pages_token_nothing_is_taken(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    paths = _unsafe_paths(world)
    assert len(paths) > 8
    for path in paths:
        for data in ({}, {"csrf_token": "forged"}):
            assert browser.open(path, method="POST", data=data).status_code == 400, path


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
])
def test_another_site_is_refused_even_with_a_token(world: World, ann: Member, headers: dict[str, str]) -> None:
    browser = signed_in(world.app, ann.email)
    assert browser.post("/sign-out", headers=headers).status_code == 400
    assert Browser(world.app).post("/sign-in", {"email": ann.email, "password": "x"}, headers=headers).status_code == 400


def test_a_token_of_another_sign_in_is_refused(world: World, ann: Member) -> None:
    one, two = signed_in(world.app, ann.email), signed_in(world.app, ann.email)
    assert two.post("/sign-out", {"csrf_token": one.csrf}).status_code == 400
    assert two.post("/sign-out").status_code == 303


def test_the_token_may_come_in_a_header(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    assert browser.open("/sign-out", method="POST", headers={"X-CSRF-Token": browser.csrf}).status_code == 303
