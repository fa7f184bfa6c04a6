"""What can be done to all the orders or parcels that their lists find: the same verbs as for one."""

from collections.abc import Sequence

from saas.kit.i18n import _l, _n
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import Outcome
from tenants.fulfilment.inputs import Delivery, NewShipment, Packing, Picking
from tenants.fulfilment.operations import mark_delivered, pack_orders, pick, ship
from tenants.lists.acts import Act, Nothing, declare


class Carried(Input):
    """Who takes the parcels, said once for all of them."""

    carrier: Line = Field("", title=_l("Carrier"))


def _pick(subjects: Sequence[str], _given: Nothing, key: str) -> Sequence[Outcome[object]]:
    return pick([Picking(number=int(number), key=f"{key} {number}") for number in subjects])


def _pack(subjects: Sequence[str], _given: Nothing, key: str) -> Sequence[Outcome[object]]:
    return pack_orders([Packing(number=int(number), key=f"{key} {number}") for number in subjects])


def _ship(subjects: Sequence[str], given: Carried, key: str) -> Sequence[Outcome[object]]:
    return ship([NewShipment(number=int(number), carrier=given.carrier, key=f"{key} {number}") for number in subjects])


def _deliver(subjects: Sequence[str], _given: Nothing, _key: str) -> Sequence[Outcome[object]]:
    return mark_delivered([Delivery(parcel=int(number)) for number in subjects])


declare(
    Act("orders", "pick", "fulfilment:pick", _l("Pick all that match…"), "hand", lambda n: _n("Pick %(num)s order", "Pick %(num)s orders", n), _pick),
    Act("orders", "pack", "fulfilment:pick", _l("Pack all that match…"), "package", lambda n: _n("Pack %(num)s order", "Pack %(num)s orders", n), _pack),
    Act("orders", "ship", "fulfilment:ship", _l("Ship all that match…"), "truck", lambda n: _n("Ship %(num)s order", "Ship %(num)s orders", n), _ship, Carried, grave=True),
    Act("parcels", "deliver", "fulfilment:ship", _l("Mark all that match as delivered…"), "house", lambda n: _n("Mark %(num)s parcel as delivered", "Mark %(num)s parcels as delivered", n), _deliver))
