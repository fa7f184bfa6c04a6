"""Stock's pages: the list and its proof, one SKU with its ledger, what is done to it, and the warehouses."""

from tenants.inventory.views import acts, lists, places, policy, stock  # noqa: F401  declare their routes
from tenants.inventory.views.door import door

__all__ = ["door"]
