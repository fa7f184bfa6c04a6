"""Search over everything, from the frame of every page: as data for the palette, as a page without JavaScript."""

from dataclasses import dataclass

from flask import current_app, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.i18n import _
from saas.kit.web import Door
from saas.kit.web.rendering import wants_json
from saas.shell.queries import find_goods, find_orders, find_parcels, find_returns

LONGEST = 100
door = Door("shell", "saas.shell", "member", url_prefix="/t/<company>", template_folder="templates")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is (order, goods, parcel, return), what it is called, what tells it apart, where it stands."""

    kind: str
    label: str
    hint: str
    url: str


@door.get("/search")
def search() -> ResponseReturnValue:
    wish = "".join(filter(str.isprintable, request.args.get("q", ""))).strip()[:LONGEST]
    hits = found(wish)
    if wants_json():
        return jsonify([{"kind": hit.kind, "label": hit.label, "hint": hit.hint, "url": hit.url} for hit in hits])
    return render_template("shell/search.html", q=wish, hits=hits)


def found(wish: str) -> list[Hit]:
    """Orders, parcels, returns and SKUs that answer to the words, at most a few of each."""
    hits: list[Hit] = []
    if wish and g.entry.actor.may("orders:read") and "orders.show" in current_app.view_functions:
        hits += [Hit("order", _("Order %(number)s", number=o.number), _told(o.customer, o.reference),
                     url_for("orders.show", number=o.number)) for o in find_orders(wish)]
    if wish and g.entry.actor.may("fulfilment:read") and "orders.show" in current_app.view_functions:
        hits += [Hit("parcel", _("Parcel %(number)s", number=p.number), _told(p.customer, p.tracking),
                     url_for("orders.show", number=p.order_number)) for p in find_parcels(wish)]
    if wish and g.entry.actor.may("returns:read") and "returns.show" in current_app.view_functions:
        hits += [Hit("return", _("Return %(number)s", number=r.number), _told(r.customer, _("Order %(number)s", number=r.order_number)),
                     url_for("returns.show", number=r.number)) for r in find_returns(wish)]
    if wish and g.entry.actor.may("catalogue:read") and "inventory.show" in current_app.view_functions:
        hits += [Hit("goods", s.code, _told(s.title, s.option), url_for("inventory.show", sku=s.code)) for s in find_goods(wish)]
    return hits


def _told(*parts: str) -> str:
    return " · ".join(filter(None, parts))
