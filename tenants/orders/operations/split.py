"""Splitting an order: some of its pieces, with the stock held for them and their share of the money, go their own way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import once_more
from saas.kit.operations import Outcome, operation
from tenants.orders.dividing import Amounts, divided, leave_with
from tenants.orders.errors import MoreThanCanMove, NothingStays, NotOpen, PartOfAKit, UnknownLine, UnknownOrder
from tenants.orders.inputs import Split
from tenants.orders.locking import Locked, done_with, lock_orders
from tenants.orders.models import OPEN_STATES

_CHILDREN = """
INSERT INTO orders (channel, reference, currency, customer_name, customer_email, customer_phone, ship_to, note, shipping_method,
  paid, prices_include_tax, tax_stated, customer_key, import_id, placed_at, drafted, open_holds,
  subtotal, discount, shipping, tax, tax_included, total, ordered, allocated)
SELECT o.channel, o.reference || '/' || (SELECT count(*) + 2 FROM order_link k WHERE k.order_id = o.id AND k.kind = 'split'), o.currency,
  o.customer_name, o.customer_email, o.customer_phone, o.ship_to, o.note, o.shipping_method, o.paid, o.prices_include_tax, o.tax_stated,
  o.customer_key, o.import_id, o.placed_at, o.drafted, o.open_holds, n.subtotal, n.discount, n.shipping, n.tax, n.included, n.total, n.ordered, n.allocated
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
       AS n(id, subtotal, discount, shipping, tax, included, total, ordered, allocated) JOIN orders o ON o.id = n.id ORDER BY o.id
RETURNING id, number, reference"""
_KNOWN = """SELECT k.order_id, o.number, e.data ->> 'key' AS key, coalesce(e.data ->> 'fingerprint', '') AS fingerprint FROM order_link k JOIN orders o ON o.id = k.other_id
  JOIN event e ON e.subject_kind = 'order' AND e.subject_id = o.id AND e.name = 'order.split_off'
 WHERE k.kind = 'split' AND k.order_id = ANY (%s::bigint[]) AND e.data ->> 'key' = ANY (%s::text[])"""
_MOVE = db.stacked(
    """INSERT INTO order_kit (order_id, kit_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered)
SELECT n.child, k.kit_no, k.sku_id, k.sku_code, k.title, k.unit_price, n.discount, k.tax_bp, k.unit_price * n.q - n.discount, n.q
  FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(child, parent, no, q, discount)
  JOIN order_kit k ON k.order_id = n.parent AND k.kit_no = n.no""",
    """UPDATE order_kit k SET ordered = k.ordered - n.q, discount = k.discount - n.discount,
  total = k.unit_price * (k.ordered - n.q) - (k.discount - n.discount)
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(parent, no, q, discount) WHERE k.order_id = n.parent AND k.kit_no = n.no""",
    """INSERT INTO order_line (order_id, line_no, sku_id, sku_code, title, kit_no, per_kit, unit_price, discount, tax_bp, total, ordered, allocated, trace)
SELECT n.child, l.line_no, l.sku_id, l.sku_code, l.title, l.kit_no, l.per_kit, l.unit_price, n.discount, l.tax_bp,
       l.unit_price * n.q - n.discount, n.q, n.held, l.trace
  FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(child, parent, no, q, held, discount)
  JOIN order_line l ON l.order_id = n.parent AND l.line_no = n.no""",
    """INSERT INTO allocation (order_id, line_no, balance_id, quantity)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])""",
    """DELETE FROM allocation a USING unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(parent, no, balance_id, q)
 WHERE (a.order_id, a.line_no, a.balance_id, a.quantity) = (n.parent, n.no, n.balance_id, n.q)""",
    """UPDATE allocation a SET quantity = a.quantity - n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])
 AS n(parent, no, balance_id, q) WHERE (a.order_id, a.line_no, a.balance_id) = (n.parent, n.no, n.balance_id) AND a.quantity > n.q""",
    """UPDATE order_line l SET ordered = l.ordered - n.q, allocated = l.allocated - n.held, discount = l.discount - n.discount,
  total = l.unit_price * (l.ordered - n.q) - (l.discount - n.discount)
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(parent, no, q, held, discount)
 WHERE l.order_id = n.parent AND l.line_no = n.no""",
    """UPDATE orders o SET subtotal = n.subtotal, discount = n.discount, shipping = n.shipping, tax = n.tax, tax_included = n.included, total = n.total,
  stated_total = NULL, ordered = o.ordered - n.q, allocated = o.allocated - n.held, version = o.version + 1
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
       AS n(id, subtotal, discount, shipping, tax, included, total, q, held) WHERE o.id = n.id""",
    """INSERT INTO hold (order_id, kind, reason, owner, lift_by, set_by, set_at, lifts_at)
