"""What can be done to all the orders that the list finds: the same verbs as for one."""

from collections.abc import Sequence

from saas.kit.i18n import _l, _n
from saas.kit.inputs import Field, Input, Prose
from saas.kit.operations import Outcome
from tenants.lists.acts import Act, Nothing, declare
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, close_orders, hold_orders, mark_paid, place_drafts, release_orders


class Because(Input):
    """A reason, said once for all of them."""

    reason: Prose = Field("", title=_l("Reason"), max_length=500)


def numbers(subjects: Sequence[str]) -> list[int]:
    return [int(subject) for subject in subjects]


def _hold(subjects: Sequence[str], given: Because, key: str) -> Sequence[Outcome[object]]:
    return hold_orders(numbers(subjects), NewHold(reason=given.reason, key=key))


def _release(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return release_orders(numbers(subjects))


def _cancel(subjects: Sequence[str], given: Because, _key: str) -> Sequence[Outcome[object]]:
    return cancel_orders([Cancellation(number=number, reason=given.reason) for number in numbers(subjects)])


def _pay(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return mark_paid(numbers(subjects))


def _place(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return place_drafts(numbers(subjects))


def _close(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return close_orders(numbers(subjects))


declare(
    Act("orders", "hold", "orders:hold", _l("Hold all that match…"), "pause", lambda n: _n("Hold %(num)s order", "Hold %(num)s orders", n), _hold, Because),
    Act("orders", "release", "orders:hold", _l("Release all that match…"), "play", lambda n: _n("Release %(num)s order", "Release %(num)s orders", n), _release),
    Act("orders", "pay", "orders:change", _l("Mark all that match as paid…"), "wallet", lambda n: _n("Mark %(num)s order as paid", "Mark %(num)s orders as paid", n), _pay),
    Act("orders", "place", "orders:place", _l("Place all drafts that match…"), "check", lambda n: _n("Place %(num)s draft", "Place %(num)s drafts", n), _place),
    Act("orders", "cancel", "orders:cancel", _l("Cancel all that match…"), "x", lambda n: _n("Cancel %(num)s order", "Cancel %(num)s orders", n), _cancel, Because, grave=True),
    Act("orders", "close", "orders:change", _l("Close all that match…"), "archive", lambda n: _n("Close %(num)s order", "Close %(num)s orders", n), _close))
