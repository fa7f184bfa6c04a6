"""An order written by hand."""

from flask import g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.operations import Outcome, must
from tenants.catalogue.queries import list_products
from tenants.orders.answering import noted
from tenants.orders.drafting import OrderForm
from tenants.orders.operations import PlacedOrder, place_orders
from tenants.orders.views.door import door
from tenants.orders.wording import place_asked


@door.get("/new")
def new() -> ResponseReturnValue:
    must("orders:place")
    return render_template("orders/new.html", form=OrderForm(), company=g.entry.tenant, asked=place_asked(g.entry.tenant.country))


@door.get("/skus")
def skus() -> ResponseReturnValue:
    """What the SKU fields of a new order offer, as data for their lists."""
    found = list_products(request.args.get("q", "")[:100], limit=20, view="active").rows
    return jsonify([{"value": row.sku, "label": row.title, "hint": row.sku} for row in found])


@door.post("/new")
def place() -> ResponseReturnValue:
    form = OrderForm(request.form)
    placed = None if "more" in request.form else form.submit(lambda given: _settled(place_orders([given])[0]))
    if placed is None or placed.value is None:
        return render_template("orders/new.html", form=form, company=g.entry.tenant, asked=place_asked(g.entry.tenant.country)), form.status
    shown = url_for("orders.show", number=placed.value.number)
    return redirect(noted(shown, _told(placed)), 303)


def _told(placed: Outcome[PlacedOrder]) -> str:
    if placed.status == "again" or placed.value is None:
        return "known"
    return "drafted" if placed.value.state == "draft" else "placed"


def _settled(outcome: Outcome[PlacedOrder]) -> Outcome[PlacedOrder]:
    outcome.result()
    return outcome
