"""The proof: ledger = balances = allocations = order lines. It reports every difference and repairs nothing."""

import json
from dataclasses import dataclass
from typing import Any

from saas.kit import db
from saas.kit.operations import operation

# Each asks one question: evidence and what stands there are laid over each other and summed by key, so that no join
# can go wrong however many rows there are; only what differs is then given its name.
QUESTIONS = {
    "ledger_balance": """
SELECT s.code AS "where", x.evidence AS expected, x.found FROM (
  SELECT sku_id, location_id, lot, status, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT sku_id, to_location_id AS location_id, lot, to_status AS status, quantity AS evidence, 0 AS found FROM movement
    UNION ALL SELECT sku_id, from_location_id, lot, from_status, -quantity, 0 FROM movement
    UNION ALL SELECT sku_id, location_id, lot, status, 0, on_hand FROM balance) m
   WHERE location_id IN (SELECT id FROM location WHERE kind = 'shelf')
   GROUP BY sku_id, location_id, lot, status HAVING sum(evidence) <> sum(found)) x LEFT JOIN sku s ON s.id = x.sku_id""",
    "balance_allocations": """
SELECT s.code AS "where", x.evidence AS expected, x.found FROM (
  SELECT balance_id, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT balance_id, quantity AS evidence, 0 AS found FROM allocation UNION ALL SELECT id, 0, allocated FROM balance) m
   GROUP BY balance_id HAVING sum(evidence) <> sum(found)) x JOIN balance b ON b.id = x.balance_id JOIN sku s ON s.id = b.sku_id""",
    "line_allocations": """
SELECT o.number || '/' || x.line_no AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, line_no, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT order_id, line_no, quantity AS evidence, 0 AS found, picked AS ready, 0 AS said FROM allocation
    UNION ALL SELECT order_id, line_no, 0, allocated, 0, picked FROM order_line WHERE allocated > 0 OR picked > 0) m
   GROUP BY order_id, line_no HAVING sum(evidence) <> sum(found) OR sum(ready) <> sum(said)) x JOIN orders o ON o.id = x.order_id""",
    "order_lines": """
SELECT o.number AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, sums::text AS evidence, said::text AS found FROM (
    SELECT order_id, ARRAY[sum(a), sum(b), sum(c), sum(d), sum(e)] AS sums, ARRAY[sum(f), sum(g), sum(h), sum(i), sum(j)] AS said FROM (
      SELECT order_id, ordered AS a, cancelled AS b, allocated AS c, picked AS d, shipped AS e, 0 AS f, 0 AS g, 0 AS h, 0 AS i, 0 AS j FROM order_line
      UNION ALL SELECT id, 0, 0, 0, 0, 0, ordered, cancelled, allocated, picked, shipped FROM orders) m GROUP BY order_id) y
   WHERE sums <> said) x JOIN orders o ON o.id = x.order_id""",
    "order_holds": """
SELECT o.number AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT order_id, 1 AS evidence, 0 AS found FROM hold WHERE lifted_at IS NULL
    UNION ALL SELECT id, 0, open_holds FROM orders WHERE open_holds > 0) m
   GROUP BY order_id HAVING sum(evidence) <> sum(found)) x JOIN orders o ON o.id = x.order_id""",
    "shipped_ledger": """
SELECT o.number || '/' || x.line_no AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, line_no, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT order_id, line_no, quantity AS evidence, 0 AS found FROM shipment_line
    UNION ALL SELECT order_id, line_no, 0, shipped FROM order_line WHERE shipped > 0) m
   GROUP BY order_id, line_no HAVING sum(evidence) <> sum(found)) x JOIN orders o ON o.id = x.order_id""",
    # Pieces, their cost by moving average and by FIFO: what came less what left is what is ours.
    "ledger_value": """
SELECT s.code AS "where", x.evidence AS expected, x.found FROM (
  SELECT sku_id, ARRAY[sum(a), sum(b), sum(c)]::text AS evidence, ARRAY[sum(d), sum(e), sum(f)]::text AS found FROM (
    SELECT sku_id, sign * quantity AS a, sign * coalesce(cost_average, 0) AS b, sign * coalesce(cost_fifo, 0) AS c, 0 AS d, 0 AS e, 0 AS f
      FROM (SELECT m.*, (t.kind IN ('shelf', 'transit'))::int - (f.kind IN ('shelf', 'transit'))::int AS sign
              FROM movement m JOIN location f ON f.id = m.from_location_id JOIN location t ON t.id = m.to_location_id) m WHERE sign <> 0
    UNION ALL SELECT sku_id, 0, 0, 0, quantity, average, fifo FROM stock_value) m
   GROUP BY sku_id HAVING (sum(a), sum(b), sum(c)) IS DISTINCT FROM (sum(d), sum(e), sum(f))) x JOIN sku s ON s.id = x.sku_id""",
    "value_layers": """
SELECT s.code AS "where", x.evidence AS expected, x.found FROM (
  SELECT sku_id, ARRAY[sum(a), sum(b)]::text AS evidence, ARRAY[sum(c), sum(d)]::text AS found FROM (
    SELECT sku_id, remaining AS a, remaining_cost AS b, 0 AS c, 0 AS d FROM cost_layer WHERE remaining > 0
    UNION ALL SELECT sku_id, 0, 0, quantity, fifo FROM stock_value) m
   GROUP BY sku_id HAVING (sum(a), sum(b)) IS DISTINCT FROM (sum(c), sum(d))) x JOIN sku s ON s.id = x.sku_id""",
    # What is on the road between two warehouses has no balance: it is what the transfers say has left and not come to an end.
    "ledger_transit": """
SELECT s.code AS "where", x.evidence AS expected, x.found FROM (
  SELECT sku_id, lot, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT m.sku_id, m.lot, m.quantity AS evidence, 0 AS found FROM movement m JOIN location t ON t.id = m.to_location_id AND t.kind = 'transit'
    UNION ALL SELECT m.sku_id, m.lot, -m.quantity, 0 FROM movement m JOIN location f ON f.id = m.from_location_id AND f.kind = 'transit'
    UNION ALL SELECT l.sku_id, p.lot, 0, p.sent - p.received - p.lost FROM transfer_lot p
              JOIN transfer_line l ON l.transfer_id = p.transfer_id AND l.line_no = p.line_no) m
   GROUP BY sku_id, lot HAVING sum(evidence) <> sum(found)) x JOIN sku s ON s.id = x.sku_id""",
    # Planned, sent, received, lost of the transfer, then sent, received, lost of its lots: both against its lines.
    "transfer_lines": """
SELECT t.number AS "where", x.evidence::text AS expected, x.found::text AS found FROM (
  SELECT transfer_id, ARRAY[sum(a), sum(b), sum(c), sum(d), sum(b), sum(c), sum(d)] AS evidence,
         ARRAY[sum(e), sum(f), sum(g), sum(h), sum(i), sum(j), sum(k)] AS found FROM (
    SELECT transfer_id, planned AS a, sent AS b, received AS c, lost AS d, 0 AS e, 0 AS f, 0 AS g, 0 AS h, 0 AS i, 0 AS j, 0 AS k FROM transfer_line
    UNION ALL SELECT id, 0, 0, 0, 0, planned, sent, received, lost, 0, 0, 0 FROM transfer
    UNION ALL SELECT transfer_id, 0, 0, 0, 0, 0, 0, 0, 0, sent, received, lost FROM transfer_lot) m
   GROUP BY transfer_id) x JOIN transfer t ON t.id = x.transfer_id WHERE x.evidence <> x.found""",
}
# One statement, so one snapshot: what others commit meanwhile can't look like a difference.
_PROVE = " UNION ALL ".join(
    f"""SELECT '{name}', q."where"::text, q.expected::text, q.found::text FROM ({question}) q""" for name, question in QUESTIONS.items()) + " ORDER BY 1, 2"
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
    counts: dict[str, Any] = db.rows(_COUNTS)[0]._asdict()
    differences = [{"question": d.question, "where": d.where, "expected": d.expected, "found": d.found} for d in found[:500]]
    db.run("INSERT INTO proof (differences, counts) VALUES (%s::jsonb, %s::jsonb)", (json.dumps(differences), json.dumps(counts)))
    return found
