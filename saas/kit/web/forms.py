"""Forms: an input, what a person typed, and what is wrong with it; the person's words are never lost."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from saas.kit import db
from saas.kit.errors import DomainError, FieldError, Invalid
from saas.kit.inputs import Input, read
from saas.kit.web.guarding import FIELD

M = TypeVar("M", bound=Input)
R = TypeVar("R")


class Form(Generic[M]):
    """Form(NewHold, request.form): `submit(verb)` calls the verb with the input read from it, or keeps the errors."""

    def __init__(self, model: type[M], data: Mapping[str, str] | None = None, **initial: Any) -> None:
        self.model = model
        self.typed = {**initial, **{k: v for k, v in (data or {}).items() if k in model.model_fields and k != FIELD}}
        self.errors: list[FieldError] = []
        self.general: list[str] = []
        self.status = 200

    def submit(self, verb: Callable[[M], R]) -> R | None:
        """The verb's result; None when refused, and then `errors`, `general` and `status` say why. What the verb had
        done by then is undone: it ran in a savepoint."""

        def undoable(given: M) -> R:
            with db.session().begin_nested():
                return verb(given)

        return self.attempt(undoable)

    def attempt(self, verb: Callable[[M], R]) -> R | None:
        """As submit, for a verb that opens units of work of its own."""
        try:
            return verb(read(self.model, {k: v for k, v in self.typed.items() if v != "" or self._wants_text(k)}))
        except Invalid as error:
            self.status, self.errors = error.status, error.errors
        except DomainError as error:
            self.status = error.status
            if error.pointer:
                self.errors = [FieldError(error.pointer, error.code, error.data)]
            else:
                self.general = [str(error)]
        return None

    def _wants_text(self, name: str) -> bool:
        """An empty text field is an empty text; any other empty field was left out."""
        info = self.model.model_fields.get(name)
        return info is not None and info.annotation is str and not info.is_required()

    def value(self, name: str) -> Any:
        """What to show in a field: what the person typed, else what was there."""
        return self.typed.get(name, "")

    def error(self, name: str) -> str | None:
        """The sentence under a field, or None."""
        found = next((e for e in self.errors if e.pointer == f"/{name}" or e.pointer.startswith(f"/{name}/")), None)
        return str(found) if found else None

    @property
    def summary(self) -> list[dict[str, str]]:
        """Everything wrong, for the list on top: [{field, text}], field '' for the form as a whole."""
        whole = [{"field": "", "text": text} for text in self.general]
        return whole + [{"field": e.pointer.strip("/").split("/")[0], "text": str(e)} for e in self.errors]
