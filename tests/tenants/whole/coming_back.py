"""What customers send back, from the wish to the money."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from saas.kit import db
from tenants.fulfilment.inputs import LineQuantity
from tenants.returns.inputs import (Authorisation, ClosedReturn, Decision, Exchange, NewRefund, ReceivedUnit, Reception, RefundApart, Refusal,
                                    ReturnRequest, UnitDecision)
from tenants.returns.operations import (authorise_returns, cancel_returns, close_returns, decide_returns, decline_returns, order_exchanges,
                                        receive_returns, record_refunds, refund_apart, request_returns)
from tests.tenants.whole.machine import Machine, chosen, few, line

OF_THE_RETURN = """SELECT l.line_no FROM return_line l JOIN returns r ON r.id = l.return_id WHERE r.number = %s ORDER BY l.line_no"""


class ComingBack(Machine):
    """Returns of orders that have left."""

    def _shipped(self, n: int) -> int:
        found = [row.number for row in db.rows("SELECT number FROM orders WHERE shipped > returned ORDER BY id")]
        return found[n % len(found)] if found else 1

    @rule(n=chosen, line=line, quantity=few, whole=st.booleans())
    def ask_for_a_return(self, n: int, line: int, quantity: int, whole: bool) -> None:
        self._do(request_returns, lambda: [ReturnRequest(order=self._shipped(n), lines=None if whole else [LineQuantity(line=line, quantity=quantity)])])

    @rule(n=chosen, line=line, whole=st.sampled_from([True, True, False]))
    def authorise(self, n: int, line: int, whole: bool) -> None:
        self._do(authorise_returns, lambda: [Authorisation(number=self._any("returns", n, "state = 'requested'"), lines=None if whole else [LineQuantity(line=line, quantity=1)])])

    @rule(n=chosen, quantity=few, condition=st.sampled_from(["as_new", "opened", "damaged", "wrong_item"]),
          to=st.sampled_from(["stock", "damaged", "quarantine", "destroyed"]))
    def come_back(self, n: int, quantity: int, condition: Any, to: Any) -> None:
        def came() -> list[Reception]:
            number = self._any("returns", n, "authorised > received AND state IN ('authorised', 'part_received')")
            lines = [row.line_no for row in db.rows(OF_THE_RETURN, (number,))] or [1]
            return [Reception(number=number, units=[ReceivedUnit(line=lines[n % len(lines)], quantity=quantity, condition=condition, goes_to=to)])]

        self._do(receive_returns, came)

    @rule(n=chosen, quantity=st.none() | few, decision=st.sampled_from(["accepted", "accepted", "rejected"]),
          to=st.sampled_from([None, None, "stock", "damaged", "destroyed", "customer"]))
    def decide_on(self, n: int, quantity: int | None, decision: Any, to: Any) -> None:
        def decided() -> list[Decision]:
            unit = self._any("returned_unit", n, "decision = ''", "id")
            owner = db.rows("SELECT r.number FROM returned_unit u JOIN returns r ON r.id = u.return_id WHERE u.id = %s", (unit,))
            return [Decision(number=owner[0].number if owner else 1, units=[UnitDecision(unit=unit, quantity=quantity, decision=decision, goes_to=to)])]

        self._do(decide_returns, decided)

    @rule(n=chosen, amount=st.sampled_from([None, None, "1.00", "7.77"]))
    def pay_back(self, n: int, amount: str | None) -> None:
        self._do(record_refunds, lambda: [NewRefund(number=self._any("returns", n, "accepted > 0"), amount=amount)])

    @rule(n=chosen, amount=st.sampled_from([None, None, "1.00", "7.77"]))
    def pay_back_without_a_return(self, n: int, amount: str | None) -> None:
        self._do(refund_apart, lambda: [RefundApart(number=self._any("orders", n, "cancelled > 0 OR written_off > 0"), amount=amount)])

    @rule(n=chosen, difference=st.sampled_from([None, None, "1.01"]))
    def exchange(self, n: int, difference: str | None) -> None:
        self._do(order_exchanges, lambda: [Exchange(number=self._any("returns", n, "state IN ('authorised', 'part_received', 'received', 'decided')"), difference=difference)])

    @rule(n=chosen)
    def be_done_with(self, n: int) -> None:
        self._do(close_returns, lambda: [ClosedReturn(number=self._any("returns", n, "state IN ('authorised', 'decided')"))])

    @rule(n=chosen, verb=st.sampled_from([cancel_returns, decline_returns]))
    def want_no_longer(self, n: int, verb: Any) -> None:
        self._do(verb, lambda: [Refusal(number=self._any("returns", n, "received = 0"))])
