"""Learning who ordered before customers were kept: their keys on the orders, and a row for each of them."""

from typing import Any

from saas.kit import arrays, db
from saas.kit.operations import operation
from tenants.orders.inputs import Customer
from tenants.orders.knowing import UPSERT, Seen, rows_of

_UNKNOWN = """SELECT id, customer_name, customer_email, customer_phone, ship_to, placed_at FROM orders
 WHERE id > %s AND customer_key = '' AND (customer_email <> '' OR customer_phone <> '') ORDER BY id LIMIT %s FOR NO KEY UPDATE"""
_KEYS = "UPDATE orders o SET customer_key = n.key FROM unnest(%s::bigint[], %s::text[]) AS n(id, key) WHERE o.id = n.id"


@operation("orders:place")
def know_customers(after: int, most: int = 2000) -> int | None:
    """Learn the customers of up to so many orders after this one's id; the id to go on from, None at the end."""
    found = db.rows(_UNKNOWN, (after, most))
    keyed = [(row, who) for row in found if (who := _who(row)).key]
    if keyed:
        db.run(_KEYS, [arrays.ints(row.id for row, _who in keyed), arrays.texts(who.key for _row, who in keyed)])
        db.run(UPSERT, [arrays.records(rows_of(Seen(who, row.ship_to, row.placed_at) for row, who in keyed))])
    return found[-1].id if len(found) == most else None


def _who(row: Any) -> Customer:
    """As the order's row says; it was read when the order came."""
    return Customer.model_construct(name=row.customer_name, email=row.customer_email, phone=row.customer_phone)
