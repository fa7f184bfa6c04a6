"""Writing new orders down: their rows, and in one more round trip everything that belongs to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Any, NamedTuple

from saas.kit import arrays, clock, db, events
from saas.kit.events import Event
from tenants.orders import knowing
from tenants.orders.holding import Held, sums
from tenants.orders.pricing import PricedLine, PricedOrder
from tenants.orders.routing import Routed
from tenants.orders.triage import open_reasons

Key = tuple[str, str]

# One JSON text: twenty arrays would be twenty functions to plan, and cost a lone order more than writing it.
_COLUMNS = {
    "channel": "text", "reference": "text", "currency": "text", "customer_name": "text", "customer_email": "text", "customer_phone": "text",
    "customer_key": "text", "ship_to": "jsonb", "note": "text", "shipping_method": "text", "subtotal": "bigint", "discount": "bigint",
    "shipping": "bigint", "tax": "bigint", "tax_included": "bigint", "total": "bigint", "ordered": "bigint", "allocated": "bigint",
    "open_holds": "int", "placed_at": "timestamptz", "import_id": "bigint", "paid": "bool", "prices_include_tax": "bool", "tax_stated": "bool",
    "stated_total": "bigint", "fingerprint": "text", "drafted": "bool"}
_ORDERS = f"""
INSERT INTO orders ({", ".join(_COLUMNS)})
SELECT * FROM json_to_recordset(%s) AS n({", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())})
ON CONFLICT (channel, reference) DO NOTHING RETURNING id, number, channel, reference"""
_KITS = """INSERT INTO order_kit (order_id, kit_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])"""
_LINE = """INSERT INTO order_line (order_id, line_no, sku_id, sku_code, title, unit_price, discount, tax_bp, total, ordered, allocated, trace{more})
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::int[],
  %s::bigint[], %s::bigint[], %s::bigint[], %s::jsonb[]{arrays})"""
_LINES = _LINE.format(more="", arrays="")
_LINES_AND_PARTS = _LINE.format(more=", kit_no, per_kit", arrays=", %s::int[], %s::int[]")
_ALWAYS = (
    """INSERT INTO allocation (order_id, line_no, balance_id, quantity)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[])""",
    """UPDATE balance b SET allocated = b.allocated + h.q FROM unnest(%s::bigint[], %s::bigint[]) AS h(id, q) WHERE b.id = h.id""",
    """INSERT INTO order_search (order_id, words, grams)
SELECT i, w, string_to_array(g, chr(31)) FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS s(i, w, g)""")
HOLDS = """INSERT INTO hold (order_id, kind, reason, owner, set_by, set_at)
SELECT i, k, '', 'system', '{"kind": "system", "name": "Quayside"}', %s FROM unnest(%s::bigint[], %s::text[]) AS h(i, k)"""


def _stack(kits: bool, holds: bool, customers: bool) -> str:
    lines = (_KITS, _LINES_AND_PARTS) if kits else (_LINES,)
    return db.stacked(*lines, *_ALWAYS, *([HOLDS] if holds else []), *([knowing.UPSERT] if customers else []), events.HISTORY, events.ERRANDS)


# Only what there is is written: a statement about nothing costs a lone order its planning.
_CHILDREN = {given: _stack(*given) for given in product((False, True), repeat=3)}


class PlacedLine(NamedTuple):
    """A line as placed: SKU, pieces ordered, pieces held; as part of a kit, the kit's number and pieces for each."""

    line_no: int
    sku: str
    ordered: int
    allocated: int
    kit_no: int | None = None
    per_kit: int | None = None


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order as placed; `total` in minor units of `currency`. `kits` are numbered with its lines; `holds` are the
    reasons it waits for a person."""

    id: int
    number: int
    reference: str
    state: str
    currency: str
    total: int
    lines: list[PlacedLine]
    kits: list[PlacedLine] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)

    @property
    def pieces(self) -> int:
        return sum([line.ordered for line in self.lines])

    @property
    def held(self) -> int:
        """Pieces of them that are held."""
        return sum([line.allocated for line in self.lines])


class Decided(NamedTuple):
    """A new order ready to be written: what it adds up to, what each line got and how many pieces of it, and what stops it."""

    order: PricedOrder
    routed: Sequence[Routed]
    got: list[int]
    holds: list[str]


def insert_orders(decided: Mapping[Key, Decided], import_id: int | None) -> dict[Key, Any]:
    """Rows (id, number) of those that weren't there; sorted, so that two batches never wait for each other crosswise."""
    now = clock.now()
    found = db.rows(_ORDERS, [arrays.records(_row(decided[key], now, import_id) for key in sorted(decided))])
    return {(row.channel, row.reference): row for row in found}


def _row(one: Decided, now: datetime, import_id: int | None) -> dict[str, Any]:
    order, new, who = one.order, one.order.new, one.order.new.customer
    return {
        "channel": new.channel, "reference": new.reference, "currency": order.currency, "customer_name": who.name, "customer_email": who.email,
        "customer_phone": who.phone, "customer_key": who.key, "ship_to": new.place, "note": new.note,
        "shipping_method": new.shipping_method, "subtotal": order.subtotal, "discount": order.discount, "shipping": order.shipping,
        "tax": order.tax, "tax_included": order.tax_included, "total": order.total, "ordered": order.ordered,
        "allocated": sum(one.got), "open_holds": len(one.holds),
        "placed_at": new.placed_at or now, "import_id": import_id, "paid": new.paid, "prices_include_tax": order.prices_include_tax,
        "tax_stated": new.tax is not None, "stated_total": order.stated_total, "fingerprint": new.fingerprint, "drafted": new.draft}


