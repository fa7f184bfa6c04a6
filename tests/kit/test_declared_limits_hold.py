"""A limit declared on a field holds, also where its type has a wider one, in the check and in the description alike."""

from typing import Annotated

import pytest
from pydantic import ValidationError

import saas.app  # noqa: F401  every room's inputs
from saas.kit.inputs import Field, Input, Line, Number, Prose, Quantity


class Wish(Input):
    name: Line = Field("x", min_length=1, max_length=60)
    note: Prose | None = Field(None, max_length=10)
    pieces: Quantity = Field(1, le=500)
    order: Number = 1
    reason: Annotated[Prose, Field(max_length=10)] = ""


@pytest.mark.parametrize(("name", "value"), [("name", "x" * 61), ("name", ""), ("note", "x" * 11), ("pieces", 501), ("pieces", 0), ("order", 0), ("reason", "x" * 11)])
def test_what_is_beyond_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Wish(**{name: value})  # type: ignore[arg-type]


def test_what_is_within_is_taken() -> None:
    assert Wish(name="x" * 60, note="x" * 10, pieces=500, order=1 << 62, reason="x" * 10).pieces == 500


def test_the_description_says_the_same() -> None:
    told = Wish.model_json_schema()["properties"]
    assert (told["name"]["maxLength"], told["pieces"]["maximum"], told["reason"]["maxLength"]) == (60, 500, 10)


def _all(model: type[Input]) -> list[type[Input]]:
    return [model, *(one for below in model.__subclasses__() for one in _all(below))]


def test_every_input_of_the_house_keeps_its_own_limits() -> None:
    loose = []
    for model in _all(Input):
        described = model.model_json_schema()["properties"] if model.model_fields else {}
        for name, info in model.model_fields.items():
            most = [limit for one in info.metadata if (limit := getattr(one, "max_length", None)) is not None]
            if most and described[name].get("maxLength", described[name].get("maxItems", min(most))) != min(most):
                loose.append(f"{model.__name__}.{name}")
    assert loose == []
