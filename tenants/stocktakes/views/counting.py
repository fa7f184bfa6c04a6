"""Counting: piece by piece with a scanner, or place by place along the list."""

import secrets

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _
from saas.kit.operations import only
from saas.kit.web import Form
from tenants.inventory.queries import list_locations
from tenants.stocktakes import operations as verbs
from tenants.stocktakes import queries
from tenants.stocktakes.asking import Walk
from tenants.stocktakes.inputs import Count, PlaceCount
from tenants.stocktakes.queries import OneStocktake, sees_the_book
from tenants.stocktakes.views.door import WORDS, door, shown, story
from tenants.stocktakes.views.reviewing import reviewing

_KEPT = ("location", "status", "way")  # what the next entry will most likely share with the last


@door.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    it = queries.get_stocktake(number)
    if it.state != "counting":
        return reviewing(it)
    key = secrets.token_hex(8)
    if walk := _walk(it):
        return _counting(it, Form(PlaceCount, None, key=key, **walk.place), walk)
    kept = {name: value for name in _KEPT if (value := request.args.get(name, "")[:100])}
    return _counting(it, Form(Count, None, quantity=1, key=key, **{"way": "add", **kept}))


@door.post("/<int:number>/counts")
def count(number: int) -> ResponseReturnValue:
    """An entry; a location's own label, scanned where a piece was expected, says where to go on."""
    it = queries.get_stocktake(number)
    walk = _walk(it)
    form = Form(PlaceCount if walk else Count, request.form, number=number)
    done = form.submit(lambda given: only(verbs.enter_counts([given])))
    kept = {name: request.form.get(name, "") for name in _KEPT}
    if done is None:
        return shown(number, **kept | {"location": form.value("code")}) if _names_a_location(it, form) else _counting(it, form, walk)
    if done.found:
        flash(_("%(sku)s wasn't on the list and was added.", sku=done.sku))
    return shown(number, by="list", line=walk.next) if walk else shown(number, **kept)


def _walk(it: OneStocktake) -> Walk | None:
    if request.args.get("by") != "list":
        return None
    return Walk(queries.places_to_count(it.id), request.args.get("line", 0, int))


def _names_a_location(it: OneStocktake, form: Form[Count]) -> bool:
    code = str(form.value("code")).strip()
    return any(error.code == "unknown_code" for error in form.errors) and any(
        one.code == code for one in list_locations(it.warehouse, limit=1, q=code).rows)


def _counting(it: OneStocktake, form: Form[Count], walk: Walk | None = None) -> ResponseReturnValue:
    places = walk.places if walk else queries.places_to_count(it.id, str(form.value("location") or ""))
    return render_template("stocktakes/count.html", it=it, form=form, walk=walk, places=places, last=queries.last_counts(it.id),
                           seen=sees_the_book(it), story=story(it), **WORDS), form.status
