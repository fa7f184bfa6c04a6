"""What is low and isn't coming yet: how many to order of it, and from whom it usually comes."""

from dataclasses import dataclass

from saas.kit import clock, db
from saas.kit.context import tenant
from saas.kit.operations import query

MOST = 500
# What is coming counts drafts too: an order that only waits to be sent needn't be written again.
_LOW = """
SELECT s.id, s.code AS sku, s.title, n.available, n.waiting, n.coming, s.reorder_point, s.reorder_quantity, u.supplier, u.supplier_name, u.currency, u.rate
  FROM sku s CROSS JOIN LATERAL (SELECT
    coalesce((SELECT sum(b.on_hand - b.allocated) FROM balance b WHERE b.sku_id = s.id AND b.status = 'good'
               AND (b.expires_on IS NULL OR b.expires_on >= %(today)s)), 0)::bigint AS available,
    coalesce((SELECT sum(l.ordered - l.cancelled - l.allocated - l.shipped) FROM order_line l JOIN orders o ON o.id = l.order_id
               WHERE l.sku_id = s.id AND l.allocated + l.shipped + l.cancelled < l.ordered AND o.state NOT IN ('draft', 'closed', 'cancelled')), 0)::bigint
      AS waiting,
    coalesce((SELECT sum(greatest(0, l.ordered - l.received - l.closed)) FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id
               WHERE l.sku_id = s.id AND l.received + l.closed < l.ordered AND p.state IN ('draft', 'ordered', 'part_received')), 0)::bigint
  + coalesce((SELECT sum(a.quantity) FROM notice_line a JOIN notice m ON m.id = a.notice_id
               WHERE a.sku_id = s.id AND m.state = 'announced' AND a.purchase_line_no IS NULL), 0)::bigint
  + coalesce((SELECT sum(t.sent - t.received - t.lost) FROM transfer_line t WHERE t.sku_id = s.id), 0)::bigint AS coming) n
  LEFT JOIN LATERAL (SELECT x.code AS supplier, x.name AS supplier_name, p.currency, p.rate FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id
    JOIN supplier x ON x.id = p.supplier_id WHERE l.sku_id = s.id AND x.active ORDER BY l.purchase_id DESC LIMIT 1) u ON true
 WHERE s.reorder_point IS NOT NULL AND s.active AND NOT s.is_kit AND n.available - n.waiting + n.coming <= s.reorder_point
 ORDER BY s.code LIMIT %(most)s"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A SKU that is low though everything on its way had come, in pieces; who supplied it the last time, in which currency
    and at which rate (None: nobody ever did)."""

    sku_id: int
    sku: str
    title: str
    available: int
    waiting: int
    coming: int
    reorder_point: int
    reorder_quantity: int | None
    supplier: str | None
    supplier_name: str | None
    currency: str | None
    rate: str | None

    @property
    def quantity(self) -> int:
        """How many to order: what it takes to be low no longer once everybody is served, never less than the usual quantity."""
        needed = self.reorder_point + 1 + self.waiting - self.available - self.coming
        return max(needed, self.reorder_quantity or 1)


@query("purchasing:read")
def what_is_low() -> list[Suggestion]:
    """What should be ordered now, by SKU; at most MOST."""
    return [Suggestion(*row) for row in db.rows(_LOW, {"today": clock.today(tenant().zone), "most": MOST})]
