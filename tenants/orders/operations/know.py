"""Learning who ordered before customers were kept: their keys on the orders, and a row for each of them."""

from saas.kit import arrays, db
from saas.kit.operations import operation
from tenants.customers.keys import key_of
from tenants.orders.knowing import UPSERT, Known, rows_of

_UNKNOWN = """SELECT id, customer_name, customer_email, customer_phone, ship_to, placed_at FROM orders
 WHERE id > %s AND customer_key = '' AND (customer_email <> '' OR customer_phone <> '') ORDER BY id LIMIT %s FOR NO KEY UPDATE"""
_KEYS = "UPDATE orders o SET customer_key = n.key FROM unnest(%s::bigint[], %s::text[]) AS n(id, key) WHERE o.id = n.id"


@operation("orders:place")
def know_customers(after: int, most: int = 2000) -> int | None:
    """Learn the customers of up to so many orders after this one's id; the id to go on from, None at the end."""
    found = db.rows(_UNKNOWN, (after, most))
    keyed = [(row, key) for row in found if (key := key_of(row.customer_email, row.customer_phone))]
    if keyed:
        db.run(_KEYS, [arrays.ints(row.id for row, _key in keyed), arrays.texts(key for _row, key in keyed)])
        db.run(UPSERT, [arrays.records(rows_of(Known(key, row.customer_name, row.customer_email, row.customer_phone, row.ship_to, row.placed_at)
                                               for row, key in keyed))])
    return found[-1].id if len(found) == most else None
