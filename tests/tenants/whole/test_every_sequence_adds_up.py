"""Whatever a company does, in whatever sequence, ledger, balances, held stock, lines, money and documents agree after every step."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cast import Member
from tests.conftest import World
from tests.tenants.whole.days import Days

CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


def _walk(world: World, ann: Member, days: int, steps: int) -> Counter[str]:
    """So many days of so many steps; what was done and what was refused."""
    days_of = type("DaysOfAcme", (Days,), {"world": world, "ann": ann, "done": Counter()})
    run_state_machine_as_test(days_of, settings=settings(max_examples=days, stateful_step_count=steps, deadline=None, derandomize=True,
                                                         suppress_health_check=CALM))
    return days_of.done  # type: ignore[attr-defined,no-any-return]


def test_a_short_walk(world: World, ann: Member) -> None:
    _walk(world, ann, 6, 30)


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_ten_thousand_steps(world: World, ann: Member) -> None:
    done = _walk(world, ann, 125, 80)
    verbs = {key.rpartition(" ")[0] for key in done}
    assert {verb for verb in verbs if done[f"{verb} done"] < 5} == set(), done
