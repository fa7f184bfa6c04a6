"""What stands in a request: the query as an input, the body as another; every field error at once, nothing unknown taken."""

from typing import Annotated, Any, get_args

from flask import g, request
from pydantic import BaseModel, ValidationError

from saas.kit import db
from saas.kit.errors import BadRequest, FieldError, Invalid, Stale
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line, NotAChoice, Unknown, read, refused
from saas.kit.web.rendering import WrongMedia

MOST = 200


class Paging(Input):
    """Which page of a list."""

    limit: int = Field(50, ge=1, le=MOST, title=_l("How many at most"))
    after: Annotated[str, Field(max_length=2000)] | None = Field(None, title=_l("The cursor `next` of the page before"))


class Searching(Paging):
    """Which page of those that words find."""

    q: Line = Field("", title=_l("Words to find"))


class Sparse(Input):
    """Only some fields of what is answered."""

    fields: str | None = Field(None, title=_l("Only these fields, parted by commas"))


def asked(model: type[Input]) -> Any:
    """The query as the input. A parameter nobody knows is refused: a misspelt filter would find everything."""
    many = {name for name, field in model.model_fields.items() if _is_list(field.annotation)}
    sent = {name: values if name in many or len(values) > 1 else values[0] for name, values in request.args.lists()}
    return read(model, sent)


def only_known(names: frozenset[str]) -> None:
    """Refuse a query parameter that isn't among these."""
    if strange := sorted(set(request.args) - names):
        raise Invalid([FieldError(f"/{name}", Unknown.code) for name in strange])


def _is_list(annotation: Any) -> bool:
    return any(getattr(part, "__origin__", None) is list for part in (annotation, *get_args(annotation)))


def given(model: type[BaseModel]) -> Any:
    """The request's JSON as the input; BadRequest for what isn't JSON. A number in quotes is no number here."""
    body = request.get_data()
    if body and not request.mimetype.endswith("json"):
        raise WrongMedia()
    try:
        return model.model_validate_json(body or b"{}", strict=True)
    except ValidationError as error:
        if any(item["type"] == "json_invalid" for item in error.errors(include_url=False)):
            raise BadRequest() from None
        raise refused(model, error) from None


def chosen_fields(model: type[BaseModel]) -> frozenset[str] | None:
    """The fields asked for, of those there are; None for all of them."""
    text = request.args.get("fields")
    if text is None:
        return None
    wanted = frozenset(text.split(","))
    if wanted - set(model.model_fields):
        raise Invalid([FieldError("/fields", NotAChoice.code)])
    return wanted


def unchanged(statement: str, values: dict[str, Any]) -> None:
    """If-Match: lock the thing and refuse when someone changed it since; nothing is asked where none was sent, and what
    isn't there is the view's to say."""
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted or wanted == "*":
        return
    found = db.rows(statement, values)
    if found and f'"{found[0][0]}"' not in {tag.strip().removeprefix("W/") for tag in wanted.split(",")} | {f'"{wanted}"'}:
        raise Stale()


def may(permission: str) -> bool:
    """Whether the token may do what the endpoint does."""
    return bool(g.entry.actor.may(permission))
