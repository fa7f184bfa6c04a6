"""One purchase order, one notice, one receipt."""

import secrets

from flask import render_template
from flask.typing import ResponseReturnValue

from saas.kit.context import tenant
from tenants.purchasing import queries
from tenants.purchasing.telling import story_days
from tenants.purchasing.views.door import door
from tenants.purchasing.wording import REASONS


@door.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    order = queries.get_purchase(number)
    return render_template("purchasing/show.html", order=order, story=story_days(queries.purchase_story(order.id)), company=tenant(),
                           key=secrets.token_hex(8))


@door.get("/notices/<int:number>")
def notice(number: int) -> ResponseReturnValue:
    one = queries.get_notice(number)
    return render_template("purchasing/notice.html", one=one, story=story_days(queries.notice_story(one.row.id)))


@door.get("/receipts/<int:number>")
def receipt(number: int) -> ResponseReturnValue:
    one = queries.get_receipt(number)
    return render_template("purchasing/receipt.html", one=one, story=story_days(queries.receipt_story(one.row.id)), company=tenant(), REASONS=REASONS)
