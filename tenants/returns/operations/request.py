"""Asking to send goods back: only what was shipped and is neither announced nor back already."""

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.context import actor
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event
from saas.kit.keys import KeyReused
from saas.kit.operations import Outcome, operation
from tenants.orders.errors import UnknownLine, UnknownOrder
from tenants.returns.errors import MoreThanShipped, NothingToReturn
from tenants.returns.inputs import ReturnRequest
from tenants.returns.locking import pieces

_ORDERS = "SELECT id, number FROM orders WHERE number = ANY (%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"
_LINES = """SELECT order_id, line_no, kit_no, per_kit, shipped - returned - announced AS free FROM order_line
 WHERE order_id = ANY (%s::bigint[]) ORDER BY order_id, line_no"""
_KNOWN = "SELECT key, number, order_id, requested FROM returns WHERE key = ANY (%s::text[])"
_RETURNS = """
INSERT INTO returns (order_id, reason, note, wants, requested, key, requested_by, requested_at)
SELECT n.o, n.r, n.n, n.w, n.q, n.k, %s::jsonb, %s FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[])
       AS n(o, r, n, w, q, k)
ON CONFLICT (key) DO NOTHING RETURNING id, number, key"""
_CHILDREN = db.stacked(
    """INSERT INTO return_line (return_id, order_id, line_no, requested)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::bigint[])""",
    """UPDATE order_line l SET announced = l.announced + n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[]) AS n(order_id, line_no, q)
 WHERE l.order_id = n.order_id AND l.line_no = n.line_no""",
    "UPDATE orders o SET version = o.version + 1 WHERE o.id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Requested:
    """A return as it was asked for: its number, its order's, and how many pieces."""

    number: int
    order: int
    pieces: int


@dataclass
class _Order:
    id: int
    number: int
    lines: dict[int, Any] = field(default_factory=dict)
    taken: Counter[int] = field(default_factory=Counter)

    def left(self, line_no: int) -> int:
        return self.lines[line_no].free - self.taken[line_no]


@dataclass(frozen=True, slots=True)
class _New:
    item: ReturnRequest
    order: _Order
    wanted: Counter[int]
    key: str


@operation("returns:request")
def request_returns(batch: Sequence[ReturnRequest]) -> list[Outcome[Requested]]:
    """Announce goods that come back; what is announced can't be announced again. The same key asks once."""
    orders = _orders(item.order for item in batch)
    known = {row.key: row for row in db.rows(_KNOWN, [arrays.texts({item.key for item in batch if item.key})])}
    news: dict[str, _New] = {}
    found = [_one(item, orders, known, news) for item in batch]
    numbers = _write(list(news.values())) if news else {}
    return [_told(outcome, numbers) for outcome in found]


def _orders(numbers: Any) -> dict[int, _Order]:
    orders = {row.id: _Order(row.id, row.number) for row in db.rows(_ORDERS, [arrays.ints(sorted(set(numbers)))])}
    for line in db.rows(_LINES, [arrays.ints(orders)]) if orders else ():
        orders[line.order_id].lines[line.line_no] = line
    return {order.number: order for order in orders.values()}


def _one(item: ReturnRequest, orders: dict[int, _Order], known: dict[str, Any], news: dict[str, _New]) -> Outcome[Any]:
    order = orders.get(item.order)
    if order is None:
        return Outcome.refused(UnknownOrder("/order", number=item.order))
    if item.key in known:
        row = known[item.key]
        return (Outcome.again(Requested(row.number, item.order, row.requested)) if row.order_id == order.id
                else Outcome.refused(KeyReused("/key")))
    if item.key in news:
        return Outcome.again(news[item.key]) if news[item.key].order is order else Outcome.refused(KeyReused("/key"))
    try:
        new = _New(item, order, _wanted(item, order), item.key or uuid.uuid4().hex)
    except DomainError as error:
        return Outcome.refused(error)
    order.taken += new.wanted
    news[new.key] = new
    return Outcome.done(new)


def _wanted(item: ReturnRequest, order: _Order) -> Counter[int]:
    if item.lines is None:
        wanted = Counter({line_no: left for line_no in order.lines if (left := order.left(line_no)) > 0})
        if not wanted:
            raise NothingToReturn(number=item.order)
        return wanted
    wanted = pieces(item.lines, order.lines, UnknownLine, item.order)
    for line_no, quantity in wanted.items():
        if quantity > order.left(line_no):
            raise MoreThanShipped(_pointer(item, order, line_no), line=line_no, there=max(order.left(line_no), 0), wanted=quantity)
    return wanted


def _pointer(item: ReturnRequest, order: _Order, line_no: int) -> str:
    named = (line_no, order.lines[line_no].kit_no)
    return f"/lines/{next(n for n, one in enumerate(item.lines or ()) if one.line in named)}/quantity"


def _write(news: list[_New]) -> dict[str, Any]:
    """Returns and what hangs on them; their rows by key. Sorted, so that two with the same keys never wait crosswise."""
    news = sorted(news, key=lambda new: new.key)
    who = json.dumps(actor().as_data(), ensure_ascii=False)
    rows = {row.key: row for row in db.rows(_RETURNS, [
        who, clock.now(), arrays.ints(n.order.id for n in news), arrays.texts(n.item.reason for n in news), arrays.texts(n.item.note for n in news),
        arrays.texts(n.item.wants for n in news), arrays.ints(n.wanted.total() for n in news), arrays.texts(n.key for n in news)])}
    if len(rows) < len(news):
        raise Stale()  # the same key came in between for another order
    db.run(_CHILDREN, _values(news, rows))
    return rows


def _values(news: list[_New], rows: dict[str, Any]) -> list[Any]:
    lines = [(rows[new.key].id, new.order.id, line_no, q) for new in news for line_no, q in sorted(new.wanted.items())]
    sums: dict[tuple[int, int], int] = defaultdict(int)
    for _return, order_id, line_no, q in lines:
        sums[order_id, line_no] += q
    facts = [Event(name, subject, {"number": rows[new.key].number, "order": new.order.number, "pieces": new.wanted.total(), **why})
             for new in news for name, subject, why in (
                 ("return.requested", ("return", rows[new.key].id), {"why": new.item.reason, "wants": new.item.wants}),
                 ("order.return_requested", ("order", new.order.id), {}))]
    return [*(arrays.ints(line[n] for line in lines) for n in range(4)),
            arrays.ints(k[0] for k in sums), arrays.ints(k[1] for k in sums), arrays.ints(sums.values()),
            arrays.ints(sorted({new.order.id for new in news})), *events.parameters(facts)]


def _told(outcome: Outcome[Any], rows: dict[str, Any]) -> Outcome[Requested]:
    new = outcome.value
    if not isinstance(new, _New):
        return outcome
    return Outcome(outcome.status, Requested(rows[new.key].number, new.order.number, new.wanted.total()))
