"""The questions of the proof: which figures must agree, each with the statement that finds where they don't.

Evidence and what stands there are laid over each other and summed by key, so that no join can go wrong however many rows
there are; only what differs is then given its name. Every answer is (where, expected, found)."""

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
   GROUP BY balance_id HAVING sum(evidence) <> sum(found)) x LEFT JOIN balance b ON b.id = x.balance_id LEFT JOIN sku s ON s.id = b.sku_id""",
    "line_allocations": """
SELECT o.number || '/' || x.line_no AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, line_no, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT order_id, line_no, quantity AS evidence, 0 AS found, picked AS ready, 0 AS said FROM allocation
    UNION ALL SELECT order_id, line_no, 0, allocated, 0, picked FROM order_line WHERE allocated > 0 OR picked > 0) m
   GROUP BY order_id, line_no HAVING sum(evidence) <> sum(found) OR sum(ready) <> sum(said)) x JOIN orders o ON o.id = x.order_id""",
    # Ordered, cancelled, allocated, picked, shipped, delivered, written off, returned.
    "order_lines": """
SELECT o.number AS "where", x.evidence::text AS expected, x.found::text AS found FROM (
  SELECT order_id, ARRAY[sum(a), sum(b), sum(c), sum(d), sum(e), sum(f), sum(g), sum(h)] AS evidence,
         ARRAY[sum(i), sum(j), sum(k), sum(l), sum(m), sum(n), sum(o), sum(p)] AS found FROM (
    SELECT order_id, ordered AS a, cancelled AS b, allocated AS c, picked AS d, shipped AS e, delivered AS f, written_off AS g, returned AS h,
           0 AS i, 0 AS j, 0 AS k, 0 AS l, 0 AS m, 0 AS n, 0 AS o, 0 AS p FROM order_line
    UNION ALL SELECT id, 0, 0, 0, 0, 0, 0, 0, 0, ordered, cancelled, allocated, picked, shipped, delivered, written_off, returned FROM orders) y
   GROUP BY order_id) x JOIN orders o ON o.id = x.order_id WHERE x.evidence <> x.found""",
    # No foreign key stands between a line and its SKU.
    "order_goods": """
SELECT o.number || '/' || l.line_no AS "where", l.sku_id AS expected, NULL AS found FROM order_line l JOIN orders o ON o.id = l.order_id
 WHERE l.sku_id IS NOT NULL AND NOT EXISTS (SELECT FROM sku s WHERE s.id = l.sku_id)""",
    # Goods, and what they add up to: of lines and kits, in minor units.
    "order_amounts": """
SELECT o.number AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT order_id, total AS evidence, 0 AS found FROM order_line UNION ALL SELECT order_id, total, 0 FROM order_kit
    UNION ALL SELECT id, 0, subtotal FROM orders) m
   GROUP BY order_id HAVING sum(evidence) <> sum(found)) x JOIN orders o ON o.id = x.order_id""",
    # Every part of a kit is wanted as often as the kits that are still wanted need it, unless more of it has left already.
    "order_kits": """
SELECT o.number || '/' || l.line_no AS "where", greatest((k.ordered - k.cancelled) * l.per_kit, l.shipped) AS expected, l.ordered - l.cancelled AS found
  FROM order_line l JOIN order_kit k ON k.order_id = l.order_id AND k.kit_no = l.kit_no JOIN orders o ON o.id = l.order_id
 WHERE l.ordered - l.cancelled <> greatest((k.ordered - k.cancelled) * l.per_kit, l.shipped)
 UNION ALL
SELECT o.number || '/' || k.kit_no, NULL, k.ordered FROM order_kit k JOIN orders o ON o.id = k.order_id
 WHERE NOT EXISTS (SELECT FROM order_line l WHERE l.order_id = k.order_id AND l.kit_no = k.kit_no)""",
    "order_holds": """
SELECT o.number AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT order_id, 1 AS evidence, 0 AS found FROM hold WHERE lifted_at IS NULL
    UNION ALL SELECT id, 0, open_holds FROM orders WHERE open_holds > 0) m
   GROUP BY order_id HAVING sum(evidence) <> sum(found)) x JOIN orders o ON o.id = x.order_id""",
    "shipped_lines": """
