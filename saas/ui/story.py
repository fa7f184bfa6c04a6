"""Stories on pages: what happened to a thing, day by day in the reader's zone, each moment a whole sentence of its room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from saas.kit import clock
from saas.kit.events import Told
from saas.kit.i18n import _, current_zone
from saas.ui.filters import day


@dataclass(frozen=True, slots=True)
class Sentence:
    """One moment of a story: what happened, who did it and through which door, and the words given with it."""

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


def by_day(story: Sequence[Told], tell: Callable[[Told], Sentence]) -> list[StoryDay]:
    """A story by day, newest first, in the sentences of its room."""
    zone = ZoneInfo(current_zone())
    days = groupby((tell(told) for told in story), key=lambda one: one.at.astimezone(zone).date())
    return [StoryDay(_day_name(date), list(events)) for date, events in days]


def _day_name(date: date) -> str:
    passed = (clock.today(current_zone()) - date).days
    return {0: _("Today"), 1: _("Yesterday")}.get(passed) or day(date, "long")


def who_did(told: Told) -> str:
    """Who, and from where."""
    who = {"name": told.actor.get("name", "")}
    origin = told.origin
    if "import" in origin:
        return _("%(name)s, import %(number)s", number=origin["import"], **who)
    match told.door:
        case "page":
            return _("%(name)s, on the page", **who)
        case "api":
            return _("API, token “%(name)s”", **who)
        case "command":
            return _("%(name)s, on the command line", **who)
        case _door:
            return _("Quayside, by itself")
