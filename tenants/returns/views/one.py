"""One return: its page, and the pages on which it is answered, received, decided and settled."""

import secrets
from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import tenant
from saas.kit.i18n import _, _n
from saas.kit.money import to_text
from saas.kit.operations import must, only
from saas.kit.web import Form
from saas.ui.filters import money
from tenants.inventory.queries import warehouse_names
from tenants.orders.answering import whole_numbers
from tenants.returns import operations as verbs
from tenants.returns.asking import Askable, ExchangeForm, LinesForm, ScanForm, UnitsForm
from tenants.returns.inputs import Authorisation, ClosedReturn, Decision, NewRefund, Reception, Refusal
from tenants.returns.progress import stages
from tenants.returns.queries import OneReturn, get_return, return_story
from tenants.returns.telling import story_days
from tenants.returns.views.door import WORDS, door

_KEPT = ("condition", "goes_to", "warehouse", "location")  # what the next unit will most likely share with the last


@door.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    it = get_return(number)
    return render_template("returns/show.html", it=it, stages=stages(it), story=story_days(return_story(it.id)), **WORDS)


@door.get("/<int:number>/authorise")
def ask_authorise(number: int) -> ResponseReturnValue:
    must("returns:authorise")
    return _shown("authorise", number, LinesForm(Authorisation, _requested(get_return(number)), number=number))


@door.post("/<int:number>/authorise")
def authorise(number: int) -> ResponseReturnValue:
    """With quantities where they were asked for, else all of it."""
    must("returns:authorise")
    lines = _requested(get_return(number)) if "chosen" in request.form else ()
    form = LinesForm(Authorisation, lines, request.form, number=number) if lines else Form(Authorisation, number=number)
    return _tried("authorise", number, form, lambda given: only(verbs.authorise_returns([given])), lambda _done: _("The return was authorised."))


def _requested(it: OneReturn) -> list[Askable]:
    return [Askable(line.line_no, line.sku, line.title, line.requested, line.kit) for line in it.lines]


@door.get("/<int:number>/decline")
def ask_decline(number: int) -> ResponseReturnValue:
    must("returns:authorise")
    return _shown("decline", number, Form(Refusal, number=number))


@door.post("/<int:number>/decline")
def decline(number: int) -> ResponseReturnValue:
    must("returns:authorise")
    form = Form(Refusal, request.form, number=number)
    return _tried("decline", number, form, lambda given: only(verbs.decline_returns([given])), lambda _done: _("Return declined."))


@door.get("/<int:number>/cancel")
def ask_cancel(number: int) -> ResponseReturnValue:
    must("returns:request")
    return _shown("cancel", number, Form(Refusal, number=number))


@door.post("/<int:number>/cancel")
def cancel(number: int) -> ResponseReturnValue:
    must("returns:request")
    form = Form(Refusal, request.form, number=number)
    return _tried("cancel", number, form, lambda given: only(verbs.cancel_returns([given])), lambda _done: _("Return cancelled."))


@door.get("/<int:number>/receive")
def ask_receive(number: int) -> ResponseReturnValue:
    must("returns:receive")
    last = {name: value for name in ("sku", *_KEPT) if (value := request.args.get(name, "")[:200])}
    return _shown("receive", number, ScanForm(**{"quantity": 1, "condition": "as_new", "goes_to": "quarantine", **last}),
                  told="".join(_told(pieces) for pieces in whole_numbers([request.args.get("received", "")])[:1]))


@door.post("/<int:number>/receive")
def receive(number: int) -> ResponseReturnValue:
    """One unit, and back to the field for the next while any is awaited: a scanner types and sends."""
    must("returns:receive")
    form, key = ScanForm(request.form), request.form.get("key", "")[:150]
    done = form.submit(lambda unit: only(verbs.receive_returns([Reception(number=number, units=[unit], key=key)])))
    if done is None:
        return _shown("receive", number, form)
    if not done.awaited:
        return _done(number, _told(done.pieces))
    kept = {name: form.value(name) for name in _KEPT if form.value(name)}
    return redirect(url_for("returns.ask_receive", number=number, received=form.value("quantity") or 1, **kept), 303)


@door.post("/<int:number>/receive/all")
def receive_all(number: int) -> ResponseReturnValue:
    done = only(verbs.receive_returns([Reception(number=number)]))
    return _done(number, _told(done.pieces))


def _told(pieces: int) -> str:
    return _n("%(num)s piece received.", "%(num)s pieces received.", pieces)


@door.get("/<int:number>/decide")
def ask_decide(number: int) -> ResponseReturnValue:
    must("returns:decide")
    return _shown("decide", number, UnitsForm(get_return(number)))


@door.post("/<int:number>/decide")
def decide(number: int) -> ResponseReturnValue:
    must("returns:decide")
    form = UnitsForm(get_return(number), request.form)
    return _tried("decide", number, form, lambda given: only(verbs.decide_returns([given])), lambda done: _(
        "Decided: %(accepted)s accepted, %(rejected)s rejected.", accepted=done.accepted, rejected=done.rejected))


@door.post("/<int:number>/decide/all")
def accept_all(number: int) -> ResponseReturnValue:
    return _done(number, _n("%(num)s piece accepted.", "%(num)s pieces accepted.", only(verbs.decide_returns([Decision(number=number)])).accepted))


@door.get("/<int:number>/refund")
def ask_refund(number: int) -> ResponseReturnValue:
    must("returns:settle")
    it = get_return(number)
    amount = to_text(it.suggested, it.order.currency) if it.suggested else ""
    return _shown("refund", number, Form(NewRefund, None, number=number, amount=amount, key=secrets.token_hex(8)))


@door.post("/<int:number>/refund")
def refund(number: int) -> ResponseReturnValue:
    must("returns:settle")
    form = Form(NewRefund, {**request.form, "number": str(number)})
    return _tried("refund", number, form, lambda given: only(verbs.record_refunds([given])),
                  lambda done: _("Refund of %(amount)s recorded.", amount=money(done.amount, done.currency)))


@door.get("/<int:number>/exchange")
def ask_exchange(number: int) -> ResponseReturnValue:
    must("returns:settle")
    return _shown("exchange", number, ExchangeForm(get_return(number)))


@door.post("/<int:number>/exchange")
def exchange(number: int) -> ResponseReturnValue:
    must("returns:settle")
    form = ExchangeForm(get_return(number), request.form)
    return _tried("exchange", number, form, lambda given: only(verbs.order_exchanges([given])),
                  lambda done: _("Order %(number)s was placed in exchange.", number=done.order))


@door.post("/<int:number>/close")
def close(number: int) -> ResponseReturnValue:
    only(verbs.close_returns([ClosedReturn(number=number)]))
    return _done(number, _("Return closed."))


def _tried(page: str, number: int, form: Form[Any], verb: Callable[[Any], Any], told: Callable[[Any], str]) -> ResponseReturnValue:
    """Done and told on the return's page, or asked again with what is wrong."""
    done = form.submit(verb)
    return _shown(page, number, form) if done is None else _done(number, told(done))


def _shown(page: str, number: int, form: Form[Any], told: str = "") -> ResponseReturnValue:
    return render_template(f"returns/{page}.html", it=get_return(number), form=form, told=told, key=secrets.token_hex(8), houses=warehouse_names(),
                           company=tenant(), **WORDS), form.status


def _done(number: int, told: str) -> ResponseReturnValue:
    flash(told)
    return redirect(url_for("returns.show", number=number), 303)
