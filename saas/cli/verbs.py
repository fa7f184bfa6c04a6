"""Calling any verb of the catalogue from the command line, with the permissions of a real person."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from inspect import signature
from typing import Any, get_args, get_type_hints

import click
from pydantic import BaseModel

from saas.cli import quayside
from saas.config import Settings
from saas.kit.errors import DomainError, Invalid
from saas.kit.inputs import Input, read
from saas.kit.operations import CATALOGUE, Outcome


@quayside.command(name="do")
@click.argument("verb", required=False)
@click.argument("file", type=click.File("r"), default="-")
@click.option("--tenant", "slug", help="The company's slug.")
@click.option("--as", "email", help="The person who acts, by e-mail address; the system if left out.")
def do(verb: str | None, file: Any, slug: str | None, email: str | None) -> None:
    """Call VERB in a tenant with the JSON in FILE (standard input if left out); without VERB, list them.

    The JSON is an object of the verb's arguments: {"batch": [{"sku": "MUG", "counted": 3}]}."""
    from saas.app import create_app  # knows every room, and with them every verb

    if verb is None:
        for name, known in sorted(CATALOGUE.items()):
            click.echo(f"{name:<36} {known.permission:<20} {known.summary}")
        return
    if verb not in CATALOGUE or slug is None:
        raise click.UsageError("Name a verb of the list and a --tenant.")
    with create_app(Settings.from_env()).app_context():
        result = _call(verb, slug, email, _arguments_in(file, verb))
    click.echo(json.dumps(_plain(result), ensure_ascii=False, indent=1, default=str))
    if isinstance(result, list) and any(isinstance(r, Outcome) and r.error for r in result):
        sys.exit(1)


def _arguments_in(file: Any, verb: str) -> dict[str, Any]:
    """The object of the verb's arguments that stands in the file; UsageError says what the verb takes."""
    known = signature(CATALOGUE[verb].function).parameters
    try:
        given = json.load(file)
    except ValueError as error:
        raise click.UsageError(f"The input isn't JSON: {error}.") from None
    needed = {name for name, one in known.items() if one.default is one.empty}
    if not isinstance(given, dict) or not needed <= given.keys() <= known.keys():
        raise click.UsageError(f"The input must be an object of {verb}'s arguments: {', '.join(known)}.")
    return given


def _call(verb: str, slug: str, email: str | None, arguments: dict[str, Any]) -> Any:
    from saas.identity.workers import actor_by_email
    from saas.kit.context import SYSTEM
    from saas.kit.db import unit_of_work
    from tenants.provisioning import find_tenant

    url = Settings.from_env().database_url
    tenant = find_tenant(url, slug)
    actor = actor_by_email(tenant, email) if email else SYSTEM
    known = CATALOGUE[verb]
    given = read_arguments(known.function, arguments)
    with unit_of_work(tenant, actor, door="command", read_only=not known.writes):
        found = known.function(**given)
        return list(found) if isinstance(found, Iterator) else found


def read_arguments(function: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """JSON arguments → what the verb takes: inputs are read by their declarations, an unreadable item of a batch
    becomes its own refusal."""
    hints = get_type_hints(function)
    return {name: _argument(hints.get(name), value) for name, value in arguments.items()}


def _argument(hint: Any, value: Any) -> Any:
    model = _input_of(hint)
    if model is None:
        return value
    if isinstance(value, list):
        return [_item(model, item) for item in value]
    return read(model, value)


def _item(model: type[Input], item: Any) -> Input | DomainError:
    try:
        return read(model, item)
    except Invalid as error:
        return error


def _input_of(hint: Any) -> type[Input] | None:
    """The input model inside Sequence[NewOrder | DomainError] or NewHold."""
    if isinstance(hint, type) and issubclass(hint, Input):
        return hint
    return next((found for part in get_args(hint) if (found := _input_of(part))), None)


def _plain(value: Any) -> Any:
    if isinstance(value, Outcome):
        return {"status": value.status, "value": _plain(value.value), "error": value.error and {
            "code": value.error.code, "pointer": value.error.pointer, "detail": str(value.error)}}
    if is_dataclass(value) and not isinstance(value, type):
        return {k: _plain(v) for k, v in asdict(value).items()}
    if isinstance(value, BaseModel):
        return value.model_dump()
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value
