"""Words of purchasing that several pages share."""

from saas.kit.i18n import _lp

REASONS = {
    "broken": _lp("reason at receiving", "Broken on the way"),
    "missing": _lp("reason at receiving", "Not in the delivery"),
    "extra": _lp("reason at receiving", "More than ordered"),
    "wrong": _lp("reason at receiving", "Wrong goods"),
    "expired": _lp("reason at receiving", "Expired or nearly so"),
    "other": _lp("reason at receiving", "Another reason"),
}
NOTICES = {
    "": _lp("view of notices", "All"),
    "announced": _lp("view of notices", "On the way"),
    "arrived": _lp("view of notices", "Arrived"),
    "cancelled": _lp("view of notices", "Cancelled"),
}
RECEIPTS = {
    "all": _lp("view of receipts", "All"),
    "differs": _lp("view of receipts", "With a difference"),
    "reversed": _lp("view of receipts", "Reversed"),
}
SUPPLIERS = {
    "all": _lp("view of suppliers", "All"),
    "active": _lp("view of suppliers", "Active"),
    "coming": _lp("view of suppliers", "With goods coming"),
    "off": _lp("view of suppliers", "Off"),
}
VIEWS = {
    "send": _lp("view of purchase orders", "To send"),
    "coming": _lp("view of purchase orders", "Coming"),
    "late": _lp("view of purchase orders", "Late"),
    "arrived": _lp("view of purchase orders", "Arrived"),
    "all": _lp("view of purchase orders", "All"),
}
