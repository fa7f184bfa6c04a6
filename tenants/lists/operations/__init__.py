"""The verbs of lists."""

from tenants.lists.operations.views import drop_view, keep_view, share_view

__all__ = ["drop_view", "keep_view", "share_view"]
