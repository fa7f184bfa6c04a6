"""How much may go back, and how much should: what was paid, and what the accepted goods were sold for."""

from typing import Any


def payable(order: Any) -> int:
    """What of an order could still be refunded, in minor units: what was paid less what went back. An order nobody said
    anything about counts as paid; one that is known to be unpaid has nothing to give back."""
    return 0 if order.paid is False else order.total - order.refunded


def suggested(row: Any, order: Any, worth: int, more: int = 0, left: int | None = None) -> int:
    """What should be refunded now: the accepted goods' worth less what went back for this return (`more` of it just now),
    but never more than is `left`; nothing where goods were sent in exchange."""
    if row.exchange_order_id:
        return 0
    return max(0, min(worth - row.refunded - more, payable(order) if left is None else left))
