"""The dashboard: what needs a person, how today goes, and how the days before went."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from saas.kit import clock
from saas.kit.context import tenant
from saas.kit.web import Door
from tenants.inventory.queries import FindStock, count_stock, list_stock
from tenants.orders.queries import needs_person, orders_per_day, waiting_count
from tenants.reports import queries
from tenants.reports.telling import bounded, changes, first_steps, needs

door = Door("reports", "tenants.reports", "member", url_prefix="/t/<company>", template_folder="templates")


@door.get("/")
def dashboard() -> ResponseReturnValue:
    begun, here = queries.begun(), {"now": clock.now(), "today": clock.today(tenant().zone), "currency": tenant().currency}
    if not begun.orders:
        return render_template("reports/first_steps.html", steps=first_steps(begun), imports=queries.last_imports(), **here)
    return render_template("reports/dashboard.html", **_work(), **_days(), imports=queries.last_imports(), held=queries.most_held(), **here)


def _work() -> dict[str, Any]:
    """What needs a person, and which SKUs are lowest."""
    stock = count_stock(FindStock())
    return {"needs": needs(needs_person(), queries.waiting_imports(), stock), "waiting": bounded(waiting_count()),
            "low": list_stock(FindStock(view="low", sort="free"), limit=5).rows}


def _days() -> dict[str, Any]:
    """Today against last week's, thirty days of orders, and what stayed on hold."""
    today, before = queries.today_and_last_week()
    return {"span": today, "before": before, "changed": changes(today, before), "days": orders_per_day(30),
            "held_long": queries.held_over_a_day()}
