"""The door of stock's pages, and what they share."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from saas.kit.context import actor, tenant
from saas.kit.errors import Forbidden
from saas.kit.web import Door, Form
from tenants.inventory import queries
from tenants.inventory.queries import OneSku
from tenants.inventory.telling import CONDITIONS, METHODS, REASONS

door = Door("inventory", "tenants.inventory", "member", url_prefix="/t/<company>/stock", template_folder="templates")


def asked(page: str, permission: str, sku: str, form: Form[Any], one: OneSku | None = None, **more: Any) -> ResponseReturnValue:
    """A page that asks something about a SKU (`one`, where it was read already), for those who may."""
    allowed(permission)
    return render_template(f"inventory/{page}.html", one=one or queries.get_stock(sku), form=form, houses=queries.warehouse_names(),
                           CONDITIONS=CONDITIONS, REASONS=REASONS, currency=tenant().currency, **more), form.status


def allowed(permission: str) -> None:
    """Forbidden for those who may not do what the page asks about."""
    if not actor().may(permission):
        raise Forbidden(permission=permission)


def methods() -> dict[str, Any]:
    """The company's way of counting costs, the other one, and their names; amounts are in its currency."""
    method = queries.get_policy().costing
    return {"method": method, "other": "fifo" if method == "average" else "average", "METHODS": METHODS, "currency": tenant().currency}


def done(sku: str, told: str) -> ResponseReturnValue:
    """Back to the SKU, with what came of it."""
    flash(told)
    return redirect(url_for("inventory.show", sku=sku), 303)
