"""What is done to orders from a page: one, or as many as were chosen."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.inputs import read
from tenants.orders.answering import answer, back, chosen
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, hold_orders, release_orders
from tenants.orders.queries import brief_orders
from tenants.orders.views.door import door


@door.post("/hold")
def hold() -> ResponseReturnValue:
    numbers = chosen()
    new = read(NewHold, {name: value for name in ("kind", "reason") if (value := request.form.get(name))})
    return answer("held", numbers, hold_orders(numbers, new), new.kind)


@door.post("/release")
def release() -> ResponseReturnValue:
    numbers, kinds = chosen(), request.form.getlist("kind")
    return answer("released", numbers, release_orders(numbers, kinds), kinds[0] if len(kinds) == 1 else "")


@door.post("/cancel")
def cancel() -> ResponseReturnValue:
    """Asks first when orders were chosen in the list: what is cancelled can't be undone."""
    numbers = chosen()
    if "sure" not in request.form:
        return render_template("orders/ask_cancel.html", orders=brief_orders(numbers), back=back())
    lines = [int(n) for n in request.form.getlist("line") if n.isdecimal()] or None
    asked = [Cancellation(number=number, lines=lines, reason=request.form.get("reason", "")[:500]) for number in numbers]
    return answer("cancelled", numbers, cancel_orders(asked))
