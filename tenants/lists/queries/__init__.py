"""The reads of lists."""

from tenants.lists.queries.runs import Run, RunItem, Status, get_run, list_items, list_runs
from tenants.lists.queries.views import MOST_VIEWS, View, list_views, own

__all__ = ["MOST_VIEWS", "Run", "RunItem", "Status", "View", "get_run", "list_items", "list_runs", "list_views", "own"]
