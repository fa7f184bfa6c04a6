"""A number out of its range is told both ends of it, as the input declares them, wherever the number stands."""

import pytest
from pydantic import Field as Bounds
from typing import Annotated, Any

import saas.app  # noqa: F401  knows every room, and with them every input
from saas.kit.errors import Invalid
from saas.kit.inputs import Field, Input, Quantity, read


class Shelf(Input):
    """A shelf with a place."""

    place: int = Field(5, ge=3, le=7)


class Rack(Input):
    """A rack of shelves."""

    height: int | None = Field(None, ge=10, le=20)
    shelves: list[Shelf] = Field([])
    least: dict[str, Annotated[int, Bounds(ge=-4, le=4)]] = Field({})
    pieces: Quantity | None = Field(None)


@pytest.mark.parametrize(("given", "pointer", "ends"), [
    ({"height": 9}, "/height", (10, 20)), ({"height": 21}, "/height", (10, 20)), ({"shelves": [{}, {"place": 8}]}, "/shelves/1/place", (3, 7)),
    ({"least": {"web": -5}}, "/least/web", (-4, 4)), ({"pieces": 0}, "/pieces", (1, 1_000_000_000))])
def test_both_ends_are_told(given: dict[str, Any], pointer: str, ends: tuple[int, int]) -> None:
    with pytest.raises(Invalid) as wrong:
        read(Rack, given)
    (error,) = wrong.value.errors
    assert (error.pointer, error.code, error.data) == (pointer, "out_of_range", {"min": ends[0], "max": ends[1]})


def _inputs(model: type[Input] = Input) -> list[type[Input]]:
    return [found for one in model.__subclasses__() for found in (one, *_inputs(one))]


def _numbers(schema: Any) -> list[dict[str, Any]]:
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return ([schema] if isinstance(schema, dict) and schema.get("type") == "integer" else []) + [n for part in parts for n in _numbers(part)]


def test_every_number_of_an_input_has_both_ends() -> None:
    """One left open is a number that no column holds."""
    numbers = [(model.__name__, one) for model in _inputs() for one in _numbers(model.model_json_schema())]
    assert len(numbers) > 50
    assert [(name, one) for name, one in numbers if not {"minimum", "maximum"} <= one.keys()] == []
