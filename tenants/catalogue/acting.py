"""What can be done to all the products that the list finds."""

from collections.abc import Sequence

from saas.kit.i18n import _l, _n
from saas.kit.operations import Outcome
from tenants.catalogue.operations import switch_products
from tenants.lists.acts import Act, Nothing, declare


def _offer(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return switch_products(subjects, True)


def _withdraw(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return switch_products(subjects, False)


declare(
    Act("products", "offer", "catalogue:edit", _l("Let all that match be ordered…"), "check", lambda n: _n("Let %(num)s product be ordered", "Let %(num)s products be ordered", n), _offer),
    Act("products", "withdraw", "catalogue:edit", _l("Sell all that match no more…"), "x", lambda n: _n("Sell %(num)s product no more", "Sell %(num)s products no more", n), _withdraw))
