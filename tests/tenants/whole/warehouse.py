"""The warehouse: what comes, goes, is moved, counted, brought to the other house, and bought."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from saas.kit import db
from tenants.inventory.inputs import LotChange, Receipt, StockChange, StockMove, TakingBack
from tenants.inventory.operations import adjust_stock, change_lot, move_stock, receive, reverse_movements, take_back
from tenants.purchasing.inputs import (NewGoodsReceipt, NewNotice, NewNoticeLine, NewPurchaseLine, NewPurchaseOrder, NoticeAct, PurchaseAct, PurchaseChange,
                                       ReceivedLine)
from tenants.purchasing.operations import (announce, cancel_notices, cancel_purchase_orders, change_purchase_orders, close_purchase_orders,
                                           place_purchase_orders, receive_goods, send_purchase_orders)
from tenants.stocktakes.inputs import Count, Decision, Decisions, Ending, NewStocktake, Recounts
from tenants.stocktakes.operations import ask_recounts, cancel_stocktake, decide, enter_counts, open_stocktake, post_stocktake, to_review
from tenants.transfers.inputs import Arrival, ArrivedLine, NewTransfer, PlannedLine, Recall, Sending, SentLine
from tenants.transfers.inputs import Loss as TransferLoss
from tenants.transfers.operations import cancel_transfers, lose_transfers, plan_transfers, receive_transfers, send_transfers
from tests.tenants.whole.machine import LOTS, SERIAL, Machine, chosen, few, good_or_not, houses, prices, shelves, skus

EXPIRED, LATE = date(2020, 1, 31), date(2031, 1, 31)
ON_THE_ROAD = "cancelled_at IS NULL AND received + lost < sent"
COUNTING = "state IN ('counting', 'review')"
TO_COME = "state IN ('draft', 'ordered', 'part_received')"


class Warehouse(Machine):
    """Stock by every way it can come, go and stay."""

    def _pieces(self, sku: str, quantity: int) -> int:
        return 1 if sku == SERIAL else quantity

    def _expiry(self, lot: str | None) -> date | None:
        return {"L0": EXPIRED, "L1": LATE}.get(lot or "")

    @rule(sku=skus, change=st.integers(-6, 6).filter(bool), where=houses, shelf=shelves, status=good_or_not, n=chosen, imported=st.booleans())
    def adjust(self, sku: str, change: int, where: str, shelf: str, status: Any, n: int, imported: bool) -> None:
        change = (1 if change > 0 else -1) if sku == SERIAL else change
        lot = self._lot(sku, n)
        self._do(adjust_stock, lambda: [StockChange(sku=sku, change=change, warehouse=where, location=shelf if where == "MAIN" else "", status=status,
                                                    expires_on=self._expiry(lot.get("lot")), **lot)], lambda: ("import", 1) if imported else None)

    @rule()
    def take_back(self) -> None:
        self._do(reverse_movements, lambda: "import", lambda: 1)

    @rule(n=chosen)
    def take_one_back(self, n: int) -> None:
        self._do(take_back, lambda: [TakingBack(movement=self._any("movement", n, "cause IN ('received', 'adjusted', 'counted', 'moved') AND reverses IS NULL", "id"))])

    @rule(sku=skus, counted=st.integers(0, 12), n=chosen)
    def count_again(self, sku: str, counted: int, n: int) -> None:
        self._do(adjust_stock, lambda: [StockChange(sku=sku, counted=min(counted, 1) if sku == SERIAL else counted, reason="count", **self._lot(sku, n))])

    @rule(sku=skus, quantity=few, where=houses, cost=st.none() | prices, n=chosen)
    def take_in(self, sku: str, quantity: int, where: str, cost: str | None, n: int) -> None:
        lot = self._lot(sku, n)
        self._do(receive, lambda: [Receipt(sku=sku, quantity=self._pieces(sku, quantity), warehouse=where, unit_cost=cost,
                                           expires_on=self._expiry(lot.get("lot")), **lot)])

    @rule(sku=skus, quantity=few, out=st.booleans(), status=good_or_not, to=good_or_not, n=chosen)
    def move(self, sku: str, quantity: int, out: bool, status: Any, to: Any, n: int) -> None:
        way = ("B1", "") if out else ("", "B1")
        self._do(move_stock, lambda: [StockMove(sku=sku, quantity=self._pieces(sku, quantity), location=way[0], to_location=way[1], status=status,
                                                to_status=to, **self._lot(sku, n))])

    @rule(n=chosen, good=st.booleans())
    def expire(self, n: int, good: bool) -> None:
        self._do(change_lot, lambda: LotChange(sku=LOTS, lot=f"L{n % 3}", expires_on=LATE if good else EXPIRED))

    @rule(sku=skus, quantity=few, back=st.booleans())
    def plan(self, sku: str, quantity: int, back: bool) -> None:
        way = ("EAST", "MAIN") if back else ("MAIN", "EAST")
        self._do(plan_transfers, lambda: [NewTransfer(from_warehouse=way[0], to_warehouse=way[1], lines=[PlannedLine(sku=sku, quantity=quantity)])])

    @rule(n=chosen, part=st.booleans())
    def send(self, n: int, part: bool) -> None:
        self._do(send_transfers, lambda: [Sending(number=self._any("transfer", n, "cancelled_at IS NULL AND sent < planned"), lines=[SentLine(line=1, quantity=1)] if part else None)])

    @rule(n=chosen, how=st.sampled_from(["whole", "part", "lost", "called off"]), status=good_or_not)
    def arrive(self, n: int, how: str, status: Any) -> None:
        if how == "lost":
            self._do(lose_transfers, lambda: [TransferLoss(number=self._any("transfer", n, ON_THE_ROAD))])
        elif how == "called off":
            self._do(cancel_transfers, lambda: [Recall(number=self._any("transfer", n, "state = 'planned'"))])
        else:
            lines = [ArrivedLine(line=1, quantity=1, status=status)] if how == "part" else None
            self._do(receive_transfers, lambda: [Arrival(number=self._any("transfer", n, ON_THE_ROAD), lines=lines)])

    @rule(where=houses, wanted=st.none() | skus)
    def open_count(self, where: str, wanted: str | None) -> None:
        self._do(open_stocktake, lambda: NewStocktake(warehouse=where, scope="skus", skus=[wanted]) if wanted else NewStocktake(warehouse=where))

    @rule(n=chosen, sku=skus, quantity=st.integers(0, 9), add=st.booleans(), shelf=shelves)
    def count(self, n: int, sku: str, quantity: int, add: bool, shelf: str) -> None:
        quantity = min(quantity, 1) if sku == SERIAL else quantity
        self._do(enter_counts, lambda: [Count(number=self._any("stocktake", n, COUNTING), code=sku, quantity=quantity, way="add" if add else "set", location=shelf,
                                              **self._lot(sku, n))])

    @rule(n=chosen)
    def doubt(self, n: int) -> None:
        self._do(ask_recounts, lambda: Recounts(number=self._any("stocktake", n, "state = 'review'"), lines=[1]))

    @rule(n=chosen, how=st.sampled_from(["accept", "accept", "keep", "call off"]))
    def review(self, n: int, how: str) -> None:
        def number() -> int:
            return self._any("stocktake", n, COUNTING)

        if how == "call off":
            self._do(cancel_stocktake, lambda: Ending(number=number()))
            return
        self._do(to_review, number)
        if how == "keep":
            self._do(decide, lambda: Decisions(number=number(), lines=[Decision(line=1, decision="keep")]))
        self._do(decide, lambda: Decisions(number=number(), within=9))
        self._do(post_stocktake, number)

    @rule(sku=skus, quantity=few, cost=prices, draft=st.booleans())
    def buy(self, sku: str, quantity: int, cost: str, draft: bool) -> None:
        self._do(place_purchase_orders, lambda: [NewPurchaseOrder(supplier="NORTH", draft=draft, lines=[
            NewPurchaseLine(sku=sku, quantity=quantity, unit_cost=cost), NewPurchaseLine(sku="MUG", quantity=2, unit_cost="1.11")])])

    @rule(n=chosen, how=st.sampled_from(["send", "cancel", "close", "change"]), quantity=st.integers(0, 5))
    def settle_purchase(self, n: int, how: str, quantity: int) -> None:
        if how == "change":
            self._do(change_purchase_orders, lambda: [PurchaseChange(number=self._any("purchase_order", n, TO_COME), lines=[{"line": 1, "quantity": quantity}])])
        else:
            verb = {"send": send_purchase_orders, "cancel": cancel_purchase_orders, "close": close_purchase_orders}[how]
            self._do(verb, lambda: [PurchaseAct(number=self._any("purchase_order", n, "state = 'draft'" if how == "send" else TO_COME))])

    @rule(n=chosen, sku=skus, quantity=few, off=st.sampled_from([False, False, True]))
    def notice(self, n: int, sku: str, quantity: int, off: bool) -> None:
        if off:
            self._do(cancel_notices, lambda: [NoticeAct(number=self._any("notice", n, "state = 'announced'"))])
        else:
            self._do(announce, lambda: [NewNotice(purchase_order=self._any("purchase_order", n, TO_COME), lines=[
                NewNoticeLine(sku=sku, quantity=self._pieces(sku, quantity), **self._lot(sku, n))])])

    @rule(n=chosen, sku=skus, good=few, damaged=st.integers(0, 2), against=st.sampled_from(["order", "order", "notice", "supplier"]), own=st.booleans())
    def delivery(self, n: int, sku: str, good: int, damaged: int, against: str, own: bool) -> None:
        def came() -> list[NewGoodsReceipt]:
            number = self._any("purchase_order", n, TO_COME)
            ordered = db.rows("SELECT s.code FROM purchase_line l JOIN purchase_order p ON p.id = l.purchase_id JOIN sku s ON s.id = l.sku_id"
                              " WHERE p.number = %s ORDER BY l.line_no", (number,))
            code = ordered[0].code if own and ordered else sku
            about: dict[str, Any] = {"order": {"purchase_order": number}, "notice": {"notice": self._any("notice", n, "state = 'announced'")}, "supplier": {"supplier": "NORTH"}}[against]
            lot = self._lot(code, n)
            return [NewGoodsReceipt(lines=[ReceivedLine(sku=code, good=self._pieces(code, good), damaged=0 if code == SERIAL else damaged,
                                                        expires_on=self._expiry(lot.get("lot")), **lot)], **about)]

        self._do(receive_goods, came)
