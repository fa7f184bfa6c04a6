"""Shapes: pydantic's models as JSON schemas of the components, in the reader's words."""

from copy import deepcopy
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

REF = "#/components/schemas/{model}"


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


class Shapes:
    """The components' schemas, each described once."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}
        self._made: dict[str, Any] = {}

    def taken(self, model: type[BaseModel]) -> dict[str, Any]:
        """A reference to the schema of an input."""
        self._describe(model)
        return {"$ref": REF.format(model=model.__name__)}

    def answered(self, model: type[BaseModel], some: type[BaseModel] | None = None) -> dict[str, Any]:
        """A reference to the schema of an answer, which holds nothing that isn't described. With `some`, a model of which
        only chosen fields may stand there: either of the two."""
        for name in self._describe(model):
            if "properties" in self.known[name]:
                self.known[name].setdefault("additionalProperties", False)
        whole = {"$ref": REF.format(model=model.__name__)}
        return {"anyOf": [whole, self._part(model, some)]} if some else whole

    def query(self, model: type[BaseModel]) -> dict[str, Any]:
        """The fields of a query, each with its schema, references put in their place."""
        made = model.model_json_schema(ref_template=REF, schema_generator=_Spoken)
        found = {}
        for name, schema in made["properties"].items():
            offers = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
            found[name] = {**(offers[0] if len(offers) == 1 else {"anyOf": offers}), **{k: v for k, v in schema.items() if k in ("title", "description")}}
        return found

    def _part(self, model: type[BaseModel], some: type[BaseModel]) -> dict[str, Any]:
        """The same answer with chosen fields: nothing of `some` is required."""
        name = f"{some.__name__}Part"
        self.known[name] = {**deepcopy(self.known[some.__name__]), "required": [], "title": name}
        if model is some:
            return {"$ref": REF.format(model=name)}
        self.known[f"{model.__name__}Part"] = part = deepcopy(self.known[model.__name__])
        part["title"], part["properties"]["data"]["items"] = f"{model.__name__}Part", {"$ref": REF.format(model=name)}
        return {"$ref": REF.format(model=f"{model.__name__}Part")}

    def _describe(self, model: type[BaseModel]) -> list[str]:
        """Add a model and what it refers to; their names. Two that are called alike would stand for each other."""
        made = model.model_json_schema(ref_template=REF, schema_generator=_Spoken)
        others = made.pop("$defs", {})
        for name, schema in {**others, model.__name__: made}.items():
            if self._made.setdefault(name, deepcopy(schema)) != schema:
                raise TypeError(f"Two shapes are called {name}.")
            self.known.setdefault(name, schema)
        return [*others, model.__name__]
