"""The API of purchasing: suppliers and what they offer, purchase orders, advance notices, receipts, and what can be promised."""

from tenants.purchasing.api import notices, orders, promises, receipts, suppliers  # noqa: F401  declare their endpoints
from tenants.purchasing.api.door import api

__all__ = ["api"]