SELECT n.child, h.kind, h.reason, h.owner, h.lift_by, h.set_by, h.set_at, h.lifts_at
  FROM unnest(%s::bigint[], %s::bigint[]) AS n(child, parent) JOIN hold h ON h.order_id = n.parent AND h.lifted_at IS NULL ORDER BY h.id""",
    """INSERT INTO order_search (order_id, words, grams) SELECT n.child, s.words, s.grams
  FROM unnest(%s::bigint[], %s::bigint[]) AS n(child, parent) JOIN order_search s ON s.order_id = n.parent""",
    """INSERT INTO order_link (order_id, other_id, kind, at) SELECT n.parent, n.child, 'split', %s FROM unnest(%s::bigint[], %s::bigint[]) AS n(child, parent)""",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class SplitOff:
    """The order that stays, the new one, and how many pieces it took along."""

    number: int
    split_off: int
    pieces: int


@dataclass(frozen=True, slots=True)
class _Going:
    """Pieces of a line (or kit) that go, with their part of the line's discount and the allocations they take along."""

    line: Any
    quantity: int
    discount: int
    held: list[tuple[int, int, bool]] = field(default_factory=list)

    @property
    def value(self) -> int:
        return self.line.unit_price * self.quantity - self.discount

    @property
    def taken(self) -> int:
        return sum(q for _balance, q, _whole in self.held)


@dataclass(frozen=True, slots=True)
class _Plan:
    item: Split
    order: Locked
    lines: list[_Going]
    kits: list[_Going]
    stays: Amounts
    goes: Amounts

    @property
    def pieces(self) -> int:
        return sum(g.quantity for g in self.lines)

    @property
    def held(self) -> int:
        return sum(g.taken for g in self.lines)


@operation("orders:change")
def split_orders(batch: Sequence[Split]) -> list[Outcome[SplitOff]]:
    """Make an order of its own of some of an order's pieces; one more split of the same order in a batch is refused."""
    orders = lock_orders(item.number for item in batch)
    known = _known(batch, orders)
    plans: dict[int, _Plan] = {}
    outcomes = [_planned(item, orders.get(item.number), known, plans) for item in batch]
    fresh = _write(list(plans.values())) if plans else {}
    return [outcome or Outcome.done(SplitOff(item.number, fresh[item.number], plans[item.number].pieces))
            for item, outcome in zip(batch, outcomes, strict=True)]


def _known(batch: Sequence[Split], orders: dict[int, Locked]) -> dict[tuple[int, str], tuple[str, int]]:
    keys = [item.key for item in batch if item.key]
    if not keys or not done_with(orders.values(), "order.split", keys):
        return {}
    rows = db.rows(_KNOWN, [arrays.ints(o.row.id for o in orders.values()), arrays.texts(keys)])
    return {(row.order_id, row.key): (row.fingerprint, row.number) for row in rows}


def _planned(item: Split, order: Locked | None, known: dict[tuple[int, str], tuple[str, int]], plans: dict[int, _Plan]) -> Outcome[SplitOff] | None:
    """None when it is to be done; an outcome when there is nothing to do."""
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    if before := known.get((order.row.id, item.key)):
        return once_more(item, before[0], SplitOff(item.number, before[1], 0))
    if item.number in plans:
        return Outcome.refused(NotOpen(number=item.number))
    try:
        plans[item.number] = plan_split(item, order)
    except DomainError as error:
        return Outcome.refused(error)
    return None


def plan_split(item: Split, order: Locked) -> _Plan:
    """What would go and what would stay; a DomainError where the order can't be split so."""
    if order.row.state not in OPEN_STATES and order.row.state != "draft":
        raise NotOpen(number=item.number)
    lines: list[_Going] = []
    kits: list[_Going] = []
    for line_no, (pointer, quantity) in _wishes(item, order).items():
        if line_no in order.kits:
            kits.append(_kit(pointer, order, order.kits[line_no], quantity, lines))
        else:
            lines.append(_line(pointer, order, order.lines[line_no], quantity))
    if sum(g.quantity for g in lines) >= order.row.ordered - order.row.cancelled:
        raise NothingStays("/lines", number=item.number)
    row = order.row
    priced = [*(line for line in order.lines.values()), *order.kits.values()]
    stays, goes = leave_with(Amounts(row.subtotal, row.discount, row.shipping, row.tax, row.tax_included),
                             [(g.value, g.line.tax_bp) for g in (*lines, *kits)], [(p.total, p.tax_bp) for p in priced])
    return _Plan(item, order, lines, kits, stays, goes)


def _wishes(item: Split, order: Locked) -> dict[int, tuple[str, int]]:
    """Pieces by line or kit, with where that stands in the request. One named twice is one wish: it goes as one line."""
    wishes: dict[int, tuple[str, int]] = {}
    for n, asked in enumerate(item.lines):
        pointer = f"/lines/{n}"
        if asked.line not in order.kits:
            if asked.line not in order.lines:
                raise UnknownLine(f"{pointer}/line", number=item.number, line=asked.line)
            if order.lines[asked.line].kit_no:
                raise PartOfAKit(f"{pointer}/line", line=asked.line)
        wishes[asked.line] = pointer, asked.quantity + wishes.get(asked.line, ("", 0))[1]
    return wishes


