"""States: one table says how each looks and reads. Tone is the colour, shape the icon, and the word is for people."""

from typing import NamedTuple

from saas.kit.i18n import _lp


class Look(NamedTuple):
    """Tone (wait, held, good, fail, done), shape of saas.ui.icons, and a lazy word."""

    tone: str
    shape: str
    word: str


ORDER = {
    "draft": Look("done", "new", _lp("order state", "Draft")),
    "placed": Look("done", "new", _lp("order state", "New")),
    "waiting": Look("wait", "clock", _lp("order state", "Awaiting stock")),
    "on_hold": Look("held", "pause", _lp("order state", "On hold")),
    "ready": Look("good", "three-quarters", _lp("order state", "Ready to ship")),
    "picking": Look("good", "half", _lp("order state", "Picking")),
    "part_shipped": Look("good", "three-quarters", _lp("order state", "Partly shipped")),
    "shipped": Look("good", "solid", _lp("order state", "Shipped")),
    "delivered": Look("done", "tick", _lp("order state", "Delivered")),
    "closed": Look("done", "tick", _lp("order state", "Closed")),
    "cancelled": Look("done", "cross", _lp("order state", "Cancelled")),
}
IMPORT = {
    "uploaded": Look("done", "new", _lp("import state", "Uploaded")),
    "mapping": Look("wait", "clock", _lp("import state", "Columns to name")),
    "checking": Look("good", "quarter", _lp("import state", "Checking")),
    "checked": Look("wait", "clock", _lp("import state", "Ready to apply")),
    "applying": Look("good", "half", _lp("import state", "Applying")),
    "applied": Look("good", "solid", _lp("import state", "Applied")),
    "undoing": Look("held", "half", _lp("import state", "Undoing")),
    "undone": Look("done", "back", _lp("import state", "Undone")),
    "failed": Look("fail", "warning", _lp("import state", "Failed")),
    "cancelled": Look("done", "cross", _lp("import state", "Cancelled")),
}
JOB = {
    "waiting": Look("done", "new", _lp("job state", "Waiting")),
    "queued": Look("done", "new", _lp("job state", "Queued")),
    "running": Look("good", "half", _lp("job state", "Running")),
    "done": Look("good", "solid", _lp("job state", "Done")),
    "parked": Look("fail", "warning", _lp("job state", "Stopped")),
    "failed": Look("fail", "warning", _lp("job state", "Failed")),
    "cancelled": Look("done", "cross", _lp("job state", "Cancelled")),
}
SHIPMENT = {
    "planned": Look("done", "new", _lp("parcel state", "Planned")),
    "picking": Look("good", "half", _lp("parcel state", "Picking")),
    "packed": Look("good", "three-quarters", _lp("parcel state", "Packed")),
    "shipped": Look("good", "solid", _lp("parcel state", "Shipped")),
    "delivered": Look("done", "tick", _lp("parcel state", "Delivered")),
    "cancelled": Look("done", "cross", _lp("parcel state", "Cancelled")),
}
STOCK = {
    "enough": Look("good", "solid", _lp("stock state", "In stock")),
    "low": Look("wait", "clock", _lp("stock state", "Below reorder point")),
    "drafted": Look("wait", "new", _lp("stock state", "Order drafted")),
    "out": Look("fail", "warning", _lp("stock state", "Out of stock")),
    "coming": Look("good", "half", _lp("stock state", "On its way")),
    "off": Look("done", "cross", _lp("stock state", "Not sold")),
}
LOT = {
    "fresh": Look("good", "solid", _lp("lot state", "Good")),
    "undated": Look("good", "solid", _lp("lot state", "Doesn't expire")),
    "expiring": Look("wait", "clock", _lp("lot state", "Expires soon")),
    "expired": Look("fail", "warning", _lp("lot state", "Expired")),
}
PURCHASE = {
    "draft": Look("wait", "new", _lp("purchase order state", "Draft")),
    "ordered": Look("good", "quarter", _lp("purchase order state", "Ordered")),
    "part_received": Look("good", "half", _lp("purchase order state", "Partly arrived")),
    "received": Look("good", "solid", _lp("purchase order state", "Arrived")),
    "closed": Look("done", "tick", _lp("purchase order state", "Closed")),
    "cancelled": Look("done", "cross", _lp("purchase order state", "Cancelled")),
}
NOTICE = {
    "announced": Look("good", "quarter", _lp("advance notice state", "On the way")),
    "arrived": Look("good", "solid", _lp("advance notice state", "Arrived")),
    "cancelled": Look("done", "cross", _lp("advance notice state", "Cancelled")),
}
RECEIPT = {
    "posted": Look("good", "solid", _lp("receipt state", "Posted")),
    "differs": Look("wait", "warning", _lp("receipt state", "Differs")),
    "reversed": Look("done", "cross", _lp("receipt state", "Reversed")),
}
SUPPLIER = {
    "active": Look("good", "solid", _lp("supplier state", "Active")),
    "off": Look("done", "cross", _lp("supplier state", "Off")),
}
ACCESS = {
    "active": Look("good", "solid", _lp("access state", "Active")),
    "invited": Look("wait", "clock", _lp("access state", "Invited")),
    "suspended": Look("held", "pause", _lp("access state", "Suspended")),
    "revoked": Look("done", "cross", _lp("access state", "Revoked")),
}
TRANSFER = {
    "planned": Look("done", "new", _lp("transfer state", "Planned")),
    "in_transit": Look("good", "half", _lp("transfer state", "On the way")),
    "part_received": Look("good", "three-quarters", _lp("transfer state", "Partly arrived")),
    "received": Look("good", "solid", _lp("transfer state", "Arrived")),
    "cancelled": Look("done", "cross", _lp("transfer state", "Cancelled")),
}
STOCKTAKE = {
    "counting": Look("good", "half", _lp("stocktake state", "Counting")),
    "review": Look("wait", "clock", _lp("stocktake state", "Under review")),
    "posted": Look("good", "solid", _lp("stocktake state", "Posted")),
    "cancelled": Look("done", "cross", _lp("stocktake state", "Cancelled")),
}
RETURN = {
    "requested": Look("wait", "clock", _lp("return state", "To authorise")),
    "authorised": Look("good", "quarter", _lp("return state", "On the way")),
    "part_received": Look("good", "half", _lp("return state", "Partly received")),
    "received": Look("wait", "three-quarters", _lp("return state", "To check")),
    "decided": Look("good", "solid", _lp("return state", "Checked")),
    "closed": Look("done", "tick", _lp("return state", "Closed")),
    "declined": Look("done", "cross", _lp("return state", "Declined")),
    "cancelled": Look("done", "cross", _lp("return state", "Cancelled")),
}
KINDS = {"order": ORDER, "import": IMPORT, "job": JOB, "shipment": SHIPMENT, "return": RETURN, "stock": STOCK, "lot": LOT, "access": ACCESS,
         "transfer": TRANSFER, "stocktake": STOCKTAKE, "purchase": PURCHASE, "notice": NOTICE, "receipt": RECEIPT,
         "supplier": SUPPLIER}


def look(kind: str, state: str) -> Look:
    """How a state of an order, import, job, shipment, stock or access looks. KeyError for one nobody described."""
    return KINDS[kind][state]
