"""Whatever a company does, in whatever sequence, ledger, balances, held stock, lines, money and documents agree after every step."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from typing import Any

import psycopg2
import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from saas.kit.owner import execute
from tenants.inventory.questions import QUESTIONS
from tests.cast import Member
from tests.conftest import World
from tests.tenants.whole.days import Days

CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
WALKS, DAYS, LONGEST = 2, 5, 50  # a day's steps end by chance


@contextmanager
def _asked(world: World, who: Member) -> Iterator[Callable[[], list[Any]]]:
    """All questions of the proof in one statement that is planned once: planning them costs more than answering."""
    asked = " UNION ALL ".join(f"""SELECT '{name}', x."where"::text, x.expected::text, x.found::text FROM ({text}) x""" for name, text in QUESTIONS.items())
    with closing(psycopg2.connect(world.url)) as conn:
        conn.autocommit = True
        for statement in (f"SET search_path = {who.tenant.schema}", "SET plan_cache_mode = force_generic_plan", f"PREPARE proof AS {asked}"):
            execute(conn, statement)
        yield lambda: execute(conn, "EXECUTE proof")


def _walk(world: World, ann: Member, number: int, steps: int) -> Counter[str]:
    """At least so many steps, some days at a time; what was done and what was refused."""
    calm = settings(max_examples=DAYS, stateful_step_count=LONGEST, deadline=None, database=None, suppress_health_check=CALM)
    done: Counter[str] = Counter()
    with _asked(world, ann) as ask:
        for turn in count(100 * number):
            if done["steps"] >= steps:
                return done
            days_of = type("DaysOfAcme", (Days,), {"world": world, "ann": ann, "ask": staticmethod(ask), "done": done})
            run_state_machine_as_test(seed(turn)(days_of), settings=calm)
    raise AssertionError("unreachable")


def test_a_short_walk(world: World, ann: Member) -> None:
    _walk(world, ann, 0, 100)


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("number", range(1, WALKS + 1))
def test_ten_thousand_steps(world: World, ann: Member, number: int) -> None:
    """Two walks side by side, each a half. By chance a verb or two may go without effect, not more of them."""
    done = _walk(world, ann, number, 10_000 // WALKS)
    verbs = {key.split()[0] for key in done if key != "steps"}
    assert len(verbs) > 50 and len([verb for verb in verbs if not done[f"{verb} done"]]) < 4, done
