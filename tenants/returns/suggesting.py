"""How much may go back, and how much should: what was paid, and what the accepted goods were sold for."""

from typing import Any


def payable(order: Any, sent: int) -> int:
    """What could still be refunded for an order's returns, in minor units: what was paid for the goods that have left
    and aren't lost (`sent`: their worth) and for their shipping, less what went back for returns; and never more than was paid
    and isn't back. What never left can't come back, nor can what is lost: such pieces are refunded apart. The goods needn't be here yet, for money may
    go back first, and a little more than their price where that was agreed.

    An order nobody said anything about counts as paid; one that is known to be unpaid has nothing to give back."""
    if order.paid is False:
        return 0
    return max(0, min(sent + order.shipping - (order.refunded - order.refunded_apart), order.total - order.refunded))


def suggested(row: Any, worth: int, left: int, more: int = 0) -> int:
    """What should be refunded now: the accepted goods' worth less what went back for this return (`more` of it just now),
    but never more than is `left`; nothing where goods were sent in exchange."""
    if row.exchange_order_id:
        return 0
    return max(0, min(worth - row.refunded - more, left))


def payable_apart(order: Any, missed: int) -> int:
    """What could still be refunded without a return: what was paid for pieces that were cancelled or lost (`missed`: what they
    stand for), less what went back for them; and never more than was paid and isn't back."""
    return 0 if order.paid is False else max(0, min(missed - order.refunded_apart, order.total - order.refunded))
