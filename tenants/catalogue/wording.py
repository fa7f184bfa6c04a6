"""The words of the catalogue."""

from saas.kit.i18n import _lp

TRACKING = {
    "none": _lp("how pieces are told apart", "Not at all"),
    "lot": _lp("how pieces are told apart", "By lot"),
    "serial": _lp("how pieces are told apart", "By serial number"),
}
