"""What can go wrong, as classes: a status, a stable code, data, and one sentence, translated when it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from saas.kit.i18n import _l

ERRORS: dict[str, type["DomainError"]] = {}


class BootError(Exception):
    """The house can't start; the message is one sentence that tells a person what to do."""


class DomainError(Exception):
    """Raised anywhere, rendered once (kit.web): problem+json, a page, or on the form's field."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refused"
    sentence: ClassVar[Any] = _l("This can't be done.")

    def __init__(self, pointer: str = "", **data: Any) -> None:
        super().__init__(self.code)
        self.pointer = pointer
        self.data = data

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.code in ERRORS:
            raise TypeError(f"Two errors are called {cls.code}.")
        ERRORS[cls.code] = cls

    def __str__(self) -> str:
        return sentence(self.code, self.data)


def sentence(code: str, data: Mapping[str, Any]) -> str:
    """The sentence of a stored error (code and data) in the reader's language."""
    kind = ERRORS.get(code, DomainError)
    text = str(kind.sentence)
    return text % data if data else text


class NotFound(DomainError):
    status = 404
    code = "not_found"
    sentence = _l("This page doesn't exist, or you don't have access to it.")


class Forbidden(DomainError):
    status = 403
    code = "forbidden"
    sentence = _l("Your role doesn't allow this. Ask the owner of your company.")


class Unauthorized(DomainError):
    status = 401
    code = "unauthorized"
    sentence = _l("Sign in first, or send a valid token.")


class BadRequest(DomainError):
    status = 400
    code = "bad_request"
    sentence = _l("The request can't be read.")


class TooMany(DomainError):
    status = 429
    code = "too_many_requests"
    sentence = _l("Too many requests. Wait %(seconds)s seconds and send it again.")


class Stale(DomainError):
    status = 412
    code = "stale"
    sentence = _l("Someone else changed this in the meantime. Reload the page and make your change again.")


class Unavailable(DomainError):
    status = 503
    code = "unavailable"
    sentence = _l("A server isn't responding. Nothing was lost or left half done; try again in a moment.")


class Suspended(DomainError):
    status = 403
    code = "suspended"
    sentence = _l("This company is suspended. Its data is safe; ask your provider to open it again.")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field. `pointer` is a JSON pointer: /lines/0/quantity."""

    pointer: str
    code: str
    data: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return sentence(self.code, self.data)


class Invalid(DomainError):
    """One or more fields can't be taken; carries all of them."""

    status = 422
    code = "invalid"
    sentence = _l("Some fields need another look.")

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__()
        self.errors = list(errors)
