"""The proof: ledger = balances = allocations = order lines. It counts every difference and repairs nothing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from saas.kit import db
from saas.kit.operations import operation, query
from tenants.inventory.questions import QUESTIONS

SHOWN = 50  # differences of each question
_EVERY = " UNION ALL ".join(
    f"""SELECT '{name}' AS question, q."where"::text, q.expected::text, q.found::text FROM ({question}) q""" for name, question in QUESTIONS.items())
# One statement, so one snapshot: what others commit meanwhile can't look like a difference.
_PROVE = f"""SELECT question, "where", expected, found, n FROM (
  SELECT d.*, count(*) OVER (PARTITION BY question) AS n, row_number() OVER (PARTITION BY question ORDER BY "where") AS place
    FROM ({_EVERY}) d) counted WHERE place <= {SHOWN} ORDER BY question, place"""
_COUNTS = """SELECT (SELECT count(*) FROM movement) AS movements, (SELECT count(*) FROM balance) AS balances,
 (SELECT count(*) FROM allocation) AS allocations, (SELECT count(*) FROM order_line) AS lines"""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures that should agree and don't: which question, where, what the evidence says, what stands there; and how
    many the question found in all."""

    question: str
    where: str | None
    expected: str | None
    found: str | None
    of: int = 1


@operation("inventory:prove")
def prove_stock() -> list[Difference]:
    """Compare ledger, balances, allocations and lines; keep the result for the stock page; [] when all agree. However many
    figures disagree, they are all counted, and the first SHOWN of each question come back."""
    found = [Difference(*row) for row in db.rows(_PROVE)]
    counts: dict[str, Any] = db.rows(_COUNTS)[0]._asdict() | {"found": _by_question(found)}
    differences = [{"question": d.question, "where": d.where, "expected": d.expected, "found": d.found} for d in found]
    db.run("INSERT INTO proof (differences, counts) VALUES (%s::jsonb, %s::jsonb)", (json.dumps(differences), json.dumps(counts)))
    return found


@query("inventory:prove")
def every_difference() -> Iterator[Difference]:
    """Every difference as it is found, however many there are; read them inside the unit of work."""
    return (Difference(*row) for row in db.stream(_EVERY))


def how_many(differences: Sequence[Difference]) -> int:
    """How many differences a proof found in all, told or not."""
    return sum(_by_question(differences).values())


def _by_question(differences: Sequence[Difference]) -> dict[str, int]:
    return {d.question: d.of for d in differences}
