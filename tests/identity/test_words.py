"""Every role and every scope has a name; browsers and zones read as people know them."""

import pytest

from saas.identity import roles, words
from saas.kit.i18n import speaking
from tests.conftest import World


def test_every_scope_and_role_has_a_name() -> None:
    assert words.SCOPES.keys() == roles.SCOPES
    assert words.ROLES.keys() == {*roles.TENANT_ROLES, *roles.HOUSE_ROLES, roles.OPERATOR}
    assert words.MAY.keys() == set(roles.TENANT_ROLES)


@pytest.mark.parametrize(("agent", "name"), [
    ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36", "Chrome on Linux"),
    ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/127.0", "Firefox on Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604.1", "Safari on iPhone"),
    ("curl/8.0", "An unknown browser"),
])
def test_browsers_are_recognised(agent: str, name: str) -> None:
    assert words.browser_name(agent) == name


def test_zones_are_places_in_the_readers_language(world: World) -> None:
    with world.app.test_request_context(), speaking("ja"):
        zones = dict(words.zone_choices())
    assert "日本" in zones["Asia/Tokyo"] and "UTC" in zones and "localtime" not in zones and len(zones) > 300
