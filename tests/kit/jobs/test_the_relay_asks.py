"""The relay asks for what the schedule and the errands want: each once, by the same few statements however many there are."""

import threading
from datetime import timedelta

from sqlalchemy import event

from saas.kit import clock, db
from saas.kit.jobs.relay import Relay
from saas.kit.owner import execute, owner
from saas.schedule import SCHEDULE
from saas.working import relay_of
from tests.cast import Member, stocked
from tests.conftest import World


def _jobs(world: World) -> list[tuple[str, str]]:
    with owner(world.url) as conn:
        return execute(conn, "SELECT kind, owner FROM saas.job ORDER BY 1, 2")


def _statements(relay: Relay) -> int:
    """How many a round sends."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(relay.house, "before_cursor_execute", note)
    try:
        relay.round()
    finally:
        event.remove(relay.house, "before_cursor_execute", note)
    return len(seen)


def test_each_task_is_started_once_a_period_and_what_was_missed_is_made_up(world: World) -> None:
    relay, now = relay_of(world.app, threading.Event()), clock.now()
    with clock.freeze(now):
        for _round in range(2):
            relay.round()
    assert _jobs(world) == [(task.kind, "quayside_house") for task in sorted(SCHEDULE, key=lambda task: task.kind)]
    with clock.freeze(now + timedelta(minutes=10)):
        relay.round()
    assert [kind for kind, _owner in _jobs(world)].count("house.lift_holds") == 3


def test_many_errands_cost_as_many_statements_as_one(world: World, ann: Member) -> None:
    relay = relay_of(world.app, threading.Event())
    with clock.freeze(clock.now()):
        relay.round()
        stocked(ann, MUG=1)
        one = _statements(relay)
        stocked(ann, **{f"S{n}": 1 for n in range(40)})
        assert _statements(relay) == one
        relay.round()
    served = [who for kind, who in _jobs(world) if kind == "orders.serve_backorders"]
    assert served == [ann.tenant.schema] * 41
    others = {"orders.serve_backorders", "orders.recognise_skus"}
    assert len([kind for kind, _who in _jobs(world) if kind not in others]) == len(SCHEDULE)
