"""What the pages of stocktakes share."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from saas.kit.web import Door
from saas.ui.story import by_day
from tenants.inventory.telling import CONDITIONS
from tenants.stocktakes import exporting  # noqa: F401  declares the list
from tenants.stocktakes import queries
from tenants.stocktakes.queries import OneStocktake
from tenants.stocktakes.telling import DECIDED, DECISIONS, LINE_VIEWS, SCOPES, VIEWS, WAYS, tell

door = Door("stocktakes", "tenants.stocktakes", "member", url_prefix="/t/<company>/stock/stocktakes", template_folder="templates")
WORDS = {"CONDITIONS": CONDITIONS, "DECIDED": DECIDED, "DECISIONS": DECISIONS, "LINE_VIEWS": LINE_VIEWS, "SCOPES": SCOPES, "VIEWS": VIEWS, "WAYS": WAYS}


def story(it: OneStocktake) -> list[Any]:
    """What happened to it, day by day."""
    return by_day(queries.stocktake_story(it.id), tell)


def shown(number: int, **asked: Any) -> ResponseReturnValue:
    """On to its page."""
    return redirect(url_for("stocktakes.show", number=number, **{name: value for name, value in asked.items() if value}), 303)
