"""Changing an order after it was placed: lines, quantities, prices, address, shipping; shown before it is written."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, db, events, search
from saas.kit.errors import DomainError
from saas.kit.events import Event
from saas.kit.keys import KeyReused, once_more
from saas.kit.operations import Outcome, operation
from tenants.orders.changing import NewState, Plan, plan
from tenants.orders.errors import ChangedTwice, UnknownOrder
from tenants.orders.holding import Shelf, lock_stock
from tenants.orders.inputs import Address, OrderChange
from tenants.orders.kits import with_parts
from tenants.orders.locking import Locked, done_with, lock_orders
from tenants.orders.operations.backorders import hold_for
from tenants.orders.operations.settle import lift_settled
from tenants.orders.pricing import PricedLine
from tenants.orders.recording import amounts
from tenants.orders.words import order_words

_WRITE = db.stacked(
    """UPDATE order_kit k SET ordered = n.q, unit_price = n.p, discount = n.d, total = n.p * n.q - n.d
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(order_id, no, q, p, d)
 WHERE k.order_id = n.order_id AND k.kit_no = n.no""",
    """UPDATE order_line l SET ordered = n.q, unit_price = n.p, discount = n.d, total = n.p * n.q - n.d, allocated = l.allocated - n.r
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(order_id, no, q, p, d, r)
 WHERE l.order_id = n.order_id AND l.line_no = n.no""",
    """INSERT INTO order_kit (order_id, kit_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[])""",
    """INSERT INTO order_line (order_id, line_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered, kit_no, per_kit)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[],
                     %s::int[], %s::int[])""",
    """DELETE FROM allocation a USING unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[]) AS n(order_id, no, balance_id, q)
 WHERE (a.order_id, a.line_no, a.balance_id, a.quantity) = (n.order_id, n.no, n.balance_id, n.q)""",
    """UPDATE allocation a SET quantity = a.quantity - n.q FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])
 AS n(order_id, no, balance_id, q) WHERE (a.order_id, a.line_no, a.balance_id) = (n.order_id, n.no, n.balance_id) AND a.quantity > n.q""",
    "UPDATE balance b SET allocated = b.allocated - n.q FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, q) WHERE b.id = n.id",
    """UPDATE orders o SET subtotal = n.subtotal, discount = n.discount, shipping = n.shipping, tax = n.tax, tax_included = n.included, total = n.total,
  ordered = o.ordered + n.gained, allocated = o.allocated - n.let_go, customer_name = n.name, customer_email = n.email, customer_phone = n.phone,
  ship_to = n.ship_to, shipping_method = n.method, version = o.version + 1
  FROM json_to_recordset(%s) AS n(id bigint, subtotal bigint, discount bigint, shipping bigint, tax bigint, included bigint, total bigint,
       gained bigint, let_go bigint, name text, email text, phone text, ship_to jsonb, method text) WHERE o.id = n.id""",
    """UPDATE order_search s SET words = n.w, grams = string_to_array(n.g, chr(31)) FROM unnest(%s::bigint[], %s::text[], %s::text[])
 AS n(id, w, g) WHERE s.order_id = n.id""",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class Effect:
    """An order before and after a change, as locked then and read again."""

    before: Locked
    after: Locked


@operation("orders:change")
def change_orders(batch: Sequence[OrderChange]) -> list[Outcome[Effect]]:
    """Change orders that haven't left; what is no longer wanted goes back to the shelf, what is wanted now is held. A
    change of prices alone touches no held stock. One batch changes an order once: the same change a
    second time is `again`, another one is refused."""
    orders = lock_orders((item.number for item in batch), with_parts(line.sku for item in batch for line in item.add))
    known = done_with(orders.values(), "order.changed", (item.key for item in batch))
    shelf = lock_stock(line.sku for item in batch for line in item.add)
    plans: dict[int, Plan] = {}
    outcomes: list[Outcome[Effect] | None] = []
    for item in batch:
        order = orders.get(item.number)
        if order and (order.row.id, item.key) in known:
            outcomes.append(once_more(item, known[order.row.id, item.key], Effect(order, order)))
        elif order and item.number in plans:
            outcomes.append(_twice(item, plans[item.number]))
        else:
            outcomes.append(_planned(item, order, shelf, plans))
    after = _carried_out(list(plans.values())) if plans else {}
    return [found or Outcome.done(Effect(orders[item.number], after[item.number])) for item, found in zip(batch, outcomes, strict=True)]


@operation("orders:change")
def preview_changes(batch: Sequence[OrderChange]) -> list[Outcome[Effect]]:
    """What `change_orders` would do, found by doing it and taking it back."""
    with db.undone():
        return change_orders(batch)


def _twice(item: OrderChange, first: Plan) -> Outcome[Effect]:
    """A second change of an order in one batch: the first was planned as the order stands, another can't be."""
    if not item.is_other_than(first.item.fingerprint):
        return Outcome.again(Effect(first.order, first.order))
    return Outcome.refused(KeyReused("/key") if item.key and item.key == first.item.key else ChangedTwice("/number", number=item.number))


def _planned(item: OrderChange, order: Locked | None, shelf: Shelf, plans: dict[int, Plan]) -> Outcome[Effect] | None:
    if order is None:
        return Outcome.refused(UnknownOrder("/number", number=item.number))
    try:
        plans[item.number] = plan(item, order, shelf)
    except DomainError as error:
        return Outcome.refused(error)
    return None


