"""What is low and neither coming nor drafted: how many to order of it, and from whom it usually comes."""

from dataclasses import dataclass

from saas.kit import arrays, db
from saas.kit.operations import query
from tenants.inventory.queries import LowSku, list_low

MOST = 500
# An order that only waits to be sent needn't be written again; whoever supplied a SKU the last time supplies it again.
_KNOWN = """
SELECT s.id, coalesce((SELECT sum(l.ordered) FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id
                        WHERE l.sku_id = s.id AND l.received + l.closed < l.ordered AND p.state = 'draft'), 0)::bigint AS drafted,
       u.supplier, u.supplier_name, u.currency, u.rate
  FROM unnest(%s::bigint[]) AS s(id) LEFT JOIN LATERAL (
    SELECT x.code AS supplier, x.name AS supplier_name, p.currency, p.rate FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id
      JOIN supplier x ON x.id = p.supplier_id WHERE l.sku_id = s.id AND x.active ORDER BY l.purchase_id DESC LIMIT 1) u ON true"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A SKU to order, in pieces; who supplied it the last time, in which currency and at which rate (None: nobody did)."""

    low: LowSku
    drafted: int
    supplier: str | None
    supplier_name: str | None
    currency: str | None
    rate: str | None

    @property
    def sku(self) -> str:
        return self.low.level.sku

    @property
    def quantity(self) -> int:
        """How many to order beside what drafts ask for already; 0 where those suffice."""
        level = self.low.level
        lacking = (level.reorder_point or 0) + 1 + level.waiting - level.available - self.low.coming - self.drafted
        return max(lacking, level.reorder_quantity or 1) if lacking > 0 else 0


@query("purchasing:order")
def what_is_low() -> list[Suggestion]:
    """What should be ordered now, by SKU, of the first MOST that are low."""
    found = [one for one in list_low(limit=MOST).rows if one.suggested]
    known = {row.id: row[1:] for row in db.rows(_KNOWN, [arrays.ints(one.level.id for one in found)])}
    return [one for one in (Suggestion(low, *known[low.level.id]) for low in found) if one.quantity]
