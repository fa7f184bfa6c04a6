"""Merging orders of one customer: their lines, stock and money become part of the order that stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError, FieldError, Invalid
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.orders.dividing import Amounts, divided, leave_with
from tenants.orders.errors import UnknownOrder
from tenants.orders.inputs import Merge
from tenants.orders.locking import Locked, lock_orders
from tenants.orders.merging import reasons_against

_JOIN = db.stacked(
    """INSERT INTO order_kit (order_id, kit_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered)
SELECT n.target, n.new, k.sku_id, k.sku_code, k.title, k.unit_price, n.discount, k.tax_bp, k.unit_price * n.q - n.discount, n.q
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(target, new, other, no, q, discount)
  JOIN order_kit k ON k.order_id = n.other AND k.kit_no = n.no""",
    """INSERT INTO order_line (order_id, line_no, sku_id, sku_code, title, kit_no, per_kit, unit_price, discount, tax_bp, total, ordered, allocated, trace)
SELECT n.target, n.new, l.sku_id, l.sku_code, l.title, n.kit_no, l.per_kit, l.unit_price, n.discount, l.tax_bp, l.unit_price * n.q - n.discount,
       n.q, l.allocated, l.trace
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::int[]) AS n(target, new, other, no, q, discount, kit_no)
  JOIN order_line l ON l.order_id = n.other AND l.line_no = n.no""",
    """UPDATE allocation a SET order_id = n.target, line_no = n.new FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::int[])
 AS n(target, new, other, no) WHERE a.order_id = n.other AND a.line_no = n.no""",
    "UPDATE order_line SET cancelled = ordered, allocated = 0 WHERE order_id = ANY (%s::bigint[])",
    "UPDATE order_kit SET cancelled = ordered WHERE order_id = ANY (%s::bigint[])",
    """UPDATE orders o SET cancelled = o.ordered, allocated = 0, merged_into = n.target, version = o.version + 1
  FROM unnest(%s::bigint[], %s::bigint[]) AS n(target, other) WHERE o.id = n.other""",
    """UPDATE orders o SET subtotal = n.subtotal, discount = n.discount, shipping = n.shipping, tax = n.tax, tax_included = n.included,
  total = n.total, stated_total = NULL, ordered = o.ordered + n.q, allocated = o.allocated + n.held, version = o.version + 1
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
       AS n(id, subtotal, discount, shipping, tax, included, total, q, held) WHERE o.id = n.id""",
    "INSERT INTO order_link (order_id, other_id, kind, at) SELECT n.target, n.other, 'merged', %s FROM unnest(%s::bigint[], %s::bigint[]) AS n(target, other)",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Merged:
    """The order that stays, those that became part of it, and how many pieces they brought."""

    number: int
    others: list[int]
    pieces: int


@dataclass(frozen=True, slots=True)
class _Coming:
    """A line (or kit) of another order on its way: where it stands there, its new number, pieces and discount."""

    target: int
    new: int
    other: int
    row: Any
    no: int
    quantity: int
    discount: int
    kit_no: int | None = None

    @property
    def value(self) -> int:
        return self.row.unit_price * self.quantity - self.discount


@operation("orders:change")
def merge_orders(batch: Sequence[Merge]) -> list[Outcome[Merged]]:
    """Let orders join another; refused with every reason that forbids it. An order that joined it before stays joined."""
    orders = lock_orders(n for item in batch for n in (item.into, *item.others))
    done: list[tuple[Locked, list[Locked]]] = []
    busy: set[int] = set()
    outcomes = [_one(item, orders, busy, done) for item in batch]
    if done:
        _write(done)
    return outcomes


def _one(item: Merge, orders: dict[int, Locked], busy: set[int], done: list[tuple[Locked, list[Locked]]]) -> Outcome[Merged]:
    missing = [(pointer, n) for pointer, n in _named(item) if n not in orders or n in busy]
    if missing:
        return Outcome.refused(_all([UnknownOrder(pointer, number=n) for pointer, n in missing]))
    into = orders[item.into]
    others = {n: orders[n] for n in item.others if orders[n].row.merged_into != into.row.id}
    if not others:
        return Outcome.again(Merged(item.into, list(dict.fromkeys(item.others)), 0))
    against = [error for n, other in others.items()
               for error in reasons_against(into.row, other.row, f"/others/{item.others.index(n)}")]
    if against:
        return Outcome.refused(_all(against))
    busy |= {item.into, *others}
    done.append((into, list(others.values())))
    return Outcome.done(Merged(item.into, list(others), sum(o.row.ordered - o.row.cancelled for o in others.values())))


def _named(item: Merge) -> list[tuple[str, int]]:
    return [("/into", item.into), *((f"/others/{n}", number) for n, number in enumerate(item.others))]


def _all(errors: list[DomainError]) -> DomainError:
    return errors[0] if len(errors) == 1 else Invalid([FieldError(e.pointer, e.code, e.data) for e in errors])


def _write(done: list[tuple[Locked, list[Locked]]]) -> None:
    kits: list[_Coming] = []
    lines: list[_Coming] = []
    sums = []
    for into, others in done:
        amounts, last = _amounts_of(into.row), max([*into.lines, *into.kits])
        for other in others:
            coming_kits, coming_lines = _coming(into, other, last)
            last += max([*other.lines, *other.kits])
            amounts = _added(amounts, other, [*coming_kits, *coming_lines])
            kits += coming_kits
            lines += coming_lines
        sums.append((into.row.id, amounts, sum(o.row.ordered - o.row.cancelled for o in others), sum(o.row.allocated for o in others)))
    db.run(_JOIN, _values(done, kits, lines, sums))


def _coming(into: Locked, other: Locked, last: int) -> tuple[list[_Coming], list[_Coming]]:
    """What is still wanted of the other order, numbered on from `last`."""
    def come(row: Any, no: int, kit_no: int | None = None) -> _Coming:
        wanted = row.ordered - row.cancelled
        discount = divided(row.discount, row.cancelled * row.unit_price, wanted * row.unit_price)[1]
        return _Coming(into.row.id, last + no, other.row.id, row, no, wanted, discount, kit_no)

    kits = [come(kit, kit.kit_no) for kit in other.kits.values() if kit.ordered > kit.cancelled]
    lines = [come(x, x.line_no, x.kit_no and last + x.kit_no) for x in other.lines.values() if x.ordered > x.cancelled]
    return kits, lines


def _amounts_of(row: Any) -> Amounts:
    return Amounts(row.subtotal, row.discount, row.shipping, row.tax, row.tax_included)


def _added(amounts: Amounts, other: Locked, coming: list[_Coming]) -> Amounts:
    """With what comes along of the other order; its shipping charge too."""
    rated = [(p.total, p.tax_bp) for p in (*other.lines.values(), *other.kits.values())]
    _stays, comes = leave_with(_amounts_of(other.row), [(c.value, c.row.tax_bp) for c in coming], rated)
    return replace(amounts, subtotal=amounts.subtotal + comes.subtotal, discount=amounts.discount + comes.discount,
                   shipping=amounts.shipping + other.row.shipping, tax=amounts.tax + comes.tax, tax_included=amounts.tax_included + comes.tax_included)


def _values(done: list[tuple[Locked, list[Locked]]], kits: list[_Coming], lines: list[_Coming],
            sums: list[tuple[int, Amounts, int, int]]) -> list[object]:
    pairs = [(into.row.id, other.row.id) for into, others in done for other in others]
    targets, others = arrays.ints(p[0] for p in pairs), arrays.ints(p[1] for p in pairs)
    found = [a for _id, a, _q, _h in sums]
    return [*_columns(kits), *_columns(lines), arrays.ints(c.kit_no for c in lines), *_columns(lines)[:4], others, others, targets, others,
            arrays.ints(s[0] for s in sums), arrays.ints(a.subtotal for a in found), arrays.ints(a.discount for a in found),
            arrays.ints(a.shipping for a in found), arrays.ints(a.tax for a in found), arrays.ints(a.tax_included for a in found),
            arrays.ints(a.total for a in found), arrays.ints(s[2] for s in sums), arrays.ints(s[3] for s in sums),
            clock.now(), targets, others, *events.parameters(_facts(done))]


def _columns(coming: list[_Coming]) -> list[str]:
    return [arrays.ints(c.target for c in coming), arrays.ints(c.new for c in coming), arrays.ints(c.other for c in coming),
            arrays.ints(c.no for c in coming), arrays.ints(c.quantity for c in coming), arrays.ints(c.discount for c in coming)]


def _facts(done: list[tuple[Locked, list[Locked]]]) -> list[Event]:
    facts = []
    for into, others in done:
        numbers = [other.row.number for other in others]
        pieces = sum(o.row.ordered - o.row.cancelled for o in others)
        facts.append(Event("order.merged", ("order", into.row.id), {"number": into.row.number, "others": numbers, "pieces": pieces}))
        facts += [Event("order.merged_away", ("order", other.row.id), {"number": other.row.number, "other": into.row.number,
                        "pieces": other.row.ordered - other.row.cancelled}) for other in others]
    return facts
