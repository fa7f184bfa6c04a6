"""What is done to the stock of a SKU: adjusted, received, moved, its lots and its reorder point set."""

import secrets

from flask import request
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _, _n
from saas.kit.operations import only
from saas.kit.web import Form
from tenants.catalogue.inputs import ReorderPoint
from tenants.catalogue.operations import set_reorder_point
from tenants.inventory import queries
from tenants.inventory.inputs import LotChange, Receipt, StockChange, StockMove, TakingBack
from tenants.inventory.operations import adjust_stock, change_lot, move_stock, receive, take_back
from tenants.inventory.telling import tell
from tenants.inventory.views.door import allowed, asked, done, door


@door.get("/adjust/<path:sku>")
def ask_adjust(sku: str) -> ResponseReturnValue:
    return asked("adjust", "inventory:adjust", sku, Form(StockChange, key=secrets.token_hex(8)))


@door.post("/adjust/<path:sku>")
def adjust(sku: str) -> ResponseReturnValue:
    form = Form(StockChange, {**request.form, "sku": sku})
    posted = form.submit(lambda given: only(adjust_stock([given])))
    if posted is None:
        return asked("adjust", "inventory:adjust", sku, form)
    return done(sku, _n("Adjusted. %(num)s piece is there now.", "Adjusted. %(num)s pieces are there now.", posted.on_hand))


@door.get("/receive/<path:sku>")
def ask_receive(sku: str) -> ResponseReturnValue:
    return asked("receive", "inventory:adjust", sku, Form(Receipt, key=secrets.token_hex(8)))


@door.post("/receive/<path:sku>")
def take_in(sku: str) -> ResponseReturnValue:
    form = Form(Receipt, {**request.form, "sku": sku})
    posted = form.submit(lambda given: only(receive([given])))
    if posted is None:
        return asked("receive", "inventory:adjust", sku, form)
    return done(sku, _n("Received. %(num)s piece is there now.", "Received. %(num)s pieces are there now.", posted.on_hand))


@door.get("/movements/<int:movement_id>")
def ask_take_back(movement_id: int) -> ResponseReturnValue:
    return _take_back(queries.get_move(movement_id), Form(TakingBack))


@door.post("/movements/<int:movement_id>")
def save_take_back(movement_id: int) -> ResponseReturnValue:
    move, form = queries.get_move(movement_id), Form(TakingBack, {**request.form, "movement": str(movement_id)})
    if form.submit(lambda given: only(take_back([given]))) is None:
        return _take_back(move, form)
    return done(move.sku, _("Movement %(id)s was taken back.", id=movement_id))


def _take_back(move: queries.Move, form: Form[TakingBack]) -> ResponseReturnValue:
    return asked("take_back", "inventory:adjust", move.sku, form, move=move, told=tell(move))


@door.get("/lot/<path:sku>")
def ask_lot(sku: str) -> ResponseReturnValue:
    lot = queries.get_lot(sku, request.args.get("lot", ""))
    return asked("lot", "inventory:adjust", sku, Form(LotChange, lot=lot.lot, expires_on=lot.expires_on or ""))


@door.post("/lot/<path:sku>")
def save_lot(sku: str) -> ResponseReturnValue:
    form = Form(LotChange, {**request.form, "sku": sku})
    if not form.submit(lambda given: (change_lot(given), True)):
        return asked("lot", "inventory:adjust", sku, form)
    return done(sku, _("Lot %(lot)s saved.", lot=form.value("lot")))


@door.get("/reorder/<path:sku>")
def ask_reorder(sku: str) -> ResponseReturnValue:
    one = queries.get_stock(sku)
    return asked("reorder", "catalogue:edit", sku, Form(
        ReorderPoint, quantity=one.level.reorder_point, reorder_quantity=one.level.reorder_quantity, safety_stock=one.level.safety_stock))


@door.post("/reorder/<path:sku>")
def reorder(sku: str) -> ResponseReturnValue:
    form = Form(ReorderPoint, {**request.form, "sku": sku})
    if form.submit(set_reorder_point) is None:
        return asked("reorder", "catalogue:edit", sku, form)
    return done(sku, _("Reorder point saved."))


@door.get("/move/<path:sku>")
def ask_move(sku: str) -> ResponseReturnValue:
    allowed("inventory:adjust")
    one = queries.get_stock(sku)
    parts = [part for part in one.parts if part.on_hand > part.allocated]
    given = {name: request.args.get(name, "") for name in ("warehouse", "location", "lot", "status")}
    if len(parts) == 1 and not given["warehouse"]:
        given = {"warehouse": parts[0].warehouse, "location": parts[0].location, "lot": parts[0].lot or "", "status": parts[0].status}
    return _move(sku, Form(StockMove, key=secrets.token_hex(8), **given), one)


@door.post("/move/<path:sku>")
def move(sku: str) -> ResponseReturnValue:
    form = Form(StockMove, {**request.form, "sku": sku})
    moved = form.submit(lambda given: only(move_stock([given])))
    if moved is None:
        return _move(sku, form)
    return done(sku, _n("Moved %(num)s piece.", "Moved %(num)s pieces.", moved.quantity))


def _move(sku: str, form: Form[StockMove], one: queries.OneSku | None = None) -> ResponseReturnValue:
    return asked("move", "inventory:adjust", sku, form, one, codes=queries.location_codes(form.value("warehouse")))