def _carried_out(plans: list[Plan]) -> dict[int, Locked]:
    db.run(_WRITE, _values(plans))
    if wanting := [p.order.row.id for p in plans if p.wants_stock]:
        hold_for(wanting)
    lift_settled([p.order.row.id for p in plans])
    return lock_orders(p.item.number for p in plans)


def _values(plans: list[Plan]) -> list[object]:
    kits = [(p.order.row.id, s) for p in plans for s in p.kits if s.differs]
    lines = [(p.order.row.id, s) for p in plans for s in p.lines if s.differs or s.released]
    whole = [(p.order.row.id, no, kit) for p in plans for no, kit in p.whole.items()]
    added = [(p.order.row.id, no, line) for p in plans for no, line in zip(p.numbers, p.added, strict=True)]
    parts = [(i, s.row.line_no, *part) for i, s in lines for part in s.released]
    emptied, lessened = [part for part in parts if part[4]], [part for part in parts if not part[4]]
    freed: dict[int, int] = defaultdict(int)
    for part in parts:
        freed[part[2]] += part[3]
    named = [p for p in plans if p.item.customer or p.item.ship_to]
    words = [_words(p) for p in named]
    return [
        *_state_columns(kits, "kit_no"), *_state_columns(lines, "line_no"), arrays.ints(s.let_go for _i, s in lines),
        *_new_columns(whole), *_new_columns(added),
        arrays.ints(x.kit and x.kit.kit_no for _i, _n, x in added), arrays.ints(x.kit and x.kit.per_kit for _i, _n, x in added),
        *_columns(emptied), *_columns(lessened), arrays.ints(freed), arrays.ints(freed.values()),
        arrays.records(_row(p) for p in plans),
        arrays.ints(p.order.row.id for p in named), arrays.texts(words), arrays.texts(map(search.joined, words)),
        *events.parameters(_facts(plans))]


def _new_columns(new: list[tuple[int, int, PricedLine]]) -> list[str]:
    """Lines or kits that come to an order, with their numbers."""
    return [arrays.ints(i for i, _n, _x in new), arrays.ints(n for _i, n, _x in new), *amounts([x for _i, _n, x in new])]


def _state_columns(states: list[tuple[int, NewState]], number: str) -> list[str]:
    return [arrays.ints(i for i, _s in states), arrays.ints(getattr(s.row, number) for _i, s in states), arrays.ints(s.ordered for _i, s in states),
            arrays.ints(s.unit_price for _i, s in states), arrays.ints(s.discount for _i, s in states)]


def _columns(parts: list[tuple[int, int, int, int, bool]]) -> list[str]:
    return [arrays.ints(part[n] for part in parts) for n in range(4)]


def _row(p: Plan) -> dict[str, Any]:
    row, item, a = p.order.row, p.item, p.amounts
    who = item.customer
    return {"id": row.id, "subtotal": a.subtotal, "discount": a.discount, "shipping": a.shipping, "tax": a.tax, "included": a.tax_included,
            "total": a.total, "gained": p.gained, "let_go": p.let_go, "name": who.name if who else row.customer_name,
            "email": who.email if who else row.customer_email, "phone": who.phone if who else row.customer_phone,
            "ship_to": item.ship_to.typed if item.ship_to else row.ship_to,
            "method": row.shipping_method if item.shipping_method is None else item.shipping_method}


def _words(p: Plan) -> str:
    after = _row(p)
    return order_words(p.order.row.reference, after["name"], after["email"], after["phone"], after["ship_to"])


def _facts(plans: list[Plan]) -> list[Event]:
    """Each order's own story, and an errand for each SKU that was let go."""
    freed: dict[int, int] = defaultdict(int)
    for p in plans:
        for state in p.lines:
            if state.let_go:
                freed[state.row.sku_id] += state.let_go
    told = [Event("order.changed", ("order", p.order.row.id), {
        "number": p.item.number, "changes": _changes(p), "reason": p.item.reason, "key": p.item.key, "fingerprint": p.item.fingerprint, "currency": p.order.row.currency}) for p in plans]
    return told + [Event("stock.arrived", ("sku", sku_id), {"change": 0, "freed": q}) for sku_id, q in sorted(freed.items())]


def _changes(p: Plan) -> list[dict[str, Any]]:
    """What differs, field by field: {what, sku, before, after}; amounts in minor units."""
    row, after = p.order.row, _row(p)
    found: list[dict[str, Any]] = []
    for s in [*p.kits, *(s for s in p.lines if not s.row.kit_no)]:
        for what, was, now in (("quantity", s.row.ordered - s.row.cancelled, s.ordered - s.row.cancelled), ("unit_price", s.row.unit_price, s.unit_price),
                               ("line_discount", s.row.discount, s.discount)):
            if was != now:
                found.append({"what": what, "sku": s.row.sku_code, "before": was, "after": now})
    found += [{"what": "added", "sku": line.sku.code, "before": 0, "after": line.quantity} for line in p.asked]
    for what, was, now in (("shipping", row.shipping, after["shipping"]), ("discount", row.discount, after["discount"]), ("total", row.total, after["total"]),
                           ("name", row.customer_name, after["name"]), ("email", row.customer_email, after["email"]),
                           ("phone", row.customer_phone, after["phone"]), ("method", row.shipping_method, after["method"]),
                           ("address", _filled(row.ship_to), _filled(after["ship_to"]))):
        if was != now:
            found.append({"what": what, "before": was, "after": now})
    return found


def _filled(place: dict[str, str]) -> dict[str, str]:
    return {field: place[field] for field in Address.model_fields if place.get(field)}
