"""Every verb names a permission, every permission has a verb, every route says who may enter."""

from importlib import import_module

import pytest

from saas.identity.roles import PERMISSIONS
from saas.kit.operations import CATALOGUE
from saas.kit.web.front import who_enters
from tests.conftest import World
from tests.guards.source import ROOT, python_files

for path in python_files("tenants"):
    if {"operations", "queries"} & set(path.parts) or path.name in ("operations.py", "queries.py"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))

WITHOUT_TENANT = {"people:manage", "people:read", "tokens:manage"}


def test_verbs_and_roles_name_the_same_permissions(house: World) -> None:
    named = {verb.permission for verb in CATALOGUE.values()}
    assert named - PERMISSIONS.keys() == set(), "Give the permission to someone in saas/identity/roles.py."
    assert PERMISSIONS.keys() - named - WITHOUT_TENANT == set(), "Nobody asks for this permission; take it out of the table."


def test_every_route_says_who_may_enter(house: World) -> None:
    for rule in house.app.url_map.iter_rules():
        assert who_enters(house.app, rule.endpoint) in {"public", "person", "member", "token"}


def test_every_verb_has_a_test(house: World) -> None:
    tests = "\n".join(path.read_text() for path in python_files("tests"))
    missing = sorted(name for name in CATALOGUE if name.split(".")[-1] + "(" not in tests)
    assert not missing, f"{missing}: write one sentence, one verb, one or two facts under {ROOT / 'tests'}."


@pytest.mark.parametrize("name", ["saas", "tenants"])
def test_no_float_near_money(name: str) -> None:
    found = [str(path) for path in python_files(name) if "float(" in path.read_text()
             and not any(part in str(path) for part in ("i18n", "bench", "embedded", "charts", "encodings"))]
    assert not found, "Money and quantities are integers; a float loses some of them."
