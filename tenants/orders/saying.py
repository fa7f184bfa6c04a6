"""The filter of the list as a sentence: each phrase says what is chosen and offers the other choices as addresses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from saas.kit import clock
from saas.kit.context import tenant
from saas.kit.i18n import _
from saas.ui.filters import day
from saas.ui.states import look
from tenants.orders.queries import NO_CHANNEL, VIEWS, FindOrders
from tenants.orders.wording import HOLDS

Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a phrase may say instead."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said now, and what else could be."""

    label: str
    choices: list[Choice]


def phrases(find: FindOrders, channels: Iterable[str], at: Address) -> dict[str, Phrase]:
    """The phrases of the sentence by their place in it."""
    return {"state": _state(find, at), "channel": _channel(find, channels, at), "hold": _hold(find, at),
            "placed": _placed(find, at), "sort": _sort(find, at)}


def _phrase(now: Any, offers: Iterable[tuple[Any, str]], address: Callable[[Any], str], said: str = "") -> Phrase:
    choices = [Choice(label, address(value), value == now) for value, label in offers]
    return Phrase(said or next((c.label for c in choices if c.current), ""), choices)


def _state(find: FindOrders, at: Address) -> Phrase:
    offers = [(None, _("any state"))] + [(state, str(look("order", state).word)) for state in VIEWS[find.view]]
    return _phrase(find.state, offers, lambda state: at(state=state), "" if find.state in (None, *VIEWS[find.view]) else find.state or "")


def _channel(find: FindOrders, channels: Iterable[str], at: Address) -> Phrase:
    offers = [(None, _("any channel"))] + [(name or NO_CHANNEL, name or _("no channel")) for name in channels]
    return _phrase(find.channel, offers, lambda name: at(channel=name), find.channel or "")


def _hold(find: FindOrders, at: Address) -> Phrase:
    offers = [(None, _("with or without a hold"))] + [(kind, _("held: %(kind)s", kind=word)) for kind, word in HOLDS.items()]
    return _phrase(find.hold, offers, lambda kind: at(hold=kind))


def _placed(find: FindOrders, at: Address) -> Phrase:
    today = clock.today(tenant().zone)
    spans: list[tuple[tuple[date | None, date | None], str]] = [
        ((None, None), _("at any time")), ((today, None), _("today")), ((today - timedelta(days=1), today - timedelta(days=1)), _("yesterday")),
        ((today - timedelta(days=6), None), _("in the last 7 days")), ((today - timedelta(days=29), None), _("in the last 30 days"))]
    now = (find.placed_from, find.placed_to)
    said = "" if now in dict(spans) else _between(*now)
    return _phrase(now, spans, lambda span: at(placed_from=span[0], placed_to=span[1]), said)


def _between(first: date | None, last: date | None) -> str:
    if first and last:
        return _("from %(first)s to %(last)s", first=day(first), last=day(last))
    return _("from %(first)s on", first=day(first)) if first else _("up to %(last)s", last=day(last))


def _sort(find: FindOrders, at: Address) -> Phrase:
    oldest = _("what waits longest first") if find.view in ("person", "ready", "open") else _("oldest first")
    return _phrase(find.sort, [("newest", _("newest first")), ("oldest", oldest)], lambda sort: at(sort=sort))
