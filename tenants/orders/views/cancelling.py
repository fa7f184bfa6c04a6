"""Cancelling an order, whole or in part: what of it, what that does, and the cancellation itself."""

import secrets

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.operations import must, only
from tenants.orders.answering import going, noted
from tenants.orders.asking import Askable, PiecesForm, askable
from tenants.orders.effects import effect_of
from tenants.orders.inputs import Cancellation
from tenants.orders.operations import cancel_orders, preview_cancellations
from tenants.orders.queries import OneOrder, get_order
from tenants.orders.views.door import door


@door.get("/<int:number>/cancel")
def ask_cancel(number: int) -> ResponseReturnValue:
    must("orders:cancel")
    order = get_order(number)
    return _asking(order, PiecesForm(Cancellation, order, _free(order), named="pieces"))


@door.post("/<int:number>/cancel")
def cancel_one(number: int) -> ResponseReturnValue:
    """Shows what it does first; carries it out when the person has seen it and says so."""
    order = get_order(number)
    form = PiecesForm(Cancellation, order, _free(order), request.form, named="pieces")
    if "sure" not in request.form:
        return _previewing(order, form)
    done = form.submit(lambda given: only(cancel_orders([given])))
    return _asking(order, form) if done is None else redirect(noted(going(url_for("orders.show", number=number)), "cancelled"), 303)


def _free(order: OneOrder) -> list[Askable]:
    return askable(order.entries, lambda line: line.movable)


def _previewing(order: OneOrder, form: PiecesForm[Cancellation]) -> ResponseReturnValue:
    seen = None if "edit" in request.form else form.submit(lambda given: only(preview_cancellations([given])))
    if seen is None:
        return _asking(order, form)
    return render_template("orders/cancel_preview.html", order=order, effect=effect_of(seen), sent=request.form)


def _asking(order: OneOrder, form: PiecesForm[Cancellation]) -> ResponseReturnValue:
    return render_template("orders/cancel.html", order=order, form=form, key=form.value("key") or secrets.token_hex(8),
                           back=going(url_for("orders.show", number=order.number))), form.status
