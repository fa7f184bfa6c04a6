"""Doors of every list: keep a view of it, take all of it away as a file, do something to all it finds."""

from tenants.lists.views import bulk, keeping  # noqa: F401  declare their routes
from tenants.lists.views.door import door

__all__ = ["door"]
