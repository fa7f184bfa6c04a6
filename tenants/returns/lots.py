"""Which lots and serial numbers left with an order, and how many pieces of each can still come back."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from saas.kit import db
from tenants.returns.errors import LotNotSent, MoreThanLotSent

# Something else in the customer's parcel tells nothing about what left.
_LEFT = """
SELECT s.order_id, s.line_no, s.lot, greatest(s.pieces - coalesce(u.pieces, 0), 0) AS pieces
  FROM (SELECT l.order_id, l.line_no, b.lot, sum(l.quantity)::bigint AS pieces FROM shipment p JOIN shipment_line l ON l.shipment_id = p.id
          JOIN balance b ON b.id = l.balance_id WHERE p.order_id = ANY (%s::bigint[]) GROUP BY 1, 2, 3) s
  LEFT JOIN (SELECT r.order_id, u.line_no, u.lot, sum(u.quantity)::bigint AS pieces FROM returned_unit u JOIN returns r ON r.id = u.return_id
              WHERE r.order_id = ANY (%s::bigint[]) AND u.condition <> 'wrong_item' GROUP BY 1, 2, 3) u
    ON u.order_id = s.order_id AND u.line_no = s.line_no AND u.lot IS NOT DISTINCT FROM s.lot
 ORDER BY s.order_id, s.line_no, s.lot"""
Key = tuple[int, int]


class SentLots:
    """By line of an order, the lots its pieces left from with how many of each can come back; None stands for pieces that
    nobody told apart when they left."""

    def __init__(self, left: Iterable[tuple[int, int, str | None, int]]) -> None:
        self.left: dict[Key, Counter[str | None]] = defaultdict(Counter)
        for order_id, line_no, lot, pieces in left:
            self.left[order_id, line_no][lot] = pieces

    def copy(self) -> "SentLots":
        """To try an item with, before it is known whether all of it can be taken."""
        return SentLots((*key, lot, pieces) for key, lots in self.left.items() for lot, pieces in lots.items())

    def of(self, line: Any) -> dict[str | None, int]:
        """What of a line can come back, by lot."""
        return {lot: pieces for lot, pieces in self.left[line.order_id, line.line_no].items() if pieces > 0}

    def only(self, line: Any) -> str | None:
        """The lot it must be, where just one is left."""
        lots = self.of(line)
        return next(iter(lots)) if len(lots) == 1 else None

    def spread(self, line: Any, awaited: int) -> Iterator[tuple[str | None, int]]:
        """All that is awaited, by lot where that is certain."""
        lots = self.of(line)
        if line.tracking == "none" or sum(lots.values()) != awaited:
            yield None, awaited
        else:
            yield from lots.items()

    def take(self, line: Any, lot: str | None, quantity: int, order: int) -> None:
        """Count them as back; LotNotSent, MoreThanLotSent."""
        lots = self.left[line.order_id, line.line_no]
        if lot is None or None in lots:
            return
        if lot not in lots:
            raise LotNotSent("/lot", sku=line.sku_code, lot=lot, order=order)
        if quantity > lots[lot]:
            raise MoreThanLotSent("/lot", lot=lot, there=lots[lot], wanted=quantity)
        lots[lot] -= quantity


def sent_lots(orders: str) -> SentLots:
    """The lots that left with these orders (an array of their ids): one statement."""
    return SentLots(map(tuple, db.rows(_LEFT, [orders, orders])))
