"""One order, whole."""

import secrets

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit import clock
from saas.kit.context import tenant
from saas.kit.operations import must
from saas.kit.web import Form
from saas.ui.addressing import address_lines
from tenants.orders.answering import here, noted, notice
from tenants.orders.explaining import explain
from tenants.orders.inputs import NewHold
from tenants.orders.operations import hold_orders
from tenants.orders.progress import stages
from tenants.orders.queries import get_order, order_story
from tenants.orders.sides import may_lift, own_kind, settable
from tenants.orders.telling import story_days
from tenants.orders.views.door import door
from tenants.orders.wording import HOLDS, OWNERS, TIES


@door.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    order = get_order(number)
    return render_template("orders/show.html", order=order, stages=stages(order), story=story_days(order_story(order.id)), HOLDS=HOLDS, TIES=TIES, explain=explain, OWNERS=OWNERS, may_lift=may_lift,
                           goes_to=address_lines(order.ship_to or {}, tenant().country), here=here(), notice=notice(), key=secrets.token_hex(8))


@door.get("/<int:number>/hold")
def ask_hold(number: int) -> ResponseReturnValue:
    must("orders:hold")
    return _holding(number, Form(NewHold, kind=own_kind()))


@door.post("/<int:number>/hold")
def hold_one(number: int) -> ResponseReturnValue:
    """With a reason and a date in the company's own time."""
    form = Form(NewHold, {**request.form, "until": clock.local_moment(request.form.get("until", ""), tenant().zone)})
    done = form.submit(lambda given: hold_orders([number], given)[0].result())
    if done is None:
        return _holding(number, form)
    return redirect(noted(url_for("orders.show", number=number), "held", [number], [done.hold] if done.hold else []), 303)


def _holding(number: int, form: Form[NewHold]) -> ResponseReturnValue:
    kinds = [(kind, HOLDS[kind]) for kind in settable()]
    return render_template("orders/hold.html", order=get_order(number), form=form, kinds=kinds, key=form.value("key") or secrets.token_hex(8),
                           until=request.form.get("until", ""), company=tenant()), form.status