def _kit(pointer: str, order: Locked, kit: Any, quantity: int, lines: list[_Going]) -> _Going:
    free = kit.ordered - kit.cancelled
    if quantity > free:
        raise MoreThanCanMove(f"{pointer}/quantity", line=kit.kit_no, free=free, wanted=quantity)
    for part in order.lines.values():
        if part.kit_no == kit.kit_no:
            lines.append(_line(pointer, order, part, quantity * part.per_kit))
    return _Going(kit, quantity, _discount(kit, quantity))


def _line(pointer: str, order: Locked, line: Any, quantity: int) -> _Going:
    """Pieces without stock go first, then held ones that nobody has picked."""
    free = line.ordered - line.cancelled - line.shipped - line.picked
    if quantity > free:
        raise MoreThanCanMove(f"{pointer}/quantity", line=line.line_no, free=free, wanted=quantity)
    missing = line.ordered - line.cancelled - line.shipped - line.allocated
    wanted, held = max(0, quantity - missing), []
    for part in order.allocations:
        if part.line_no == line.line_no and (take := min(wanted, part.quantity - part.picked)):
            held.append((part.balance_id, take, take == part.quantity))
            wanted -= take
    return _Going(line, quantity, _discount(line, quantity), held)


def _discount(line: Any, quantity: int) -> int:
    return divided(line.discount, (line.ordered - quantity) * line.unit_price, quantity * line.unit_price)[1]


def _write(plans: list[_Plan]) -> dict[int, int]:
    """The new orders' numbers by the old ones'."""
    plans.sort(key=lambda p: p.order.row.id)
    rows = db.rows(_CHILDREN, [
        arrays.ints(p.order.row.id for p in plans), *_amounts([p.goes for p in plans]), arrays.ints(p.pieces for p in plans),
        arrays.ints(p.held for p in plans)])
    fresh = dict(zip((p.item.number for p in plans), sorted(rows, key=lambda r: r.id), strict=True))
    db.run(_MOVE, _values(plans, fresh))
    return {number: row.number for number, row in fresh.items()}


def _amounts(found: Sequence[Amounts]) -> list[str]:
    return [arrays.ints(a.subtotal for a in found), arrays.ints(a.discount for a in found), arrays.ints(a.shipping for a in found),
            arrays.ints(a.tax for a in found), arrays.ints(a.tax_included for a in found), arrays.ints(a.total for a in found)]


def _values(plans: list[_Plan], fresh: dict[int, Any]) -> list[object]:
    child = {p.order.row.id: fresh[p.item.number].id for p in plans}
    kits = [(p.order.row.id, g) for p in plans for g in p.kits]
    lines = [(p.order.row.id, g) for p in plans for g in p.lines]
    parts = [(parent, g.line.line_no, *held) for parent, g in lines for held in g.held]
    whole, some = [p for p in parts if p[4]], [p for p in parts if not p[4]]
    ids, children = arrays.ints(child), arrays.ints(child.values())
    k_parent, k_no, k_q, k_d = _columns([(parent, g.line.kit_no, g.quantity, g.discount) for parent, g in kits], 4)
    l_parent, l_no, l_q, l_h, l_d = _columns([(parent, g.line.line_no, g.quantity, g.taken, g.discount) for parent, g in lines], 5)
    return [
        arrays.ints(child[parent] for parent, _g in kits), k_parent, k_no, k_q, k_d, k_parent, k_no, k_q, k_d,
        arrays.ints(child[parent] for parent, _g in lines), l_parent, l_no, l_q, l_h, l_d,
        *_columns([(child[parent], no, balance, q) for parent, no, balance, q, _w in parts], 4),
        *_columns([p[:4] for p in whole], 4), *_columns([p[:4] for p in some], 4),
        l_parent, l_no, l_q, l_h, l_d,
        ids, *_amounts([p.stays for p in plans]), arrays.ints(p.pieces for p in plans), arrays.ints(p.held for p in plans),
        children, ids, children, ids, clock.now(), children, ids, *events.parameters(_facts(plans, fresh))]


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[str]:
    return [arrays.ints(row[n] for row in rows) for n in range(width)]


def _facts(plans: list[_Plan], fresh: dict[int, Any]) -> list[Event]:
    facts = []
    for p in plans:
        row, new = p.order.row, fresh[p.item.number]
        told = {"pieces": p.pieces, "key": p.item.key, "fingerprint": p.item.fingerprint, "reason": p.item.reason}
        facts += [Event("order.split", ("order", row.id), {"number": row.number, "other": new.number, **told}),
                  Event("order.split_off", ("order", new.id), {"number": new.number, "other": row.number, **told})]
    return facts
