"""OpenAPI 3.1 from the declarations that validate. Texts are translated when the description is asked for."""

import re
from typing import Any

from saas.api.refusals import refusals
from saas.api.shapes import REF, Shapes
from saas.kit.api import ENDPOINTS, Endpoint
from saas.kit.api.answers import Problem
from saas.kit.errors import DomainError, Unauthorized
from saas.kit.i18n import _

_PATH = re.compile(r"<(?:(\w+):)?(\w+)>")
_KINDS = {"int": {"type": "integer", "minimum": 1, "maximum": 1 << 62}, "path": {"type": "string", "minLength": 1}}
_PROBLEM = "application/problem+json"
_FILE = {"multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {
    "file": {"type": "string", "format": "binary"}, "kind": {"type": "string", "enum": ["orders", "products", "stock"]}, "profile": {"type": "string"},
    "encoding": {"type": "string"}, "delimiter": {"type": "string", "enum": [",", ";", "\t", "|"]}, "channel": {"type": "string"},
    "create_skus": {"type": "string", "enum": ["true", "false"]}, "triage": {"type": "string", "enum": ["true", "false"]}}}}}


def address(endpoint: Endpoint) -> str:
    """Its path as OpenAPI writes it: /api/v1/orders/{number}."""
    return "/api/v1" + _PATH.sub(r"{\2}", endpoint.path)


def describe(server: str) -> dict[str, Any]:
    """The whole description."""
    shapes, paths = Shapes(), dict[str, Any]()
    for endpoint in ENDPOINTS:
        paths.setdefault(address(endpoint), {})[endpoint.method.lower()] = _operation(endpoint, shapes)
    shapes.answered(Problem)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Quayside API", "version": "1", "description": _("Everything a page can do, through the same verbs.")},
        "servers": [{"url": server}], "security": [{"token": []}], "paths": paths,
        "components": {"schemas": shapes.known, "headers": _headers(), "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _headers() -> dict[str, Any]:
    whole, text = {"type": "integer", "minimum": 0}, {"type": "string"}
    return {
        "RateLimit-Limit": {"description": _("Requests a token may send in a minute."), "required": True, "schema": whole},
        "RateLimit-Remaining": {"description": _("How many are left of them."), "required": True, "schema": whole},
        "RateLimit-Reset": {"description": _("Seconds until all of them are back."), "required": True, "schema": whole},
        "X-Request-Id": {"description": _("Name it when you ask us about this request."), "required": True, "schema": text},
        "ETag": {"description": _("The version; send it as If-Match with a change."), "schema": {"type": "string", "pattern": '^"[0-9]+"$'}},
        "Idempotent-Replayed": {"description": _("This answer was given before."), "schema": {"type": "string", "enum": ["true"]}},
        "Retry-After": {"description": _("Seconds to wait before it is sent again."), "schema": whole},
        "WWW-Authenticate": {"description": _("How to say who you are."), "required": True, "schema": text},
    }


def _named(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _operation(endpoint: Endpoint, shapes: Shapes) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": f"{endpoint.tag}_{endpoint.name}", "tags": [endpoint.tag], "summary": str(endpoint.summary),
        "parameters": _parameters(endpoint, shapes), "x-permission": endpoint.permission,
        "responses": {**_answers(endpoint, shapes), **{str(status): _refusal(errors) for status, errors in refusals(endpoint).items()}}}
    if endpoint.takes:
        needed = any(field.is_required() for field in endpoint.takes.model_fields.values())
        told["requestBody"] = {"required": needed, "content": {"application/json": {"schema": shapes.taken(endpoint.takes)}}}
    elif endpoint.method == "POST":
        told["requestBody"] = {"required": True, "content": _FILE}
    return told


def _answers(endpoint: Endpoint, shapes: Shapes) -> dict[str, Any]:
    """What comes when it went well; a thing made is 201, the same again 200."""
    some = endpoint.shape if endpoint.sparse else None
    headers = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "X-Request-Id"]
    headers += ["ETag"] if endpoint.etag else []
    headers += ["Idempotent-Replayed"] if endpoint.writes else []

    def answer(about: str) -> dict[str, Any]:
        return {"description": about, "headers": _named(*headers), "content": {"application/json": {"schema": shapes.answered(endpoint.gives, some)}}}

    again = {"200": answer(_("It was there already; nothing changed"))} if endpoint.method == "POST" and endpoint.status == 201 else {}
    return {str(endpoint.status): answer(_("Done")), **again}


def _refusal(errors: list[type[DomainError]]) -> dict[str, Any]:
    """A problem of one status, with the codes it may have."""
    codes = [error.code for error in errors]
    schema = {"allOf": [{"$ref": REF.format(model="Problem")}, {"properties": {"code": {"enum": codes}}}]}
    said = "\n".join(f"- `{error.code}`: {error.sentence}" for error in errors)
    waits = errors[0].status in (409, 429, 503)
    headers = _named("X-Request-Id", *(["WWW-Authenticate"] if Unauthorized in errors else []), *(["Retry-After"] if waits else []))
    return {"description": said, "headers": headers, "content": {_PROBLEM: {"schema": schema}}}


def _parameters(endpoint: Endpoint, shapes: Shapes) -> list[dict[str, Any]]:
    found = [{"name": name, "in": "path", "required": True, "schema": _KINDS.get(kind or "", {"type": "string", "minLength": 1})}
             for kind, name in _PATH.findall(endpoint.path)]
    for name, schema in (shapes.query(endpoint.asks) if endpoint.asks else {}).items():
        if name == "fields" and endpoint.sparse:
            one = f"({'|'.join(endpoint.shape.model_fields)})"
            schema = {**schema, "pattern": f"^{one}(,{one})*$"}
        found.append({"name": name, "in": "query", "description": schema.pop("description", schema.get("title", "")), "schema": schema})
    if endpoint.etag and endpoint.writes:
        found.append({"name": "If-Match", "in": "header", "schema": {"type": "string"},
                      "description": _("The ETag you read: refused with 412 if it has changed since.")})
    if endpoint.writes:
        found.append({"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 255},
                      "description": _("The same key and body get the same answer again for two days.")})
    return found
