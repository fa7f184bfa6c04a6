"""What happened: a history row for the tenant, an errand for the house, both in the change's own transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from saas.kit import arrays, clock, db
from saas.kit.context import current


@dataclass(frozen=True, slots=True)
class Event:
    """`name` is room.what_happened; `subject` names the object whose story it belongs to: ('order', 17)."""

    name: str
    subject: tuple[str, int]
    data: dict[str, Any] = field(default_factory=dict)


HISTORY = """
INSERT INTO event (name, subject_kind, subject_id, data, actor, door, origin, at)
SELECT n, k, i, d, %s::jsonb, %s, %s::jsonb, %s
  FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::jsonb[]) AS e(n, k, i, d)"""
ERRANDS = """
INSERT INTO saas.outbox (name, subject_kind, subject_id, data, at)
SELECT n, k, i, d, %s FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::jsonb[]) AS e(n, k, i, d)"""
_BOTH = db.stacked(HISTORY, ERRANDS)


def record(*events: Event) -> None:
    """Write history and outbox rows for what just happened, in one round trip however many."""
    if events:
        db.run(_BOTH, parameters(events))


def parameters(events: Sequence[Event]) -> list[Any]:
    """The values for HISTORY and ERRANDS stacked in this order; for verbs that stack them with statements of theirs."""
    context, at = current(), clock.now()
    columns = [arrays.texts(e.name for e in events), arrays.texts(e.subject[0] for e in events),
               arrays.ints(e.subject[1] for e in events), arrays.jsons(e.data for e in events)]
    return [json.dumps(context.actor.as_data(), ensure_ascii=False), context.door,
            json.dumps(context.origin, ensure_ascii=False), at, *columns, at, *columns]


@dataclass(frozen=True, slots=True)
class Told:
    """One row of an object's story, as read back for a timeline."""

    id: int
    name: str
    data: dict[str, Any]
    actor: dict[str, Any]
    door: str
    origin: dict[str, Any]
    at: Any


def story(kind: str, subject_id: int, limit: int = 200) -> list[Told]:
    """The newest events of one object, newest first."""
    return [Told(*row) for row in db.rows(
        "SELECT id, name, data, actor, door, origin, at FROM event WHERE subject_kind = %s AND subject_id = %s "
        "ORDER BY id DESC LIMIT %s", (kind, subject_id, limit))]
