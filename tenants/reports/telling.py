"""What needs a person, in words: for each reason what it is, what to do about it, and the list that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from saas.kit.i18n import _, _l
from saas.ui.filters import age, number, percent
from tenants.orders.queries import Waits
from tenants.reports.queries import Begun, Span, WaitingImports

LIMIT = 1000


class Way(NamedTuple):
    """How a reason looks and reads, and the list it leads to."""

    label: Any
    verb: Any
    endpoint: str
    filter: dict[str, str]
    tone: str = "wait"
    shape: str = "clock"


def _hold(kind: str, label: Any, verb: Any, tone: str = "wait", shape: str = "clock") -> Way:
    return Way(label, verb, "orders.triage_reason", {"reason": kind}, tone, shape)


WAYS = {
    "address": _hold("address", _l("The address needs a look"), _l("Correct addresses")),
    "comment": _hold("comment", _l("The customer left a comment"), _l("Read the comments")),
    "payment": _hold("payment", _l("Waiting for payment"), _l("See what is unpaid")),
    "sku": _hold("sku", _l("The catalogue doesn't know a SKU"), _l("List the SKUs")),
    "total": _hold("total", _l("The total doesn't add up"), _l("Compare the totals")),
    "duplicate": _hold("duplicate", _l("Arrived again with other content"), _l("Settle which counts")),
    "fraud": _hold("fraud", _l("Possible fraud"), _l("Look into them"), "fail", "warning"),
    "stock": _hold("stock", _l("On hold for stock"), _l("Review holds"), "held", "pause"),
    "client": _hold("client", _l("On hold by your company"), _l("Review holds"), "held", "pause"),
    "operator": _hold("operator", _l("On hold by the order desk"), _l("Review holds"), "held", "pause"),
    "waiting": Way(_l("Awaiting stock"), _l("See what is short"), "orders.triage_reason", {"reason": "waiting"}),
    "mapping": Way(_l("Imports with columns to name"), _l("Name the columns"), "imports.index", {}),
    "checked": Way(_l("Imports checked and ready to apply"), _l("Review and apply"), "imports.index", {}),
    "failed": Way(_l("Imports that failed"), _l("See what happened"), "imports.index", {}, "fail", "warning"),
    "low": Way(_l("SKUs at their reorder point or below"), _l("See what is low"), "inventory.index", {"view": "low"}),
}


@dataclass(frozen=True, slots=True)
class Need:
    """A line of "what needs a person"; `endpoint` and `filter` name the list it opens."""

    count: str
    way: Way
    note: str
    age: str


def needs(waits: Iterable[Waits], imports: Iterable[WaitingImports], stock: dict[str, int]) -> list[Need]:
    """Everything that needs a person: failures first, then orders, imports, stock."""
    lines = [_need(one.kind, one.count, one.oldest, _short(stock) if one.kind == "waiting" else "") for one in waits]
    lines += [_need(one.state, one.count, one.oldest) for one in imports]
    if stock["low"]:
        lines.append(_need("low", stock["low"], None))
    return sorted(lines, key=lambda line: line.way.tone != "fail")


def _need(kind: str, count: int, oldest: datetime | None, note: str = "") -> Need:
    return Need(bounded(count), WAYS[kind], note, _("oldest %(age)s", age=age(oldest)) if oldest else "")


def _short(stock: dict[str, int]) -> str:
    return _("Oversubscribed SKUs: %(count)s", count=bounded(stock["oversubscribed"]))


def bounded(count: int) -> str:
    """A count that stopped at LIMIT + 1: 1,000+."""
    return number(count) if count <= LIMIT else _("%(count)s+", count=number(LIMIT))


@dataclass(frozen=True, slots=True)
class Change:
    """How much more or less than before, for a figure: a share in words, its direction and tone."""

    text: str
    up: bool
    tone: str


def changes(now: Span, before: Span) -> dict[str, Change]:
    """What changed of each figure; left out where nothing did, or where there was nothing to compare with."""
    pairs = {name: (getattr(now, name), getattr(before, name)) for name in ("orders", "pieces", "value", "parcels")}
    return {name: Change(percent(abs(ours - theirs) / theirs), ours > theirs, "good" if ours > theirs else "soft")
            for name, (ours, theirs) in pairs.items() if theirs and ours != theirs}


@dataclass(frozen=True, slots=True)
class Step:
    """A first step of a new company: what, why, done or not, and the file that does it."""

    label: str
    note: str
    done: bool
    kind: str


def first_steps(begun: Begun) -> list[Step]:
    """What a new company does first, in order."""
    return [
        Step(_("Import your products"), _("A file with SKUs, titles and prices. Stock and orders refer to products by SKU."),
             begun.products, "products"),
        Step(_("Import your stock"), _("How many of each you have, and where. A recent stock count will do."), begun.stock, "stock"),
        Step(_("Import your orders"), _("From a shop's or marketplace's own file, or send them through the API."), begun.orders, "orders"),
    ]
