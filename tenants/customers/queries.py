"""The reads of customers: by name, or by two characters of anything they are known by; one of them with all they ordered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saas.kit import arrays, db, search
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, after, page_of
from tenants.customers.errors import UnknownCustomer
from tenants.customers.keys import key_of

LIMIT = 1000
_COLUMNS = "c.id, c.key, c.name, c.email, c.phone, c.address, c.note, c.orders, c.last_order_at, c.version"
_WORDS = search.folded("c.name || ' ' || c.email || ' ' || c.phone || ' ' || regexp_replace(normalize(c.phone, NFKC), '[^0-9]', '', 'g')")
# Orders belong to a room above; whoever looks at a customer wants to see them, so they are read by their table's name.
_ORDERS = """SELECT o.id, o.number, o.reference, o.channel, o.state, o.currency, o.total, o.ordered - o.cancelled AS pieces, o.placed_at
  FROM orders o WHERE o.customer_key = %s AND o.customer_key <> ''{place} ORDER BY o.placed_at DESC, o.id DESC LIMIT %s"""
_SUMS = """SELECT currency, count(*) AS orders, sum(total - refunded)::bigint AS total FROM orders
 WHERE customer_key = %s AND customer_key <> '' AND state NOT IN ('draft', 'cancelled') GROUP BY currency ORDER BY 2 DESC, 1"""
_PLACES = """SELECT ship_to FROM (SELECT ship_to, max(placed_at) AS last FROM (
  SELECT ship_to, placed_at FROM orders WHERE customer_key = %s AND customer_key <> '' ORDER BY placed_at DESC, id DESC LIMIT 200) o
 WHERE ship_to <> '{}' GROUP BY ship_to) d ORDER BY last DESC LIMIT 5"""


class FindCustomers(Input):
    """What a list of customers shows."""

    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer; `orders` counts those they placed, `address` is the last one said of them."""

    id: int
    key: str
    name: str
    email: str
    phone: str
    address: dict[str, str]
    note: str
    orders: int
    last_order_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class TheirOrder:
    """One of a customer's orders; `total` in minor units of `currency`."""

    id: int
    number: int
    reference: str
    channel: str
    state: str
    currency: str
    total: int
    pieces: int
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Sum:
    """What a customer bought in one currency, refunds taken off; drafts and cancelled orders don't count."""

    currency: str
    orders: int
    total: int


@query("customers:read")
def list_customers(find: FindCustomers = FindCustomers(), cursor: str | None = None, limit: int = 50) -> Page[CustomerRow]:
    """Customers by name, one page after the cursor."""
    where, values = _found(find.q)
    place = after(cursor, str, int)
    start = " AND (c.name, c.id) > (%s, %s)" if place else ""
    rows = db.rows(f"SELECT {_COLUMNS} FROM customer c WHERE {where}{start} ORDER BY c.name, c.id LIMIT %s", [*values, *(place or ()), limit + 1])
    return page_of([CustomerRow(*row) for row in rows], limit, lambda row: (row.name, row.id))


@query("customers:read")
def count_customers(find: FindCustomers) -> int:
    """How many the filter finds; LIMIT + 1 means more than LIMIT."""
    where, values = _found(find.q)
    return int(db.rows(f"SELECT count(*) AS n FROM (SELECT FROM customer c WHERE {where} LIMIT %s) x", [*values, LIMIT + 1])[0].n)


@query("customers:read")
def get_customer(customer_id: int) -> CustomerRow:
    """One customer; UnknownCustomer where there is none."""
    found = db.rows(f"SELECT {_COLUMNS} FROM customer c WHERE c.id = %s", (customer_id,))
    if not found:
        raise UnknownCustomer()
    return CustomerRow(*found[0])


@query("customers:read")
def customer_of(email: str, phone: str) -> int | None:
    """Who is known by this e-mail, or by this phone where there is none."""
    found = db.rows("SELECT id FROM customer WHERE key = %s AND key <> ''", (key_of(email, phone),))
    return found[0].id if found else None


@query("customers:read")
def orders_of(key: str, cursor: str | None = None, limit: int = 20) -> Page[TheirOrder]:
    """A customer's orders, the newest first."""
    place = after(cursor, datetime.fromisoformat, int)  # type: ignore[arg-type]
    start = " AND (o.placed_at, o.id) < (%s, %s)" if place else ""
    rows = db.rows(_ORDERS.format(place=start), [key, *(place or ()), limit + 1])
    return page_of([TheirOrder(*row) for row in rows], limit, lambda row: (row.placed_at, row.id))


@query("customers:read")
def sums_of(key: str) -> Sequence[Sum]:
    """What a customer bought, currency by currency."""
    return [Sum(*row) for row in db.rows(_SUMS, (key,))]


@query("customers:read")
def places_of(key: str) -> list[dict[str, str]]:
    """Where their last orders went, each address once, the newest first."""
    return [row.ship_to for row in db.rows(_PLACES, (key,))]


def _found(wish: str) -> tuple[str, list[Any]]:
    """Every word stands somewhere in name, e-mail or phone. The index answers in pairs; one character finds nothing."""
    words = search.fold(wish).split()
    pairs = search.grams(" ".join(words))
    if not words:
        return "true", []
    if not pairs:
        return "false", []
    return "c.grams @> %s::text[]" + f" AND {_WORDS} LIKE %s" * len(words), [arrays.texts(pairs), *map(search.pattern, words)]
