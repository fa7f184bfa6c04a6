"""Answers every room gives alike: lists with a cursor, and an outcome for each item of a batch."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from pydantic import BaseModel, create_model

from saas.kit.errors import DomainError
from saas.kit.operations import Outcome
from saas.kit.web.rendering import problem_data


class Wrong(BaseModel):
    """One thing wrong with one field: `pointer` is a JSON pointer into what was sent."""

    pointer: str
    code: str
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457); `code` is stable, `errors` point at fields."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Wrong] | None = None
    request_id: str | None = None


def listing(rows: Iterable[Any], following: str | None) -> dict[str, Any]:
    """A page of a list: {data, next}; send `next` as ?after= for the following one."""
    return {"data": list(rows), "next": following}


def problem_of(error: DomainError) -> dict[str, Any]:
    return problem_data(error)


def outcomes(found: Sequence[Outcome[Any]], name: str, shown: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """{data: [{status, <name> or error}]} in the order of what was sent."""
    return {"data": [{"status": o.status, "error": problem_data(o.error)} if o.error else {"status": o.status, name: shown(o.value)}
                     for o in found]}


def page_of_model(model: type[BaseModel]) -> type[BaseModel]:
    """The schema of a list of these."""
    return create_model(f"{model.__name__}List", data=(list[model], ...), next=(str | None, None))


def outcomes_model(name: str, model: type[BaseModel]) -> type[BaseModel]:
    """The schema of a batch's answer."""
    item = create_model(f"{model.__name__}Outcome", status=(Literal["done", "again", "refused"], ...), error=(Problem | None, None), **{name: (model | None, None)})
    return create_model(f"{model.__name__}Outcomes", data=(list[item], ...))
