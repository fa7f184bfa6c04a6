"""Between the two warehouses and along the shelves: a transfer that came short, one on the road, a count posted and one begun."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from saas.demo.company import Company
from saas.demo.crew import Crew
from saas.kit import clock, db
from saas.kit.operations import only
from tenants.stocktakes.inputs import Count, Decision, Decisions, NewStocktake, Recounts
from tenants.stocktakes.operations import ask_recounts, decide, enter_counts, open_stocktake, post_stocktake, to_review
from tenants.stocktakes.queries import FindLines, get_stocktake, list_lines
from tenants.transfers.inputs import Arrival, ArrivedLine, Loss, LostLine, NewTransfer, PlannedLine, Sending
from tenants.transfers.operations import lose_transfers, plan_transfers, receive_transfers, send_transfers

# What is plenty in the first warehouse: the SKUs with the most free pieces, those in lots among them.
_PLENTY = """
SELECT s.code, sum(b.on_hand - b.allocated)::bigint AS free FROM balance b JOIN sku s ON s.id = b.sku_id JOIN warehouse w ON w.id = b.warehouse_id
 WHERE w.code = 'MAIN' AND b.status = 'good' AND (b.expires_on IS NULL OR b.expires_on > %s)
 GROUP BY s.id ORDER BY (s.tracking = 'lot') DESC, free DESC, s.code LIMIT 24"""


class Rounds:
    """What a company's operator and manager do besides orders, by how many days ago."""

    def __init__(self, company: Company, crew: Crew, today: date) -> None:
        self.company, self.crew, self.today = company, crew, today
        self.refill = self.count = 0
        self._days: dict[int, Callable[[datetime], None]] = {9: self._send, 7: self._arrive, 5: self._count_and_post, 1: self._begin}

    def walk(self, day: date, moment: datetime) -> None:
        """What is due on that day, if anything is."""
        if due := self._days.get((self.today - day).days):
            due(moment)

    def _send(self, moment: datetime) -> None:
        self.refill = self._sent(moment, first=0, expected=timedelta(days=2))

    def _sent(self, moment: datetime, first: int, expected: timedelta) -> int:
        with self.crew.at(moment, self.crew.manager):
            goods = _plenty()[first::6][:4]
            number = only(plan_transfers([NewTransfer(
                from_warehouse="MAIN", to_warehouse=self.company.second_house, expected_on=(moment + expected).date(), note=self.company.rounds["refill"],
                lines=[PlannedLine(sku=row.code, quantity=max(2, row.free // 3)) for row in goods])])).number
        with self.crew.at(moment + timedelta(minutes=41), self.crew.operator):
            only(send_transfers([Sending(number=number)]))
        return number

    def _arrive(self, moment: datetime) -> None:
        """One piece came damaged, one never came, the rest is well."""
        with self.crew.at(moment, self.crew.operator):
            only(receive_transfers([Arrival(number=self.refill, lines=[ArrivedLine(line=1, quantity=1), ArrivedLine(line=2, quantity=1, status="damaged")])]))
            only(lose_transfers([Loss(number=self.refill, lines=[LostLine(line=1, quantity=1)], reason=self.company.rounds["lost"])]))
            only(receive_transfers([Arrival(number=self.refill)]))

    def _count_and_post(self, moment: datetime) -> None:
        """Ten shelves are counted; one figure is counted again, two differ in the end, and the books follow."""
        with self.crew.at(moment, self.crew.operator):
            number = self._opened(2, 12)
            _count(number, _lines(number), (-1, -3, 1))
            doubtful = min(_lines(number), key=lambda line: line.change or 0)
            ask_recounts(Recounts(number=number, lines=[doubtful.line_no]))
        with self.crew.at(moment + timedelta(minutes=34), self.crew.operator):
            _count(number, [doubtful], ())
            to_review(number)
        with self.crew.at(moment + timedelta(hours=2), self.crew.manager):
            differing = [line for line in _lines(number) if line.change]
            decide(Decisions(number=number, lines=[Decision(line=line.line_no, decision="accept", reason=self.company.rounds["gone"] if (line.change or 0) < 0 else "")
                                                   for line in differing]))
            post_stocktake(number).result()

    def _begin(self, moment: datetime) -> None:
        """What left this afternoon is on the road; a count has got through half of its shelves."""
        self._sent(moment, first=1, expected=timedelta(days=2))
        with self.crew.at(moment + timedelta(minutes=70), self.crew.operator):
            number = self._opened(1, 24)
            lines = _lines(number)
            _count(number, lines[:len(lines) // 2], (-1, 2))

    def _opened(self, first: int, last: int) -> int:
        skus = [row.code for row in _plenty()[first:last]]
        return open_stocktake(NewStocktake(warehouse="MAIN", scope="skus", skus=skus, note=self.company.rounds["count"])).result().number


def _plenty() -> list[Any]:
    return db.rows(_PLENTY, (clock.now().date() + timedelta(days=30),))


def _lines(number: int) -> list[Any]:
    return list(list_lines(get_stocktake(number).id, FindLines(view="all", sort="listed"), limit=100).rows)


def _count(number: int, lines: Sequence[Any], off: Sequence[int]) -> None:
    """What lies there is counted, and a little off where the most of it is free."""
    most = sorted(lines, key=lambda line: line.allocated - line.on_hand)
    wrong = {line.line_no: change for line, change in zip(most, off, strict=False)}
    for outcome in enter_counts([Count(number=number, code=line.sku, quantity=line.on_hand + wrong.get(line.line_no, 0), location=line.location,
                                       lot=line.lot, status=line.status) for line in lines]):
        outcome.result()
