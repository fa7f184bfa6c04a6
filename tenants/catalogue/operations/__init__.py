"""The verbs of the catalogue."""

from tenants.catalogue.operations.kits import set_kit
from tenants.catalogue.operations.products import Listed, set_reorder_point, upsert_products
from tenants.catalogue.operations.switch import switch_products

__all__ = ["Listed", "set_kit", "set_reorder_point", "switch_products", "upsert_products"]
