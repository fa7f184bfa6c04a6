"""A return is asked for: whose goods they are, and which of them come back."""

import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _n
from saas.kit.operations import must, only
from tenants.orders.answering import whole_numbers
from tenants.returns.asking import Askable, LinesForm
from tenants.returns.inputs import ReturnRequest
from tenants.returns.operations import request_returns
from tenants.returns.queries import find_sent, returnable
from tenants.returns.views.door import WORDS, door


@door.get("/new")
def new() -> ResponseReturnValue:
    must("returns:request")
    typed = request.args.get("order", "").strip()[:200]
    found = find_sent(typed)
    if found and (found[0].exact or len(found) == 1):
        return _shown(found[0].number, _asked(found[0].number, None))
    return render_template("returns/which.html", given=typed, found=found)


@door.post("/new")
def ask() -> ResponseReturnValue:
    must("returns:request")
    number = next(iter(whole_numbers([request.form.get("order", "")])), 0)
    form = _asked(number, request.form)
    done = form.submit(lambda given: only(request_returns([given])))
    if done is None:
        return _shown(number, form)
    flash(_n("Return requested: %(num)s piece.", "Return requested: %(num)s pieces.", done.pieces))
    return redirect(url_for("returns.show", number=done.number), 303)


def _asked(order: int, data: Any) -> LinesForm[ReturnRequest]:
    lines = [Askable(one.line_no, one.sku, one.title, one.most, one.kit) for one in returnable(order)]
    return LinesForm(ReturnRequest, lines, data, order=order, **({"key": secrets.token_hex(8)} if data is None else {}))


def _shown(order: int, form: LinesForm[ReturnRequest]) -> ResponseReturnValue:
    return render_template("returns/request.html", form=form, order=order, **WORDS), form.status
