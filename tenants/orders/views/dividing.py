"""Orders that become two, or one; what was lost on the way; and the end of an order."""

import secrets
from operator import attrgetter

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.operations import must, only
from saas.kit.web import Form
from tenants.orders.answering import answer, chosen, going, noted, whole_numbers
from tenants.orders.asking import PiecesForm, askable
from tenants.orders.inputs import Loss, Merge, Split
from tenants.orders.operations import close_orders, merge_orders, reopen_orders, split_orders, write_off
from tenants.orders.queries import OneOrder, get_order, list_mergeable
from tenants.orders.views.door import door


_movable, _underway = attrgetter("movable"), attrgetter("underway")


@door.get("/<int:number>/split")
def ask_split(number: int) -> ResponseReturnValue:
    must("orders:change")
    order = get_order(number)
    return _splitting(order, PiecesForm(Split, order, askable(order.entries, _movable), first=lambda one: one.line.missing))


@door.post("/<int:number>/split")
def split(number: int) -> ResponseReturnValue:
    order = get_order(number)
    form = PiecesForm(Split, order, askable(order.entries, _movable), request.form)
    done = form.submit(lambda given: only(split_orders([given])))
    if done is None:
        return _splitting(order, form)
    new = url_for("orders.show", number=done.split_off)
    back = going(new)
    return redirect(noted(back, "split" if back == new else "parted"), 303)


def _splitting(order: OneOrder, form: PiecesForm[Split]) -> ResponseReturnValue:
    return render_template("orders/split.html", order=order, form=form, key=form.value("key") or secrets.token_hex(8), shown=going(url_for("orders.show", number=order.number)), back=request.values.get("back", "")), form.status


@door.get("/<int:number>/merge")
def ask_merge(number: int) -> ResponseReturnValue:
    must("orders:change")
    return _merging(number, Form(Merge, into=number))


@door.post("/<int:number>/merge")
def merge(number: int) -> ResponseReturnValue:
    form = Form(Merge, into=number, others=whole_numbers(request.form.getlist("ids")))
    done = form.submit(lambda given: only(merge_orders([given])))
    return _merging(number, form) if done is None else redirect(noted(url_for("orders.show", number=number), "merged", done.others), 303)


def _merging(number: int, form: Form[Merge]) -> ResponseReturnValue:
    return render_template("orders/merge.html", order=get_order(number), others=list_mergeable(number), form=form), form.status


@door.get("/<int:number>/lost")
def ask_lost(number: int) -> ResponseReturnValue:
    must("orders:change")
    order = get_order(number)
    return _losing(order, PiecesForm(Loss, order, askable(order.lines, _underway), first=lambda _one: 0))


@door.post("/<int:number>/lost")
def lose(number: int) -> ResponseReturnValue:
    order = get_order(number)
    form = PiecesForm(Loss, order, askable(order.lines, _underway), request.form)
    done = form.submit(lambda given: only(write_off([given])))
    return _losing(order, form) if done is None else redirect(noted(url_for("orders.show", number=number), "written_off"), 303)


def _losing(order: OneOrder, form: PiecesForm[Loss]) -> ResponseReturnValue:
    return render_template("orders/lost.html", order=order, form=form, key=form.value("key") or secrets.token_hex(8)), form.status


@door.post("/close")
def close() -> ResponseReturnValue:
    numbers = chosen()
    return answer("closed", numbers, close_orders(numbers))


@door.post("/reopen")
def reopen() -> ResponseReturnValue:
    numbers = chosen()
    return answer("reopened", numbers, reopen_orders(numbers))
