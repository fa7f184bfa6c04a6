"""The verbs of fulfilment."""

from tenants.fulfilment.operations.deliver import mark_delivered
from tenants.fulfilment.operations.pack import pack_orders, unpick
from tenants.fulfilment.operations.pick import pick
from tenants.fulfilment.operations.ship import Shipped, ship

__all__ = ["Shipped", "mark_delivered", "pack_orders", "pick", "ship", "unpick"]
