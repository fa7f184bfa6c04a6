"""Whatever is asked, received, decided and paid in whatever order: never more than was sold, and the proof holds."""

from random import Random

import pytest

from saas.kit import db
from saas.kit.operations import Outcome
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import NewLine, NewOrder
from tenants.returns import inputs
from tenants.returns.operations import (authorise_returns, cancel_returns, close_returns, decide_returns, decline_returns, order_exchanges, receive_returns,
                                        record_refunds, request_returns)
from tests.cast import HOME, Member
from tests.tenants.returns.returning import lines, shipped_as

_SOLD = """SELECT l.shipped, l.returned, l.announced, o.total, o.refunded, o.paid FROM order_line l JOIN orders o ON o.id = l.order_id
 WHERE l.shipped > 0"""
_WORTH = """SELECT o.total, sum(u.worth)::bigint AS worth FROM returned_unit u JOIN returns r ON r.id = u.return_id JOIN orders o ON o.id = r.order_id
 GROUP BY o.id"""
_AS = ("as_new", "opened", "damaged", "faulty", "wrong_item")
_TO = ("stock", "damaged", "quarantine", "destroyed")


def _act(random: Random, orders: list[int]) -> list[Outcome[object]]:
    """One random wish, sensible or not."""
    numbers = [row.number for row in db.rows("SELECT number FROM returns ORDER BY id")] or [1]
    units = [tuple(row) for row in db.rows("SELECT r.number, u.id FROM returned_unit u JOIN returns r ON r.id = u.return_id ORDER BY u.id")] or [(1, 1)]
    number, order, some = random.choice(numbers[-4:]), random.choice(orders), random.randint(1, 3)
    named = random.choice([None, lines(_1=some), lines(_1=1, _2=some)])
    match random.randrange(10):
        case 0 | 1:
            return request_returns([inputs.ReturnRequest(order=order, lines=named, key=random.choice(["", "", "", "", "a"]))])  # type: ignore[return-value]
        case 2:
            return authorise_returns([inputs.Authorisation(number=n, lines=named if n == number and random.random() < 0.3 else None) for n in {number, *numbers[-2:]}])  # type: ignore[return-value]
        case 3 | 4:
            unit = inputs.ReceivedUnit(line=random.randint(1, 2), quantity=some, condition=random.choice(_AS), goes_to=random.choice(_TO))  # type: ignore[arg-type]
            return receive_returns([inputs.Reception(number=n, units=[unit]) for n in (number, number)])  # type: ignore[return-value]
        case 5 | 6:
            owner, unit_id = random.choice(units[-4:])
            choice = inputs.UnitDecision(unit=unit_id, quantity=random.choice([None, 1]), decision=random.choice(["accepted", "rejected"]),  # type: ignore[arg-type]
                                         goes_to=random.choice([None, "stock", "customer", "damaged", "destroyed"]))  # type: ignore[arg-type]
            return decide_returns([inputs.Decision(number=owner, units=[choice])])  # type: ignore[return-value]
        case 7:
            return record_refunds([inputs.NewRefund(number=number, amount=random.choice([None, None, "7.77"])),  # type: ignore[return-value]
                                   inputs.NewRefund(number=random.choice(numbers))])
        case 8:
            return order_exchanges([inputs.Exchange(number=number, difference=random.choice([None, "1.01"]))]) if random.random() < 0.3 else []  # type: ignore[return-value]
        case _ if random.random() < 0.7:
            return []
        case _:
            verb, given = random.choice([(cancel_returns, inputs.Refusal), (decline_returns, inputs.Refusal), (close_returns, inputs.ClosedReturn)])
            return verb([given(number=number)])  # type: ignore[operator]


def _holds() -> None:
    for row in db.rows(_SOLD):
        assert row.returned + row.announced <= row.shipped and 0 <= row.refunded <= row.total
    assert all(row.worth <= row.total for row in db.rows(_WORTH)) and prove_stock() == []


@pytest.mark.parametrize("seed", range(6))
def test_never_more_than_was_sold(ann: Member, seed: int) -> None:
    random, done, codes = Random(seed), 0, set()
    orders = [shipped_as(ann, NewOrder(ship_to=HOME, reference=f"A-{n}", discount="1.00", lines=[
        NewLine(sku="MUG", quantity=9, unit_price="3.33", tax_rate="10"), NewLine(sku="TEA", quantity=8, unit_price="0.99")])) for n in range(2)]
    for _step in range(70):
        with ann.at_work():
            for outcome in _act(random, orders):
                done += outcome.status == "done"
                codes |= {outcome.error.code} if outcome.error else set()
            _holds()
    assert done > 5 and len(codes) > 3, (done, codes)
