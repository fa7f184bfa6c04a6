"""What every part of the machine stands on: how an act is done, what is known of it, and the proof after each step."""

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from saas.kit import db
from saas.kit.errors import DomainError
from saas.kit.operations import Outcome
from tenants.inventory.operations import prove_stock
from tests.cast import Member
from tests.conftest import World

PLAIN, LOTS, SERIAL, KIT, LATER = ("MUG", "CUP"), "TEA", "CAM", "SET", "NEW"
STOCKED = (*PLAIN, LOTS, SERIAL)
skus, sold = st.sampled_from(STOCKED), st.sampled_from((*STOCKED, "MUG", "CUP", KIT, KIT, LATER))
few, some, chosen, line = st.integers(1, 3), st.integers(0, 9), st.integers(0, 10_000), st.integers(1, 3)
houses, shelves, good_or_not = st.sampled_from(["MAIN", "MAIN", "EAST"]), st.sampled_from(["", "", "B1"]), st.sampled_from(["good", "good", "good", "damaged"])
prices = st.sampled_from(["0.00", "3.33", "9.99", "12.50"])


class Machine(RuleBasedStateMachine):
    """Ann works; every rule is one unit of work that commits, and after each the proof is asked. `done` counts what had
    an effect and what was refused, by verb: a machine whose every wish is refused would prove nothing."""

    world: ClassVar[World]
    ann: ClassVar[Member]
    ask: ClassVar[Callable[[], list[Any]]]
    done: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.turns = count(1)

    @invariant()
    def everything_adds_up(self) -> None:
        self.done["steps"] += 1
        assert type(self).ask() == []

    def teardown(self) -> None:
        with self.ann.at_work():
            assert prove_stock() == []

    def _do(self, verb: Callable[..., Any], *wishes: Callable[[], Any]) -> None:
        """One act as a door does it: whole or not at all; a refusal raised by the verb undoes its unit. Wishes are read
        within the act's own unit, so that they may name what there is."""
        try:
            with self.ann.at_work():
                answer = verb(*(wish() for wish in wishes))
        except DomainError as error:
            answer = [Outcome.refused(error)]
        for outcome in answer if isinstance(answer, list) else [answer]:
            error = outcome.error if isinstance(outcome, Outcome) else None
            told = error.code if error else outcome.status if isinstance(outcome, Outcome) else "done"
            self.done[f"{verb.__name__} {told}"] += 1

    def _any(self, table: str, n: int, fit: str = "true", column: str = "number") -> int:
        """One of the rows there are, or a number nobody has; mostly one that is fit for what is wished."""
        found = [row[0] for row in db.rows(f"SELECT {column} FROM {table} WHERE {fit if n % 4 else 'true'} ORDER BY id")]
        return found[n % len(found)] if found else 1

    def _lot(self, sku: str, n: int) -> dict[str, Any]:
        """Which pieces of a SKU are meant, where they are told apart; lots L0 have long expired."""
        if sku == LOTS:
            return {"lot": f"L{n % 3}"}
        return {"lot": f"N{n % 7}"} if sku == SERIAL else {}
