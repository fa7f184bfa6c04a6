"""Taking a delivery in: scanned or typed, compared with what was expected, then posted."""

import secrets
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _, _n
from saas.kit.operations import only
from tenants.inventory.queries import warehouse_names
from tenants.purchasing import queries
from tenants.purchasing.counting import Delivery
from tenants.purchasing.operations import receive_goods
from tenants.purchasing.views.door import door, must, told
from tenants.purchasing.wording import REASONS


@door.get("/receive")
def ask_receive() -> ResponseReturnValue:
    must("purchasing:receive")
    return _page(Delivery.begun(request.args, secrets.token_hex(8)))


@door.post("/receive")
def receive() -> ResponseReturnValue:
    """A scanned code adds a piece; the count is compared first; the second time it is posted."""
    delivery = Delivery(request.form)
    if "scan" in request.form and request.form["scan"].strip() or "more" in request.form or "sure" not in request.form:
        delivery.scan(request.form.get("scan", "").strip()[:100])
        return _page(delivery)
    made = delivery.form.submit(lambda given: only(receive_goods([given])))
    if made is None:
        return _page(delivery)
    return told(_n("Receipt %(number)s is posted: %(num)s piece taken in.", "Receipt %(number)s is posted: %(num)s pieces taken in.",
                   made.good + made.damaged, number=made.number), "purchasing.receipt", number=made.number)


def _page(delivery: Delivery) -> ResponseReturnValue:
    checked: Any = "check" in request.form and not delivery.missed
    return render_template("purchasing/receive.html", delivery=delivery, form=delivery.form, checked=checked, title=_("Receive goods"),
                           suppliers=queries.supplier_names(), houses=warehouse_names(), REASONS=REASONS), delivery.form.status
