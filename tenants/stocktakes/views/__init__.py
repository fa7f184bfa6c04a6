"""The pages of stocktakes: the list, counting with a scanner or along the list, and the review of what differs."""

from tenants.stocktakes.views import counting, lists, reviewing  # noqa: F401  their routes
from tenants.stocktakes.views.door import door

__all__ = ["door"]
