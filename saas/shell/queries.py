"""What the frame of every page reads: two counts, and the search over everything."""

from dataclasses import dataclass

from saas.kit import arrays, db, search
from saas.kit.operations import query
from tenants.orders.queries import FindOrders, list_orders

LIMIT = 1000
HITS = 8
CANDIDATES = 60

_COUNTS = """
SELECT (SELECT count(*) FROM (SELECT FROM orders WHERE state IN ('on_hold', 'waiting') LIMIT %s) o) AS orders,
       (SELECT count(*) FROM (SELECT FROM import WHERE state IN ('checking', 'applying', 'undoing', 'checked', 'mapping') LIMIT %s) i)
         AS imports"""
_GOODS = "SELECT code, title, option, coalesce(barcode, '') FROM sku WHERE grams @> %s::text[] ORDER BY sort_key, id LIMIT %s"
_PARCELS = """
SELECT s.number, s.tracking, s.carrier, o.number AS order_number, o.customer_name
  FROM shipment s JOIN orders o ON o.id = s.order_id
 WHERE s.tracking = ANY (%s::text[]) OR s.number = %s ORDER BY s.id DESC LIMIT %s"""

_RETURNS = "SELECT r.number, o.number AS order_number, o.customer_name FROM returns r JOIN orders o ON o.id = r.order_id WHERE r.number = %s"


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits, each counted up to LIMIT + 1: orders for a person, imports in work."""

    orders: int
    imports: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel found by its tracking number or its own."""

    number: int
    tracking: str
    carrier: str
    order_number: int
    customer: str


@dataclass(frozen=True, slots=True)
class FoundReturn:
    """A return found by its number."""

    number: int
    order_number: int
    customer: str


@dataclass(frozen=True, slots=True)
class Goods:
    """A SKU found by its code, title or barcode."""

    code: str
    title: str
    option: str


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order found by its number, reference, customer, the end of a phone number, or a SKU in it."""

    number: int
    reference: str
    customer: str
    state: str


@query("orders:read")
def what_waits() -> Counts:
    """Both counts of the frame: one statement on two small indexes."""
    return Counts(*db.rows(_COUNTS, (LIMIT + 1, LIMIT + 1))[0])


@query("orders:read")
def find_orders(wish: str) -> list[FoundOrder]:
    """Up to HITS orders, the newest first."""
    page = list_orders(FindOrders(q=wish), limit=HITS)
    return [FoundOrder(row.number, row.reference, row.customer, row.state) for row in page.rows]


@query("catalogue:read")
def find_goods(wish: str) -> list[Goods]:
    """Up to HITS SKUs in the order of their titles; two characters are enough in any script.

    The index answers in pairs; whether the words really stand there is looked at here, where they can be folded."""
    words = search.fold(wish).split()
    pairs = search.grams(" ".join(words))
    if not pairs:
        return []
    rows = db.rows(_GOODS, (arrays.texts(pairs), CANDIDATES))
    return [Goods(*row[:3]) for row in rows if all(word in search.fold(" ".join(row)) for word in words)][:HITS]


@query("returns:read")
def find_returns(wish: str) -> list[FoundReturn]:
    """The return of this number, if there is one; words are looked for in the list of returns."""
    return [FoundReturn(*row) for row in db.rows(_RETURNS, (int(wish),))] if wish.isdecimal() and len(wish) < 19 else []


@query("fulfilment:read")
def find_parcels(wish: str) -> list[Parcel]:
    """Parcels with exactly this tracking number (as typed, or in capitals), or this number of ours."""
    typed = "".join(wish.split())
    number = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    return [Parcel(*row) for row in db.rows(_PARCELS, (arrays.texts({typed, typed.upper()}), number, HITS))] if typed else []
