"""Endpoints: declared once, with what they take and give, the verb's permission and one sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response, g, request
from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from saas.kit.api.idempotency import answered_before, remember
from saas.kit.api.limiting import count_request
from saas.kit.errors import BadRequest, Invalid
from saas.kit.inputs import field_error
from saas.kit.web import Door
from saas.kit.web.rendering import WrongMedia

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Param:
    """A query parameter: its name, JSON-schema type, and what it says."""

    name: str
    kind: str
    about: Any
    many: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the documentation and the guard tests know of one endpoint."""

    method: str
    path: str
    summary: Any
    permission: str
    takes: type[BaseModel] | None
    gives: type[BaseModel]
    status: int
    params: tuple[Param, ...]
    tag: str
    name: str


ENDPOINTS: list[Endpoint] = []
View = Callable[..., Any]


class Api(Door):
    """The API door of a room: routes under /api/v1, entered with a token of one tenant."""

    def __init__(self, room: str, import_name: str) -> None:
        super().__init__(f"{room}_api", import_name, "token", url_prefix="/api/v1")
        self.room = room

    def endpoint(self, method: str, path: str, *, gives: type[BaseModel], permission: str, summary: Any,
                 takes: type[BaseModel] | None = None, status: int = 200, params: Sequence[Param] = (),
                 keyed: bool = True) -> Callable[[View], View]:
        """Declare an endpoint. The view gets the input it takes (if any) and the path's values, and returns a body or
        (body, status[, headers]). `keyed` False: the view minds the Idempotency-Key itself."""

        def declare(view: View) -> View:
            ENDPOINTS.append(Endpoint(method, path, summary, permission, takes, gives, status, tuple(params), self.room, view.__name__))
            self.add_url_rule(path, view.__name__, _served(view, takes, status, method == "POST" and keyed), methods=[method])
            return view

        return declare


def _served(view: View, takes: type[BaseModel] | None, status: int, keyed: bool) -> View:
    @wraps(view)
    def serve(**values: Any) -> Response:
        count_request(g.entry.subject.id)
        key = request.headers.get("Idempotency-Key", "") if keyed else ""
        if key and (before := answered_before(key)):
            return before
        answer = view(given(takes), **values) if takes else view(**values)
        response = _response(answer if isinstance(answer, tuple) else (answer, status))
        if key:
            remember(key, response)
        return response

    return serve


def _response(answer: Any) -> Response:
    if isinstance(answer[0], Response):
        return answer[0]
    body, status, *headers = answer
    return Response(dumped(body), status, headers[0] if headers else None, mimetype=JSON)


def dumped(body: Any) -> bytes:
    """JSON without a space too many, as UTF-8."""
    return to_json(body, fallback=str)


def given(model: type[BaseModel]) -> Any:
    """The request's JSON as the input; every field error at once, BadRequest for what isn't JSON."""
    body = request.get_data()
    if body and not request.mimetype.endswith("json"):
        raise WrongMedia()
    try:
        return model.model_validate_json(body or b"{}")
    except ValidationError as error:
        found = error.errors(include_url=False)
        if any(item["type"] == "json_invalid" for item in found):
            raise BadRequest() from None
        raise Invalid([field_error(item) for item in found]) from None
