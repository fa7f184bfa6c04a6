"""The pages of transfers: the list, one transfer, and everything that is done about it."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _, _n
from saas.kit.inputs import read
from saas.kit.operations import must, only
from saas.kit.web import Door, Form
from saas.ui.story import by_day
from tenants.inventory.queries import warehouse_names
from tenants.transfers import exporting  # noqa: F401  declares the list
from tenants.transfers import operations as verbs
from tenants.transfers import queries
from tenants.transfers.asking import Column, MovingForm, PlanForm, on_the_way, to_send
from tenants.transfers.inputs import Arrival, Loss, Recall, Sending
from tenants.transfers.operations import plan_transfers
from tenants.transfers.queries import LIMIT, FindTransfers, OneTransfer
from tenants.transfers.telling import VIEWS, stages, tell

door = Door("transfers", __name__, "member", url_prefix="/t/<company>/stock/transfers", template_folder="templates")
_ACTS: dict[str, tuple[Any, Callable[[OneTransfer], Any], Mapping[str, Column], Callable[[Any], Any]]] = {
    "send": (Sending, to_send, {"sent": Column()}, lambda given: verbs.send_transfers([given])),
    "receive": (Arrival, on_the_way, {"good": Column(says={"status": "good"}), "damaged": Column(says={"status": "damaged"}),
                                      "over": Column("surplus", beyond=True)}, lambda given: verbs.receive_transfers([given])),
    "lose": (Loss, on_the_way, {"lost": Column()}, lambda given: verbs.lose_transfers([given])),
}
_DONE: dict[str, Callable[[int], str]] = {
    "send": lambda n: _n("Sent: %(num)s piece is on the way.", "Sent: %(num)s pieces are on the way.", n),
    "receive": lambda n: _n("Received: %(num)s piece.", "Received: %(num)s pieces.", n),
    "lose": lambda n: _n("Written off: %(num)s piece.", "Written off: %(num)s pieces.", n),
}


@door.get("/")
def index() -> ResponseReturnValue:
    find = read(FindTransfers, {name: value for name in FindTransfers.model_fields if (value := request.args.get(name, "").strip())})
    return render_template("transfers/index.html", find=find, page=queries.list_transfers(find, request.args.get("after")),
                           counts=queries.count_transfers(find), houses=warehouse_names(), VIEWS=VIEWS, LIMIT=LIMIT)


@door.get("/new")
def new() -> ResponseReturnValue:
    must("transfers:plan")
    houses, sku = list(warehouse_names()), request.args.get("sku", "")[:100]
    ends = {"from_warehouse": houses[0], "to_warehouse": houses[1]} if len(houses) > 1 else {}
    return _planning(PlanForm(None, key=secrets.token_hex(8), lines=f"{sku} 1" if sku else "", **ends))


@door.post("/new")
def plan() -> ResponseReturnValue:
    form = PlanForm(request.form)
    done = form.submit(lambda given: only(plan_transfers([given])))
    if done is None:
        return _planning(form)
    flash(_("Transfer %(number)s is planned. Nothing has moved yet.", number=done.number))
    return redirect(url_for("transfers.show", number=done.number), 303)


def _planning(form: PlanForm) -> ResponseReturnValue:
    return render_template("transfers/new.html", form=form, houses=warehouse_names()), form.status


@door.get("/<int:number>")
def show(number: int) -> ResponseReturnValue:
    it = queries.get_transfer(number)
    return render_template("transfers/show.html", it=it, stages=stages(it), story=by_day(queries.transfer_story(it.id), tell))


@door.get("/<int:number>/<any(send, receive, lose):act>")
def ask(number: int, act: str) -> ResponseReturnValue:
    must("transfers:move")
    it = queries.get_transfer(number)
    return _moving(act, it, _form(act, it, None, secrets.token_hex(8)))


@door.post("/<int:number>/<any(send, receive, lose):act>")
def do(number: int, act: str) -> ResponseReturnValue:
    it = queries.get_transfer(number)
    form = _form(act, it, request.form, request.form.get("key", ""))
    if request.form.get("act") == "scan":
        form.scan(request.form.get("scan", "").strip())
        return _moving(act, it, form)
    done = form.submit(lambda given: only(_ACTS[act][3](given)))
    if done is None:
        return _moving(act, it, form)
    flash(_DONE[act](done.pieces))
    return redirect(url_for("transfers.show", number=number), 303)


def _form(act: str, it: OneTransfer, data: Mapping[str, str] | None, key: str) -> MovingForm[Any]:
    model, rows, columns, _verb = _ACTS[act]
    return MovingForm(model, rows(it), columns, data, scanning=request.args.get("by") == "scan", number=it.number, key=key)


def _moving(act: str, it: OneTransfer, form: MovingForm[Any]) -> ResponseReturnValue:
    return render_template(f"transfers/{act}.html", it=it, form=form, act=act), form.status


@door.get("/<int:number>/cancel")
def ask_cancel(number: int) -> ResponseReturnValue:
    must("transfers:plan")
    return render_template("transfers/cancel.html", it=queries.get_transfer(number), form=Form(Recall, key=secrets.token_hex(8)))


@door.post("/<int:number>/cancel")
def cancel(number: int) -> ResponseReturnValue:
    form = Form(Recall, request.form, number=number)
    if form.submit(lambda given: only(verbs.cancel_transfers([given]))) is None:
        return render_template("transfers/cancel.html", it=queries.get_transfer(number), form=form), form.status
    flash(_("What hasn't left stays where it is."))
    return redirect(url_for("transfers.show", number=number), 303)
