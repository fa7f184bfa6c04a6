"""What customers send back: some of every month's parcels, some of them settled long ago, some in every stage now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from saas.demo.company import Company
from saas.demo.crew import Crew
from saas.demo.desk import chance
from saas.kit import db
from saas.kit.operations import Outcome
from tenants.fulfilment.inputs import LineQuantity
from tenants.returns import inputs
from tenants.returns import operations as verbs

_DELIVERED = """SELECT o.number, o.reference, max(s.delivered_at) AS at FROM orders o JOIN shipment s ON s.order_id = o.id
 WHERE o.state = 'delivered' AND o.paid IS NOT FALSE GROUP BY 1, 2 HAVING max(s.delivered_at) < %s ORDER BY 3 DESC, 1 DESC"""
_UNITS = "SELECT r.number, u.id FROM returned_unit u JOIN returns r ON r.id = u.return_id WHERE r.number = ANY (%s) AND u.decision = '' ORDER BY u.id"
_LOT = """SELECT min(b.lot) AS lot FROM orders o JOIN shipment_line l ON l.order_id = o.id JOIN balance b ON b.id = l.balance_id
 WHERE o.number = %s AND l.line_no = 1"""
_REASONS = ("unwanted", "not_as_described", "faulty", "damaged", "wrong_item", "late", "unwanted")
_CONDITIONS = {"faulty": "faulty", "damaged": "damaged", "wrong_item": "wrong_item"}


def send_back(company: Company, crew: Crew, now: datetime) -> None:
    """A dozen returns that are over and one or two in every stage; the newest are the least far."""
    with crew.at(now, crew.operator):
        found = [row for row in db.rows(_DELIVERED, (now - timedelta(days=3),)) if chance(row.reference, 29) == 3][:24]
    steps = (_asked, _allowed, _arrived, _checked, _settled)
    for n, row in reversed(list(enumerate(found))):
        stage, begun = min(n // 2, len(steps) - 1), max(row.at + timedelta(hours=20), now - timedelta(days=2 * n + 1))
        number = 0
        for hours, step in zip((0, 7, 70, 76, 98), steps[:stage + 1], strict=False):
            moment = min(begun + timedelta(hours=hours * (stage + 1) / 5), now - timedelta(minutes=9 * (n + 1)))
            number = step(company, crew, moment, row, number)


def _asked(company: Company, crew: Crew, at: datetime, row: Any, _number: int) -> int:
    n = chance(row.reference, 97)
    request = inputs.ReturnRequest(order=row.number, lines=[LineQuantity(line=1, quantity=1)], reason=_reason(row), key=f"demo {row.number}",  # type: ignore[arg-type]
                                   wants="exchange" if _swaps(row) else "refund", note=company.return_notes[n % len(company.return_notes)])
    with crew.at(at, crew.shop if n % 3 else crew.clerk):
        return _done(verbs.request_returns([request])).number  # type: ignore[no-any-return]


def _allowed(_company: Company, crew: Crew, at: datetime, _row: Any, number: int) -> int:
    with crew.at(at, crew.clerk):
        _done(verbs.authorise_returns([inputs.Authorisation(number=number)]))
    return number


def _arrived(_company: Company, crew: Crew, at: datetime, row: Any, number: int) -> int:
    condition = _CONDITIONS.get(_reason(row), "as_new")
    goes_to = "stock" if condition == "as_new" else "quarantine"
    with crew.at(at, crew.operator):
        lot = db.rows(_LOT, (row.number,))[0].lot
        unit = inputs.ReceivedUnit(line=1, condition=condition, goes_to=goes_to, lot=lot)  # type: ignore[arg-type]
        _done(verbs.receive_returns([inputs.Reception(number=number, units=[unit])]))
    return number


def _checked(company: Company, crew: Crew, at: datetime, row: Any, number: int) -> int:
    good = chance(row.reference, 7) > 0
    with crew.at(at, crew.clerk):
        units = [inputs.UnitDecision(unit=unit.id, decision="accepted" if good else "rejected", reason="" if good else company.return_refusal)
                 for unit in db.rows(_UNITS, ([number],))]
        _done(verbs.decide_returns([inputs.Decision(number=number, units=units)]))
    return number


def _settled(company: Company, crew: Crew, at: datetime, row: Any, number: int) -> int:
    with crew.at(at, crew.clerk):
        good = chance(row.reference, 7) > 0
        if good and _swaps(row):
            _done(verbs.order_exchanges([inputs.Exchange(number=number)]))
        elif good:
            _done(verbs.record_refunds([inputs.NewRefund(number=number, method=company.refund_method, key=f"demo {number}")]))
        _done(verbs.close_returns([inputs.ClosedReturn(number=number)]))
    return number


def _swaps(row: Any) -> bool:
    """One in nine wants the same again instead of money."""
    return chance(row.reference, 9) == 0


def _reason(row: Any) -> str:
    return _REASONS[chance(row.reference, 1009) % len(_REASONS)]


def _done(outcomes: Sequence[Outcome[Any]]) -> Any:
    return outcomes[0].result()
