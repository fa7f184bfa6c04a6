"""Lists of purchasing: orders by view, suppliers, notices, receipts, and what is low."""

import secrets

from flask import render_template, request
from flask.typing import ResponseReturnValue

from saas.kit.operations import must
from tenants.inventory.queries import warehouse_names
from tenants.purchasing import queries, wording
from tenants.purchasing.queries import LIMIT, FindNotices, FindPurchases, FindReceipts, FindSuppliers
from tenants.purchasing.views.door import door, wanted


@door.get("/")
def index() -> ResponseReturnValue:
    find = wanted(FindPurchases)
    return render_template("purchasing/index.html", find=find, page=queries.list_purchases(find, request.args.get("after")),
                           counts=queries.count_purchases(find), suppliers=queries.supplier_names(), VIEWS=wording.VIEWS, LIMIT=LIMIT)


@door.get("/suppliers")
def suppliers() -> ResponseReturnValue:
    find = wanted(FindSuppliers)
    return render_template("purchasing/suppliers.html", find=find, page=queries.list_suppliers(find, request.args.get("after")), VIEWS=wording.SUPPLIERS)


@door.get("/notices")
def notices() -> ResponseReturnValue:
    find = wanted(FindNotices)
    return render_template("purchasing/notices.html", find=find, page=queries.list_notices(find, request.args.get("after")), VIEWS=wording.NOTICES,
                           suppliers=queries.supplier_names())


@door.get("/receipts")
def receipts() -> ResponseReturnValue:
    find = wanted(FindReceipts)
    return render_template("purchasing/receipts.html", find=find, page=queries.list_receipts(find, request.args.get("after")), VIEWS=wording.RECEIPTS,
                           suppliers=queries.supplier_names())


@door.get("/low")
def low() -> ResponseReturnValue:
    must("purchasing:order")
    return render_template("purchasing/low.html", found=queries.what_is_low(), houses=warehouse_names(), key=secrets.token_hex(8))
