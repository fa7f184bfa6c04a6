"""What can be done to all the orders that the list finds: the same verbs as for one."""

from collections.abc import Sequence

from saas.kit.i18n import _n
from saas.kit.inputs import Field, Input, Prose
from saas.kit.i18n import _l
from saas.kit.operations import Outcome
from tenants.lists.acts import Act, Nothing, declare
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, close_orders, hold_orders, release_orders


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


def _close(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return close_orders(numbers(subjects))


declare(
    Act("orders", "hold", "orders:hold", lambda n: _n("Hold %(num)s order", "Hold %(num)s orders", n), _hold, Because, ("reason",)),
    Act("orders", "release", "orders:hold", lambda n: _n("Release %(num)s order", "Release %(num)s orders", n), _release),
    Act("orders", "cancel", "orders:cancel", lambda n: _n("Cancel %(num)s order", "Cancel %(num)s orders", n), _cancel, Because, ("reason",), grave=True),
    Act("orders", "close", "orders:change", lambda n: _n("Close %(num)s order", "Close %(num)s orders", n), _close))
