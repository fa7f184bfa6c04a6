"""Refunding what was cancelled of an order and never left: no return is needed for it."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.operations import must, only
from saas.kit.web import Form
from saas.ui.filters import money
from tenants.orders.queries import get_order
from tenants.returns import operations as verbs
from tenants.returns.inputs import CancelledRefund
from tenants.returns.views.door import door


@door.get("/cancelled/<int:number>/refund")
def ask_refund_cancelled(number: int) -> ResponseReturnValue:
    must("returns:settle")
    order = get_order(number)
    amount = to_text(order.refundable_cancelled, order.currency) if order.refundable_cancelled else ""
    return _shown(number, Form(CancelledRefund, None, number=number, amount=amount, key=secrets.token_hex(8)))


@door.post("/cancelled/<int:number>/refund")
def refund_cancelled(number: int) -> ResponseReturnValue:
    must("returns:settle")
    form = Form(CancelledRefund, {**request.form, "number": str(number)})
    done = form.submit(lambda given: only(verbs.refund_cancelled([given])))
    if done is None:
        return _shown(number, form)
    flash(_("Refund of %(amount)s recorded.", amount=money(done.amount, done.currency)))
    return redirect(url_for("orders.show", number=number), 303)


def _shown(number: int, form: Form[CancelledRefund]) -> ResponseReturnValue:
    return render_template("returns/refund_cancelled.html", order=get_order(number), form=form), form.status
