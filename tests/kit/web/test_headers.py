"""A strict content policy with a fresh nonce on every answer, and nothing of a signed-in person in any cache."""

import re

from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter

from saas.kit.web.front import who_enters
from tests.browser import Browser, signed_in
from tests.cast import Member
from tests.conftest import World

EXPECTED = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin"}


def _something(kind: BaseConverter) -> object:
    """What may stand in an address's place: a number, one of its choices, or any word."""
    if isinstance(kind, AnyConverter):
        return sorted(kind.items)[0]
    return 1 if isinstance(kind, IntegerConverter) else "x"


def _pages(world: World) -> list[str]:
    """Every address a browser may open, with something in its places."""
    adapter = world.app.url_map.bind("localhost")
    return [adapter.build(rule.endpoint, {
        name: "acme" if name == "company" else _something(kind) for name, kind in rule._converters.items()})
        for rule in world.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and who_enters(world.app, rule.endpoint) in {"member", "person", "public"}]


def test_nothing_behind_the_sign_in_is_stored_anywhere(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    behind = [path for path in _pages(world) if path.startswith(("/t/", "/settings"))]
    assert len(behind) > 5
    for path in behind:
        answer = browser.get(path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.status_code < 500, (path, answer.text[:300])


def test_every_page_carries_the_policy(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    for path in [*_pages(world), "/nothing-here", "/t/bolt/"]:
        answer = browser.get(path)
        assert EXPECTED.items() <= dict(answer.headers).items(), path
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy


def test_nonces_are_never_used_twice_and_stand_on_every_script(world: World, ann: Member) -> None:
    seen = set()
    for _n in range(5):
        answer = Browser(world.app).get("/sign-in")
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
        assert nonce and nonce[1] not in seen
        seen.add(nonce[1])
        assert all("src=" in script or f'nonce="{nonce[1]}"' in script for script in re.findall(r"<script[^>]*>", answer.text))


def test_unknown_hosts_are_refused_where_hosts_are_named(world: World) -> None:
    world.app.config["TRUSTED_HOSTS"] = ["quayside.example"]
    try:
        assert Browser(world.app).get("/livez", headers={"Host": "evil.example"}).status_code == 400
        assert Browser(world.app).get("/livez", headers={"Host": "quayside.example"}).status_code == 200
    finally:
        world.app.config["TRUSTED_HOSTS"] = None