SELECT o.number || '/' || x.line_no AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, line_no, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT order_id, line_no, quantity AS evidence, 0 AS found FROM shipment_line
    UNION ALL SELECT order_id, line_no, 0, shipped FROM order_line WHERE shipped > 0) m
   GROUP BY order_id, line_no HAVING sum(evidence) <> sum(found)) x JOIN orders o ON o.id = x.order_id""",
    "shipped_ledger": """
SELECT p.number || ' ' || s.code AS "where", x.evidence AS expected, x.found FROM (
  SELECT shipment_id, sku_id, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT subject_id AS shipment_id, sku_id, quantity AS evidence, 0 AS found FROM movement WHERE subject_kind = 'shipment' AND cause = 'shipped'
    UNION ALL SELECT l.shipment_id, b.sku_id, 0, l.quantity FROM shipment_line l JOIN balance b ON b.id = l.balance_id) m
   GROUP BY shipment_id, sku_id HAVING sum(evidence) <> sum(found)) x
  LEFT JOIN shipment p ON p.id = x.shipment_id JOIN sku s ON s.id = x.sku_id""",
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
    # Of each line of a return: received, accepted, rejected, as its units say.
    "return_lines": """
SELECT r.number || '/' || x.line_no AS "where", x.evidence::text AS expected, x.found::text AS found FROM (
  SELECT return_id, line_no, ARRAY[sum(a), sum(b), sum(c)] AS evidence, ARRAY[sum(d), sum(e), sum(f)] AS found FROM (
    SELECT return_id, line_no, quantity AS a, CASE decision WHEN 'accepted' THEN quantity ELSE 0 END AS b,
           CASE decision WHEN 'rejected' THEN quantity ELSE 0 END AS c, 0 AS d, 0 AS e, 0 AS f FROM returned_unit
    UNION ALL SELECT return_id, line_no, 0, 0, 0, received, accepted, rejected FROM return_line) m
   GROUP BY return_id, line_no) x JOIN returns r ON r.id = x.return_id WHERE x.evidence <> x.found""",
    # Requested, authorised, received, accepted, rejected.
    "return_sums": """
SELECT r.number AS "where", x.evidence::text AS expected, ARRAY[r.requested, r.authorised, r.received, r.accepted, r.rejected]::text AS found
  FROM (SELECT return_id, ARRAY[sum(requested), sum(authorised), sum(received), sum(accepted), sum(rejected)] AS evidence FROM return_line
         GROUP BY return_id) x JOIN returns r ON r.id = x.return_id
 WHERE x.evidence <> ARRAY[r.requested, r.authorised, r.received, r.accepted, r.rejected]::numeric[]""",
    # What has come back of an order's line, and what is still awaited of it.
    "order_returns": """
SELECT o.number || '/' || x.line_no AS "where", x.evidence::text AS expected, x.found::text AS found FROM (
  SELECT order_id, line_no, ARRAY[sum(a), sum(b)] AS evidence, ARRAY[sum(c), sum(d)] AS found FROM (
    SELECT l.order_id, l.line_no, l.received AS a, CASE WHEN r.declined_at IS NOT NULL OR r.cancelled_at IS NOT NULL OR r.closed_at IS NOT NULL THEN 0
           WHEN r.authorised_at IS NULL THEN l.requested ELSE l.authorised - l.received END AS b, 0 AS c, 0 AS d
      FROM return_line l JOIN returns r ON r.id = l.return_id
    UNION ALL SELECT order_id, line_no, 0, 0, returned, announced FROM order_line WHERE returned > 0 OR announced > 0) m
   GROUP BY order_id, line_no) x JOIN orders o ON o.id = x.order_id WHERE x.evidence <> x.found""",
    # What went back in all, and of it what went back without a return.
    "order_refunds": """
SELECT o.number AS "where", x.evidence AS expected, x.found FROM (
  SELECT order_id, ARRAY[sum(a), sum(b)]::text AS evidence, ARRAY[sum(c), sum(d)]::text AS found FROM (
    SELECT order_id, amount AS a, CASE WHEN return_id IS NULL THEN amount ELSE 0 END AS b, 0 AS c, 0 AS d FROM refund
    UNION ALL SELECT id, 0, 0, refunded, refunded_apart FROM orders WHERE refunded > 0) m
   GROUP BY order_id) x JOIN orders o ON o.id = x.order_id WHERE x.evidence <> x.found""",
    "return_refunds": """
