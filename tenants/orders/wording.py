"""The words of orders: kinds of hold and views of the list; each once, for every page, file and sentence."""

from typing import Any

from saas.kit.i18n import _, _lp, _n
from saas.ui.addressing import address_fields
from tenants.orders.inputs import Address
from tenants.orders.queries import OrderRow, Wait

HOLDS = {
    "address": _lp("kind of hold", "Address"),
    "payment": _lp("kind of hold", "Payment"),
    "fraud": _lp("kind of hold", "Possible fraud"),
    "stock": _lp("kind of hold", "Stock"),
    "comment": _lp("kind of hold", "Customer's comment"),
    "sku": _lp("kind of hold", "Unknown SKU"),
    "total": _lp("kind of hold", "Total differs"),
    "duplicate": _lp("kind of hold", "Arrived twice"),
    "client": _lp("kind of hold", "Our own reason"),
    "operator": _lp("kind of hold", "Order desk's reason"),
}
OWNERS = {
    "client": _lp("whose hold it is", "Set by the client; only the client may release it."),
    "operator": _lp("whose hold it is", "Set by the order desk; only the order desk may release it."),
    "anyone": _lp("whose hold it is", "Whoever works with orders may release it."),
}
NEEDS = {
    "address": _lp("reason an order needs a person", "Address"),
    "payment": _lp("reason an order needs a person", "Payment"),
    "sku": _lp("reason an order needs a person", "Unknown SKU"),
    "total": _lp("reason an order needs a person", "Total"),
    "duplicate": _lp("reason an order needs a person", "Arrived twice"),
    "comment": _lp("reason an order needs a person", "Comment"),
    "fraud": _lp("reason an order needs a person", "Possible fraud"),
    "stock": _lp("reason an order needs a person", "Held for stock"),
    "waiting": _lp("reason an order needs a person", "Awaiting stock"),
    "client": _lp("reason an order needs a person", "The client's own"),
    "operator": _lp("reason an order needs a person", "The order desk's"),
}
TIES = {
    ("split", True): _lp("order tied to this one", "Split off this order"),
    ("split", False): _lp("order tied to this one", "This order was split off it"),
    ("merged", True): _lp("order tied to this one", "Became part of this order"),
    ("merged", False): _lp("order tied to this one", "This order became part of it"),
    ("exchange", True): _lp("order tied to this one", "Sent in exchange for this order"),
    ("exchange", False): _lp("order tied to this one", "This order is its exchange"),
}
VIEWS = {
    "person": _lp("view of orders", "Needs a person"),
    "ready": _lp("view of orders", "Ready"),
    "open": _lp("view of orders", "All open"),
    "shipped": _lp("view of orders", "Shipped"),
    "drafts": _lp("view of orders", "Drafts"),
    "all": _lp("view of orders", "Everything"),
}


def reason(order: OrderRow) -> str:
    """What an order waits for, in a few words; holds come before missing stock. Empty when it waits for nothing."""
    held = [wait for wait in order.waits if wait.kind != "waiting"]
    if order.state == "on_hold" and held:
        first = _why(held[0], order.note)
        return first if len(held) == 1 else _("%(first)s and %(more)s more", first=first, more=len(held) - 1)
    missing = next((wait for wait in order.waits if wait.kind == "waiting"), None)
    if order.state not in ("waiting", "part_shipped") or not missing:
        return ""
    if missing.title:
        return _("%(missing)s of %(title)s missing", missing=missing.missing, title=missing.title)
    return _n("%(num)s piece missing", "%(num)s pieces missing", missing.missing)


def _why(hold: Wait, note: str) -> str:
    if hold.kind == "comment" and note:
        return _("“%(note)s”", note=note)
    if hold.kind in ("client", "operator") and not hold.reason:
        return _("No reason given")
    return hold.reason or str(HOLDS[hold.kind])


def place_asked(land: str) -> list[tuple[str, Any]]:
    """The fields of an address with their titles, in the order its country asks for them."""
    return [(name, Address.model_fields[name].title) for name in address_fields(land)]