def decide(order: PricedOrder, routed: Sequence[Routed]) -> Decided:
    """What is written of an order."""
    return Decided(order, routed, [sum([part.quantity for part in one.drawn]) for one in routed], open_reasons(order))


def write_down(decided: Mapping[Key, Decided], rows: Mapping[Key, Any]) -> dict[Key, PlacedOrder]:
    """Lines, kits, allocations, holds, customers, search words, history and errands of inserted orders: one round trip."""
    placed = {key: _placed(rows[key], one) for key, one in decided.items()}
    both, now = [(placed[key], one) for key, one in decided.items()], clock.now()
    orders = [one.order.new for one in decided.values()]
    kits = [(done.id, no, kit) for done, one in both for no, kit in one.order.kits.items()]
    holds = [(done.id, kind) for done, _one in both for kind in done.holds]
    people = knowing.rows_of(knowing.Seen(new.customer, new.place, new.placed_at or now) for new in orders)
    values = [*(_kits(kits) if kits else []), *_lines(both, bool(kits)), *_held(both)]
    values += [arrays.ints(done.id for done, _one in both), arrays.texts(new.words for new in orders), arrays.texts(new.pairs for new in orders)]
    if holds:
        values += [now, arrays.ints(i for i, _kind in holds), arrays.texts(kind for _i, kind in holds)]
    if people:
        values.append(arrays.records(people))
    db.run(_CHILDREN[bool(kits), bool(holds), bool(people)], [*values, *events.parameters([_event(done, one) for done, one in both])])
    return placed


def _placed(row: Any, one: Decided) -> PlacedOrder:
    order = one.order
    lines = [PlacedLine(no, line.sku.code, line.quantity, got, *line.kit[:2]) if line.kit else PlacedLine(no, line.sku.code, line.quantity, got)
             for no, line, got in zip(order.numbers, order.lines, one.got, strict=True)]
    full = sum(one.got) == order.ordered
    state = "draft" if order.new.draft else "on_hold" if one.holds else "ready" if full else "waiting"
    kits = [PlacedLine(no, kit.sku.code, kit.quantity, whole_kits((x.allocated, x.per_kit) for x in lines if x.kit_no == no))
            for no, kit in order.kits.items()]
    return PlacedOrder(row.id, row.number, row.reference, state, order.currency, order.total, lines, kits, one.holds)


def whole_kits(parts: Any) -> int:
    """How many kits (pieces, pieces for each) of every part make."""
    return min((pieces // per_kit for pieces, per_kit in parts), default=0)


def _kits(kits: list[tuple[int, int, PricedLine]]) -> list[str]:
    return [arrays.ints(i for i, _no, _k in kits), arrays.ints(no for _i, no, _k in kits), *amounts([kit for _i, _no, kit in kits])]


def amounts(lines: list[PricedLine]) -> list[str]:
    """The columns that say what lines or kits are of, and what they cost."""
    skus, titles, pieces, prices, discounts, rates, totals, _kits = zip(*lines, strict=True) if lines else ((),) * 8
    return [arrays.ints(sku.id for sku in skus), arrays.texts(sku.code for sku in skus), arrays.texts(titles), arrays.ints(prices),
            arrays.ints(discounts), arrays.ints(rates), arrays.ints(totals), arrays.ints(pieces)]


def _lines(both: list[tuple[PlacedOrder, Decided]], parts: bool) -> list[str]:
    numbers, _codes, _ordered, allocated, kit_numbers, per_kit = zip(*[line for done, _one in both for line in done.lines], strict=True)
    columns = [arrays.ints(done.id for done, _one in both for _line in done.lines), arrays.ints(numbers),
               *amounts([line for _done, one in both for line in one.order.lines]), arrays.ints(allocated),
               arrays.jsons(routed.trace for _done, one in both for routed in one.routed)]
    return [*columns, arrays.ints(kit_numbers), arrays.ints(per_kit)] if parts else columns


def _held(both: list[tuple[PlacedOrder, Decided]]) -> list[str]:
    held = [Held(done.id, no, *part) for done, one in both for no, routed in zip(one.order.numbers, one.routed, strict=True) for part in routed.drawn]
    balances = sums(held)
    columns = zip(*held, strict=True) if held else ((),) * 4
    return [*map(arrays.ints, columns), arrays.ints(balances), arrays.ints(balances.values())]


def _event(done: PlacedOrder, one: Decided) -> Event:
    return Event("order.drafted" if one.order.new.draft else "order.placed", ("order", done.id), {
        "number": done.number, "reference": done.reference, "lines": len(done.lines), "pieces": one.order.ordered,
        "missing": one.order.ordered - sum(one.got), "total": done.total, "currency": done.currency, "holds": one.holds})
