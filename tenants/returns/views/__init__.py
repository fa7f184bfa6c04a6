"""Returns' pages: the list, one return, and everything that is done about it."""

from tenants.returns.views import apart, asking, lists, one  # noqa: F401  declare their pages
from tenants.returns.views.door import door

__all__ = ["door"]
