"""What needs a person, worked through as a queue: one reason at a time, the oldest first, each with its fix at hand."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import tenant
from saas.kit.operations import only
from saas.kit.web import Form
from tenants.orders.answering import back, here, noted, notice
from tenants.orders.comparing import Difference, compare
from tenants.orders.diagnosing import diagnosis
from tenants.orders.inputs import Address, OrderChange
from tenants.orders.operations import change_orders
from tenants.orders.queries import LIMIT, REASONS, Case, OneOrder, find_case, get_order, list_cases, needs_person, what_arrived, unknown_goods
from tenants.orders.sides import may_lift
from tenants.orders.views.door import door
from tenants.orders.wording import NEEDS, OWNERS, place_asked

_REASON = f"/triage/<any({', '.join(REASONS)}):reason>"


@door.get("/triage")
def triage() -> ResponseReturnValue:
    """The first reason that anyone waits for."""
    there = {one.kind for one in needs_person()}
    first = next((reason for reason in REASONS if reason in there), None)
    return redirect(url_for("orders.triage_reason", reason=first)) if first else _page(REASONS[0], None)


@door.get(_REASON)
def triage_reason(reason: str) -> ResponseReturnValue:
    return _page(reason, next(iter(list_cases(reason, limit=1)), None))


@door.get(f"{_REASON}/<int:number>")
def triage_case(reason: str, number: int) -> ResponseReturnValue:
    """One case; once it is settled, whichever is next."""
    found = find_case(reason, number)
    if found is None:
        query = request.query_string.decode()
        return redirect(url_for("orders.triage_reason", reason=reason) + (f"?{query}" if query else ""))
    return _page(reason, found)


@door.post("/triage/address/<int:number>")
def correct_address(number: int) -> ResponseReturnValue:
    """On to the next, or back to the same while its address still can't be reached."""
    form = Form(Address, request.form)
    done = form.submit(lambda given: only(change_orders([OrderChange(number=number, ship_to=given)])))
    case = find_case("address", number)
    if done is None and case:
        return _page("address", case, form)
    return redirect(noted(url_for("orders.triage_case", reason="address", number=number) if case else back(), "changed"), 303)


def _differences(order: OneOrder) -> list[Difference]:
    """Between the order and what arrived last under its reference."""
    arrived = what_arrived(order.id)
    return compare(order, arrived) if arrived else []


def _page(reason: str, case: Case | None, form: Form[Address] | None = None) -> ResponseReturnValue:
    waits = {one.kind: one for one in needs_person()}
    following = list_cases(reason, case) if case else []
    order = get_order(case.number) if case else None
    unknown = unknown_goods(case.number) if case and reason == "sku" else []
    shown = {"order": order, "differs": _differences(order) if reason == "duplicate" else [], "wrong": diagnosis(reason, case, order, unknown), "unknown": unknown, "mine": may_lift(case.lift_by),
             "form": form or Form(Address, **order.ship_to), "asked": place_asked(order.ship_to.get("country") or tenant().country)} if case and order else {}
    on = url_for("orders.triage_case", reason=reason, number=following[0].number) if following else url_for("orders.triage_reason", reason=reason)
    return render_template("orders/triage.html", reason=reason, case=case, following=following, on=on, waits=waits, reasons=REASONS, NEEDS=NEEDS,
                           OWNERS=OWNERS, LIMIT=LIMIT, here=here(), notice=notice(), **shown), form.status if form else 200
