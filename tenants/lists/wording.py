"""Words of lists that code knows by code."""

from saas.kit.i18n import _lp

STATUS = {"waiting": _lp("outcome", "Waiting"), "done": _lp("outcome", "Done"), "again": _lp("outcome", "As wished already"), "refused": _lp("outcome", "Refused")}
