"""Words of purchasing that several pages share."""

from saas.kit.i18n import _lp

VIEWS = {
    "send": _lp("view of purchase orders", "To send"),
    "coming": _lp("view of purchase orders", "Coming"),
    "late": _lp("view of purchase orders", "Late"),
    "arrived": _lp("view of purchase orders", "Arrived"),
    "all": _lp("view of purchase orders", "All"),
}
