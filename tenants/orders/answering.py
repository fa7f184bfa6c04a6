"""What a person is told after an act on orders: one line where they come back to, or every refusal with its reason."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.errors import DomainError
from saas.kit.i18n import _, _l, _n
from saas.kit.inputs import read
from saas.kit.operations import Outcome
from saas.kit.web.links import within_company
from tenants.orders.queries import FindOrders, numbers_of

MOST = 500
MOST_TO_UNDO = 100
_DONE: dict[str, Callable[[int], str]] = {
    "cancelled": lambda n: _n("Order cancelled.", "%(num)s orders cancelled.", n),
    "changed": lambda n: _("Order changed."),
    "closed": lambda n: _n("Order closed.", "%(num)s orders closed.", n),
    "delivered": lambda n: _n("Parcel marked as delivered.", "%(num)s parcels marked as delivered.", n),
    "eased": lambda n: _n("Released in part: other holds still stop the order.", "Released in part: other holds still stop some of the %(num)s orders.", n),
    "drafted": lambda n: _n("Draft kept.", "%(num)s drafts kept.", n),
    "held": lambda n: _n("Order put on hold.", "%(num)s orders put on hold.", n),
    "merged": lambda n: _n("Order merged into this one.", "%(num)s orders merged into this one.", n),
    "packed": lambda n: _n("Order packed.", "%(num)s orders packed.", n),
    "paid": lambda n: _n("Order marked as paid.", "%(num)s orders marked as paid.", n),
    "picked": lambda n: _n("Order picked.", "%(num)s orders picked.", n),
    "placed": lambda n: _n("Order placed.", "%(num)s orders placed.", n),
    "known": lambda n: _("This order had been placed before. Nothing was placed twice."),
    "put_back": lambda n: _n("Goods put back.", "Goods of %(num)s orders put back.", n),
    "reheld": lambda n: _n("On hold again, as it was.", "%(num)s holds stand again, as they were.", n),
    "released": lambda n: _n("Order released.", "%(num)s orders released.", n),
    "reopened": lambda n: _n("Order opened again.", "%(num)s orders opened again.", n),
    "shipped": lambda n: _n("Order shipped.", "%(num)s orders shipped.", n),
    "split": lambda n: _("Order split. This is the new one."),
    "parted": lambda n: _("Order split."),
    "written_off": lambda n: _("Written off."),
}
_UNDO = {"held": "orders.release", "released": "orders.rehold", "eased": "orders.rehold"}


class NothingChosen(DomainError):
    status, code, sentence = 422, "nothing_chosen", _l("Choose at least one order first.")


class TooManyChosen(DomainError):
    status, code, sentence = 422, "too_many_chosen", _l("Choose at most %(most)s orders at once.")


@dataclass(frozen=True, slots=True)
class Notice:
    """What was just done, and how to undo it: where to post, and with which fields; no `undo_url` where it can't be."""

    text: str
    undo_url: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def chosen() -> list[int]:
    """The numbers of the orders chosen on the page, each once; with `all`, of every order the list's filter finds."""
    numbers = _matching() if request.form.get("all") else list(dict.fromkeys(whole_numbers(request.form.getlist("ids"))))
    if not numbers:
        raise NothingChosen()
    if len(numbers) > MOST:
        raise TooManyChosen(most=MOST)
    return numbers


def whole_numbers(texts: Iterable[str]) -> list[int]:
    """Those of the texts that are numbers a row may have."""
    return [int(text) for text in texts if text.isdecimal() and len(text) < 19]


def _matching() -> list[int]:
    given = {name: value for name in FindOrders.model_fields if (value := request.form.get(name))}
    return numbers_of(read(FindOrders, given), MOST + 1)


def back() -> str:
    """Where the person came from, if that is a page of this company; the list of orders otherwise."""
    return within_company(request.form.get("back", ""), url_for("orders.index"))


def going(home: str) -> str:
    """The page they were sent from, such as a queue; `home` where there is none."""
    return within_company(request.values.get("back", ""), home)


def answer(done: str, numbers: Sequence[int], outcomes: Sequence[Outcome[Any]], holds: Sequence[int] = ()) -> ResponseReturnValue:
    """Back to where they came from with one line; a page of its own when something was refused."""
    refused = [(number, str(o.error)) for number, o in zip(numbers, outcomes, strict=True) if o.error]
    if not refused:
        return redirect(noted(back(), done, numbers, holds), 303)
    good = len(numbers) - len(refused)
    status = outcomes[0].error.status if len(outcomes) == 1 and outcomes[0].error else 200
    return render_template("orders/outcomes.html", told=_DONE[done](good) if good else "", refused=refused, back=back(), endpoint="orders.show"), status


def noted(url: str, done: str, numbers: Sequence[int] = (), holds: Sequence[int] = ()) -> str:
    """The address with what was done in it, for `notice` to tell; with the holds that were set or lifted, it can be undone."""
    path, _question, query = url.partition("?")
    kept = [(k, v) for k, v in parse_qsl(query) if k not in ("done", "n", "undo", "holds")]
    kept += [("done", done), ("n", str(len(numbers) or 1))]
    if done in _UNDO and holds and max(len(numbers), len(holds)) <= MOST_TO_UNDO:
        kept += [("holds", ".".join(map(str, holds))), ("undo", ".".join(map(str, numbers)))]
    return f"{path}?{urlencode(kept)}"


def notice() -> Notice | None:
    """What the address says was just done."""
    done, n = request.args.get("done", ""), request.args.get("n", "1")
    if done not in _DONE or not n.isdecimal():
        return None
    numbers = whole_numbers(request.args.get("undo", "").split("."))
    if not numbers or done not in _UNDO:
        return Notice(_DONE[done](int(n[:6])))
    fields = {"ids": numbers, "holds": whole_numbers(request.args.get("holds", "").split(".")), "back": here()}
    return Notice(_DONE[done](int(n[:6])), url_for(_UNDO[done]), fields)


def here() -> str:
    """The page they are on, without what was noted on it."""
    kept = [(k, v) for k, v in request.args.items(multi=True) if k not in ("done", "n", "undo", "holds")]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path
