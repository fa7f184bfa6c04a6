"""What can be done to all the orders or parcels that their lists find: the same verbs as for one."""

from collections.abc import Sequence

from saas.kit.i18n import _l, _n
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import Outcome
from tenants.fulfilment.inputs import Delivery, NewShipment, Picking
from tenants.fulfilment.operations import mark_delivered, pick, ship
from tenants.lists.acts import Act, Nothing, declare


class Carried(Input):
    """Who takes the parcels, said once for all of them."""

    carrier: Line = Field("", title=_l("Carrier"))


def _pick(subjects: Sequence[str], _given: Nothing, key: str) -> Sequence[Outcome[object]]:
    return pick([Picking(number=int(number), key=key) for number in subjects])


def _ship(subjects: Sequence[str], given: Carried, key: str) -> Sequence[Outcome[object]]:
    return ship([NewShipment(number=int(number), carrier=given.carrier, key=f"{key} {number}") for number in subjects])


def _deliver(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return mark_delivered([Delivery(parcel=int(number)) for number in subjects])


declare(
    Act("orders", "pick", "fulfilment:pick", lambda n: _n("Pick %(num)s order", "Pick %(num)s orders", n), _pick),
    Act("orders", "ship", "fulfilment:ship", lambda n: _n("Ship %(num)s order", "Ship %(num)s orders", n), _ship, Carried, ("carrier",), grave=True),
    Act("parcels", "deliver", "fulfilment:ship", lambda n: _n("Mark %(num)s parcel as delivered", "Mark %(num)s parcels as delivered", n), _deliver))
