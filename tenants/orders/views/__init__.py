"""Orders' pages: the list, one order, what is done to many, and an order written by hand."""

from tenants.orders import acting, exporting  # noqa: F401  declare the list and what is done to it
from tenants.orders.views import acts, cancelling, changing, dividing, lists, one, triage, writing  # noqa: F401  declare their routes
from tenants.orders.views.door import door

__all__ = ["door"]
