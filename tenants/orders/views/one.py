"""One order, whole."""

import secrets

from flask import render_template
from flask.typing import ResponseReturnValue

from saas.kit.context import tenant
from tenants.orders.addressing import address_lines
from tenants.orders.answering import here, must, notice
from tenants.orders.explaining import explain
from tenants.orders.progress import stages
from tenants.orders.queries import get_order, order_story
from tenants.orders.telling import story_days
from tenants.orders.views.door import door
from tenants.orders.wording import HOLDS, TIES


@door.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    order = get_order(number)
    return render_template("orders/show.html", order=order, stages=stages(order), story=story_days(order_story(order.id)), HOLDS=HOLDS, TIES=TIES, explain=explain,
                           goes_to=address_lines(order.ship_to or {}, tenant().country), here=here(), notice=notice(), key=secrets.token_hex(8))


@door.get("/<int:number>/hold")
def ask_hold(number: int) -> ResponseReturnValue:
    must("orders:hold")
    return render_template("orders/hold.html", order=get_order(number), HOLDS=HOLDS)


@door.get("/<int:number>/cancel")
def ask_cancel(number: int) -> ResponseReturnValue:
    must("orders:cancel")
    return render_template("orders/cancel.html", order=get_order(number))
