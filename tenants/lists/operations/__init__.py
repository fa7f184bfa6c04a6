"""The verbs of lists."""

from tenants.lists.operations.forgetting import forget_runs
from tenants.lists.operations.running import begin_run, fail_run, finish_run, run_chunk
from tenants.lists.operations.runs import MOST, Preview, Reason, cancel_run, preview_run, start_run
from tenants.lists.operations.views import drop_view, keep_view, share_view

__all__ = ["MOST", "Preview", "Reason", "begin_run", "cancel_run", "drop_view", "fail_run", "finish_run", "forget_runs", "keep_view", "preview_run", "run_chunk", "share_view", "start_run"]
