"""What is done to purchase orders and notices from a page: one, or as many as were chosen."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _, _n
from saas.kit.inputs import read
from saas.kit.operations import Outcome, must, only
from tenants.purchasing import operations, queries
from tenants.purchasing.inputs import LowWish, NoticeAct, OfferEnd, PurchaseAct, ReceiptAct
from tenants.purchasing.views.door import door, told

ASKED = {"cancel": operations.cancel_purchase_orders, "close": operations.close_purchase_orders}


@door.post("/<int:number>/send")
def send(number: int) -> ResponseReturnValue:
    only(operations.send_purchase_orders([read(PurchaseAct, {"number": number})]))
    return told(_("Purchase order %(number)s is sent. Its goods are expected now.", number=number), "purchasing.show", number=number)


@door.post("/send")
def send_many() -> ResponseReturnValue:
    numbers = [int(text) for text in request.form.getlist("ids") if text.isdecimal() and len(text) < 19][:500]
    return _answered(operations.send_purchase_orders([PurchaseAct(number=number) for number in numbers]),
                     lambda n: _n("%(num)s purchase order sent.", "%(num)s purchase orders sent.", n))


def _answered(outcomes: Sequence[Outcome[Any]], done: Callable[[int], str]) -> ResponseReturnValue:
    """Every refusal with its reason, and how many were done."""
    for outcome in outcomes:
        if outcome.error:
            flash(str(outcome.error))
    return told(done(sum(not outcome.error for outcome in outcomes)), "purchasing.index", view="coming")


@door.get("/<int:number>/<any(cancel, close):what>")
def ask(number: int, what: str) -> ResponseReturnValue:
    must("purchasing:order")
    return render_template("purchasing/ask.html", order=queries.get_purchase(number), what=what)


@door.post("/<int:number>/<any(cancel, close):what>")
def settle(number: int, what: str) -> ResponseReturnValue:
    act = read(PurchaseAct, {"number": number, "reason": request.form.get("reason", "")[:500]})
    done = only(ASKED[what]([act]))
    sentence = _("Purchase order %(number)s is cancelled.", number=number) if what == "cancel" else _n(
        "Purchase order %(number)s is closed. %(num)s piece won't come.", "Purchase order %(number)s is closed. %(num)s pieces won't come.",
        done.pieces, number=number)
    return told(sentence, "purchasing.show", number=number)


@door.post("/notices/<int:number>/cancel")
def cancel_notice(number: int) -> ResponseReturnValue:
    only(operations.cancel_notices([read(NoticeAct, {"number": number})]))
    return told(_("Advance notice %(number)s is cancelled.", number=number), "purchasing.notice", number=number)


@door.get("/receipts/<int:number>/reverse")
def ask_reverse(number: int) -> ResponseReturnValue:
    must("purchasing:receive")
    return render_template("purchasing/reverse.html", one=queries.get_receipt(number))


@door.post("/receipts/<int:number>/reverse")
def reverse(number: int) -> ResponseReturnValue:
    act = read(ReceiptAct, {"number": number, "reason": request.form.get("reason", "")[:500]})
    done = only(operations.reverse_receipts([act]))
    return told(_n("Receipt %(number)s is reversed: %(num)s piece left the shelf.", "Receipt %(number)s is reversed: %(num)s pieces left the shelf.",
                   done.pieces, number=number), "purchasing.receipt", number=number)


@door.post("/suppliers/<path:code>/offers/end")
def end_offer(code: str) -> ResponseReturnValue:
    only(operations.end_offers([read(OfferEnd, {"supplier": code, "sku": request.form.get("sku", "")})]))
    return told(_("%(sku)s isn't offered any more.", sku=request.form["sku"]), "purchasing.supplier", code=code)


@door.post("/low")
def order_low() -> ResponseReturnValue:
    wish = read(LowWish, {name: value for name in ("warehouse", "key") if (value := request.form.get(name))})
    made = [outcome.result() for outcome in operations.order_what_is_low(wish).orders]
    return told(_n("%(num)s draft was made. Look it over and send it.", "%(num)s drafts were made. Look them over and send them.", len(made)),
                "purchasing.index", view="send")
