"""Endpoints: declared once, with what they take and give, the verb's permission and one sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, get_args

from flask import Response, g, request
from pydantic import BaseModel
from pydantic_core import to_json

from saas.kit.api.asking import Sparse, asked, chosen_fields, given, may, only_known, unchanged
from saas.kit.api.idempotency import JSON, answered_in_parts, answered_once, refused
from saas.kit.api.limiting import count_request
from saas.kit.errors import DomainError, Forbidden
from saas.kit.inputs import Input
from saas.kit.web import Door


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the documentation and the guard tests know of one endpoint. `asks` is its query, `takes` its body; `errors` are
    those its verb may raise, None where nobody said; `etag` the statement that locks the thing and gives its version."""

    method: str
    path: str
    summary: Any
    permission: str
    takes: type[BaseModel] | None
    gives: type[BaseModel]
    status: int
    tag: str
    name: str
    asks: type[Input] | None = None
    errors: tuple[type[DomainError], ...] | None = None
    etag: str = ""

    @property
    def writes(self) -> bool:
        """It takes an Idempotency-Key, and an If-Match where it has an ETag."""
        return self.method != "GET"

    @property
    def shape(self) -> type[BaseModel]:
        """What one of the things answered is made of: a list's item, or the answer itself."""
        listed = self.gives.model_fields.get("data")
        return get_args(listed.annotation)[0] if listed is not None and get_args(listed.annotation) else self.gives

    @property
    def sparse(self) -> bool:
        """?fields= chooses some of it."""
        return self.asks is not None and issubclass(self.asks, Sparse)

    @property
    def query(self) -> frozenset[str]:
        """The names of its query parameters."""
        return frozenset(self.asks.model_fields if self.asks else ())


ENDPOINTS: list[Endpoint] = []
View = Callable[..., Any]


class Api(Door):
    """The API door of a room: routes under /api/v1, entered with a token of one tenant."""

    def __init__(self, room: str, import_name: str) -> None:
        super().__init__(f"{room}_api", import_name, "token", url_prefix="/api/v1")
        self.register_error_handler(DomainError, refused)
        self.room = room

    def endpoint(self, method: str, path: str, *, gives: type[BaseModel], permission: str, summary: Any,
                 takes: type[BaseModel] | None = None, asks: type[Input] | None = None, status: int = 200,
                 errors: Sequence[type[DomainError]] | None = None, etag: str = "") -> Callable[[View], View]:
        """Declare an endpoint. The view gets the query it asks and the input it takes (if any), in this order, and the path's
        values; it returns a body or (body, status[, headers]). With `etag` a write takes If-Match, and a read answers one."""

        def declare(view: View) -> View:
            one = Endpoint(method, path, summary, permission, takes, gives, status, self.room, view.__name__, asks,
                           None if errors is None else tuple(errors), etag)
            ENDPOINTS.append(one)
            self.add_url_rule(path, view.__name__, _served(view, one), methods=[method])
            return view

        return declare


def _served(view: View, one: Endpoint) -> View:
    once = answered_in_parts if getattr(view, "without_unit", False) else answered_once

    @wraps(view)
    def serve(**values: Any) -> Response:
        count_request(g.entry.subject.id)
        if not may(one.permission):
            raise Forbidden(permission=one.permission)
        sent = _sent(one)
        key = request.headers.get("Idempotency-Key", "") if one.writes else ""
        return once(key, lambda: _answered(view, one, sent, values)) if key else _answered(view, one, sent, values)

    return serve


def _answered(view: View, one: Endpoint, sent: list[Any], values: dict[str, Any]) -> Response:
    if one.etag and one.writes:
        unchanged(one.etag, {**(dict(sent[-1]) if one.takes else {}), **values})  # what the body names, where the path doesn't
    answer = view(*sent, **values)
    return _response(_chosen(one, answer if isinstance(answer, tuple) else (answer, one.status)))


def _sent(one: Endpoint) -> list[Any]:
    """The query and the body as inputs, those of them that the endpoint has."""
    only_known(one.query)
    return ([asked(one.asks)] if one.asks else []) + ([given(one.takes)] if one.takes else [])


def _chosen(one: Endpoint, answer: Any) -> Any:
    """The answer with the fields asked for, of itself or of each thing in its list."""
    wanted = chosen_fields(one.shape) if one.sparse else None
    if wanted is None or isinstance(answer[0], Response):
        return answer
    body = answer[0]
    some = {**body, "data": [_some(item, wanted) for item in body["data"]]} if "data" in one.gives.model_fields else _some(body, wanted)
    return (some, *answer[1:])


def _some(body: dict[str, Any], wanted: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name in wanted}


def _response(answer: Any) -> Response:
    if isinstance(answer[0], Response):
        return answer[0]
    body, status, *headers = answer
    return Response(dumped(body), status, headers[0] if headers else None, mimetype=JSON)


def dumped(body: Any) -> bytes:
    """JSON without a space too many, as UTF-8."""
    return to_json(body, fallback=str)
