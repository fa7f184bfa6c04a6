"""Doors: blueprints that say who may enter. A route without a door does not exist (a guard looks)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from flask import Blueprint

from saas.kit.context import Actor, Tenant

Who = Literal["public", "person", "member", "token"]
FIELDS_BESIDE = 1 << 20  # bytes that a form may have around its file


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone at the door, settled by one statement before any unit of work opens.

    `subject` is the identity room's own view of them (a person with companies, or a token); `session_key` seeds CSRF."""

    actor: Actor
    tenant: Tenant | None
    subject: Any = None
    session_key: str = ""
    companies: list[dict[str, str]] = field(default_factory=list)


class Resolver(Protocol):
    """What identity brings to the door."""

    def person(self, cookie: str, company: str | None) -> Entry | None: ...
    def token(self, bearer: str) -> Entry | None: ...


class Door(Blueprint):
    """A blueprint whose every route shares one answer to "who may enter":

    public: anyone · person: signed in, control plane · member: signed in, tenant of /t/<company>/… · token: an API
    token's tenant. A view may be marked `without_unit` when it opens its own (sign-in, streaming, health)."""

    def __init__(self, name: str, import_name: str, who: Who, **kwargs: Any) -> None:
        super().__init__(name, import_name, **kwargs)
        self.who = who


def without_unit(view: Callable[..., Any]) -> Callable[..., Any]:
    """This view opens its own unit of work, or none."""
    view.without_unit = True  # type: ignore[attr-defined]
    return view


def writes(view: Callable[..., Any]) -> Callable[..., Any]:
    """This GET must write (it records that someone looked); everything else reads only."""
    view.writes = True  # type: ignore[attr-defined]
    return view


def takes_files(largest: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """This view takes a file of at most so many bytes; a body without one has the app's own, much smaller limit."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.largest_body = largest + FIELDS_BESIDE  # type: ignore[attr-defined]
        return view

    return mark
