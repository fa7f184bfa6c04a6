"""What the description says is what the server does: requests are made up from it, good and bad, and every answer is held
against it. The company has something of everything, and half of the requests are about things that are there."""

from collections.abc import Iterator
from contextvars import Context
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (content_type_conformance, negative_data_rejection, response_headers_conformance,
                                               response_schema_conformance, status_code_conformance)

from saas.api.openapi import address
from saas.kit.api import ENDPOINTS
from tests.api.things import things
from tests.cast import Member, token_for
from tests.conftest import World

ALWAYS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, response_headers_conformance]
# An item of a batch that can't be read is refused by itself, and the batch answered.
BATCHES = {f"{e.method} {e.path}" for e in ENDPOINTS if e.status == 207}
OPERATIONS = {f"{e.method} {e.path}": e for e in ENDPOINTS}
HOW = settings(max_examples=40, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
               suppress_health_check=list(HealthCheck))
KNOWN = {"sku": "MUG", "number": 10001}


@pytest.fixture(scope="module")
def described(house: World) -> Any:
    with house.app.app_context():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", house.app)


@pytest.fixture
def filled(world: World, ann: Member) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """What stands in paths, and how Ann's program says who it is."""
    yield things(ann), {"Authorization": f"Bearer {token_for(ann)}"}


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("there", [True, False], ids=["there", "anywhere"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_described(described: Any, filled: Any, operation: str, there: bool, mode: GenerationMode) -> None:
    known, headers = filled
    endpoint = OPERATIONS[operation]
    asked = described[address(endpoint)][endpoint.method]
    fixed = {name: known[name] for name in known if f"{{{name}}}" in address(endpoint)} if there else {}
    if there and not fixed:
        pytest.skip("nothing stands in this path")
    checks = ALWAYS + ([negative_data_rejection] if mode == GenerationMode.NEGATIVE and operation not in BATCHES else [])

    @HOW
    @given(case=asked.as_strategy(generation_mode=mode, path_parameters=fixed or None))
    def send(case: Any) -> None:
        if mode == GenerationMode.POSITIVE:
            case.body = _about(case.body, known)
        answer = Context().run(case.call, headers=headers)
        case.validate_response(answer, checks=checks)
        assert mode == GenerationMode.NEGATIVE or answer.status_code != 415

    send()


def _about(body: Any, known: dict[str, Any]) -> Any:
    """The same body about things that are there, where it names any."""
    if isinstance(body, dict):
        return {name: known["sku"] if name == "sku" and isinstance(value, str) else _about(value, known) for name, value in body.items()}
    return [_about(one, known) for one in body] if isinstance(body, list) else body
