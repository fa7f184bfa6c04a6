"""The work on everything a list found, chunk by chunk. Each commits its effects, what came of each thing and how far it is
together, fenced by the attempt that runs it: killed anywhere, nothing is lost and nothing happens twice."""

from collections.abc import Sequence
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.errors import DomainError, Invalid
from saas.kit.events import Event, record
from saas.kit.jobs.registry import LeaseLost
from saas.kit.operations import Outcome, operation
from tenants.lists.acts import known_act, said

CHUNK = 200
_BEGIN = "UPDATE bulk_run SET runner = %s WHERE id = %s AND state = 'running'"
_STANDS = """SELECT list, act, parameters, done + again + refused AS through FROM bulk_run WHERE id = %s AND runner = %s AND state = 'running'"""
_NEXT = "SELECT place, subject FROM bulk_item WHERE run_id = %s AND place > %s ORDER BY place LIMIT %s"
_NOTE = """UPDATE bulk_item i SET status = n.status, code = n.code, data = n.data
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::jsonb[]) AS n(place, status, code, data) WHERE i.run_id = %s AND i.place = n.place"""
_ADVANCE = """UPDATE bulk_run SET done = done + %s, again = again + %s, refused = refused + %s
 WHERE id = %s AND runner = %s AND state = 'running'"""
_FINISH = """UPDATE bulk_run SET state = 'done', finished_at = %s WHERE id = %s AND runner = %s AND state = 'running'
RETURNING done, again, refused"""


@operation("lists:run")
def begin_run(run_id: int, runner: str) -> None:
    """Take the work over for this attempt; LeaseLost when it is over or was cancelled."""
    if db.run(_BEGIN, (runner, run_id)) != 1:
        raise LeaseLost(runner)


@operation("lists:run")
def run_chunk(run_id: int, runner: str) -> bool:
    """Do the next part; False when nothing is left. LeaseLost when someone else works on it or it was cancelled."""
    stands = db.rows(_STANDS, (run_id, runner))
    if not stands:
        raise LeaseLost(runner)
    (at,) = stands
    part = db.rows(_NEXT, (run_id, at.through, CHUNK))
    if not part:
        return False
    _listed, act = known_act(at.list, at.act)
    outcomes = act.perform([item.subject for item in part], said(act, at.parameters), f"bulk {run_id}")
    _note(run_id, [item.place for item in part], outcomes)
    counts = [sum(o.status == status for o in outcomes) for status in ("done", "again", "refused")]
    if db.run(_ADVANCE, (*counts, run_id, runner)) != 1:
        raise LeaseLost(runner)
    return len(part) == CHUNK


def _note(run_id: int, places: Sequence[int], outcomes: Sequence[Outcome[Any]]) -> None:
    errors = [_wrong(o.error) if o.error else ("", {}) for o in outcomes]
    db.run(_NOTE, [arrays.ints(places), arrays.texts(o.status for o in outcomes), arrays.texts(code for code, _data in errors),
                   arrays.jsons(data for _code, data in errors), run_id])


def _wrong(error: DomainError) -> tuple[str, dict[str, Any]]:
    """Code and data of what is wrong; of several things the first."""
    if isinstance(error, Invalid) and error.errors:
        return error.errors[0].code, error.errors[0].data
    return error.code, error.data


@operation("lists:run")
def finish_run(run_id: int, runner: str) -> None:
    """All of it was gone through."""
    row = db.rows(_FINISH, (clock.now(), run_id, runner))
    if not row:
        raise LeaseLost(runner)
    record(Event("bulk_run.done", ("bulk_run", run_id), row[0]._asdict()))


@operation("lists:run")
def fail_run(run_id: int) -> None:
    """It can't go on; what was done stays. Work that is over already stays as it ended."""
    if db.run("UPDATE bulk_run SET state = 'failed', finished_at = %s WHERE id = %s AND state = 'running'", (clock.now(), run_id)):
        record(Event("bulk_run.failed", ("bulk_run", run_id)))
