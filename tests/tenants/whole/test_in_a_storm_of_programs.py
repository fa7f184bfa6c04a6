"""The same storm through the API of a real server: programs get answers, never an error of the server's own."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from saas.kit import db
from tenants.inventory.operations import prove_stock
from tests.cast import PLACE, Member, stocked, token_for
from tests.conftest import World
from tests.serving import Line, serving
from tests.tenants.whole.storming import KITS, LOTS, SKUS, opened_shop

Sent = tuple[str, str, dict[str, Any]]
PROGRAMS, REQUESTS = 16, 70
# What must have had its effect at least once, or the storm was none.
MEANT = {"POST /orders", "POST /orders/bulk", "PATCH /orders", "POST /orders/cancel", "POST /orders/shipments", "POST /orders/split",
         "POST /stock/receipts", "POST /stock/adjustments/bulk", "POST /transfers", "POST /transfers/send", "POST /returns"}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_of_fifty_programs_that_want_one_of_ten_exactly_ten_get_it(world: World, ann: Member) -> None:
    stocked(ann, MUG=10)
    token = token_for(ann)
    with serving(world) as server, ThreadPoolExecutor(50) as crowd:
        answers = list(crowd.map(lambda n: Line(server.port, token).api("POST", "/orders", {
            "reference": f"A-{n}", "lines": [{"sku": "MUG", "quantity": 1}]}), range(50)))
    assert Counter((status, body["state"]) for status, body in answers) == {(201, "ready"): 10, (201, "waiting"): 40}
    _adds_up(ann)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_programs_in_every_room_at_once_get_answers(world: World, ann: Member) -> None:
    opened_shop(ann)
    token = token_for(ann)
    with serving(world) as server, ThreadPoolExecutor(PROGRAMS) as crowd:
        told = sum(crowd.map(lambda seed: _Program(Line(server.port, token), seed).work(REQUESTS), range(PROGRAMS)), Counter[tuple[str, int]]())
    assert {key for key in told if key[1] >= 500} == set(), told
    assert MEANT <= {path for path, status in told if status < 300}, told
    _adds_up(ann)


def _adds_up(ann: Member) -> None:
    with ann.at_work():
        assert prove_stock() == []
        assert db.rows("SELECT count(*) FROM balance WHERE on_hand < 0 OR allocated NOT BETWEEN 0 AND on_hand")[0][0] == 0


class _Program:
    """Reads what there is, then asks for something; counts its answers by what it asked for."""

    def __init__(self, line: Line, seed: int) -> None:
        self.line, self.seed, self.chance = line, seed, random.Random(seed)

    def work(self, requests: int) -> Counter[tuple[str, int]]:
        told: Counter[tuple[str, int]] = Counter()
        wishes: list[Callable[[str], Sent | None]] = [self._place, self._place, self._bulk, self._touch, self._touch, self._touch, self._stock, self._transfer, self._return]
        for n in range(requests):
            if sent := self.chance.choice(wishes)(f"{self.seed}-{n}"):
                status, _body = self.line.api(*sent)
                told[f"{sent[0]} {'/'.join(part for part in sent[1].split('/') if not part.isdigit())}", status] += 1
        return told

    def _skus(self, many: int, of: list[str] = SKUS) -> list[str]:
        return self.chance.sample(of, many)

    def _order(self, reference: str) -> dict[str, Any]:
        skus = self._skus(self.chance.randint(2, 8), [*SKUS, *LOTS, *KITS])
        return {"ship_to": PLACE, "reference": reference, "customer": {"email": "kim@mail.example"}, "lines": [{"sku": sku, "quantity": self.chance.randint(1, 4)} for sku in skus]}

    def _any(self, path: str) -> dict[str, Any] | None:
        status, body = self.line.api("GET", f"{path}?limit=20")
        assert status == 200, body
        return self.chance.choice(body["data"]) if body["data"] else None

    def _place(self, key: str) -> Sent:
        return "POST", "/orders", self._order(self.chance.choice([key, f"same-{self.chance.randint(1, 40)}"]))

    def _bulk(self, key: str) -> Sent:
        return "POST", "/orders/bulk", {"orders": [self._order(f"{key}-{n}") for n in range(4)]}

    def _touch(self, _key: str) -> Sent | None:
        order, other = self._any("/orders"), self._any("/orders")
        if not order or not other:
            return None
        sent: Sent = self.chance.choice([
            ("POST", "/cancel", {"lines": self.chance.choice([None, [1]])}), ("POST", "/shipments", {}), ("POST", "/pick", {}),
            ("POST", "/hold", {"kind": "fraud"}), ("POST", "/release", {}), ("POST", "/split", {"lines": [{"line": 1, "quantity": 1}]}),
            ("POST", "/merge", {"others": [other["number"]]}), ("POST", "/paid", {}),
            ("PATCH", "", {"lines": [{"line": 1, "quantity": self.chance.randint(0, 6)}], "add": [{"sku": self._skus(1)[0], "quantity": 1}]})])
        return sent[0], f"/orders/{order['number']}{sent[1]}", sent[2]

    def _stock(self, key: str) -> Sent:
        if self.chance.random() < 0.5:
            return "POST", "/stock/adjustments/bulk", {"adjustments": [{"sku": sku, "change": self.chance.choice([-1, 2]), "key": f"{key}-{sku}"} for sku in self._skus(4)]}
        return "POST", "/stock/receipts", {"sku": self._skus(1)[0], "quantity": 3, "key": key}

    def _transfer(self, _key: str) -> Sent | None:
        if self.chance.random() < 0.4:
            return "POST", "/transfers", {"from_warehouse": "MAIN", "to_warehouse": "EAST", "lines": [{"sku": sku, "quantity": 2} for sku in self._skus(3)]}
        found = self._any("/transfers")
        return found and ("POST", f"/transfers/{found['number']}/{self.chance.choice(['send', 'receive'])}", {})  # type: ignore[return-value]

    def _return(self, _key: str) -> Sent | None:
        if self.chance.random() < 0.4:
            parcel = self._any("/shipments")
            return parcel and ("POST", "/returns", {"order": parcel["order"]})  # type: ignore[return-value]
        found = self._any("/returns")
        act, body = self.chance.choice([("authorise", {}), ("receive", {"units": [{"line": 1, "quantity": 1}]})])
        return found and ("POST", f"/returns/{found['number']}/{act}", body)  # type: ignore[return-value]
