"""OpenAPI 3.1 from the declarations that validate. Texts are translated when the description is asked for."""

import re
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from saas.kit.api import ENDPOINTS, Endpoint
from saas.kit.api.answers import Problem
from saas.kit.i18n import _

REF = "#/components/schemas/{model}"
_PATH = re.compile(r"<(?:(\w+):)?(\w+)>")
_KINDS = {"int": {"type": "integer", "minimum": 1}, "path": {"type": "string"}}


class _Spoken(GenerateJsonSchema):
    """Lazy titles and descriptions become words of the reader's language."""

    def generate(self, schema: Any, mode: Any = "validation") -> Any:
        return spoken(super().generate(schema, mode))

    def sort(self, value: Any, parent_key: Any = None) -> Any:
        return value


def spoken(value: Any) -> Any:
    """The same structure with every lazy text said."""
    if isinstance(value, dict):
        return {str(k): spoken(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [spoken(v) for v in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def describe(server: str) -> dict[str, Any]:
    """The whole description."""
    schemas: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        path = "/api/v1" + _PATH.sub(r"{\2}", endpoint.path)
        paths.setdefault(path, {})[endpoint.method.lower()] = _operation(endpoint, schemas)
    _schema(Problem, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Quayside API", "version": "1", "description": _("Everything a page can do, through the same verbs.")},
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _operation(endpoint: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": f"{endpoint.tag}_{endpoint.name}", "tags": [endpoint.tag], "summary": str(endpoint.summary),
        "parameters": _parameters(endpoint), "x-permission": endpoint.permission,
        "responses": {str(endpoint.status): _content(_schema(endpoint.gives, schemas), _("Done")),
                      "default": _content({"$ref": REF.format(model="Problem")}, _("What went wrong"), "application/problem+json")}}
    if endpoint.method == "POST" and endpoint.status == 201:
        told["responses"]["200"] = _content(_schema(endpoint.gives, schemas), _("It was there already; nothing changed"))
    if endpoint.takes:
        told["requestBody"] = {"required": bool(_needed(endpoint.takes)), "content": {"application/json": {"schema": _schema(endpoint.takes, schemas)}}}
    elif endpoint.method == "POST":
        told["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": {
            "type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}, "kind": {
                "type": "string", "enum": ["orders", "products", "stock"]}, "profile": {"type": "string"}, "encoding": {"type": "string"},
                "channel": {"type": "string"}}}}}}
    return told


def _needed(model: type[BaseModel]) -> list[str]:
    return [name for name, field in model.model_fields.items() if field.is_required()]


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found = [{"name": name, "in": "path", "required": True, "schema": _KINDS.get(kind or "path", {"type": "string"})}
             for kind, name in _PATH.findall(endpoint.path)]
    found += [{"name": p.name, "in": "query", "description": str(p.about), "schema": {"type": "array", "items": {"type": p.kind}} if p.many
               else {"type": p.kind}} for p in endpoint.params]
    if endpoint.method == "POST":
        found.append({"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 255},
                      "description": _("The same key and body get the same answer again for two days.")})
    return found


def _content(schema: dict[str, Any], about: str, media: str = "application/json") -> dict[str, Any]:
    return {"description": about, "content": {media: {"schema": schema}}}


def _schema(model: type[BaseModel], schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference; the schema and what it refers to go to the components."""
    if model.__name__ not in schemas:
        made = model.model_json_schema(ref_template=REF, schema_generator=_Spoken)
        schemas.update(made.pop("$defs", {}))
        schemas[model.__name__] = made
    return {"$ref": REF.format(model=model.__name__)}
