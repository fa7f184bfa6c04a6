"""Holds in an order's story: a sentence for each kind set and for each lifted, by a person or by itself."""

from typing import Any

from saas.kit.i18n import _, _l
from tenants.orders.wording import HOLDS

_HELD = {
    "address": _l("Put on hold: the address needs a look."),
    "payment": _l("Put on hold until it is paid."),
    "fraud": _l("Put on hold: it may be fraud."),
    "stock": _l("Put on hold for stock."),
    "comment": _l("Put on hold: the customer wrote a comment."),
    "sku": _l("Put on hold: the catalogue doesn't know a SKU."),
    "total": _l("Put on hold: the total doesn't add up."),
    "duplicate": _l("Put on hold: it arrived again with other content."),
    "operator": _l("Put on hold by the order desk."),
    "client": _l("Put on hold by the company."),
}
_RELEASED = {
    "address": _l("Released: the address is settled."),
    "payment": _l("Released: the payment is settled."),
    "fraud": _l("Released: no fraud."),
    "stock": _l("Released: no longer held for stock."),
    "comment": _l("Released: the customer's comment was read."),
    "sku": _l("Released, though the catalogue doesn't know every SKU."),
    "total": _l("Released: our total counts."),
    "duplicate": _l("Released: it is settled which of the two counts."),
    "operator": _l("Released by the order desk."),
    "client": _l("Released by the company."),
}
_SETTLED = {
    "address": _l("Goes on by itself: the address can be reached now."),
    "payment": _l("Goes on by itself: it is paid."),
    "sku": _l("Goes on by itself: the catalogue knows every SKU now."),
    "total": _l("Goes on by itself: the total adds up now."),
}


def held(data: dict[str, Any]) -> str:
    return str(_HELD[data["kind"]])


def held_again(data: dict[str, Any]) -> str:
    return _("The release was taken back. On hold again: %(kind)s.", kind=HOLDS[data["kind"]])


def released(data: dict[str, Any]) -> str:
    """By a person, by itself because its cause is gone, or on its day."""
    match data.get("how"):
        case "date":
            return _("The hold ended on its date: %(kind)s.", kind=HOLDS[data["kind"]])
        case "cause":
            return str(_SETTLED[data["kind"]])
        case _person:
            return str(_RELEASED[data["kind"]])
