"""The stock list and its proof, and one SKU with its ledger."""

from datetime import date
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit import clock
from saas.kit.context import tenant
from saas.kit.i18n import _, _n
from saas.kit.inputs import Day, Input, Quantity, read
from tenants.inventory import exporting, queries  # noqa: F401  declares the list
from tenants.inventory.operations import how_many, prove_stock
from tenants.inventory.queries import LIMIT, FindStock
from tenants.inventory.telling import CAME, CONDITIONS, QUESTIONS, tell
from tenants.inventory.views.door import door, methods


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
    flash(_n("One difference found. Nothing was changed.", "%(num)s differences found. Nothing was changed.", how_many(found)) if found
          else _("Proved: ledger, balances and held stock agree."))
    return redirect(url_for("inventory.proof" if found else "inventory.index"), 303)


@door.get("/sku/<path:sku>")
def show(sku: str) -> ResponseReturnValue:
    page, as_of = queries.list_moves(sku, request.args.get("after")), _day()
    past = queries.stock_as_of(sku, clock.day_bounds(as_of, tenant().zone)[1]) if as_of else []
    one = queries.get_stock(sku)
    promise, = queries.available_to_promise([sku])
    return render_template("inventory/show.html", one=one, promise=promise, asked=_asked(), page=page, told=[tell(move) for move in page.rows],
                           days=queries.stock_per_day(sku), as_of=as_of, past=past, CONDITIONS=CONDITIONS, LIMIT=LIMIT, **_worth(sku, as_of))


def _worth(sku: str, as_of: date | None) -> dict[str, Any]:
    """What the SKU costs now and did then, by the company's way of counting and the other one."""
    return {**methods(), "worth": queries.value_of(sku), "worth_then": queries.value_of(sku, as_of) if as_of else None,
            "made": queries.what_made_the_cost(sku), "CAME": CAME}


class _Question(Input):
    on: Day | None = None
    quantity: Quantity | None = None


def _day() -> date | None:
    """The past day asked for in the address."""
    return read(_Question, {"on": request.args.get("on") or None}).on


def _asked() -> int | None:
    """How many pieces someone wants to promise."""
    return read(_Question, {"quantity": request.args.get("quantity") or None}).quantity


def _wanted() -> FindStock:
    """The filter in the address."""
    return read(FindStock, {name: value for name in FindStock.model_fields if (value := request.args.get(name, "").strip())})


def _address(find: FindStock, endpoint: str = "inventory.index", **changes: Any) -> str:
    """The list with a changed filter, from its first page."""
    kept = {**find.model_dump(exclude_defaults=True), **changes}
    return url_for(endpoint, **{name: value for name, value in kept.items() if value not in (None, "")})
