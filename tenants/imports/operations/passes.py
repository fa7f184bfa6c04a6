"""The two passes over a file, chunk by chunk. Each chunk commits its effects, its problems and the cursor together,
fenced by the attempt that runs it: killed anywhere, nothing is lost and nothing happens twice."""

import json
from collections.abc import Sequence
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.errors import DomainError, Invalid
from saas.kit.events import Event, record
from saas.kit.jobs.registry import LeaseLost
from saas.kit.operations import Outcome, operation
from tenants.imports.kinds import KINDS, Chunk, Record
from tenants.imports.models import Import

_BEGIN = "UPDATE import SET runner = %s, started_at = coalesce(started_at, %s) WHERE id = %s AND state = %s"
_ADVANCE = """UPDATE import SET next_record = next_record + %s, rows_read = %s, done = done + %s, again = again + %s,
 refused = refused + %s, summary = %s::jsonb WHERE id = %s AND runner = %s AND state = %s RETURNING cancel_asked"""
_PROBLEMS = """INSERT INTO import_problem (import_id, record_no, place, row_no, reference, "column", code, data, value)
SELECT %s, n.r, n.p, n.row, n.ref, n.col, n.code, n.data, n.value
  FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::jsonb[], %s::text[])
       AS n(r, p, row, ref, col, code, data, value) ON CONFLICT DO NOTHING"""
_FINISH = "UPDATE import SET state = %s, finished_at = %s, records_total = next_record WHERE id = %s AND runner = %s RETURNING kind, done, again, refused"


@operation("imports:run")
def begin(import_id: int, runner: str, state: str) -> Import:
    """Take the file over for this attempt; LeaseLost when it is no longer to be worked on in this state."""
    if db.run(_BEGIN, (runner, clock.now(), import_id, state)) != 1:
        raise LeaseLost(runner)
    found = db.session().get(Import, import_id)
    assert found is not None
    return found


@operation("imports:run")
def check_chunk(the: Import, chunk: Chunk) -> bool:
    """Say what the verb would do to these records, writing only what is wrong; True when someone asked to stop."""
    return _pass(the, chunk, "checking", KINDS[the.kind].check)


@operation("imports:run")
def apply_chunk(the: Import, chunk: Chunk) -> bool:
    """Put these records through the verb; True when someone asked to stop."""
    return _pass(the, chunk, "applying", KINDS[the.kind].apply)


def _pass(the: Import, chunk: Chunk, state: str, verb: Any) -> bool:
    outcomes = verb(chunk.inputs, chunk.options) if chunk.inputs else []
    every = _merged(chunk.records, outcomes)
    _write_problems(the, chunk.records, every)
    _sum_up(the.summary, the.kind, every)
    counts = [sum(o.status == status for o in every) for status in ("done", "again", "refused")]
    asked = db.rows(_ADVANCE, (len(chunk.records), chunk.rows_read, *counts, json.dumps(the.summary), the.id, the.runner, state))
    if not asked:
        raise LeaseLost(the.runner)
    return bool(asked[0].cancel_asked)


class Unreadable(DomainError):
    """Stands for the reader's own errors of a record, which are written one by one."""

    status, code = 422, "unreadable_record"


def _merged(records: Sequence[Record], outcomes: Sequence[Outcome[Any]]) -> list[Outcome[Any]]:
    """An outcome for every record: the verb's, or refused for those the reader couldn't make sense of."""
    answers = iter(outcomes)
    return [Outcome.refused(Unreadable()) if r.get("errors") else next(answers) for r in records]


def _write_problems(the: Import, records: Sequence[Record], outcomes: Sequence[Outcome[Any]]) -> None:
    rows = [problem for n, (r, o) in enumerate(zip(records, outcomes, strict=True), the.next_record) if o.error
            for problem in _problems(n, r, o.error)]
    the.next_record += len(records)
    if rows:
        db.run(_PROBLEMS, [the.id, arrays.ints(r[0] for r in rows), arrays.ints(r[1] for r in rows), arrays.ints(r[2] for r in rows),
                           arrays.texts(r[3] for r in rows), arrays.texts(r[4] for r in rows), arrays.texts(r[5] for r in rows),
                           arrays.jsons(r[6] for r in rows), arrays.texts(r[7] for r in rows)])


def _problems(record_no: int, of: Record, error: DomainError) -> list[tuple[Any, ...]]:
    """(record, place, row, reference, column, code, data, value) for everything wrong with one record."""
    reference = str(of.get("reference") or of.get("sku") or "")[:200]
    if isinstance(error, Unreadable):
        return [(record_no, place, row, reference, column, code, dict(data), None)
                for place, (row, column, code, data) in enumerate(of["errors"])]
    wrong = [(e.pointer, e.code, e.data) for e in error.errors] if isinstance(error, Invalid) else [(error.pointer, error.code, error.data)]
    return [(record_no, place, _row(of, pointer), reference, pointer, code, data, _value(of, pointer))
            for place, (pointer, code, data) in enumerate(wrong)]


def _row(of: Record, pointer: str) -> int:
    """The row a pointer is about: /lines/1/sku is the second row of the record."""
    parts, rows = pointer.split("/"), of["rows"]
    if len(parts) > 2 and parts[1] == "lines" and parts[2].isdecimal():
        return int(rows[min(int(parts[2]), len(rows) - 1)])
    return int(rows[0])


def _value(of: Record, pointer: str) -> str | None:
    """What stands at a JSON pointer of the record, for the person who must find it."""
    value: Any = of
    for part in filter(None, pointer.split("/")):
        if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            return None
    return str(value)[:200] if isinstance(value, (str, int)) else None


def _sum_up(summary: dict[str, Any], kind: str, outcomes: Sequence[Outcome[Any]]) -> None:
    """What the file amounts to, for the result page: pieces, held pieces, orders that wait for stock, and for a person by reason."""
    if kind != "orders":
        return
    for outcome in outcomes:
        if outcome.status == "done" and outcome.value is not None:
            pieces, held = outcome.value.pieces, outcome.value.held
            summary["pieces"] = summary.get("pieces", 0) + pieces
            summary["held"] = summary.get("held", 0) + held
            summary["waiting"] = summary.get("waiting", 0) + (held < pieces)
            for reason in outcome.value.holds:
                summary.setdefault("holds", {})[reason] = summary.get("holds", {}).get(reason, 0) + 1


@operation("imports:run")
def finish(the: Import, state: str) -> None:
    """The pass is over, or was stopped."""
    row = db.rows(_FINISH, (state, clock.now(), the.id, the.runner))
    if not row:
        raise LeaseLost(the.runner)
    record(Event(f"import.{state}", ("import", the.id), row[0]._asdict()))


@operation("imports:run")
def fail(import_id: int, code: str, data: dict[str, Any]) -> None:
    """The file can't be worked on at all; what was committed stays."""
    db.run("UPDATE import SET state = 'failed', failure = %s::jsonb, finished_at = %s WHERE id = %s AND state IN ('checking', 'applying', 'undoing')",
           (json.dumps({"code": code, "data": data}), clock.now(), import_id))
    record(Event("import.failed", ("import", import_id), {"code": code}))
