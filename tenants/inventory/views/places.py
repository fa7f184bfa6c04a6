"""Pages of warehouses and their locations."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _
from saas.kit.web import Form
from tenants.inventory import queries
from tenants.inventory.inputs import LocationChange, NewLocation, NewWarehouse, WarehouseChange
from tenants.inventory.operations import add_location, add_warehouse, change_location, change_warehouse
from tenants.inventory.telling import CONDITIONS
from tenants.inventory.views.door import allowed, door


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


@door.get("/warehouses/<path:code>")
def ask_warehouse(code: str) -> ResponseReturnValue:
    return _warehouse(code)


@door.post("/warehouses/<path:code>")
def save_warehouse(code: str) -> ResponseReturnValue:
    form = Form(WarehouseChange, {**request.form, "code": code, "active": request.form.get("active", "false")})
    if form.submit(change_warehouse) is None:
        return _warehouse(code, form)
    flash(_("Warehouse %(name)s is saved.", name=form.value("name")))
    return redirect(url_for("inventory.warehouses"), 303)


@door.post("/locations/new/<path:code>")
def set_up_location(code: str) -> ResponseReturnValue:
    form = Form(NewLocation, {**request.form, "warehouse": code})
    if form.submit(add_location) is None:
        return _warehouse(code, new=form)
    flash(_("Location %(location)s is set up.", location=form.value("code")))
    return redirect(url_for("inventory.ask_warehouse", code=code), 303)


def _warehouse(code: str, form: Form[WarehouseChange] | None = None, new: Form[NewLocation] | None = None) -> ResponseReturnValue:
    """A warehouse with its locations; the forms as they came back, or as things are."""
    house, location = queries.get_warehouse(code), request.args.get("location", "")[:100]
    form = form or Form(WarehouseChange, **{name: getattr(house, name) for name in WarehouseChange.model_fields})
    new = new or Form(NewLocation, priority=100)
    return render_template("inventory/warehouse.html", house=house, form=form, new=new, location=location, CONDITIONS=CONDITIONS,
                           places=queries.list_locations(code, request.args.get("from"), q=request.args.get("q", "")[:100]),
                           lying=queries.what_lies_there(code, location, request.args.get("after"))), max(form.status, new.status)


@door.get("/locations/<path:warehouse>")
def ask_location(warehouse: str) -> ResponseReturnValue:
    code = request.args.get("code", "")
    found = next((one for one in queries.list_locations(warehouse, limit=1, q=code).rows if one.code == code), None)
    form = Form(LocationChange, code=code, to=code, priority=found.priority if found else "", active=found.active if found else "")
    return _location(warehouse, form)


@door.post("/locations/<path:warehouse>")
def save_location(warehouse: str) -> ResponseReturnValue:
    form = Form(LocationChange, {**request.form, "active": str("active" in request.form).lower(), "warehouse": warehouse})
    if form.submit(change_location) is None:
        return _location(warehouse, form)
    flash(_("Location %(location)s saved.", location=form.value("to") or form.value("code")))
    return redirect(url_for("inventory.ask_warehouse", code=warehouse), 303)


def _location(warehouse: str, form: Form[LocationChange]) -> ResponseReturnValue:
    allowed("inventory:setup")
    return render_template("inventory/location.html", house=queries.get_warehouse(warehouse), form=form), form.status
