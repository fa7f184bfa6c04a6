"""The verbs of orders."""

from tenants.orders.operations.backorders import serve_backorders
from tenants.orders.operations.cancel import cancel_orders
from tenants.orders.operations.hold import hold_orders, lift_due_holds, release_orders
from tenants.orders.operations.place import PlacedLine, PlacedOrder, place_orders

__all__ = ["PlacedLine", "PlacedOrder", "cancel_orders", "hold_orders", "lift_due_holds", "place_orders", "release_orders",
           "serve_backorders"]
