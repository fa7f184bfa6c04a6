"""Batches whose items may come twice: each is refused, known by its key, or planned; what is planned is written together."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from saas.kit.errors import DomainError
from saas.kit.keys import KeyReused, once_more
from saas.kit.operations import Outcome

P = TypeVar("P")
V = TypeVar("V")


def each_once(batch: Sequence[Any], before: Mapping[str, tuple[str, V]], plan: Callable[[Any], P], write: Callable[[list[P]], list[V]]) -> list[Outcome[V]]:
    """An outcome for each item. `before` holds what keys stand for already, with its fingerprint; a key seen earlier in the
    batch stands for what came of it there. `write` gives a value for each plan, in their order."""
    plans: list[P] = []
    found: list[Outcome[V] | tuple[Callable[[V], Outcome[V]], int]] = []
    keys: dict[str, tuple[str, int]] = {}
    for item in batch:
        if isinstance(item, DomainError):
            found.append(Outcome.refused(item))
        elif item.key in before:
            found.append(once_more(item, *before[item.key]))
        elif item.key and item.key in keys:
            fingerprint, place = keys[item.key]
            found.append(Outcome.refused(KeyReused("/key")) if item.is_other_than(fingerprint) else (Outcome.again, place))
        else:
            try:
                plans.append(plan(item))
            except DomainError as error:
                found.append(Outcome.refused(error))
                continue
            keys[item.key] = item.fingerprint, len(plans) - 1
            found.append((Outcome.done, len(plans) - 1))
    made = write(plans) if plans else []
    return [one if isinstance(one, Outcome) else one[0](made[one[1]]) for one in found]
