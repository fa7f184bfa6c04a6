"""Something of everything, for requests that are about things that are there."""

from typing import Any

from saas.kit.operations import only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tests.cast import Member, placed, stocked


def things(who: Member) -> dict[str, Any]:
    """A company with goods, orders and parcels; what stands in a path's place."""
    stocked(who, MUG=10_000, CUP=1)
    number = placed(who, "A-1", MUG=5, CUP=3).number
    with who.at_work():
        only(ship([NewShipment(number=number, lines=[{"line": 1, "quantity": 1}])]))  # type: ignore[list-item]
    return {"sku": "MUG", "number": number, "code": "MAIN"}
