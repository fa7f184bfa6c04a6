"""The verbs of the catalogue."""

from tenants.catalogue.operations.kits import set_kit
from tenants.catalogue.operations.products import Listed, set_reorder_point, upsert_products

__all__ = ["Listed", "set_kit", "set_reorder_point", "upsert_products"]
