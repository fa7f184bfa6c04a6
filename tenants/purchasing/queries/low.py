"""What is low and neither coming nor drafted: how many to order of it, and from whom."""

from dataclasses import dataclass

from saas.kit import arrays, db
from saas.kit.context import tenant
from saas.kit.operations import query
from tenants.inventory.queries import LowSku, list_low

MOST = 500
# Whoever supplied a SKU the last time supplies it again; of one that nobody ever did, who offers it, the quickest first. At
# the rate that counted the last time for their currency, which is the company's own where nothing is known of it.
_FROM = """
SELECT s.id, u.supplier, u.supplier_name, u.currency, CASE WHEN u.currency = %s THEN '1' ELSE
       (SELECT p.rate FROM purchase_order p WHERE p.currency = u.currency ORDER BY p.id DESC LIMIT 1) END AS rate
  FROM unnest(%s::bigint[]) AS s(id) CROSS JOIN LATERAL (
    SELECT * FROM (SELECT x.code AS supplier, x.name AS supplier_name, p.currency, 0 AS rank, -l.purchase_id AS place
        FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id JOIN supplier x ON x.id = p.supplier_id
       WHERE l.sku_id = s.id AND x.active AND p.state <> 'cancelled' ORDER BY l.purchase_id DESC LIMIT 1) last
    UNION ALL
    SELECT x.code, x.name, o.currency, 1, coalesce(o.lead_days, x.lead_days) FROM supplier_offer o JOIN supplier x ON x.id = o.supplier_id
     WHERE o.sku_id = s.id AND x.active ORDER BY rank, place NULLS LAST, supplier LIMIT 1) u"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A SKU to order, in pieces; from whom, in which currency and at which rate (None: nobody knows)."""

    low: LowSku
    supplier: str | None = None
    supplier_name: str | None = None
    currency: str | None = None
    rate: str | None = None

    @property
    def sku(self) -> str:
        return self.low.level.sku

    @property
    def quantity(self) -> int:
        """How many to order beside what is coming or drafted already."""
        return self.low.suggested


@query("purchasing:order")
def what_is_low() -> list[Suggestion]:
    """What should be ordered now, by SKU, of the first MOST that are low."""
    found = [one for one in list_low(limit=MOST).rows if one.suggested]
    known = {row.id: row[1:] for row in db.rows(_FROM, [tenant().currency, arrays.ints(one.level.id for one in found)])}
    return [Suggestion(low, *known.get(low.level.id, ())) for low in found]
