"""Inputs: declared once (pydantic, with lazy titles), read from a form, JSON, a file's column or the command line."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from saas.kit.errors import DomainError, FieldError, Invalid
from saas.kit.i18n import _l


class Input(BaseModel):
    """Base of every input: frozen, trimmed, nothing unknown taken, no NUL anywhere (PostgreSQL can't hold it)."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, arbitrary_types_allowed=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_given: Any) -> None:
        """A field's own limits hold where its type has wider ones: of several, pydantic takes the type's."""
        narrowed = [(info, own) for info in cls.model_fields.values() if (own := _narrowed(info.metadata))]
        for info, own in narrowed:
            info.metadata += own
        if narrowed:
            cls.model_rebuild(force=True)


def _narrowed(metadata: list[Any]) -> list[Any]:
    """The narrowest of each kind of limit that is given more than once."""
    found: list[Any] = []
    for kind, name, narrowest in ((MaxLen, "max_length", min), (MinLen, "min_length", max), (Le, "le", min), (Ge, "ge", max)):
        limits = [limit for one in metadata if (limit := getattr(one, name, None)) is not None]
        if len(set(limits)) > 1:
            found.append(kind(narrowest(limits)))
    return found


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("nul")
    return text


def _amount(value: object) -> object:
    """A JSON number was rounded before anyone saw it: an amount is a text."""
    if not isinstance(value, str):
        raise DomainErrorValue(NotAnAmount())
    return value


CURRENCY = r"^[A-Z]{3}$"
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_no_nul)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_no_nul)]
Prose = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_no_nul)]
AMOUNT, POSITIVE = r"^-?\d{1,13}(\.\d{1,4})?$", r"^\d{1,13}(\.\d{1,4})?$"
Amount = Annotated[str, StringConstraints(pattern=AMOUNT), BeforeValidator(_amount)]
Positive = Annotated[str, StringConstraints(pattern=POSITIVE), BeforeValidator(_amount)]
Number = Annotated[int, Field(ge=1, le=1 << 62)]
LineNumber = Annotated[int, Field(ge=1, le=(1 << 31) - 1)]
Quantity = Annotated[int, Field(ge=1, le=1_000_000_000)]
CurrencyCode = Annotated[str, StringConstraints(pattern=CURRENCY)]


class Missing(DomainError):
    status, code, sentence = 422, "missing", _l("Fill this in.")


class Unknown(DomainError):
    status, code, sentence = 422, "unknown_field", _l("This field isn't known here.")


class TooLong(DomainError):
    status, code, sentence = 422, "too_long", _l("At most %(max)s characters.")


class TooShort(DomainError):
    status, code, sentence = 422, "too_short", _l("At least %(min)s characters.")


class TooManyItems(DomainError):
    status, code, sentence = 422, "too_many_items", _l("At most %(max)s at once.")


class TooFewItems(DomainError):
    status, code, sentence = 422, "too_few_items", _l("At least %(min)s.")


class OutOfRange(DomainError):
    status, code, sentence = 422, "out_of_range", _l("Must be between %(min)s and %(max)s.")


class NotANumber(DomainError):
    status, code, sentence = 422, "not_a_number", _l("Enter a whole number.")


class NotAnAmount(DomainError):
    status, code, sentence = 422, "not_an_amount", _l("Enter an amount such as 12.50, with as many decimals as the currency has.")


class NotACurrency(DomainError):
    status, code, sentence = 422, "not_a_currency", _l("Enter the three letters of a currency, such as EUR.")


class NotAChoice(DomainError):
    status, code, sentence = 422, "not_a_choice", _l("Choose one of the values offered.")


class NotADate(DomainError):
    status, code, sentence = 422, "not_a_date", _l("Enter a date and time such as 2026-11-24T09:30:00+09:00.")


class NotOurTime(DomainError):
    status, code, sentence = 422, "not_our_time", _l("Enter a date from %(first)s to %(last)s.")


class NotUnderstood(DomainError):
    status, code, sentence = 422, "not_understood", _l("This value can't be read.")


