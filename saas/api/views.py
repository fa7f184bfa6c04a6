"""The description's doors: open to anyone, like a manual."""

import json

from flask import Response, render_template, request

from saas.api.openapi import describe
from saas.kit.api import ENDPOINTS
from saas.kit.api.limiting import LIMIT
from saas.kit.errors import ERRORS
from saas.kit.i18n import _lp
from saas.kit.web import Door

# What the manual calls each room's part of the API.
GROUPS = {
    "catalogue": _lp("room", "Products"), "customers": _lp("room", "Customers"), "fulfilment": _lp("room", "Parcels"), "imports": _lp("room", "Imports"),
    "inventory": _lp("room", "Stock"), "lists": _lp("room", "Lists"), "orders": _lp("room", "Orders"), "purchasing": _lp("room", "Purchasing"), "returns": _lp("room", "Returns"),
    "stocktakes": _lp("room", "Stocktakes"), "transfers": _lp("room", "Transfers"),
}
door = Door("api_docs", __name__, "public", url_prefix="/api/v1", template_folder="templates")


@door.get("/openapi.json")
def openapi() -> Response:
    return Response(json.dumps(describe(request.host_url.rstrip("/")), ensure_ascii=False), mimetype="application/json")


@door.get("/docs")
def docs() -> str:
    rooms: dict[str, list[object]] = {}
    for endpoint in ENDPOINTS:
        rooms.setdefault(endpoint.tag, []).append(endpoint)
    return render_template("api/docs.html", rooms=rooms, groups=GROUPS, errors=sorted(ERRORS.values(), key=lambda e: e.code), described=describe(""),
                           address=request.host_url.rstrip("/"), limit=LIMIT)
