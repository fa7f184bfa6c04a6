"""The words of orders: states, kinds of hold, views; each once, for every page, file and sentence."""

from saas.kit.i18n import _lp

# A state is told by a shape and a word: (tone, shape, word). The circle fills as the order nears the quay.
STATES = {
    "waiting": ("wait", "clock", _lp("order state", "Waiting for stock")),
    "on_hold": ("held", "pause", _lp("order state", "On hold")),
    "ready": ("good", "quarter", _lp("order state", "Ready")),
    "picking": ("good", "half", _lp("order state", "Picking")),
    "part_shipped": ("good", "most", _lp("order state", "Partly shipped")),
    "shipped": ("good", "full", _lp("order state", "Shipped")),
    "delivered": ("done", "full", _lp("order state", "Delivered")),
    "cancelled": ("done", "cross", _lp("order state", "Cancelled")),
}
HOLDS = {
    "address": _lp("kind of hold", "Address"),
    "payment": _lp("kind of hold", "Payment"),
    "fraud": _lp("kind of hold", "Possible fraud"),
    "stock": _lp("kind of hold", "Stock"),
    "comment": _lp("kind of hold", "Customer's comment"),
    "client": _lp("kind of hold", "Held by the company"),
    "operator": _lp("kind of hold", "Held by the order desk"),
}
VIEWS = {
    "person": _lp("view of orders", "Needs a person"),
    "ready": _lp("view of orders", "Ready"),
    "open": _lp("view of orders", "All open"),
    "shipped": _lp("view of orders", "Shipped"),
    "all": _lp("view of orders", "Everything"),
}
