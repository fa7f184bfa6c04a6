"""The verbs of orders."""

from tenants.orders.operations.backorders import Served, serve_backorders, serve_everyone
from tenants.orders.operations.cancel import cancel_orders, preview_cancellations
from tenants.orders.operations.change import Effect, change_orders, preview_changes
from tenants.orders.operations.close import close_due_orders, close_orders, reopen_orders
from tenants.orders.operations.drafts import place_drafts
from tenants.orders.operations.hold import Released, Staying, Stopped, hold_orders, lift_due_holds, release_orders
from tenants.orders.operations.know import know_customers
from tenants.orders.operations.lose import write_off
from tenants.orders.operations.merge import merge_orders
from tenants.orders.operations.place import Preview, place_orders, preview_orders
from tenants.orders.operations.recognise import recognise_skus
from tenants.orders.operations.rehold import rehold_orders
from tenants.orders.operations.settle import lift_settled, mark_paid
from tenants.orders.operations.split import split_orders
from tenants.orders.recording import PlacedLine, PlacedOrder

__all__ = ["Effect", "PlacedLine", "PlacedOrder", "Preview", "Released", "Served", "Staying", "Stopped", "cancel_orders", "change_orders",
           "close_due_orders", "close_orders", "hold_orders", "know_customers", "lift_due_holds", "lift_settled", "mark_paid", "merge_orders", "place_drafts", "place_orders", "preview_cancellations", "preview_changes",
           "preview_orders", "recognise_skus", "rehold_orders", "release_orders", "reopen_orders", "serve_backorders", "serve_everyone", "split_orders", "write_off"]
