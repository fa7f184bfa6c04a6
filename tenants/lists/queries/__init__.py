"""The reads of lists."""

from tenants.lists.queries.runs import RefusedItem, Run, get_run, list_refused, list_runs
from tenants.lists.queries.views import MOST_VIEWS, View, list_views, own

__all__ = ["MOST_VIEWS", "RefusedItem", "Run", "View", "get_run", "list_refused", "list_runs", "list_views", "own"]