_BY_TYPE: dict[str, tuple[type[DomainError], dict[str, str]]] = {
    "missing": (Missing, {}), "extra_forbidden": (Unknown, {}),
    "string_too_long": (TooLong, {"max": "max_length"}), "string_too_short": (TooShort, {"min": "min_length"}),
    "too_long": (TooManyItems, {"max": "max_length"}), "too_short": (TooFewItems, {"min": "min_length"}),
    "int_parsing": (NotANumber, {}), "int_type": (NotANumber, {}), "int_from_float": (NotANumber, {}),
    "literal_error": (NotAChoice, {}), "enum": (NotAChoice, {}),
    "datetime_parsing": (NotADate, {}), "datetime_from_date_parsing": (NotADate, {}), "timezone_aware": (NotADate, {}),
    "date_parsing": (NotADate, {}), "date_from_datetime_parsing": (NotADate, {}),
}
_BY_PATTERN: dict[str, type[DomainError]] = {AMOUNT: NotAnAmount, POSITIVE: NotAnAmount, CURRENCY: NotACurrency}
_RANGE = {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}

M = TypeVar("M", bound=Input)


def read(model: type[M], data: Any) -> M:
    """Data of any door → the input; Invalid with every field error and its JSON pointer otherwise."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise refused(model, error) from None


def refused(model: type[BaseModel], error: ValidationError) -> Invalid:
    """Every one of pydantic's errors about a model as ours."""
    return Invalid([field_error(model, item) for item in error.errors(include_url=False)])


def field_error(model: type[BaseModel], item: Mapping[str, Any]) -> FieldError:
    """One of pydantic's errors as ours: JSON pointer, stable code, data for the sentence."""
    pointer = "".join(f"/{part}" for part in item["loc"])
    context = item.get("ctx") or {}
    cause = context.get("error")
    if isinstance(cause, DomainErrorValue):
        return FieldError(pointer + cause.error.pointer, cause.error.code, cause.error.data)
    if item["type"] in _RANGE:
        return FieldError(pointer, OutOfRange.code, _range(model, item["loc"]))
    if item["type"] == "string_too_short" and not str(item.get("input") or "").strip():
        return FieldError(pointer, Missing.code)
    if item["type"] == "string_pattern_mismatch":
        return FieldError(pointer, _BY_PATTERN.get(context["pattern"], NotUnderstood).code)
    kind, wanted = _BY_TYPE.get(item["type"], (NotUnderstood, {}))
    return FieldError(pointer, kind.code, {name: context[key] for name, key in wanted.items()})


def _range(model: type[BaseModel], path: Sequence[int | str]) -> dict[str, int]:
    """Both ends of the range that a number must be in: of them, pydantic tells the one that was passed."""
    schema = _schema(model)
    found = [schema]
    for part in path:
        found = [one for node in found if isinstance(child := _child(node, part), dict) for one in _offers(schema, child)]
    return {"min": next(one["minimum"] for one in found if "minimum" in one), "max": next(one["maximum"] for one in found if "maximum" in one)}


@lru_cache(maxsize=None)
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _child(node: Mapping[str, Any], part: int | str) -> Any:
    return node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part) or node.get("additionalProperties")


def _offers(schema: Mapping[str, Any], node: dict[str, Any]) -> list[dict[str, Any]]:
    """What a value may be, each as its own schema."""
    node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    return [found for one in node["anyOf"] for found in _offers(schema, one)] if "anyOf" in node else [node]


class DomainErrorValue(ValueError):
    """Carries one of our errors through pydantic's validators."""

    def __init__(self, error: DomainError) -> None:
        super().__init__(error.code)
        self.error = error


FIRST_YEAR, LAST_YEAR = 1970, 2199
D = TypeVar("D", bound=date)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2},\d{3}")


def figure(text: str) -> str:
    """１２，５０ or 12,50 as people type it → 12.50. What may as well mean thousands is left for the input to refuse: half of the
    world would have 1,000 taken for one."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain and not _THOUSANDS.fullmatch(plain) else plain


def _in_our_time(when: D) -> D:
    """Far from the calendar's ends: carried past them by a zone, a moment is one that Python can't read again."""
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise DomainErrorValue(NotOurTime(first=FIRST_YEAR, last=LAST_YEAR))
    return when


Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Day = Annotated[date, AfterValidator(_in_our_time)]

__all__ = ["Amount", "Code", "CurrencyCode", "Day", "DomainErrorValue", "Field", "Input", "Line", "LineNumber", "Moment", "Number", "Positive", "Prose", "Quantity",
           "figure", "model_validator", "read", "refused"]
