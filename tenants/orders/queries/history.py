"""What happened to an order, page by page."""

from saas.kit import db
from saas.kit.events import Told
from saas.kit.operations import query
from saas.kit.web.paging import Page, after, page_of
from tenants.orders.errors import UnknownOrder

_NEWEST = (1 << 63) - 1
_STORY = """SELECT id, name, data, actor, door, origin, at FROM event WHERE subject_kind = 'order' AND subject_id = %s AND id < %s
 ORDER BY id DESC LIMIT %s"""


@query("orders:read")
def order_history(number: int, cursor: str | None = None, limit: int = 50) -> Page[Told]:
    """The story of the order of this number, newest first; UnknownOrder where there is none."""
    place = after(cursor, int)
    found = db.rows("SELECT id FROM orders WHERE number = %s", (number,))
    if not found:
        raise UnknownOrder("/number", number=number)
    rows = db.rows(_STORY, (found[0].id, place[0] if place else _NEWEST, limit + 1))
    return page_of([Told(*row) for row in rows], limit, lambda row: (row.id,))
