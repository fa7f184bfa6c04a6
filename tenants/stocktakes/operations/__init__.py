"""The verbs of stocktakes."""

from tenants.stocktakes.operations.count import enter_counts
from tenants.stocktakes.operations.open import open_stocktake
from tenants.stocktakes.operations.post import post_stocktake
from tenants.stocktakes.operations.review import ask_recounts, cancel_stocktake, decide, to_review

__all__ = ["ask_recounts", "cancel_stocktake", "decide", "enter_counts", "open_stocktake", "post_stocktake", "to_review"]
