"""The story of a purchase order or a notice in sentences: one whole sentence for each kind of event, in one table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from saas.kit import clock
from saas.kit.events import Told
from saas.kit.i18n import _, _n, current_zone
from saas.ui.filters import day, money


@dataclass(frozen=True, slots=True)
class Sentence:
    """One moment of the story: what happened, who did it and through which door, and what is otherwise since."""

    icon: str
    text: str
    by: str
    at: datetime
    changes: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class StoryDay:
    """What happened on one day of the reader's zone."""

    label: str
    events: list[Sentence]


def story_days(story: Sequence[Told]) -> list[StoryDay]:
    """A story by day, newest first."""
    zone = ZoneInfo(current_zone())
    days = groupby((_tell(told) for told in story), key=lambda one: one.at.astimezone(zone).date())
    return [StoryDay(_day_name(when), list(events)) for when, events in days]


def _day_name(when: date) -> str:
    passed = (clock.today(current_zone()) - when).days
    return {0: _("Today"), 1: _("Yesterday")}.get(passed) or day(when, "long")


def _tell(told: Told) -> Sentence:
    icon, sentence = _SENTENCES.get(told.name, ("circle", lambda _data: _("Something changed that this page has no words for yet.")))
    return Sentence(icon, sentence(told.data), _by(told), told.at, list(_changes(told.data)))


def _changes(data: dict[str, Any]) -> list[dict[str, str]]:
    found = [{"name": _("Reason"), "before": "", "after": data["reason"]}] if data.get("reason") else []
    for line in data.get("lines") or ():
        found.append({"name": line["sku"], "before": _at_cost(line, 0, data["currency"]), "after": _at_cost(line, 1, data["currency"])})
    if data.get("expected_on") and isinstance(data["expected_on"], list):
        before, after = data["expected_on"]
        found.append({"name": _("Expected on"), "before": _shown(before), "after": _shown(after)})
    return found


def _at_cost(line: dict[str, Any], n: int, currency: str) -> str:
    return _("%(pieces)s at %(cost)s", pieces=line["quantity"][n], cost=money(line["cost"][n], currency))


def _shown(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else "–"


def _ordered(data: dict[str, Any]) -> str:
    return _n("%(num)s piece ordered from %(supplier)s for %(total)s.", "%(num)s pieces ordered from %(supplier)s for %(total)s.", data["pieces"],
              supplier=data["supplier"], total=money(data["total"], data["currency"]))


def _drafted(data: dict[str, Any]) -> str:
    return _n("Drafted: %(num)s piece from %(supplier)s for %(total)s.", "Drafted: %(num)s pieces from %(supplier)s for %(total)s.", data["pieces"],
              supplier=data["supplier"], total=money(data["total"], data["currency"]))


def _announced(data: dict[str, Any]) -> str:
    if isinstance(data["expected_on"], str):
        return _n("Announced by notice %(notice)s: %(num)s piece, expected on %(day)s.", "Announced by notice %(notice)s: %(num)s pieces, expected on %(day)s.",
                  data["pieces"], notice=data["notice"], day=_shown(data["expected_on"]))
    return _n("Announced by notice %(notice)s: %(num)s piece.", "Announced by notice %(notice)s: %(num)s pieces.", data["pieces"], notice=data["notice"])


def _received(data: dict[str, Any]) -> str:
    values = {name: data[name] for name in ("receipt", "damaged", "over", "short")}
    if data["damaged"] or data["over"] or data["short"]:
        return _n("Receipt %(receipt)s: %(num)s piece came; %(damaged)s damaged, %(over)s over, %(short)s short.",
                  "Receipt %(receipt)s: %(num)s pieces came; %(damaged)s damaged, %(over)s over, %(short)s short.", data["good"] + data["damaged"], **values)
    return _n("Receipt %(receipt)s: %(num)s piece came, as expected.", "Receipt %(receipt)s: %(num)s pieces came, as expected.", data["good"],
              receipt=data["receipt"])


def _reversed(data: dict[str, Any]) -> str:
    return _n("Receipt %(receipt)s reversed: %(num)s piece left the shelf.", "Receipt %(receipt)s reversed: %(num)s pieces left the shelf.", data["pieces"],
              receipt=data["receipt"])


_SENTENCES: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "notice.announced": ("truck", _announced),
    "notice.arrived": ("package", _received),
    "notice.cancelled": ("x", lambda data: _("Notice %(notice)s is cancelled: it won't come.", notice=data["notice"])),
    "purchase.announced": ("truck", _announced),
    "purchase.cancelled": ("x", lambda data: _("Purchase order cancelled.")),
    "purchase.changed": ("pencil", lambda data: _("Purchase order changed. It is %(total)s now.", total=money(data["total"][1], data["currency"]))),
    "purchase.closed": ("check", lambda data: _n("Closed: %(num)s piece won't come.", "Closed: %(num)s pieces won't come.", data["pieces"])),
    "purchase.drafted": ("clipboard-list", _drafted),
    "purchase.notice_cancelled": ("x", lambda data: _("Notice %(notice)s is cancelled: it won't come.", notice=data["notice"])),
    "purchase.ordered": ("clipboard-list", _ordered),
    "notice.receipt_reversed": ("undo-2", _reversed),
    "purchase.receipt_reversed": ("undo-2", _reversed),
    "purchase.received": ("package", _received),
    "receipt.posted": ("package", _received),
    "receipt.reversed": ("undo-2", _reversed),
    "purchase.sent": ("arrow-up-right", lambda data: _("Sent to %(supplier)s.", supplier=data["supplier"])),
}


def _by(told: Told) -> str:
    """Who, and from where."""
    name = told.actor.get("name", "")
    match told.door:
        case "page":
            return _("%(name)s, on the page", name=name)
        case "api":
            return _("API, token “%(name)s”", name=name)
        case "command":
            return _("%(name)s, on the command line", name=name)
        case _door:
            return _("Quayside, by itself")
