"""Changing an order: the form, what it would do, and the change itself."""

import secrets

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import tenant
from saas.kit.operations import must, only
from tenants.orders.answering import going, noted
from tenants.orders.effects import effect_of
from tenants.orders.operations import change_orders, preview_changes
from tenants.orders.queries import get_order
from tenants.orders.rewriting import ChangeForm
from tenants.orders.views.door import door
from tenants.orders.wording import place_asked


@door.get("/<int:number>/change")
def ask_change(number: int) -> ResponseReturnValue:
    must("orders:change")
    return _asking(number, ChangeForm(get_order(number)))


@door.post("/<int:number>/change")
def change(number: int) -> ResponseReturnValue:
    """Shows what the change does first; carries it out when the person has seen it and says so."""
    form = ChangeForm(get_order(number), request.form)
    if "sure" not in request.form:
        return _previewing(number, form)
    done = form.submit(lambda given: only(change_orders([given])))
    return _asking(number, form) if done is None else redirect(noted(_back(number), "changed"), 303)


def _previewing(number: int, form: ChangeForm) -> ResponseReturnValue:
    seen = None if "edit" in request.form else form.submit(lambda given: only(preview_changes([given])))
    if seen is None:
        return _asking(number, form)
    return render_template("orders/change_preview.html", order=get_order(number), form=form, effect=effect_of(seen), sent=request.form, back=_back(number))


def _asking(number: int, form: ChangeForm) -> ResponseReturnValue:
    order = get_order(number)
    asked = place_asked((order.ship_to or {}).get("country") or tenant().country)
    return render_template("orders/change.html", order=order, form=form, asked=asked, key=form.value("key") or secrets.token_hex(8),
                           back=_back(number)), form.status


def _back(number: int) -> str:
    return going(url_for("orders.show", number=number))
