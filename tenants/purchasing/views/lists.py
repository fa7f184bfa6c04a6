"""Lists of purchasing: orders by view, suppliers, notices, receipts, and what is low."""

import secrets

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tenants.inventory.queries import warehouse_names
from tenants.purchasing import queries
from tenants.purchasing.queries import LIMIT, FindNotices, FindPurchases, FindReceipts
from tenants.purchasing.views.door import door, must, wanted
from tenants.purchasing.wording import VIEWS


@door.get("/")
def index() -> ResponseReturnValue:
    find = wanted(FindPurchases)
    return render_template("purchasing/index.html", find=find, page=queries.list_purchases(find, request.args.get("after")),
                           counts=queries.count_purchases(find), suppliers=queries.supplier_names(), VIEWS=VIEWS, LIMIT=LIMIT)


@door.get("/suppliers")
def suppliers() -> ResponseReturnValue:
    q = request.args.get("q", "")[:200]
    return render_template("purchasing/suppliers.html", q=q, page=queries.list_suppliers(q, request.args.get("after")))


@door.get("/notices")
def notices() -> ResponseReturnValue:
    find = wanted(FindNotices)
    return render_template("purchasing/notices.html", find=find, page=queries.list_notices(find, request.args.get("after")))


@door.get("/receipts")
def receipts() -> ResponseReturnValue:
    find = wanted(FindReceipts)
    return render_template("purchasing/receipts.html", find=find, page=queries.list_receipts(find, request.args.get("after")))


@door.get("/low")
def low() -> ResponseReturnValue:
    must("purchasing:order")
    return render_template("purchasing/low.html", found=queries.what_is_low(), houses=warehouse_names(), key=secrets.token_hex(8))
