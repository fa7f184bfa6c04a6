"""Acts on several returns chosen in the list: which ones, and what a person is told when it is done."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from saas.kit.errors import DomainError
from saas.kit.i18n import _l, _n
from saas.kit.inputs import read
from saas.kit.operations import Outcome
from saas.kit.web.links import within_company
from tenants.orders.answering import whole_numbers
from tenants.returns.queries import FindReturns, return_numbers

MOST = 500
_DONE: dict[str, Callable[[int], str]] = {
    "accepted": lambda n: _n("What came of the return was accepted.", "What came of %(num)s returns was accepted.", n),
    "authorised": lambda n: _n("Return authorised.", "%(num)s returns authorised.", n),
    "received": lambda n: _n("All of the return was received.", "All of %(num)s returns was received.", n),
}


class NoReturnChosen(DomainError):
    status, code, sentence = 422, "no_return_chosen", _l("Choose at least one return first.")


class TooManyReturns(DomainError):
    status, code, sentence = 422, "too_many_returns", _l("Choose at most %(most)s returns at once.")


def chosen() -> list[int]:
    """The numbers of the returns chosen on the page, each once; with `all`, of every return the list's filter finds."""
    numbers = _matching() if request.form.get("all") else list(dict.fromkeys(whole_numbers(request.form.getlist("ids"))))
    if not numbers:
        raise NoReturnChosen()
    if len(numbers) > MOST:
        raise TooManyReturns(most=MOST)
    return numbers


def _matching() -> list[int]:
    given = {name: value for name in FindReturns.model_fields if (value := request.form.get(name))}
    return return_numbers(read(FindReturns, given), MOST + 1)


def answer(done: str, numbers: Sequence[int], outcomes: Sequence[Outcome[Any]]) -> ResponseReturnValue:
    """Back to the list with one line; a page of its own where something was refused, with every reason."""
    back = within_company(request.form.get("back", ""), url_for("returns.index"))
    refused = [(number, str(outcome.error)) for number, outcome in zip(numbers, outcomes, strict=True) if outcome.error]
    told = _DONE[done](len(numbers) - len(refused)) if len(refused) < len(numbers) else ""
    if refused:
        return render_template("orders/outcomes.html", told=told, refused=refused, back=back, endpoint="returns.show"), 200
    flash(told)
    return redirect(back, 303)
