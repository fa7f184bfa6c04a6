"""The door of purchasing's pages, and what several of them share."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.inputs import read
from saas.kit.web import Door

door = Door("purchasing", "tenants.purchasing", "member", url_prefix="/t/<company>/purchasing", template_folder="templates")


def wanted(model: type[Any]) -> Any:
    """The filter in the address."""
    return read(model, {name: value for name in model.model_fields if (value := request.args.get(name, "").strip())})


def told(sentence: str, endpoint: str, **values: Any) -> ResponseReturnValue:
    """On to a page that says what was just done."""
    flash(sentence)
    return redirect(url_for(endpoint, **values), 303)
