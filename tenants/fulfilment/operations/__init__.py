"""The verbs of fulfilment."""

from tenants.fulfilment.operations.pick import pick
from tenants.fulfilment.operations.ship import Shipped, ship

__all__ = ["Shipped", "pick", "ship"]
