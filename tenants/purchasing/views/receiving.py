"""Taking a delivery in: scanned or typed, compared with what was expected, then posted."""

import secrets

from flask import render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _, _n
from saas.kit.operations import must, only
from tenants.inventory.queries import warehouse_names
from tenants.purchasing import queries
from tenants.purchasing.counting import Delivery
from tenants.purchasing.operations import receive_goods
from tenants.purchasing.views.door import door, told
from tenants.purchasing.wording import REASONS


@door.get("/receive")
def ask_receive() -> ResponseReturnValue:
    must("purchasing:receive")
    return _page(Delivery.begun(request.args, secrets.token_hex(8)))


@door.post("/receive")
def receive() -> ResponseReturnValue:
    """A scanned code adds a piece; with nothing scanned the count is compared, and what was compared is posted by its own
    button or by sending the form from the keyboard. A scanner's second Enter posts nothing."""
    delivery, scanned = Delivery(request.form), request.form.get("scan", "").strip()[:100]
    delivery.scan(scanned)
    if scanned or "more" in request.form:
        return _page(delivery)
    if not ("sure" in request.form or "compared" in request.form and not {"check", "count"} & set(request.form)):
        return _page(delivery, compared=True)
    made = delivery.form.submit(lambda given: only(receive_goods([given])))
    if made is None:
        return _page(delivery)
    return told(_n("Receipt %(number)s is posted: %(num)s piece taken in.", "Receipt %(number)s is posted: %(num)s pieces taken in.",
                   made.good + made.damaged, number=made.number), "purchasing.receipt", number=made.number)


def _page(delivery: Delivery, compared: bool = False) -> ResponseReturnValue:
    return render_template("purchasing/receive.html", delivery=delivery, form=delivery.form, compared=compared, title=_("Receive goods"), suppliers=queries.supplier_names(), houses=warehouse_names(), REASONS=REASONS), delivery.form.status
