"""Purchasing's pages: orders, what is done to them, suppliers, advance notices, and deliveries taken in."""

from tenants.purchasing import exporting  # noqa: F401  declares the lists
from tenants.purchasing.views import acts, lists, one, receiving, writing  # noqa: F401  declare their routes
from tenants.purchasing.views.door import door

__all__ = ["door"]
