"""Batches: an item that can't be read becomes its own refusal, the others go on."""

from collections.abc import Sequence
from typing import Any, TypeVar

from saas.kit.errors import DomainError, Invalid
from saas.kit.inputs import Input, read

M = TypeVar("M", bound=Input)


def read_each(model: type[M], items: Sequence[Any]) -> list[M | DomainError]:
    """Each item as the input, or as the error it is; pointers are within the item."""
    return [_one(model, item) for item in items]


def _one(model: type[M], item: Any) -> M | DomainError:
    try:
        return read(model, item)
    except Invalid as error:
        return error
