"""What is free of SKUs and of kits, wherever a list shows it."""

from collections.abc import Iterable

from saas.kit import arrays, clock, db
from saas.kit.context import tenant

# A kit's parts down to what is stocked, however deep kits stand in kits; a SKU that comes in by two ways is needed twice.
_KITS = """
WITH RECURSIVE part AS (
  SELECT k.kit_id AS top, k.sku_id, k.quantity::numeric FROM kit_part k WHERE k.kit_id = ANY (%s::bigint[])
  UNION ALL SELECT p.top, k.sku_id, p.quantity * k.quantity FROM part p JOIN kit_part k ON k.kit_id = p.sku_id)
SELECT n.top, min(floor(coalesce(b.available, 0) / n.quantity))::bigint AS available FROM (
  SELECT top, sku_id, sum(quantity) AS quantity FROM part p JOIN sku s ON s.id = p.sku_id AND NOT s.is_kit GROUP BY top, sku_id) n
  LEFT JOIN LATERAL (SELECT sum(b.on_hand - b.allocated) FILTER (WHERE {usable}) AS available FROM balance b WHERE b.sku_id = n.sku_id) b ON true
 GROUP BY n.top"""


def usable() -> str:
    """The condition on a `balance b` that its pieces may be promised: good, and not expired on this business day."""
    return f"b.status = 'good' AND (b.expires_on IS NULL OR b.expires_on >= '{clock.today(tenant().zone)}')"


def free_kits(kits: Iterable[int]) -> dict[int, int]:
    """How many of each kit its free parts make: one statement, or none."""
    ids = list(kits)
    return dict(map(tuple, db.rows(_KITS.format(usable=usable()), [arrays.ints(ids)]))) if ids else {}
