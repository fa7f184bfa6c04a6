"""Stock held for orders: locking what a batch needs, in one order for everyone, and drawing it down line by line."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from saas.kit import arrays, clock, db
from saas.kit.context import tenant
from tenants.inventory.policy import Rules, rules_at
from tenants.orders.kits import Parts, kits_among, take_apart
from tenants.orders.nearness import Place, distance, place_of
from tenants.orders.pricing import KnownSku, PricedOrder
from tenants.orders.routing import Drawn, Elsewhere, Routed, Task, Wish, route


class Held(NamedTuple):
    """Pieces of one balance for one line."""

    order_id: int
    line_no: int
    balance_id: int
    quantity: int


@dataclass
class Shelf:
    """The locked stock of a batch: SKUs by code, what goes into kits, and per SKU its piles [balance, free pieces, warehouse] in the order they
    are drawn from. `fresh`: SKUs of which pieces came that those who wait haven't been offered yet. `simple`: one warehouse, and nothing withheld or forbidden, so that there is nothing to decide."""

    skus: dict[str, KnownSku] = field(default_factory=dict)
    kits: dict[str, Parts] = field(default_factory=dict)
    piles: dict[int, list[list[int]]] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    simple: bool = True
    fresh: set[int] = field(default_factory=set)

    def serve(self, order: PricedOrder) -> list[Routed]:
        """Hold what an order may have, line by line; what is missing stays a backorder."""
        if self.simple:
            return [Routed(self._take(line.sku.id, line.quantity), None) for line in order.lines]
        wishes = [Wish(line.sku.id, line.quantity, line.worth) for line in order.lines]
        return self.route(wishes, order.new.channel, order.currency, place_of(order.new.ship_to, tenant().country))

    def route(self, wishes: list[Wish], channel: str, currency: str, place: Place, settled: Elsewhere | None = None) -> list[Routed]:
        """Hold what these wishes of one order may have, as the company's policy says."""
        safety = {sku.id: sku.safety_stock for sku in self.skus.values()}
        buffer, houses = self.rules.buffers.get(channel, 0), self.rules.houses
        return route(Task(wishes, self.piles, self.rules, lambda sku_id: safety.get(sku_id, 0) + buffer,
                          lambda house: distance(place, houses[house]), self.rules.min_split if currency == tenant().currency else 0,
                          settled or Elsewhere()))

    def _take(self, sku_id: int, wanted: int) -> list[Drawn]:
        drawn = []
        for pile in self.piles.get(sku_id, ()):
            part = min(wanted, pile[1])
            if part > 0:
                pile[1] -= part
                wanted -= part
                drawn.append(Drawn(pile[0], part))
            if not wanted:
                break
        return drawn


# FOR NO KEY UPDATE: foreign-key checks of others pass. Every verb that touches balances locks them in this order.
_LOCK = """
SELECT s.code, s.id, s.title, s.price, s.tax_bp, s.safety_stock, b.id AS balance_id, b.on_hand - b.allocated AS free, b.priority,
       b.warehouse_id, b.expires_on, b.first_in, b.fresh, (SELECT version FROM policy) AS version
  FROM sku s JOIN balance b ON b.sku_id = s.id AND b.status = 'good'
 WHERE s.code = ANY (%s::text[]) AND s.active AND NOT s.is_kit ORDER BY b.sku_id, b.location_id, b.lot FOR NO KEY UPDATE OF b"""
_NEVER_STOCKED = "SELECT id, code, title, price, tax_bp, safety_stock, is_kit FROM sku WHERE code = ANY (%s::text[]) AND active"


def lock_stock(codes: Iterable[str]) -> Shelf:
    """Lock every good balance of these SKUs and of what goes into them where they are kits; SKUs never stocked are known
    too. Unknown ones are missing, and so are kits that can't be put together."""
    wanted, shelf = set(codes), Shelf()
    if kits := kits_among(wanted):
        shelf.kits = take_apart(kits)
    _lock(shelf, wanted - shelf.kits.keys() | {part for parts in shelf.kits.values() for part in parts}, wanted)
    met = {code for code, sku in shelf.skus.items() if sku.is_kit and code not in shelf.kits}
    if met:
        shelf.kits |= take_apart(met)
        _lock(shelf, {part for code in met for part in shelf.kits[code]} - shelf.skus.keys(), set())
    for code, parts in shelf.kits.items():
        if not parts or not parts.keys() <= shelf.skus.keys():
            shelf.skus.pop(code, None)
    return shelf


def _lock(shelf: Shelf, stocked: set[str], listed: set[str]) -> None:
    """Lock what these SKUs have and put it on the shelf; those `listed` are looked up whether they have any or not."""
    found = db.rows(_LOCK, [arrays.texts(sorted(stocked))])
    for row in found:
        if row.code not in shelf.skus:
            shelf.skus[row.code] = KnownSku(row.id, row.code, row.title, row.price, row.tax_bp, row.safety_stock)
    if found:
        shelf.rules = rules_at(found[0].version)
        shelf.piles |= _piles(found, shelf.rules)
        shelf.fresh |= {row.id for row in found if row.fresh}
        shelf.simple = _nothing_to_decide(shelf)
    if missing := (stocked | listed) - shelf.skus.keys():
        for row in db.rows(_NEVER_STOCKED, [arrays.texts(sorted(missing))]):
            shelf.skus[row.code] = KnownSku(*row)


def _piles(found: list[Any], rules: Rules) -> dict[int, list[list[int]]]:
    """Balances by SKU: warehouse by warehouse, and within each what must leave first; what has expired isn't there."""
    ranks = {house: n for n, house in enumerate(rules.houses)}
    today = clock.today(tenant().zone) if any(row.expires_on for row in found) else date.min
    first = _expires_first if rules.removal == "fefo" else _came_first
    piles: dict[int, list[Any]] = defaultdict(list)
    for row in found:
        if row.warehouse_id in ranks and (row.expires_on is None or row.expires_on >= today):
            piles[row.id].append((ranks[row.warehouse_id], first(row), row.priority, row.balance_id, row.free, row.warehouse_id))
    return {sku_id: [[pile[3], pile[4], pile[5]] for pile in sorted(rows)] for sku_id, rows in piles.items()}


def _expires_first(row: Any) -> date:
    return row.expires_on or date.max


def _came_first(row: Any) -> datetime:
    return row.first_in


def _nothing_to_decide(shelf: Shelf) -> bool:
    rules = shelf.rules
    return (len(rules.houses) <= 1 and not rules.min_split and not rules.buffers
            and not any(sku.safety_stock for sku in shelf.skus.values()))


def sums(held: Iterable[Held]) -> dict[int, int]:
    """Pieces by balance."""
    total: dict[int, int] = defaultdict(int)
    for _order_id, _line_no, balance_id, quantity in held:
        total[balance_id] += quantity
    return total
