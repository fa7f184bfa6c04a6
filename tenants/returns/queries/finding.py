"""Whose goods are these: sent orders found by what a person at the door has in hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saas.kit import arrays, db, search
from saas.kit.operations import query

MOST = 20
# A tracking number, a serial number or lot, an order's own number or reference; else words, as orders are searched.
_SENT = """
SELECT o.number, o.reference, o.customer_name, o.ship_to ->> 'city' AS city, o.state, o.shipped - o.returned AS pieces, o.placed_at, coalesce(o.number = %s, false) AS exact
  FROM (SELECT id FROM orders WHERE number = %s OR reference = %s
        UNION SELECT order_id FROM shipment WHERE tracking = ANY (%s::text[])
        UNION SELECT s.order_id FROM lot t JOIN movement m ON m.sku_id = t.sku_id AND m.lot = t.code AND m.subject_kind = 'shipment'
                JOIN shipment s ON s.id = m.subject_id WHERE t.code = %s
        UNION SELECT order_id FROM order_search WHERE grams @> %s::text[] AND words LIKE ALL (%s::text[])) f
  JOIN orders o ON o.id = f.id WHERE o.shipped > o.returned OR o.number = %s ORDER BY exact DESC, o.id DESC LIMIT %s"""


@dataclass(frozen=True, slots=True)
class SentOrder:
    """An order of which goods may come back; `exact` where its own number was typed."""

    number: int
    reference: str
    customer: str
    city: str | None
    state: str
    pieces: int
    placed_at: datetime
    exact: bool


@query("returns:request")
def find_sent(typed: str) -> list[SentOrder]:
    """Up to MOST orders that were sent, the newest first; one whose number was typed stands first: one statement."""
    typed = typed.strip()
    return [SentOrder(*row) for row in db.rows(_SENT, _values(typed))] if typed else []


def _values(typed: str) -> list[Any]:
    number = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    words = search.fold(typed).split()
    pairs = arrays.texts(search.grams(" ".join(words)) or [search.SEPARATOR])
    solid = "".join(typed.split())
    return [number, number, typed, arrays.texts({solid, solid.upper()}), typed, pairs, arrays.texts(search.pattern(word) for word in words), number, MOST]
