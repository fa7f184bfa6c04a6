"""What stock is worth: now or at the end of a past day, by moving average and by FIFO, and which movements made the cost."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from saas.kit import clock, db
from saas.kit.context import tenant
from saas.kit.i18n import _l
from saas.kit.inputs import Day, Field, Input, Line
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after
from tenants.catalogue.queries import found_by_words
from tenants.inventory.costing import part

MADE = 50
_NOW = "SELECT sku_id, quantity, average, fifo FROM stock_value WHERE quantity > 0{one}"
# By when things happened, whenever they were written down: each movement carries what it cost.
_PAST = """
SELECT sku_id, sum(sign * quantity)::bigint AS quantity, sum(sign * cost_average)::bigint AS average, sum(sign * cost_fifo)::bigint AS fifo
  FROM (SELECT m.sku_id, m.quantity, coalesce(m.cost_average, 0) AS cost_average, coalesce(m.cost_fifo, 0) AS cost_fifo,
               (t.kind IN ('shelf', 'transit'))::int - (f.kind IN ('shelf', 'transit'))::int AS sign
          FROM movement m JOIN location f ON f.id = m.from_location_id JOIN location t ON t.id = m.to_location_id
         WHERE m.effective_at < %s{one}) x
 WHERE sign <> 0 GROUP BY sku_id HAVING sum(sign * quantity) <> 0 OR sum(sign * cost_average) <> 0 OR sum(sign * cost_fifo) <> 0"""
_PAGE = """
SELECT s.id, s.code AS sku, s.title, s.option, s.price, v.quantity, v.average, v.fifo FROM ({source}) v JOIN sku s ON s.id = v.sku_id
 WHERE {words}{beyond} ORDER BY s.code LIMIT %s"""
_SUM = """
SELECT count(*) AS skus, coalesce(sum(v.quantity), 0)::bigint AS quantity, coalesce(sum(v.average), 0)::bigint AS average,
       coalesce(sum(v.fifo), 0)::bigint AS fifo FROM ({source}) v JOIN sku s ON s.id = v.sku_id WHERE {words}"""
_MADE = """
SELECT l.movement_id, coalesce(m.cause, '') AS cause, coalesce(m.reason, '') AS reason, l.at, l.quantity, l.cost, l.remaining, l.remaining_cost
  FROM cost_layer l LEFT JOIN movement m ON m.id = l.movement_id
 WHERE l.sku_id = (SELECT id FROM sku WHERE code = %s) AND l.remaining > 0 ORDER BY l.id LIMIT %s"""


class FindValue(Input):
    """Of which stock the value is asked, and at the end of which day; now, if no day is given."""

    on: Day | None = Field(None, title=_l("At the end of"))
    q: Line = Field("", title=_l("Search"))


@dataclass(frozen=True, slots=True)
class ValueRow:
    """What the pieces of a SKU that are ours cost, all together, in minor units of the company's currency; `price` is what
    one sells for."""

    id: int
    sku: str
    title: str
    option: str
    price: int
    quantity: int
    average: int
    fifo: int

    def value(self, method: str) -> int:
        """All pieces, by `average` or `fifo`."""
        return self.average if method == "average" else self.fifo

    def unit_cost(self, method: str) -> int | None:
        """One piece, half-up; None where there is none."""
        return part(self.value(method), 1, self.quantity) if self.quantity > 0 else None

    def margin_bp(self, method: str) -> int | None:
        """What is left of the price after the cost, in basis points of it; None without pieces or price."""
        sold = self.quantity * self.price
        return 10_000 * (sold - self.value(method)) // sold if sold > 0 else None


@dataclass(frozen=True, slots=True)
class ValueSum:
    """All of it: SKUs, pieces, and what they cost."""

    skus: int
    quantity: int
    average: int
    fifo: int


@dataclass(frozen=True, slots=True)
class CostMade:
    """Pieces that came in together and are partly still here: by which movement (None: before costs were kept), when, how
    many at which cost, and what is left of both."""

    movement_id: int | None
    cause: str
    reason: str
    at: datetime
    quantity: int
    cost: int
    remaining: int
    remaining_cost: int

    @property
    def unit_cost(self) -> int:
        """One piece, half-up."""
        return part(self.cost, 1, self.quantity)


@query("inventory:read")
def list_value(find: FindValue, after: str | None = None, limit: int = 50) -> Page[ValueRow]:
    """What stock is worth by SKU, one page after the cursor."""
    source, values = _source(find.on)
    words, wanted = found_by_words(find.q)
    place = place_after(after, str) or ()
    sql = _PAGE.format(source=source, words=words, beyond=" AND s.code > %s" if place else "")
    return page_of([ValueRow(*row) for row in db.rows(sql, [*values, *wanted, *place, limit + 1])], limit, lambda row: (row.sku,))


@query("inventory:read")
def sum_value(find: FindValue) -> ValueSum:
    """What all of it is worth together: one statement."""
    source, values = _source(find.on)
    words, wanted = found_by_words(find.q)
    return ValueSum(*db.rows(_SUM.format(source=source, words=words), [*values, *wanted])[0])


@query("inventory:read")
def value_of(sku: str, on: date | None = None) -> ValueRow | None:
    """What one SKU's stock is worth, now or at the end of a day; None where there is none."""
    source, values = _source(on, sku)
    found = db.rows(_PAGE.format(source=source, words="true", beyond=""), [*values, 1])
    return ValueRow(*found[0]) if found else None


@query("inventory:read")
def what_made_the_cost(sku: str) -> list[CostMade]:
    """The layers of which something is still here, the first to leave first; at most MADE."""
    return [CostMade(*row) for row in db.rows(_MADE, (sku, MADE))]


def _source(on: date | None, sku: str = "") -> tuple[str, list[Any]]:
    """Quantity and both values by SKU, as a statement and its values."""
    one = [sku] if sku else []
    if on is None or on >= clock.today(tenant().zone):
        return _NOW.format(one=" AND sku_id = (SELECT id FROM sku WHERE code = %s)" if sku else ""), list(one)
    only = " AND m.sku_id = (SELECT id FROM sku WHERE code = %s)" if sku else ""
    return _PAST.format(one=only), [clock.day_bounds(on, tenant().zone)[1], *one]
