"""The description is valid OpenAPI 3.1, complete, and readable."""

import re

import pytest
from openapi_spec_validator import validate

from saas.api.views import GROUPS
from saas.kit.api import ENDPOINTS
from saas.kit.operations import CATALOGUE
from tests.conftest import World


def test_it_is_valid_and_open_to_anyone(world: World) -> None:
    answer = world.app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    validate(answer.json)


@pytest.mark.parametrize("language", ["en", "ru", "zh-CN", "ja"])
def test_the_page_is_readable_in_every_language(world: World, language: str) -> None:
    page = world.app.test_client().get("/api/v1/docs", headers={"Accept-Language": language})
    assert page.status_code == 200 and "error-not_enough_stock" in page.text
    with world.app.test_request_context(headers={"Accept-Language": language}):
        assert all(f'id="{room}">\n<h2>{GROUPS[room]} <span' in page.text for room in {one.tag for one in ENDPOINTS})


def test_every_route_is_described_and_asks_for_its_verbs_permission(world: World) -> None:
    routes = {(method, rule.rule) for rule in world.app.url_map.iter_rules() if rule.endpoint.split(".")[0].endswith("_api")
              for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert routes == {(e.method, f"/api/v1{e.path}") for e in ENDPOINTS}
    assert {e.permission for e in ENDPOINTS} <= {verb.permission for verb in CATALOGUE.values()}


def test_every_refusal_is_described_with_its_codes(world: World) -> None:
    described = world.app.test_client().get("/api/v1/openapi.json").json["paths"]
    hold = described["/api/v1/orders/{number}/hold"]["post"]
    assert {"200", "400", "401", "403", "404", "409", "413", "415", "422", "429", "503"} <= hold["responses"].keys()
    codes = hold["responses"]["404"]["content"]["application/problem+json"]["schema"]["allOf"][1]["properties"]["code"]["enum"]
    assert "unknown_order" in codes and "not_found" in codes
    read = described["/api/v1/orders"]["get"]["responses"]
    assert "409" not in read and "413" not in read, "a read refuses nothing of the kind"


def test_nobody_gets_in_without_a_token(world: World) -> None:
    for endpoint in ENDPOINTS:
        path = "/api/v1" + re.sub(r"<int:\w+>", "1", re.sub(r"<(path:)?\w+>", "X", endpoint.path))
        assert world.app.test_client().open(path, method=endpoint.method).status_code == 401, path
