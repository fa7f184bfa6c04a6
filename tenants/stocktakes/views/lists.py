"""The list of stocktakes, and opening one."""

import secrets

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _n
from saas.kit.inputs import read
from saas.kit.operations import must
from tenants.inventory.queries import warehouse_names
from tenants.stocktakes import operations as verbs
from tenants.stocktakes import queries
from tenants.stocktakes.asking import OpeningForm
from tenants.stocktakes.queries import LIMIT, FindStocktakes
from tenants.stocktakes.telling import SCOPES
from tenants.stocktakes.views.door import WORDS, door, shown


@door.get("/")
def index() -> ResponseReturnValue:
    find = read(FindStocktakes, {name: value for name in FindStocktakes.model_fields if (value := request.args.get(name, "").strip())})
    return render_template("stocktakes/index.html", find=find, page=queries.list_stocktakes(find, request.args.get("after")),
                           counts=queries.count_stocktakes(find), houses=warehouse_names(), LIMIT=LIMIT, **WORDS)


@door.get("/new")
def new() -> ResponseReturnValue:
    must("stocktakes:count")
    scope = request.args.get("scope", "")
    return _opening(OpeningForm(None, key=secrets.token_hex(8), blind=True, scope=scope if scope in SCOPES else "all",
                                skus=request.args.get("sku", "")[:100], locations=request.args.get("location", "")[:100],
                                warehouse=request.args.get("warehouse", "")[:100]))


@door.post("/new")
def open_one() -> ResponseReturnValue:
    form = OpeningForm(request.form)
    opened = form.submit(lambda given: verbs.open_stocktake(given).result())
    if opened is None:
        return _opening(form)
    flash(_n("%(num)s place to count.", "%(num)s places to count.", opened.lines))
    if opened.elsewhere:
        flash(_n("%(num)s more place is being counted by another stocktake.", "%(num)s more places are being counted by other stocktakes.", opened.elsewhere))
    return shown(opened.number)


def _opening(form: OpeningForm) -> ResponseReturnValue:
    return render_template("stocktakes/new.html", form=form, houses=warehouse_names(), **WORDS), form.status
