"""Fulfilment's pages: parcels, and the picking and shipping of orders, one or many."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.inputs import read
from saas.kit.operations import must, only
from saas.kit.web import Door
from tenants.fulfilment import acting, exporting  # noqa: F401  declare the list and what is done to it
from tenants.fulfilment.inputs import Delivery, NewShipment, Packing, Picking, PutBack
from tenants.fulfilment.operations import mark_delivered, pack_orders, pick, ship, unpick
from tenants.fulfilment.queries import FindParcels, list_parcels
from tenants.lists.views.bulk import beyond_a_page
from tenants.orders.answering import NothingChosen, answer, back, chosen, here, noted, notice, whole_numbers
from tenants.orders.asking import PiecesForm, askable
from tenants.orders.queries import OneOrder, brief_orders, get_order

door = Door("fulfilment", __name__, "member", url_prefix="/t/<company>", template_folder="templates")


@door.get("/parcels")
def index() -> ResponseReturnValue:
    find = read(FindParcels, {name: value for name in FindParcels.model_fields if (value := request.args.get(name, "").strip())})
    page = list_parcels(find, request.args.get("after"), request.args.get("before"))
    return render_template("fulfilment/index.html", find=find, page=page, here=here(), notice=notice())


@door.post("/parcels/delivered")
def deliver() -> ResponseReturnValue:
    parcels = whole_numbers(request.form.getlist("ids"))
    if not parcels:
        raise NothingChosen()
    for outcome in mark_delivered([Delivery(parcel=number) for number in parcels]):
        outcome.result()
    return redirect(noted(back(), "delivered", parcels), 303)


@door.get("/orders/<int:number>/pick")
def ask_pick(number: int) -> ResponseReturnValue:
    must("fulfilment:pick")
    return _asking("pick", _picking(get_order(number)), number)


@door.post("/orders/<int:number>/pick")
def pick_one(number: int) -> ResponseReturnValue:
    form = _picking(get_order(number), request.form)
    done = form.submit(lambda given: only(pick([given])))
    return _asking("pick", form, number) if done is None else _shown(number, "picked")


@door.get("/orders/<int:number>/pack")
def ask_pack(number: int) -> ResponseReturnValue:
    must("fulfilment:pick")
    return _asking("pack", _packing(get_order(number)), number)


@door.post("/orders/<int:number>/pack")
def pack_one(number: int) -> ResponseReturnValue:
    form = _packing(get_order(number), request.form)
    done = form.submit(lambda given: only(pack_orders([given])))
    return _asking("pack", form, number) if done is None else _shown(number, "packed")


@door.get("/orders/<int:number>/unpick")
def ask_unpick(number: int) -> ResponseReturnValue:
    must("fulfilment:pick")
    return _asking("unpick", _putting_back(get_order(number)), number)


@door.post("/orders/<int:number>/unpick")
def unpick_one(number: int) -> ResponseReturnValue:
    form = _putting_back(get_order(number), request.form)
    done = form.submit(lambda given: only(unpick([given])))
    return _asking("unpick", form, number) if done is None else _shown(number, "put_back")


@door.get("/orders/<int:number>/ship")
def ask_ship(number: int) -> ResponseReturnValue:
    must("fulfilment:ship")
    return _asking("ship", _shipping(get_order(number)), number)


@door.post("/orders/<int:number>/ship")
def ship_one(number: int) -> ResponseReturnValue:
    form = _shipping(get_order(number), request.form)
    done = form.submit(lambda given: only(ship([given])))
    return _asking("ship", form, number) if done is None else _shown(number, "shipped")


@door.post("/orders/pick")
def pick_many() -> ResponseReturnValue:
    if elsewhere := beyond_a_page("orders", "pick"):
        return elsewhere
    numbers = chosen()
    return answer("picked", numbers, pick([Picking(number=number) for number in numbers]))


@door.post("/orders/pack")
def pack_many() -> ResponseReturnValue:
    if elsewhere := beyond_a_page("orders", "pack"):
        return elsewhere
    numbers = chosen()
    return answer("packed", numbers, pack_orders([Packing(number=number) for number in numbers]))


@door.post("/orders/ship")
def ship_many() -> ResponseReturnValue:
    """Asks first: what has left can't be called back. The key of the question makes a second click ship nothing."""
    if elsewhere := beyond_a_page("orders", "ship"):
        return elsewhere
    numbers, key = chosen(), request.form.get("key", "")
    if not key:
        return render_template("fulfilment/ask_ship.html", orders=brief_orders(numbers), back=back(), key=secrets.token_hex(8))
    typed = {"carrier": request.form.get("carrier", "")}
    parcels = [read(NewShipment, {**typed, "number": number, "key": f"{key} {number}"}) for number in numbers]
    return answer("shipped", numbers, ship(parcels))


def _picking(order: OneOrder, data: Mapping[str, str] | None = None) -> PiecesForm[Picking]:
    return PiecesForm(Picking, order, askable(order.lines, lambda line: line.allocated - line.picked), data)


def _packing(order: OneOrder, data: Mapping[str, str] | None = None) -> PiecesForm[Packing]:
    return PiecesForm(Packing, order, askable(order.lines, lambda line: line.picked - line.packed), data)


def _putting_back(order: OneOrder, data: Mapping[str, str] | None = None) -> PiecesForm[PutBack]:
    return PiecesForm(PutBack, order, askable(order.lines, lambda line: line.picked), data)


def _shipping(order: OneOrder, data: Mapping[str, str] | None = None) -> PiecesForm[NewShipment]:
    """What is packed leaves first; where nothing is, what is picked; else all that is held."""
    step = next((step for step in ("packed", "picked") if getattr(order, step)), "allocated")
    return PiecesForm(NewShipment, order, askable(order.lines, lambda line: line.allocated), data, first=lambda one: getattr(one.line, step))


def _asking(act: str, form: PiecesForm[Any], number: int) -> ResponseReturnValue:
    key = form.value("key") or secrets.token_hex(8)
    return render_template(f"fulfilment/{act}.html", form=form, order=get_order(number), key=key), form.status


def _shown(number: int, done: str) -> ResponseReturnValue:
    return redirect(noted(url_for("orders.show", number=number), done), 303)
