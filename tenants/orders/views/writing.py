"""An order written by hand."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.operations import Outcome
from tenants.orders.answering import must, noted
from tenants.orders.drafting import OrderForm
from tenants.orders.operations import PlacedOrder, place_orders
from tenants.orders.views.door import door


@door.get("/new")
def new() -> ResponseReturnValue:
    must("orders:place")
    return render_template("orders/new.html", form=OrderForm(), company=g.entry.tenant)


@door.post("/new")
def place() -> ResponseReturnValue:
    form = OrderForm(request.form)
    placed = None if "more" in request.form else form.submit(lambda given: _settled(place_orders([given])[0]))
    if placed is None or placed.value is None:
        return render_template("orders/new.html", form=form, company=g.entry.tenant), form.status
    shown = url_for("orders.show", number=placed.value.number)
    return redirect(noted(shown, "placed" if placed.status == "done" else "known"), 303)


def _settled(outcome: Outcome[PlacedOrder]) -> Outcome[PlacedOrder]:
    outcome.result()
    return outcome
