"""A program at the API."""

import json
from collections.abc import Callable
from contextvars import Context
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.cast import Member, token_for
from tests.conftest import World


class Program:
    """Sends JSON with a token; every request in a context of its own, as a server gives it."""

    def __init__(self, world: World, token: str) -> None:
        self.app, self.token = world.app, token

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.token}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        data = None if body is None else body if isinstance(body, (bytes, str)) else json.dumps(body)
        kind = {"content_type": "application/json"} if data is not None else {}
        return Context().run(self.app.test_client().open, f"/api/v1{path}", method=method, data=data, headers=sent, **kind)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.send("POST", path, body, **headers)


@pytest.fixture
def program(world: World) -> Callable[..., Program]:
    """program(ann) or program(ann, 'orders:read')."""
    return lambda who, *scopes: Program(world, token_for(who, *scopes))


@pytest.fixture
def acme(program: Callable[..., Program], ann: Member) -> Program:
    return program(ann)
