"""The words of stocktakes: scopes, views, decisions, and their story in sentences."""

from collections.abc import Callable
from typing import Any

from saas.kit.events import Told
from saas.kit.i18n import _, _lp, _n
from saas.ui.story import Sentence, who_did

VIEWS = {
    "all": _lp("view of stocktakes", "All"),
    "counting": _lp("view of stocktakes", "Counting"),
    "review": _lp("view of stocktakes", "Under review"),
    "posted": _lp("view of stocktakes", "Posted"),
    "cancelled": _lp("view of stocktakes", "Cancelled"),
}
LINE_VIEWS = {
    "differences": _lp("view of a count", "Differences"),
    "undecided": _lp("view of a count", "Undecided"),
    "recounts": _lp("view of a count", "To count again"),
    "uncounted": _lp("view of a count", "Not counted"),
    "agreeing": _lp("view of a count", "Agreeing"),
    "all": _lp("view of a count", "All"),
}
SCOPES = {
    "all": _lp("scope of a stocktake", "Everything in the warehouse"),
    "locations": _lp("scope of a stocktake", "Some locations"),
    "skus": _lp("scope of a stocktake", "Some SKUs"),
    "search": _lp("scope of a stocktake", "What a search finds"),
    "expiring": _lp("scope of a stocktake", "Lots that expire soon"),
    "not_counted_since": _lp("scope of a stocktake", "What wasn't counted for a while"),
}
WAYS = {
    "add": _lp("way of counting", "Add to what was counted"),
    "set": _lp("way of counting", "This is all of it"),
}
DECISIONS = {
    "accept": _lp("decision on a count", "Accept the count"),
    "keep": _lp("decision on a count", "Keep the book"),
}
DECIDED = {
    "accept": _lp("decided on a count", "Accepted"),
    "keep": _lp("decided on a count", "Book kept"),
}


def tell(told: Told) -> Sentence:
    """An event as a person reads it."""
    icon, sentence = _SENTENCES.get(told.name, ("circle", lambda _data: _("The stocktake changed in a way this page can't describe yet.")))
    changes = [{"name": _("Reason"), "before": "", "after": told.data["reason"]}] if told.data.get("reason") else []
    return Sentence(icon, sentence(told.data), who_did(told), told.at, changes)


def _to_review(data: dict[str, Any]) -> str:
    return _n("Counting ended: %(num)s place counted, %(differing)s with a difference, %(uncounted)s not counted.",
              "Counting ended: %(num)s places counted, %(differing)s with a difference, %(uncounted)s not counted.", data["counted"],
              differing=data["differing"], uncounted=data["uncounted"])


def _posted(data: dict[str, Any]) -> str:
    if data["refused"]:
        return _n("Posted in part: %(num)s line. Pieces more: %(more)s, fewer: %(fewer)s; lines that couldn't be posted: %(refused)s.",
                  "Posted in part: %(num)s lines. Pieces more: %(more)s, fewer: %(fewer)s; lines that couldn't be posted: %(refused)s.", data["lines"],
                  more=data["more"], fewer=data["fewer"], refused=data["refused"])
    return _n("Posted: %(num)s line. Pieces more: %(more)s, fewer: %(fewer)s.", "Posted: %(num)s lines. Pieces more: %(more)s, fewer: %(fewer)s.",
              data["lines"], more=data["more"], fewer=data["fewer"])


_SENTENCES: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "stocktake.opened": ("clipboard-plus", lambda data: _n("Opened with %(num)s place to count.", "Opened with %(num)s places to count.", data["lines"])),
    "stocktake.to_review": ("list-checks", _to_review),
    "stocktake.recounts_asked": ("rotate-ccw", lambda data: _n("%(num)s line shall be counted again.", "%(num)s lines shall be counted again.", data["lines"])),
    "stocktake.decided": ("check", lambda data: _("Decided. Differences accepted: %(accepted)s, books kept: %(kept)s.",
                                                 accepted=data["accepted"], kept=data["kept"])),
    "stocktake.posted": ("scale", _posted),
    "stocktake.cancelled": ("x", lambda _data: _("Cancelled: nothing was changed.")),
}
