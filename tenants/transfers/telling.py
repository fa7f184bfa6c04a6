"""The story of a transfer in sentences, and how far it is."""

from collections.abc import Callable
from typing import Any

from saas.kit.events import Told
from saas.kit.i18n import _, _lp, _n, _p
from saas.ui.filters import number
from saas.ui.story import Sentence, who_did
from tenants.transfers.queries import OneTransfer

VIEWS = {
    "all": _lp("view of transfers", "All"),
    "planned": _lp("view of transfers", "Planned"),
    "on_the_way": _lp("view of transfers", "On the way"),
    "late": _lp("view of transfers", "Late"),
    "arrived": _lp("view of transfers", "Arrived"),
    "cancelled": _lp("view of transfers", "Cancelled"),
}


def tell(told: Told) -> Sentence:
    """An event as a person reads it."""
    icon, sentence = _SENTENCES.get(told.name, ("circle", lambda _data: _("The transfer changed in a way this page can't describe yet.")))
    changes = [{"name": _("Reason"), "before": "", "after": told.data["reason"]}] if told.data.get("reason") else []
    return Sentence(icon, sentence(told.data), who_did(told), told.at, changes)


def _received(data: dict[str, Any]) -> str:
    if data.get("surplus"):
        return _n("%(num)s piece arrived, and %(surplus)s beyond what was sent; %(damaged)s damaged.",
                  "%(num)s pieces arrived, and %(surplus)s beyond what was sent; %(damaged)s damaged.", data["pieces"],
                  surplus=data["surplus"], damaged=data["damaged"])
    if data["damaged"]:
        return _n("%(num)s piece arrived, %(damaged)s of it damaged.", "%(num)s pieces arrived, %(damaged)s of them damaged.", data["pieces"],
                  damaged=data["damaged"])
    return _n("%(num)s piece arrived.", "%(num)s pieces arrived.", data["pieces"])


def _cancelled(data: dict[str, Any]) -> str:
    if data["whole"]:
        return _n("Transfer cancelled: its piece stays where it is.", "Transfer cancelled: all %(num)s pieces stay where they are.", data["pieces"])
    return _n("%(num)s piece that hadn't left stays where it is.", "%(num)s pieces that hadn't left stay where they are.", data["pieces"])


_SENTENCES: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "transfer.planned": ("clipboard-plus", lambda data: _n("Transfer planned: %(num)s piece.", "Transfer planned: %(num)s pieces.", data["pieces"])),
    "transfer.sent": ("arrow-up-right", lambda data: _n("%(num)s piece left.", "%(num)s pieces left.", data["pieces"])),
    "transfer.received": ("arrow-down-left", _received),
    "transfer.lost": ("trash-2", lambda data: _n("%(num)s piece never arrived and was written off.",
                                                 "%(num)s pieces never arrived and were written off.", data["pieces"])),
    "transfer.cancelled": ("x", _cancelled),
}


def stages(it: OneTransfer) -> list[dict[str, Any]]:
    """How far a transfer is: planned, sent, arrived, each with its pieces."""
    over = it.state in ("received", "cancelled")
    found = [
        {"label": _p("stage of a transfer", "Planned"), "note": number(it.planned), "past": it.sent > 0 or over, "current": it.state == "planned"},
        {"label": _p("stage of a transfer", "On the way"), "note": number(it.on_the_way), "past": it.state == "received", "current": it.on_the_way > 0},
        {"label": _p("stage of a transfer", "Arrived"), "note": number(it.received), "past": it.state == "received", "current": False}]
    return found + ([{"label": _p("stage of a transfer", "Lost"), "note": number(it.lost), "past": True, "tone": "fail"}] if it.lost else [])
