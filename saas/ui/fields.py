"""What a field shows: its label, help, limits and error, taken from the input behind a form where there is one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values a field offers; `hint` tells more beneath or beside it."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the field macro needs. `url` answers a combobox; `prefix` keeps ids apart where a page has two forms."""

    name: str
    label: Any
    value: Any = ""
    error: str | None = None
    help: Any = ""
    optional: bool = False
    choices: Iterable[Any] = ()
    blank: Any = None
    placeholder: Any = ""
    autocomplete: str = ""
    inputmode: str = ""
    code: bool = False
    currency: str = ""
    unit: Any = ""
    rows: int = 3
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    step: str = ""
    autofocus: bool = False
    disabled: bool = False
    multiple: bool = False
    accept: str = ""
    url: str = ""
    prefix: str = ""
    hidden_label: bool = False

    @property
    def id(self) -> str:
        return f"{self.prefix}field-{self.name}"

    @property
    def described(self) -> str:
        """Ids of what is said about the field: the error first."""
        told = ((self.error, "wrong"), (self.help, "help"))
        return " ".join(f"{self.id}-{part}" for text, part in told if text)

    @property
    def options(self) -> list[Choice]:
        return [_choice(offer) for offer in self.choices]

    def chosen(self, value: str) -> bool:
        if isinstance(self.value, list | tuple | set | frozenset):
            return value in {str(one) for one in self.value}
        return value == str(self.value)

    @property
    def ticked(self) -> bool:
        """A checkbox is on: what a browser sends, or what stood there."""
        return self.value is True or str(self.value).lower() in {"on", "true", "yes", "1"}


def _choice(offer: Any) -> Choice:
    """From a Choice, a mapping, a (value, label) pair or a plain value."""
    if isinstance(offer, Choice):
        return offer
    if isinstance(offer, Mapping):
        return Choice(str(offer["value"]), offer["label"], offer.get("hint", ""))
    if isinstance(offer, tuple | list):
        return Choice(str(offer[0]), *offer[1:])
    return Choice(str(offer), str(offer))


def field_facts(form: Any, name: str, given: Mapping[str, Any]) -> Facts:
    """Facts of a field: from the form's input model, overruled by what the page gives. TypeError for an unknown setting."""
    return Facts(**{**(_from_model(form, name) if form is not None else {}), **given, "name": name})


def _from_model(form: Any, name: str) -> dict[str, Any]:
    info = form.model.model_fields.get(name)
    known: dict[str, Any] = {"value": form.value(name), "error": form.error(name)}
    if info is None:
        return known
    longest = [limit.max_length for limit in info.metadata if getattr(limit, "max_length", None)]
    return known | {"label": info.title or name, "help": info.description or "", "optional": not info.is_required(),
                    "max_length": min(longest, default=None)}
