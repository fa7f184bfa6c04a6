"""The description is valid OpenAPI 3.1, complete, and true: whatever it allows, the server answers without breaking."""

import json
import re
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate

from saas.kit.api import ENDPOINTS
from saas.kit.operations import CATALOGUE
from tests.api.conftest import Program
from tests.conftest import World


def test_it_is_valid_and_open_to_anyone(world: World) -> None:
    answer = world.app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    validate(answer.json)


@pytest.mark.parametrize("language", ["en", "ru", "zh-CN", "ja"])
def test_the_page_is_readable_in_every_language(world: World, language: str) -> None:
    page = world.app.test_client().get("/api/v1/docs", headers={"Accept-Language": language})
    assert page.status_code == 200 and "error-not_enough_stock" in page.text


def test_every_route_is_described_and_asks_for_its_verbs_permission(world: World) -> None:
    routes = {(method, rule.rule) for rule in world.app.url_map.iter_rules() if rule.endpoint.split(".")[0].endswith("_api")
              for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert routes == {(e.method, f"/api/v1{e.path}") for e in ENDPOINTS}
    assert {e.permission for e in ENDPOINTS} <= {verb.permission for verb in CATALOGUE.values()}


def test_nobody_gets_in_without_a_token(world: World) -> None:
    for endpoint in ENDPOINTS:
        path = "/api/v1" + endpoint.path.replace("<int:number>", "1").replace("<int:import_id>", "1").replace("<path:sku>", "X")
        assert world.app.test_client().open(path, method=endpoint.method).status_code == 401, path


def _address(case) -> str:  # type: ignore[no-untyped-def]
    """Path and query of a made-up request, below /api/v1."""
    query = urlencode(case.query or {}, doseq=True, errors="replace")
    return case.formatted_path.removeprefix("/api/v1") + (f"?{query}" if query else "")


def _operations() -> list[str]:
    return [f"{e.method} {e.path}" for e in ENDPOINTS]


@pytest.mark.slow
@pytest.mark.parametrize("operation", _operations())
def test_random_requests_never_break_it(acme: Program, world: World, operation: str) -> None:
    """schemathesis makes requests from the description; none may answer 5xx."""
    method, path = operation.split()
    described = schemathesis.openapi.from_dict(world.app.test_client().get("/api/v1/openapi.json").json)
    wanted = "/api/v1" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(described[wanted][method].as_strategy())
    def send(case) -> None:  # type: ignore[no-untyped-def]
        body = json.dumps(case.body) if isinstance(case.body, (dict, list)) and "multipart" not in (case.media_type or "") else None
        answer = acme.send(method, _address(case), body)
        assert answer.status_code < 500, (case.formatted_path, case.body, answer.text)

    send()
