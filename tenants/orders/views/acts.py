"""What is done to orders from a page: one, or as many as were chosen."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.inputs import read
from tenants.lists.views.bulk import beyond_a_page
from tenants.orders.answering import NothingChosen, answer, back, chosen, whole_numbers
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, hold_orders, mark_paid, place_drafts, rehold_orders, release_orders
from tenants.orders.queries import brief_orders
from tenants.orders.views.door import door


@door.post("/hold")
def hold() -> ResponseReturnValue:
    if elsewhere := beyond_a_page("orders", "hold"):
        return elsewhere
    numbers = chosen()
    outcomes = hold_orders(numbers, read(NewHold, {name: value for name in ("kind", "reason", "key") if (value := request.form.get(name))}))
    return answer("held", numbers, outcomes, [o.value.hold for o in outcomes if o.status == "done"])


@door.post("/release")
def release() -> ResponseReturnValue:
    if elsewhere := beyond_a_page("orders", "release"):
        return elsewhere
    numbers = chosen()
    outcomes = release_orders(numbers, request.form.getlist("kind"), whole_numbers(request.form.getlist("holds")))
    values = [o.value for o in outcomes if o.value]
    return answer("eased" if any(v.stays for v in values) else "released", numbers, outcomes, [i for v in values for i in v.lifted])


@door.post("/rehold")
def rehold() -> ResponseReturnValue:
    holds = whole_numbers(request.form.getlist("holds"))
    if not holds:
        raise NothingChosen()
    return answer("reheld", holds, rehold_orders(holds))


@door.post("/place")
def place_draft() -> ResponseReturnValue:
    if elsewhere := beyond_a_page("orders", "place"):
        return elsewhere
    numbers = chosen()
    return answer("placed", numbers, place_drafts(numbers))


@door.post("/paid")
def paid() -> ResponseReturnValue:
    if elsewhere := beyond_a_page("orders", "pay"):
        return elsewhere
    numbers = chosen()
    return answer("paid", numbers, mark_paid(numbers))


@door.post("/cancel")
def cancel() -> ResponseReturnValue:
    """Asks first when orders were chosen in the list: what is cancelled can't be undone."""
    if elsewhere := beyond_a_page("orders", "cancel"):
        return elsewhere
    numbers = chosen()
    if "sure" not in request.form:
        return render_template("orders/ask_cancel.html", orders=brief_orders(numbers), back=back())
    asked = [Cancellation(number=number, reason=request.form.get("reason", "")[:500]) for number in numbers]
    return answer("cancelled", numbers, cancel_orders(asked))
