"""Costs kept with the ledger: read and locked in one round trip after the balances, written with them.

Whoever changes a SKU's value or its layers holds the row of stock_value, in order of SKU; layers need no lock of their own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, db
from tenants.inventory.costing import Cost, Layer, Stock
from tenants.inventory.movements import NewMovement

_OPEN = "INSERT INTO stock_value (sku_id) SELECT unnest(%s::bigint[]) ON CONFLICT DO NOTHING"
_LOCK = "SELECT FROM stock_value WHERE sku_id = ANY (%s::bigint[]) ORDER BY sku_id FOR NO KEY UPDATE"
# Of each SKU as many layers as the pieces that leave reach into, and those whose own movement is taken back.
_READ = """
SELECT v.sku_id, v.quantity, v.average, v.fifo, v.unit_cost, l.id, l.movement_id, l.quantity AS came, l.cost, l.remaining, l.remaining_cost
  FROM unnest(%s::bigint[], %s::bigint[]) AS n(sku_id, leaving) JOIN stock_value v ON v.sku_id = n.sku_id
  LEFT JOIN LATERAL (SELECT c.*, sum(c.remaining) OVER (ORDER BY c.id) - c.remaining AS before FROM cost_layer c
                      WHERE c.sku_id = n.sku_id AND c.remaining > 0) l ON l.before < n.leaving OR l.movement_id = ANY (%s::bigint[])
 ORDER BY v.sku_id, l.id"""
_LOCK_AND_READ = db.stacked(_OPEN, _LOCK, _READ)
VALUES = """
UPDATE stock_value v SET quantity = n.quantity, average = n.average, fifo = n.fifo, unit_cost = n.unit_cost
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS n(sku_id, quantity, average, fifo, unit_cost)
 WHERE v.sku_id = n.sku_id"""
SPENT = """
UPDATE cost_layer l SET remaining = n.remaining, remaining_cost = n.cost
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS n(id, remaining, cost) WHERE l.id = n.id"""
LAYERS = """
INSERT INTO cost_layer (sku_id, movement_id, quantity, cost, remaining, remaining_cost, at)
SELECT m.sku_id, m.id, n.quantity, n.cost, n.remaining, n.remaining_cost, m.effective_at
  FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) WITH ORDINALITY
       AS n(key, quantity, cost, remaining, remaining_cost, place) JOIN movement m ON m.key = n.key ORDER BY n.place"""


@dataclass(frozen=True, slots=True)
class Valued:
    """What each movement cost (None: it crossed nothing), and the stock of every SKU that gained or lost value."""

    costs: list[Cost | None]
    stock: dict[int, Stock]

    def values(self) -> list[Any]:
        """The parameters of VALUES, SPENT and LAYERS, one after the other."""
        stock = self.stock.values()
        layers = [layer for one in stock for layer in one.layers]
        spent = [layer for layer in layers if layer.id is not None and layer.touched]
        fresh = [layer for layer in layers if layer.id is None]
        return [arrays.ints(self.stock), arrays.ints(s.quantity for s in stock), arrays.ints(s.average for s in stock),
                arrays.ints(s.fifo for s in stock), arrays.ints(s.unit_cost for s in stock),
                arrays.ints(layer.id for layer in spent), *_left(spent),
                arrays.texts(layer.key for layer in fresh), arrays.ints(layer.quantity for layer in fresh),
                arrays.ints(layer.cost for layer in fresh), *_left(fresh)]


def _left(layers: Sequence[Layer]) -> list[str]:
    return [arrays.ints(layer.remaining for layer in layers), arrays.ints(layer.remaining_cost for layer in layers)]


def value(movements: Sequence[NewMovement]) -> Valued:
    """Lock what these movements' SKUs cost and reckon each movement's cost, in their order: one round trip, or none
    where all of them stay within what is ours."""
    leaving: dict[int, int] = defaultdict(int)
    for move in movements:
        if move.comes or move.goes:
            leaving[move.sku_id] += move.quantity if move.goes else 0
    stock = _locked(leaving, [move.reverses for move in movements if move.reverses is not None]) if leaving else {}
    return Valued([_cost(stock[move.sku_id], move) if move.comes or move.goes else None for move in movements], stock)


def _locked(leaving: dict[int, int], reversed_ids: list[int]) -> dict[int, Stock]:
    skus = sorted(leaving)
    ids = arrays.ints(skus)
    found: dict[int, Stock] = {}
    for r in db.rows(_LOCK_AND_READ, [ids, ids, ids, arrays.ints(leaving[sku] for sku in skus), arrays.ints(reversed_ids)]):
        stock = found.setdefault(r.sku_id, Stock(r.quantity, r.average, r.fifo, r.unit_cost))
        if r.id is not None:
            stock.layers.append(Layer(r.came, r.cost, r.remaining, r.remaining_cost, r.id, r.movement_id))
    return found


def _cost(stock: Stock, move: NewMovement) -> Cost:
    if move.goes:
        return stock.withdrawn(move.quantity, move.cost, move.reverses) if move.cost and move.reverses else stock.left(move.quantity)
    if move.unit_cost is not None:
        return stock.bought(move.quantity, move.unit_cost, move.key)
    if move.cost is None:
        return stock.found(move.quantity, move.key)
    return stock.restored(move.quantity, move.cost, move.key) if move.reverses else stock.returned(move.quantity, move.cost, move.key)
