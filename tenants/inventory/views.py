"""Stock's pages: the list and its proof, one SKU with its ledger, what is done to it, and the warehouses."""

import secrets
from datetime import date
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit import clock
from saas.kit.context import actor, tenant
from saas.kit.errors import Forbidden
from saas.kit.i18n import _, _n
from saas.kit.inputs import Day, Input, read
from saas.kit.operations import only
from saas.kit.web import Door, Form
from tenants.catalogue.inputs import ReorderPoint
from tenants.catalogue.operations import set_reorder_point
from tenants.inventory import exporting, queries  # noqa: F401  declares the list
from tenants.inventory.inputs import LotChange, NewWarehouse, PolicyChange, Receipt, StockChange, WarehouseChange
from tenants.inventory.operations import add_warehouse, adjust_stock, change_lot, change_policy, change_warehouse, prove_stock, receive
from tenants.inventory.policy_form import PolicyForm
from tenants.inventory.queries import LIMIT, FindStock
from tenants.inventory.telling import CONDITIONS, POLICY, QUESTIONS, REASONS, tell

door = Door("inventory", "tenants.inventory", "member", url_prefix="/t/<company>/stock", template_folder="templates")


@door.get("/")
def index() -> ResponseReturnValue:
    find = _wanted()
    return render_template("inventory/index.html", find=find, page=queries.list_stock(find, request.args.get("after")),
                           counts=queries.count_stock(find), houses=queries.warehouse_names(), proof=queries.last_proof(),
                           at=partial(_address, find), LIMIT=LIMIT)


@door.get("/proof")
def proof() -> ResponseReturnValue:
    return render_template("inventory/proof.html", proof=queries.last_proof(), QUESTIONS=QUESTIONS)


@door.post("/proof")
def prove() -> ResponseReturnValue:
    found = prove_stock()
    flash(_n("One difference found. Nothing was changed.", "%(num)s differences found. Nothing was changed.", len(found)) if found
          else _("Proved: ledger, balances and held stock agree."))
    return redirect(url_for("inventory.proof" if found else "inventory.index"), 303)


@door.get("/sku/<path:sku>")
def show(sku: str) -> ResponseReturnValue:
    page, as_of = queries.list_moves(sku, request.args.get("after")), _day()
    past = queries.stock_as_of(sku, clock.day_bounds(as_of, tenant().zone)[1]) if as_of else []
    return render_template("inventory/show.html", one=queries.get_stock(sku), page=page, told=[tell(move) for move in page.rows],
                           days=queries.stock_per_day(sku), as_of=as_of, past=past, CONDITIONS=CONDITIONS, LIMIT=LIMIT)


@door.get("/adjust/<path:sku>")
def ask_adjust(sku: str) -> ResponseReturnValue:
    return _asked("adjust", "inventory:adjust", sku, Form(StockChange, key=secrets.token_hex(8)))


@door.post("/adjust/<path:sku>")
def adjust(sku: str) -> ResponseReturnValue:
    form = Form(StockChange, {**request.form, "sku": sku})
    posted = form.submit(lambda given: only(adjust_stock([given])))
    if posted is None:
        return _asked("adjust", "inventory:adjust", sku, form)
    return _done(sku, _n("Adjusted. %(num)s piece is there now.", "Adjusted. %(num)s pieces are there now.", posted.on_hand))


@door.get("/receive/<path:sku>")
def ask_receive(sku: str) -> ResponseReturnValue:
    return _asked("receive", "inventory:adjust", sku, Form(Receipt, key=secrets.token_hex(8)))


@door.post("/receive/<path:sku>")
def take_in(sku: str) -> ResponseReturnValue:
    form = Form(Receipt, {**request.form, "sku": sku})
    posted = form.submit(lambda given: only(receive([given])))
    if posted is None:
        return _asked("receive", "inventory:adjust", sku, form)
    return _done(sku, _n("Received. %(num)s piece is there now.", "Received. %(num)s pieces are there now.", posted.on_hand))


@door.get("/lot/<path:sku>")
def ask_lot(sku: str) -> ResponseReturnValue:
    lot = queries.get_lot(sku, request.args.get("lot", ""))
    return _asked("lot", "inventory:adjust", sku, Form(LotChange, lot=lot.lot, expires_on=lot.expires_on or ""))


