"""Reversing receipts: their goods leave the shelves again, whole or not at all, and their orders wait for them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import arrays, clock, db, events
from saas.kit.errors import DomainError, Stale
from saas.kit.events import Event
from saas.kit.operations import Outcome, operation
from tenants.inventory.operations import take_back_documents
from tenants.purchasing.errors import ReceiptUsed, UnknownReceipt
from tenants.purchasing.inputs import ReceiptAct
from tenants.purchasing.locking import lock_notices, lock_orders

_ABOUT = """
SELECT p.number AS purchase, n.number AS notice FROM goods_receipt r LEFT JOIN purchase_order p ON p.id = r.purchase_id
  LEFT JOIN notice n ON n.id = r.notice_id WHERE r.number = ANY (%s::bigint[])"""
_RECEIPTS = """
SELECT r.*, p.number AS purchase, n.number AS notice,
       (SELECT sum(l.good + l.damaged) FROM goods_receipt_line l WHERE l.receipt_id = r.id)::bigint AS pieces
  FROM goods_receipt r LEFT JOIN purchase_order p ON p.id = r.purchase_id LEFT JOIN notice n ON n.id = r.notice_id
 WHERE r.number = ANY (%s::bigint[]) ORDER BY r.id FOR NO KEY UPDATE OF r"""
# What was closed stays closed: goods that go back then won't come any more. A notice is on its way again, unless its order is over.
_WRITE = db.stacked(
    """UPDATE purchase_line l SET received = l.received - n.pieces, damaged = l.damaged - n.damaged,
  closed = CASE WHEN p.closed_at IS NULL THEN l.closed ELSE greatest(0, l.ordered - l.received + n.pieces) END
  FROM (SELECT r.purchase_id, x.purchase_line_no, sum(x.good + x.damaged) AS pieces, sum(x.damaged) AS damaged
          FROM goods_receipt_line x JOIN goods_receipt r ON r.id = x.receipt_id
         WHERE r.id = ANY (%s::bigint[]) AND r.purchase_id IS NOT NULL AND x.purchase_line_no IS NOT NULL GROUP BY 1, 2) n
  JOIN purchase_order p ON p.id = n.purchase_id WHERE (l.purchase_id, l.line_no) = (n.purchase_id, n.purchase_line_no)""",
    """UPDATE purchase_order p SET version = p.version + 1, received = n.received, open_pieces = CASE WHEN p.closed_at IS NULL THEN n.coming ELSE 0 END
  FROM (SELECT purchase_id, sum(received) AS received, sum(greatest(0, ordered - received - closed)) AS coming FROM purchase_line
         WHERE purchase_id = ANY (%s::bigint[]) GROUP BY 1) n WHERE p.id = n.purchase_id""",
    """UPDATE notice n SET arrived_at = NULL, version = n.version + 1, cancelled_at = (SELECT p.closed_at FROM purchase_order p WHERE p.id = n.purchase_id)
 WHERE n.id = ANY (%s::bigint[])""",
    "UPDATE goods_receipt SET reversed_at = %s, version = version + 1 WHERE id = ANY (%s::bigint[])",
    events.HISTORY, events.ERRANDS)


@dataclass(frozen=True, slots=True)
class ReversedReceipt:
    """A receipt that was reversed, and how many pieces left the shelves again."""

    number: int
    pieces: int


@operation("purchasing:receive")
def reverse_receipts(batch: Sequence[ReceiptAct | DomainError]) -> list[Outcome[ReversedReceipt]]:
    """Reverse receipts: every piece goes back to where it came from, at the cost it came with. Goods that left the shelf
    since, or are held for orders, can't be taken back: then nothing of the receipt is."""
    acts = {act.number: act for act in batch if isinstance(act, ReceiptAct)}
    receipts = _locked(list(acts))
    wanted = {row.id: acts[number].reason for number, row in receipts.items() if _wrong(acts[number], row) is None and row.reversed_at is None}
    stuck = take_back_documents("receipt", wanted) if wanted else {}
    done = {row.id: row for row in receipts.values() if row.id in wanted and row.id not in stuck}
    if done:
        db.run(_WRITE, [_ids(done.values(), "id"), _ids(done.values(), "purchase_id"), _ids(done.values(), "notice_id"), clock.now(), _ids(done.values(), "id"),
                        *events.parameters(_facts(done, wanted))])
    seen: set[int] = set()
    return [_outcome(act, receipts, stuck, done, seen) for act in batch]


def _locked(numbers: Sequence[int]) -> dict[int, Any]:
    """The receipts by number, locked after the orders and notices they belong to."""
    about = db.rows(_ABOUT, [arrays.ints(numbers)])
    lock_orders(row.purchase for row in about if row.purchase)
    lock_notices(row.notice for row in about if row.notice)
    return {row.number: row for row in db.rows(_RECEIPTS, [arrays.ints(sorted(numbers))])}


def _wrong(act: ReceiptAct, row: Any) -> DomainError | None:
    return Stale() if row.reversed_at is None and act.version not in (None, row.version) else None


def _outcome(act: ReceiptAct | DomainError, receipts: dict[int, Any], stuck: dict[int, DomainError], done: dict[int, Any],
             seen: set[int]) -> Outcome[ReversedReceipt]:
    if isinstance(act, DomainError):
        return Outcome.refused(act)
    row = receipts.get(act.number)
    if row is None:
        return Outcome.refused(UnknownReceipt("/number", number=act.number))
    if row.id in stuck:
        return Outcome.refused(ReceiptUsed("/number", number=row.number, **{name: stuck[row.id].data[name] for name in ("sku", "free")}))
    if row.reversed_at is None and (wrong := _wrong(act, row)):
        return Outcome.refused(wrong)
    if row.reversed_at is None and row.id not in done:
        return Outcome.refused(Stale())  # its twin in the batch had seen another version: nothing was reversed
    told = ReversedReceipt(row.number, row.pieces)
    if row.id not in done or row.id in seen:
        return Outcome.again(told)
    seen.add(row.id)
    return Outcome.done(told)


def _ids(rows: Any, column: str) -> str:
    return arrays.ints(sorted({value for row in rows if (value := getattr(row, column)) is not None}))


def _facts(done: dict[int, Any], reasons: dict[int, str]) -> list[Event]:
    """In the stories of the receipt, its order and its notice."""
    facts = []
    for row in done.values():
        told = {"receipt": row.number, "pieces": row.pieces, "reason": reasons[row.id], "purchase": row.purchase, "notice": row.notice}
        facts.append(Event("receipt.reversed", ("receipt", row.id), told))
        facts += [Event(f"{kind}.receipt_reversed", (kind, subject), told) for kind, subject in
                  (("purchase", row.purchase_id), ("notice", row.notice_id)) if subject]
    return facts
