"""Kits, taken apart when an order is placed: what goes into each, down to what is stocked."""

from collections import defaultdict
from collections.abc import Iterable

from saas.kit import arrays, db
from saas.kit.context import tenant

Parts = dict[str, int]  # SKU → pieces of it in one kit

DEEPEST = 5  # kits within kits
_PARTS = """
WITH RECURSIVE inside (kit, sku_id, quantity, depth) AS (
  SELECT s.code, k.sku_id, k.quantity, 1 FROM sku s JOIN kit_part k ON k.kit_id = s.id WHERE s.code = ANY (%s::text[]) AND s.is_kit
   UNION ALL
  SELECT i.kit, k.sku_id, i.quantity * k.quantity, i.depth + 1 FROM inside i JOIN kit_part k ON k.kit_id = i.sku_id WHERE i.depth < %s)
SELECT i.kit, s.code, sum(i.quantity)::bigint AS quantity FROM inside i JOIN sku s ON s.id = i.sku_id AND NOT s.is_kit
 GROUP BY i.kit, s.code ORDER BY i.kit, s.code"""
_met: dict[str, set[str]] = {}


def kits_among(codes: set[str]) -> set[str]:
    """Those this process has met as kits before. Their parts must be locked together with everything else, in
    everyone's order; a kit met for the first time is locked last, and a deadlock it causes is tried again knowingly."""
    return codes & _met.get(tenant().schema, set())


def take_apart(codes: Iterable[str]) -> dict[str, Parts]:
    """What goes into each of these kits: one statement; kits without parts have none."""
    wanted = set(codes)
    _met.setdefault(tenant().schema, set()).update(wanted)
    found: dict[str, Parts] = defaultdict(dict)
    for row in db.rows(_PARTS, [arrays.texts(sorted(wanted)), DEEPEST]):
        found[row.kit][row.code] = row.quantity
    return {code: found[code] for code in wanted}


def with_parts(codes: Iterable[str]) -> set[str]:
    """These SKUs, and what goes into those known as kits: what must be locked for them."""
    wanted = set(codes)
    kits = kits_among(wanted)
    return wanted | {part for parts in take_apart(kits).values() for part in parts} if kits else wanted
