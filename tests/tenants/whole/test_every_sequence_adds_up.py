"""Whatever a company does, in whatever sequence, ledger, balances, held stock, lines, money and documents agree after every step."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
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
WALKS, DAYS, STEPS = 2, 116, 50


@contextmanager
def _asked(world: World, who: Member) -> Iterator[Callable[[], list[Any]]]:
    """All questions of the proof in one statement that is planned once: planning them costs more than answering."""
    asked = " UNION ALL ".join(f"""SELECT '{name}', x."where"::text, x.expected::text, x.found::text FROM ({text}) x""" for name, text in QUESTIONS.items())
    with closing(psycopg2.connect(world.url)) as conn:
        conn.autocommit = True
        for statement in (f"SET search_path = {who.tenant.schema}", "SET plan_cache_mode = force_generic_plan", f"PREPARE proof AS {asked}"):
            execute(conn, statement)
        yield lambda: execute(conn, "EXECUTE proof")


def _walk(world: World, ann: Member, number: int, days: int, steps: int) -> Counter[str]:
    """So many days of so many steps; what was done and what was refused."""
    with _asked(world, ann) as ask:
        days_of = seed(number)(type("DaysOfAcme", (Days,), {"world": world, "ann": ann, "ask": staticmethod(ask), "done": Counter()}))
        run_state_machine_as_test(days_of, settings=settings(max_examples=days, stateful_step_count=steps, deadline=None, database=None,
                                                             suppress_health_check=CALM))
    return days_of.done  # type: ignore[attr-defined,no-any-return]


def test_a_short_walk(world: World, ann: Member) -> None:
    _walk(world, ann, 0, 6, 30)


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("number", range(1, WALKS + 1))
def test_ten_thousand_steps(world: World, ann: Member, number: int) -> None:
    """Two walks side by side, each a half. By chance a verb or two may go without effect, not more of them."""
    done = _walk(world, ann, number, DAYS, STEPS)
    verbs = {key.split()[0] for key in done if key != "steps"}
    assert done["steps"] >= 10_000 / WALKS
    assert len(verbs) > 50 and len([verb for verb in verbs if not done[f"{verb} done"]]) < 4, done
