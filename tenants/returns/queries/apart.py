"""What of an order may be refunded without a return."""

from dataclasses import dataclass

from saas.kit.operations import query
from tenants.orders.queries import OneOrder, get_order
from tenants.returns.suggesting import payable_apart
from tenants.returns.worths import missed_worths


@dataclass(frozen=True, slots=True)
class Missed:
    """An order and what its cancelled and lost pieces stand for, and how much of that may still go back; minor units."""

    order: OneOrder
    worth: int
    payable: int


@query("returns:read")
def missed(number: int) -> Missed:
    """What never arrived of the order of this number; UnknownOrder where there is none."""
    order = get_order(number)
    worth = missed_worths({order.id: order}, {order.id: order.entries})[order.id]
    return Missed(order, worth, payable_apart(order, worth))
