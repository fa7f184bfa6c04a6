"""An act on everything that a list finds: looked at first, by doing it and taking it back, then asked for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.context import actor
from saas.kit.events import Event, record
from saas.kit.inputs import read
from saas.kit.jobs import later
from saas.kit.keys import once_more
from saas.kit.operations import Outcome, operation
from tenants.lists.acts import known_act, said
from tenants.lists.errors import ListChanged, NothingFound, RunOver, TooManyFound, UnknownRun
from tenants.lists.inputs import NewRun, WholeList
from tenants.lists.known import Listed, filter_of

MOST = 100_000
LOOKED_AT, CHUNK, SAMPLE = 500, 100, 5
_RUN = """INSERT INTO bulk_run (list, act, query, parameters, total, created_by, key, fingerprint) VALUES (%s, %s, %s::jsonb, %s::jsonb, %s, %s::jsonb, %s, %s)
ON CONFLICT (key) DO NOTHING RETURNING id"""
_BY_KEY = "SELECT fingerprint, id FROM bulk_run WHERE key = %s"
_ITEMS = "INSERT INTO bulk_item (run_id, place, subject) SELECT %s, n.place, n.subject FROM unnest(%s::text[]) WITH ORDINALITY AS n(subject, place)"
_CANCEL = "UPDATE bulk_run SET state = 'cancelled', finished_at = %s WHERE id = %s AND state = 'running'"


@dataclass(slots=True)
class Reason:
    """Why some can't: the sentence of the first of them, how many there are, and a few of them."""

    text: str
    count: int = 0
    sample: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Preview:
    """What an act would do. Of `total` things found the first `checked` were looked at: `can` would be done, `again` are as
    wished already, the others are refused for `reasons` by code."""

    total: int
    checked: int = 0
    can: int = 0
    again: int = 0
    sample: list[str] = field(default_factory=list)
    reasons: dict[str, Reason] = field(default_factory=dict)

    @property
    def cannot(self) -> int:
        return sum(reason.count for reason in self.reasons.values())


@operation("lists:run")
def preview_run(new: WholeList) -> Preview:
    """What the act would do, by its own verb and taken back part by part, so that nothing stays locked for long."""
    listed, act = known_act(new.list, new.act)
    given, subjects = said(act, new.parameters), _found(listed, new)
    seen = Preview(len(subjects))
    for start in range(0, min(len(subjects), LOOKED_AT), CHUNK):
        part = subjects[start:start + CHUNK]
        with db.undone():
            _note(seen, part, act.perform(part, given, f"preview {start}"))
    return seen


def _note(seen: Preview, part: Sequence[str], outcomes: Sequence[Outcome[Any]]) -> None:
    for subject, outcome in zip(part, outcomes, strict=True):
        seen.checked += 1
        seen.again += outcome.status == "again"
        if outcome.error is not None:
            reason = seen.reasons.setdefault(outcome.error.code, Reason(str(outcome.error)))
            reason.count += 1
            reason.sample = [*reason.sample, subject][:SAMPLE]
        elif outcome.status == "done":
            seen.can += 1
            seen.sample = [*seen.sample, subject][:SAMPLE]


@operation("lists:run")
def start_run(new: NewRun) -> Outcome[int]:
    """Write down everything the list finds now and ask for the work; its id. `again` for a key that was used before.
    NothingFound, TooManyFound, ListChanged when it isn't as many as expected."""
    listed, act = known_act(new.list, new.act)
    said(act, new.parameters)
    if new.key and (before := db.rows(_BY_KEY, (new.key,))):
        return once_more(new, *before[0])
    subjects = _found(listed, new)
    if new.expected not in (None, len(subjects)):
        raise ListChanged(now=len(subjects), then=new.expected)
    made = db.rows(_RUN, (new.list, new.act, json.dumps(filter_of(listed, new.query)), json.dumps(new.parameters), len(subjects),
                          json.dumps(actor().as_data(), ensure_ascii=False), new.key or None, new.fingerprint))
    if not made:
        return once_more(new, *db.rows(_BY_KEY, (new.key,))[0])
    run_id = made[0].id
    db.run(_ITEMS, (run_id, arrays.texts(subjects)))
    later("lists.run", {"run_id": run_id})
    record(Event("bulk_run.started", ("bulk_run", run_id), {"list": new.list, "act": new.act, "total": len(subjects)}))
    return Outcome.done(run_id)


@operation("lists:run")
def cancel_run(run_id: int) -> None:
    """Stop after the part it is working on; what was done stays. UnknownRun, RunOver."""
    if db.run(_CANCEL, (clock.now(), run_id)):
        record(Event("bulk_run.cancelled", ("bulk_run", run_id)))
    else:
        raise RunOver() if db.rows("SELECT id FROM bulk_run WHERE id = %s", (run_id,)) else UnknownRun()


def _found(listed: Listed, new: WholeList) -> Sequence[str]:
    assert listed.subjects is not None
    subjects = listed.subjects(read(listed.find, filter_of(listed, new.query)), MOST + 1)
    if not subjects:
        raise NothingFound()
    if len(subjects) > MOST:
        raise TooManyFound(most=MOST)
    return subjects
