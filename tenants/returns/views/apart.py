"""Refunding what of an order was cancelled or lost: no return is needed for it."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.operations import must, only
from saas.kit.web import Form
from saas.ui.filters import money
from tenants.returns import operations as verbs
from tenants.returns.inputs import RefundApart
from tenants.returns.queries import missed
from tenants.returns.views.door import door


@door.get("/without/<int:number>/refund")
def ask_refund_apart(number: int) -> ResponseReturnValue:
    must("returns:settle")
    it = missed(number)
    amount = to_text(it.payable, it.order.currency) if it.payable else ""
    return _shown(number, Form(RefundApart, None, number=number, amount=amount, key=secrets.token_hex(8)))


@door.post("/without/<int:number>/refund")
def refund_apart(number: int) -> ResponseReturnValue:
    must("returns:settle")
    form = Form(RefundApart, {**request.form, "number": str(number)})
    done = form.submit(lambda given: only(verbs.refund_apart([given])))
    if done is None:
        return _shown(number, form)
    flash(_("Refund of %(amount)s recorded.", amount=money(done.amount, done.currency)))
    return redirect(url_for("orders.show", number=number), 303)


def _shown(number: int, form: Form[RefundApart]) -> ResponseReturnValue:
    return render_template("returns/refund_apart.html", it=missed(number), form=form), form.status
