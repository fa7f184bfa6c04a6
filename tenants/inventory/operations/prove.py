"""The proof: ledger = balances = allocations = order lines. It reports every difference and repairs nothing."""

import json
from dataclasses import dataclass
from typing import Any

from saas.kit import db
from saas.kit.operations import operation

# Each asks one question; a row is one difference: what, where, and both figures.
QUESTIONS = {
    "ledger_balance": """
SELECT s.code AS "where", l.sum AS expected, b.on_hand AS found FROM (
  SELECT sku_id, location_id, lot, status, sum(q) AS sum FROM (
    SELECT sku_id, to_location_id AS location_id, lot, to_status AS status, quantity AS q FROM movement
    UNION ALL SELECT sku_id, from_location_id, lot, from_status, -quantity FROM movement) m
   GROUP BY sku_id, location_id, lot, status) l
  JOIN location p ON p.id = l.location_id AND p.kind = 'shelf'
  FULL JOIN balance b ON b.sku_id = l.sku_id AND b.location_id = l.location_id AND coalesce(b.lot, '') = coalesce(l.lot, '')
       AND b.status = l.status
  LEFT JOIN sku s ON s.id = coalesce(l.sku_id, b.sku_id)
 WHERE coalesce(l.sum, 0) <> coalesce(b.on_hand, 0)
   AND coalesce(b.location_id, l.location_id) IN (SELECT id FROM location WHERE kind = 'shelf')""",
    "balance_allocations": """
SELECT s.code AS "where", coalesce(a.sum, 0) AS expected, b.allocated AS found FROM balance b JOIN sku s ON s.id = b.sku_id
  LEFT JOIN (SELECT balance_id, sum(quantity) AS sum FROM allocation GROUP BY 1) a ON a.balance_id = b.id
 WHERE b.allocated <> coalesce(a.sum, 0)""",
    "line_allocations": """
SELECT o.number || '/' || l.line_no AS "where", coalesce(a.sum, 0) AS expected, l.allocated AS found
  FROM order_line l JOIN orders o ON o.id = l.order_id
  LEFT JOIN (SELECT order_id, line_no, sum(quantity) AS sum, sum(picked) AS picked FROM allocation GROUP BY 1, 2) a USING (order_id, line_no)
 WHERE l.allocated <> coalesce(a.sum, 0) OR l.picked <> coalesce(a.picked, 0)""",
    "order_lines": """
SELECT o.number::text AS "where", l.sums AS expected, ARRAY[o.ordered, o.cancelled, o.allocated, o.picked, o.shipped]::bigint[]::text AS found
  FROM orders o JOIN (SELECT order_id, ARRAY[sum(ordered), sum(cancelled), sum(allocated), sum(picked), sum(shipped)]::bigint[]::text AS sums
    FROM order_line GROUP BY 1) l ON l.order_id = o.id
 WHERE l.sums <> ARRAY[o.ordered, o.cancelled, o.allocated, o.picked, o.shipped]::bigint[]::text""",
    "order_holds": """
SELECT o.number::text AS "where", coalesce(h.n, 0) AS expected, o.open_holds AS found FROM orders o
  LEFT JOIN (SELECT order_id, count(*) AS n FROM hold WHERE lifted_at IS NULL GROUP BY 1) h ON h.order_id = o.id
 WHERE o.open_holds <> coalesce(h.n, 0)""",
    "shipped_ledger": """
SELECT o.number || '/' || l.line_no AS "where", coalesce(s.sum, 0) AS expected, l.shipped AS found
  FROM order_line l JOIN orders o ON o.id = l.order_id
  LEFT JOIN (SELECT order_id, line_no, sum(quantity) AS sum FROM shipment_line GROUP BY 1, 2) s USING (order_id, line_no)
 WHERE l.shipped <> coalesce(s.sum, 0)""",
}
# One statement, so one snapshot: what others commit meanwhile can't look like a difference.
_PROVE = " UNION ALL ".join(
    f"""SELECT '{name}', q."where"::text, q.expected::text, q.found::text FROM ({question}) q""" for name, question in QUESTIONS.items())
_COUNTS = """SELECT (SELECT count(*) FROM movement) AS movements, (SELECT count(*) FROM balance) AS balances,
 (SELECT count(*) FROM allocation) AS allocations, (SELECT count(*) FROM order_line) AS lines"""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures that should agree and don't: which question, where, what the evidence says, what stands there."""

    question: str
    where: str | None
    expected: str | None
    found: str | None


@operation("inventory:prove")
def prove_stock() -> list[Difference]:
    """Compare ledger, balances, allocations and lines; keep the result for the stock page; [] when all agree."""
    found = [Difference(*row) for row in db.rows(_PROVE)]
    counts: dict[str, Any] = dict(db.rows(_COUNTS)[0]._mapping)
    differences = [{"question": d.question, "where": d.where, "expected": d.expected, "found": d.found} for d in found[:500]]
    db.run("INSERT INTO proof (differences, counts) VALUES (%s::jsonb, %s::jsonb)", (json.dumps(differences), json.dumps(counts)))
    return found
