"""Lists beside the stock list: what is low, and what all of it is worth."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.context import tenant
from saas.kit.inputs import read
from tenants.inventory import queries
from tenants.inventory.queries import FindValue
from tenants.inventory.views.door import door, methods


@door.get("/low")
def low() -> ResponseReturnValue:
    words = request.args.get("q", "").strip()[:200]
    return render_template("inventory/low.html", page=queries.list_low(words, after=request.args.get("after")), q=words, currency=tenant().currency)


@door.get("/value")
def value() -> ResponseReturnValue:
    find = read(FindValue, {name: given for name in FindValue.model_fields if (given := request.args.get(name, "").strip())})
    return render_template("inventory/value.html", find=find, page=queries.list_value(find, request.args.get("after")),
                           total=queries.sum_value(find), **methods())
