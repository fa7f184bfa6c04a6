"""The story of a return in sentences: one whole sentence for each kind of event, in one table."""

from collections.abc import Callable, Sequence
from typing import Any

from saas.kit.events import Told
from saas.kit.i18n import _, _n, listed
from saas.ui.filters import money
from saas.ui.story import Sentence, StoryDay, by_day, who_did
from tenants.returns.wording import CONDITIONS, WHERE


def story_days(story: Sequence[Told]) -> list[StoryDay]:
    """A story by day, newest first."""
    return by_day(story, tell)


def tell(told: Told) -> Sentence:
    """An event as a person reads it."""
    icon, sentence = _SENTENCES.get(told.name, ("circle", _something))
    return Sentence(icon, sentence(told.data), who_did(told), told.at, _with_it(told.data))


def _with_it(data: dict[str, Any]) -> list[dict[str, str]]:
    """The words given with it, and each unit that came with its condition and place."""
    reasons = listed(data.get("reasons") or filter(None, [data.get("reason")]))
    found = [{"name": _("Reason"), "before": "", "after": reasons}] if reasons else []
    found += [{"name": unit["sku"], "before": "", "after": _("%(quantity)s × %(condition)s: %(place)s", quantity=unit["quantity"],
                                                              condition=CONDITIONS[unit["condition"]], place=WHERE[unit["goes_to"]])}
              for unit in data.get("units", ())]
    return found + ([{"name": _("Paid back by"), "before": "", "after": data["method"]}] if data.get("method") else [])


def _requested(data: dict[str, Any]) -> str:
    return _n("The customer wants to send %(num)s piece back.", "The customer wants to send %(num)s pieces back.", data["pieces"])


def _authorised(data: dict[str, Any]) -> str:
    if data["pieces"] == data["asked"]:
        return _n("Authorised: its piece may come.", "Authorised: all %(num)s pieces may come.", data["pieces"])
    return _n("Authorised in part: %(num)s piece of %(asked)s may come.", "Authorised in part: %(num)s pieces of %(asked)s may come.", data["pieces"],
              asked=data["asked"])


def _received(data: dict[str, Any]) -> str:
    return _n("%(num)s piece came back.", "%(num)s pieces came back.", data["pieces"])


def _decided(data: dict[str, Any]) -> str:
    if not data["rejected"]:
        return _n("%(num)s piece accepted.", "%(num)s pieces accepted.", data["accepted"])
    if not data["accepted"]:
        return _n("%(num)s piece rejected.", "%(num)s pieces rejected.", data["rejected"])
    return _("Checked: %(accepted)s accepted, %(rejected)s rejected.", accepted=data["accepted"], rejected=data["rejected"])


def _something(_data: dict[str, Any]) -> str:
    return _("The return changed in a way this page can't describe yet.")


_SENTENCES: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "return.authorised": ("check", _authorised),
    "return.cancelled": ("x", lambda _data: _("Cancelled: the customer keeps the goods.")),
    "return.closed": ("archive", lambda _data: _("Return closed.")),
    "return.decided": ("list-checks", _decided),
    "return.declined": ("x", lambda _data: _("Return declined.")),
    "return.exchanged": ("arrow-left-right", lambda data: _("Order %(exchange)s was placed in exchange.", exchange=data["exchange"])),
    "return.received": ("arrow-down-left", _received),
    "return.refunded": ("banknote", lambda data: _("%(amount)s went back to the customer.", amount=money(data["amount"], data["currency"]))),
    "return.requested": ("undo-2", _requested),
}