@door.post("/lot/<path:sku>")
def save_lot(sku: str) -> ResponseReturnValue:
    form = Form(LotChange, {**request.form, "sku": sku})
    if not form.submit(lambda given: (change_lot(given), True)):
        return _asked("lot", "inventory:adjust", sku, form)
    return _done(sku, _("Lot %(lot)s saved.", lot=form.value("lot")))


@door.get("/reorder/<path:sku>")
def ask_reorder(sku: str) -> ResponseReturnValue:
    one = queries.get_stock(sku)
    return _asked("reorder", "catalogue:edit", sku, Form(
        ReorderPoint, quantity=one.level.reorder_point, reorder_quantity=one.level.reorder_quantity, safety_stock=one.level.safety_stock))


@door.post("/reorder/<path:sku>")
def reorder(sku: str) -> ResponseReturnValue:
    form = Form(ReorderPoint, {**request.form, "sku": sku})
    if form.submit(set_reorder_point) is None:
        return _asked("reorder", "catalogue:edit", sku, form)
    return _done(sku, _("Reorder point saved."))


@door.get("/warehouses")
def warehouses() -> ResponseReturnValue:
    return render_template("inventory/warehouses.html", houses=queries.warehouses(), form=Form(NewWarehouse, priority=100))


@door.post("/warehouses")
def open_warehouse() -> ResponseReturnValue:
    form = Form(NewWarehouse, request.form)
    if form.submit(add_warehouse) is None:
        return render_template("inventory/warehouses.html", houses=queries.warehouses(), form=form), form.status
    flash(_("Warehouse %(name)s was added.", name=form.value("name")))
    return redirect(url_for("inventory.warehouses"), 303)


@door.get("/warehouses/<code>")
def ask_warehouse(code: str) -> ResponseReturnValue:
    house = queries.get_warehouse(code)
    return render_template("inventory/warehouse.html", house=house, form=Form(WarehouseChange, **{
        name: getattr(house, name) for name in WarehouseChange.model_fields}))


@door.post("/warehouses/<code>")
def save_warehouse(code: str) -> ResponseReturnValue:
    form = Form(WarehouseChange, {**request.form, "code": code, "active": request.form.get("active", "false")})
    if form.submit(change_warehouse) is None:
        return render_template("inventory/warehouse.html", house=queries.get_warehouse(code), form=form), form.status
    flash(_("Warehouse %(name)s is saved.", name=form.value("name")))
    return redirect(url_for("inventory.warehouses"), 303)


@door.get("/policy")
def policy() -> ResponseReturnValue:
    return render_template("inventory/policy.html", form=PolicyForm.of(queries.get_policy()), company=tenant(), CHOICES=POLICY)


@door.post("/policy")
def save_policy() -> ResponseReturnValue:
    form = PolicyForm(request.form)
    if form.submit(lambda given: change_policy(given, form.version)) is None:
        return render_template("inventory/policy.html", form=form, company=tenant(), CHOICES=POLICY), form.status
    flash(_("Saved. Orders that wait are looked at again by these rules."))
    return redirect(url_for("inventory.policy"), 303)


class _AsOf(Input):
    on: Day | None = None


def _day() -> date | None:
    """The past day asked for in the address."""
    return read(_AsOf, {"on": request.args.get("on") or None}).on


def _wanted() -> FindStock:
    """The filter in the address."""
    return read(FindStock, {name: value for name in FindStock.model_fields if (value := request.args.get(name, "").strip())})


def _address(find: FindStock, endpoint: str = "inventory.index", **changes: Any) -> str:
    """The list with a changed filter, from its first page."""
    kept = {**find.model_dump(exclude_defaults=True), **changes}
    return url_for(endpoint, **{name: value for name, value in kept.items() if value not in (None, "")})


def _asked(page: str, permission: str, sku: str, form: Form[Any]) -> ResponseReturnValue:
    """A page that asks how, for those who may."""
    if not actor().may(permission):
        raise Forbidden(permission=permission)
    return render_template(f"inventory/{page}.html", one=queries.get_stock(sku), form=form, houses=queries.warehouse_names(),
                           CONDITIONS=CONDITIONS, REASONS=REASONS, currency=tenant().currency), form.status


def _done(sku: str, told: str) -> ResponseReturnValue:
    flash(told)
    return redirect(url_for("inventory.show", sku=sku), 303)
