"""Which other orders could become part of one: open orders of the same customer, with every reason against each."""

from dataclasses import dataclass

from saas.kit import arrays, db
from saas.kit.errors import DomainError
from saas.kit.operations import query
from tenants.orders.errors import UnknownOrder
from tenants.orders.merging import reasons_against
from tenants.orders.models import OPEN_STATES

_COLUMNS = """o.id, o.number, o.reference, o.state, o.channel, o.currency, o.customer_name, o.customer_email, o.customer_key, o.ship_to, o.shipping_method,
 o.paid, o.prices_include_tax, o.picked, o.shipped, o.open_holds, o.merged_into, o.total, o.ordered - o.cancelled AS pieces"""
_ONE = f"SELECT {_COLUMNS} FROM orders o WHERE o.number = %s"
_OTHERS = f"""SELECT {_COLUMNS} FROM orders o WHERE o.state = ANY (%s::text[]) AND o.id <> %s
   AND ((o.customer_key <> '' AND o.customer_key = %s) OR (o.customer_name = %s AND o.customer_email = %s))
 ORDER BY o.placed_at DESC, o.id DESC LIMIT 50"""


@dataclass(frozen=True, slots=True)
class Mergeable:
    """An order of the same customer; `reasons` tell why it can't join, none where it can."""

    number: int
    reference: str
    state: str
    pieces: int
    total: int
    currency: str
    reasons: list[DomainError]


@query("orders:read")
def list_mergeable(number: int) -> list[Mergeable]:
    """The newest fifty open orders of the same customer; UnknownOrder where there is no such order."""
    found = db.rows(_ONE, (number,))
    if not found:
        raise UnknownOrder("/number", number=number)
    (into,) = found
    others = db.rows(_OTHERS, (arrays.texts(OPEN_STATES), into.id, into.customer_key, into.customer_name, into.customer_email))
    return [Mergeable(o.number, o.reference, o.state, o.pieces, o.total, o.currency, list(reasons_against(into, o))) for o in others]
