"""Batches: an item that can't be read becomes its own refusal, the others go on."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema, to_json

from saas.kit.errors import DomainError
from saas.kit.inputs import Input, refused
from saas.kit.operations import Outcome

M = TypeVar("M", bound=Input)
T = TypeVar("T")


class Each:
    """Annotated[Any, Each(NewOrder)]: described as the input, but read item by item, so that one that can't be read doesn't
    stop the others."""

    def __init__(self, model: type[Input]) -> None:
        self.model = model

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.any_schema(metadata={"pydantic_js_functions": [lambda _any, described: described(self.model.__pydantic_core_schema__)]})


def read_each(model: type[M], items: Sequence[Any]) -> list[M | DomainError]:
    """Each item as the input, or as the error it is; pointers are within the item."""
    return [_one(model, item) for item in items]


def done_each(model: type[M], items: Sequence[Any], verb: Callable[[list[M]], Sequence[Outcome[T]]]) -> list[Outcome[T]]:
    """What the verb makes of those items that can be read, and what is wrong with the others, in the order they were sent."""
    read = read_each(model, items)
    good = [item for item in read if not isinstance(item, DomainError)]
    made = iter(verb(good) if good else ())
    return [Outcome.refused(item) if isinstance(item, DomainError) else next(made) for item in read]


def _one(model: type[M], item: Any) -> M | DomainError:
    """Read as JSON, like a body of its own: the same rules for one and for many."""
    try:
        return model.model_validate_json(to_json(item), strict=True)
    except ValidationError as error:
        return refused(model, error)
