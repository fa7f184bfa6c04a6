"""The verbs of inventory."""

from tenants.inventory.operations.adjust import adjust_stock, receive
from tenants.inventory.operations.locations import add_location, change_location
from tenants.inventory.operations.lots import change_lot
from tenants.inventory.operations.move import move_stock
from tenants.inventory.operations.policy import change_policy
from tenants.inventory.operations.prove import every_difference, how_many, prove_stock
from tenants.inventory.operations.reverse import reverse_movements, take_back, take_back_documents
from tenants.inventory.operations.warehouses import add_warehouse, change_warehouse

__all__ = ["add_location", "add_warehouse", "adjust_stock", "change_location", "change_lot", "change_policy", "change_warehouse", "every_difference",
           "how_many", "move_stock", "prove_stock", "receive", "reverse_movements", "take_back", "take_back_documents"]
