"""The API of inventory."""

from tenants.inventory.api import ledger, places, policy, proof, stock, value  # noqa: F401  declare their endpoints
from tenants.inventory.api.door import api

__all__ = ["api"]
