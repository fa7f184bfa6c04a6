"""Purchase orders, suppliers and notices written by hand, and orders changed with a look at the effect first."""

import secrets
from typing import Any

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _
from saas.kit.inputs import figure
from saas.kit.money import to_text
from saas.kit.operations import must, only
from saas.kit.web import Form
from tenants.inventory.queries import warehouse_names
from tenants.purchasing import queries
from tenants.purchasing.drafting import LinedForm
from tenants.purchasing.inputs import NewNotice, NewOffer, NewPurchaseOrder, NewSupplier, PurchaseChange
from tenants.purchasing.operations import (
    announce, change_purchase_orders, offer_goods, place_purchase_orders, preview_purchase_change, save_suppliers,
)
from tenants.purchasing.queries import OnePurchase
from tenants.purchasing.views.door import door, told

ORDER, NOTICE, CHANGE = ("sku", "quantity", "unit_cost"), ("sku", "quantity", "lot", "expires_on"), ("line", "sku", "quantity", "unit_cost")


@door.get("/new")
def new() -> ResponseReturnValue:
    must("purchasing:order")
    start = {"supplier": request.args.get("supplier", ""), "lines/0/sku": request.args.get("sku", ""), "key": secrets.token_hex(8)}
    return _new(LinedForm(NewPurchaseOrder, ORDER, flat=start))


@door.post("/new")
def place() -> ResponseReturnValue:
    form = LinedForm(NewPurchaseOrder, ORDER, request.form)
    made = None if "more" in request.form else form.submit(lambda given: only(place_purchase_orders([given])))
    if made is None:
        return _new(form)
    sentence = _("Purchase order %(number)s is a draft.", number=made.number) if made.state == "draft" else _(
        "Purchase order %(number)s is sent. Its goods are expected now.", number=made.number)
    return told(sentence, "purchasing.show", number=made.number)


def _new(form: LinedForm[Any]) -> ResponseReturnValue:
    return render_template("purchasing/new.html", form=form, company=g.entry.tenant, suppliers=queries.supplier_names(), houses=warehouse_names()), form.status


@door.get("/<int:number>/change")
def ask_change(number: int) -> ResponseReturnValue:
    must("purchasing:order")
    order = queries.get_purchase(number)
    return _change(order, LinedForm(PurchaseChange, CHANGE, flat=_as_it_is(order)))


@door.post("/<int:number>/change")
def change(number: int) -> ResponseReturnValue:
    """Shows the effect first; the second time it is written."""
    order, form = queries.get_purchase(number), LinedForm(PurchaseChange, CHANGE, {**request.form, "number": str(number)})
    if "more" in request.form:
        return _change(order, form)
    if "sure" not in request.form:
        return _change(order, form, form.submit(preview_purchase_change))
    if form.submit(lambda given: only(change_purchase_orders([given]))) is None:
        return _change(order, form)
    return told(_("Purchase order %(number)s is changed.", number=number), "purchasing.show", number=number)


def _as_it_is(order: OnePurchase) -> dict[str, str]:
    flat = {"version": str(order.version), "expected_on": order.expected_on.isoformat() if order.expected_on else "", "reference": order.reference,
            "note": order.note, "rate": order.rate}
    for n, line in enumerate(order.lines):
        flat |= {f"lines/{n}/line": str(line.line_no), f"lines/{n}/sku": line.sku, f"lines/{n}/quantity": str(line.ordered),
                 f"lines/{n}/unit_cost": to_text(line.unit_cost, order.currency)}
    return flat


def _change(order: OnePurchase, form: LinedForm[Any], effect: Any = None) -> ResponseReturnValue:
    return render_template("purchasing/change.html", order=order, form=form, effect=effect, company=g.entry.tenant), form.status


@door.get("/suppliers/new")
def new_supplier() -> ResponseReturnValue:
    must("purchasing:order")
    return render_template("purchasing/supplier.html", form=Form(NewSupplier, active=True), one=None)


@door.get("/suppliers/<path:code>")
def supplier(code: str) -> ResponseReturnValue:
    return _supplier(code, Form(NewOffer, supplier=code))


@door.post("/suppliers/<path:code>/offers")
def offer(code: str) -> ResponseReturnValue:
    typed = {name: figure(value) if name in ("unit_cost", "lead_days") else value for name, value in request.form.items()}
    form = Form(NewOffer, {**typed, "supplier": code})
    made = form.submit(lambda given: only(offer_goods([given])))
    if made is None:
        return _supplier(code, form)
    return told(_("The price of %(sku)s is noted.", sku=made.sku), "purchasing.supplier", code=code)


def _supplier(code: str, offering: Form[NewOffer]) -> ResponseReturnValue:
    one = queries.get_supplier(code)
    known = {name: getattr(one, name) for name in NewSupplier.model_fields}
    return render_template("purchasing/supplier.html", form=Form(NewSupplier, **known), one=one, offering=offering,
                           offers=queries.list_offers(code, request.args.get("after"), 50), company=g.entry.tenant), offering.status


@door.post("/suppliers")
def save_supplier() -> ResponseReturnValue:
    form = Form(NewSupplier, {"active": "false", **request.form})
    saved = form.submit(lambda given: only(save_suppliers([given])))
    if saved is None:
        return render_template("purchasing/supplier.html", form=form, one=None), form.status
    return told(_("Supplier %(code)s is saved.", code=saved.code), "purchasing.suppliers")


@door.get("/notices/new")
def new_notice() -> ResponseReturnValue:
    must("purchasing:order")
    number = request.args.get("order", "")
    flat = {"key": secrets.token_hex(8)}
    if number.isdecimal() and len(number) < 19:
        order = queries.get_purchase(int(number))
        flat |= {"purchase_order": number, "expected_on": order.expected_on.isoformat() if order.expected_on else ""}
        for n, line in enumerate(line for line in order.lines if line.open > line.announced):
            flat |= {f"lines/{n}/sku": line.sku, f"lines/{n}/quantity": str(line.open - line.announced)}
    return _announce(LinedForm(NewNotice, NOTICE, flat=flat))


@door.post("/notices/new")
def announce_delivery() -> ResponseReturnValue:
    form = LinedForm(NewNotice, NOTICE, request.form)
    made = None if "more" in request.form else form.submit(lambda given: only(announce([given])))
    if made is None:
        return _announce(form)
    return told(_("Advance notice %(number)s is noted.", number=made.number), "purchasing.notice", number=made.number)


def _announce(form: LinedForm[Any]) -> ResponseReturnValue:
    return render_template("purchasing/announce.html", form=form, suppliers=queries.supplier_names(), houses=warehouse_names(),
                           back=url_for("purchasing.notices")), form.status
