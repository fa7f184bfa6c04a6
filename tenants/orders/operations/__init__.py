"""The verbs of orders."""

from tenants.orders.operations.backorders import serve_backorders
from tenants.orders.operations.cancel import cancel_orders
from tenants.orders.operations.hold import hold_orders, lift_due_holds, release_orders
from tenants.orders.operations.place import PlacedLine, PlacedOrder, Preview, place_orders, preview_orders

__all__ = ["PlacedLine", "PlacedOrder", "Preview", "cancel_orders", "hold_orders", "lift_due_holds", "place_orders", "preview_orders", "release_orders",
           "serve_backorders"]
