"""The proof: ledger = balances = allocations = order lines. It reports every difference and repairs nothing."""

import json
from dataclasses import dataclass
from typing import Any

from saas.kit import db
from saas.kit.operations import operation
from tenants.inventory.questions import QUESTIONS

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
