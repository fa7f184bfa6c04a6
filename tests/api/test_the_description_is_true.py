"""What the description says is what the server does: requests are made up from it, good and bad, and every answer is held
against it. The company has something of everything, and most of the requests are about things that are there."""

from collections.abc import Iterator
from contextvars import Context
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (content_type_conformance, negative_data_rejection, response_headers_conformance,
                                               response_schema_conformance, status_code_conformance)

from saas.api.openapi import address
from saas.kit.api import ENDPOINTS, Endpoint
from tests.api.things import Things, things
from tests.cast import Member, token_for
from tests.conftest import World

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, response_headers_conformance]
OPERATIONS = {f"{e.method} {e.path}": e for e in ENDPOINTS}
RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


@pytest.fixture(scope="module")
def described(house: World) -> Any:
    with house.app.app_context():
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", house.app)


@pytest.fixture
def known(world: World, ann: Member) -> Iterator[Things]:
    yield things(ann)


def test_each_address_answers_as_described(described: Any, known: Things, ann: Member, subtests: pytest.Subtests) -> None:
    token = token_for(ann)
    for operation, endpoint in OPERATIONS.items():
        with subtests.test(operation):
            _hold(described, endpoint, known, token, 1)


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_described(described: Any, known: Things, ann: Member, operation: str) -> None:
    _hold(described, OPERATIONS[operation], known, token_for(ann), 12)


def _hold(described: Any, endpoint: Endpoint, known: Things, token: str, times: int) -> None:
    """Each kind of request so many times: about what is there, about anything, and such as the description forbids."""
    asked = described[address(endpoint)][endpoint.method]
    for mode, there in ((RIGHT, True), (RIGHT, False), (WRONG, True)):
        fixed = known.path(endpoint.path) if there else {}
        # An item of a batch that can't be read is refused by itself, and the batch answered.
        checks = [*CHECKS, negative_data_rejection] if mode is WRONG and endpoint.status != 207 else CHECKS

        @settings(max_examples=times, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=asked.as_strategy(generation_mode=mode, path_parameters=fixed or None))
        def send(case: Case) -> None:
            if there and mode is RIGHT:
                case.body = known.about(case.body)
            answer = Context().run(case.call, headers={"Authorization": f"Bearer {token}"})
            case.validate_response(answer, checks=checks)

        send()
