"""Verbs: functions with an imperative name and a permission. Every door calls the same one.

The hot ones take many and answer with an Outcome each; one is a batch of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from saas.kit.context import actor
from saas.kit.errors import DomainError, Forbidden

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verb:
    """What the catalogue knows of a verb: `orders.place_orders`, its permission, the function, whether it writes."""

    name: str
    permission: str
    function: Callable[..., Any]
    writes: bool

    @property
    def summary(self) -> str:
        return (self.function.__doc__ or "").strip().split("\n")[0]


CATALOGUE: dict[str, Verb] = {}


def operation(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a verb that changes something, and who may."""
    return _declared(permission, writes=True)


def query(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a read, and who may."""
    return _declared(permission, writes=False)


def must(permission: str) -> None:
    """Forbidden for whoever may not. Verbs ask it by themselves; a page that asks how is for those who may, too."""
    if not actor().may(permission):
        raise Forbidden(permission=permission)


def _declared(permission: str, writes: bool) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def declare(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            must(permission)
            return function(*args, **kwargs)

        room = next(part for part in reversed(function.__module__.split(".")) if part not in {"operations", "queries"}
                    and not function.__module__.endswith((f"operations.{part}", f"queries.{part}")))
        name = f"{room}.{function.__name__}"
        CATALOGUE[name] = Verb(name, permission, guarded, writes)
        return guarded

    return declare


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of one item of a batch: done, again (it was done before, nothing changed), or refused."""

    status: str
    value: T | None = None
    error: DomainError | None = None

    @classmethod
    def done(cls, value: T) -> "Outcome[T]":
        return cls("done", value)

    @classmethod
    def again(cls, value: T) -> "Outcome[T]":
        return cls("again", value)

    @classmethod
    def refused(cls, error: DomainError) -> "Outcome[T]":
        return cls("refused", None, error)

    def result(self) -> T:
        """The value, or the error raised: how a door asks for a batch of one."""
        if self.error:
            raise self.error
        return self.value  # type: ignore[return-value]


def only(outcomes: Sequence[Outcome[T]]) -> T:
    """The result of a batch of one."""
    (outcome,) = outcomes
    return outcome.result()