SELECT r.number AS "where", x.evidence AS expected, x.found FROM (
  SELECT return_id, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT return_id, amount AS evidence, 0 AS found FROM refund WHERE return_id IS NOT NULL
    UNION ALL SELECT id, 0, refunded FROM returns WHERE refunded > 0) m
   GROUP BY return_id HAVING sum(evidence) <> sum(found)) x JOIN returns r ON r.id = x.return_id""",
    # Received and damaged pieces of a purchase order's line, as the receipts say.
    "purchase_receipts": """
SELECT p.number || '/' || x.line_no AS "where", x.evidence::text AS expected, x.found::text AS found FROM (
  SELECT purchase_id, line_no, ARRAY[sum(a), sum(b)] AS evidence, ARRAY[sum(c), sum(d)] AS found FROM (
    SELECT r.purchase_id, l.purchase_line_no AS line_no, l.good + l.damaged AS a, l.damaged AS b, 0 AS c, 0 AS d
      FROM goods_receipt_line l JOIN goods_receipt r ON r.id = l.receipt_id WHERE r.purchase_id IS NOT NULL AND l.purchase_line_no IS NOT NULL
       AND r.reversed_at IS NULL
    UNION ALL SELECT purchase_id, line_no, 0, 0, received, damaged FROM purchase_line) m
   GROUP BY purchase_id, line_no) x JOIN purchase_order p ON p.id = x.purchase_id WHERE x.evidence <> x.found""",
    # Ordered, received, and still to come.
    "purchase_lines": """
SELECT p.number AS "where", x.evidence::text AS expected, ARRAY[p.ordered, p.received, p.open_pieces]::text AS found FROM (
  SELECT purchase_id, sum(ordered) AS ordered, sum(received) AS received, sum(greatest(0, ordered - received - closed)) AS coming,
         ARRAY[sum(ordered), sum(received), sum(greatest(0, ordered - received - closed))] AS evidence FROM purchase_line GROUP BY purchase_id) x
  JOIN purchase_order p ON p.id = x.purchase_id
 WHERE (x.ordered, x.received) <> (p.ordered, p.received) OR (x.coming <> p.open_pieces AND p.closed_at IS NULL)""",
    "receipt_ledger": """
SELECT r.number || ' ' || s.code AS "where", x.evidence AS expected, x.found FROM (
  SELECT receipt_id, sku_id, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT subject_id AS receipt_id, sku_id, CASE WHEN reverses IS NULL THEN quantity ELSE -quantity END AS evidence, 0 AS found
      FROM movement WHERE subject_kind = 'receipt'
    UNION ALL SELECT l.receipt_id, l.sku_id, 0, l.good + l.damaged FROM goods_receipt_line l JOIN goods_receipt r ON r.id = l.receipt_id
     WHERE r.reversed_at IS NULL) m
   GROUP BY receipt_id, sku_id HAVING sum(evidence) <> sum(found)) x
  LEFT JOIN goods_receipt r ON r.id = x.receipt_id JOIN sku s ON s.id = x.sku_id""",
    "stocktake_ledger": """
SELECT t.number || ' ' || s.code AS "where", x.evidence AS expected, x.found FROM (
  SELECT stocktake_id, sku_id, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT m.subject_id AS stocktake_id, m.sku_id, CASE f.kind WHEN 'shelf' THEN -m.quantity ELSE m.quantity END AS evidence, 0 AS found
      FROM movement m JOIN location f ON f.id = m.from_location_id WHERE m.subject_kind = 'stocktake' AND m.cause = 'counted'
    UNION ALL SELECT stocktake_id, sku_id, 0, posted FROM stocktake_line WHERE posted IS NOT NULL) m
   GROUP BY stocktake_id, sku_id HAVING sum(evidence) <> sum(found)) x
  LEFT JOIN stocktake t ON t.id = x.stocktake_id JOIN sku s ON s.id = x.sku_id""",
    # An order split off another is the same order of theirs.
    "customer_orders": """
SELECT x.key AS "where", x.evidence AS expected, x.found FROM (
  SELECT key, sum(evidence) AS evidence, sum(found) AS found FROM (
    SELECT customer_key AS key, 1 AS evidence, 0 AS found FROM orders WHERE customer_key <> ''
    UNION ALL SELECT o.customer_key, -1, 0 FROM order_link k JOIN orders o ON o.id = k.other_id WHERE k.kind = 'split' AND o.customer_key <> ''
    UNION ALL SELECT key, 0, orders FROM customer) m GROUP BY key HAVING sum(evidence) <> sum(found)) x""",
}
