"""A company's days as a machine walks them: any verb, on any order, in any sequence; whatever comes of it, everything adds up."""

from contextlib import suppress
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from saas.kit import db
from saas.kit.errors import DomainError
from tenants.fulfilment.inputs import Delivery, LineQuantity, NewShipment, Picking
from tenants.fulfilment.operations import mark_delivered, pick, ship
from tenants.inventory.inputs import NewWarehouse, Receipt, StockChange
from tenants.inventory.operations import add_warehouse, adjust_stock, prove_stock, receive
from tenants.orders.inputs import Cancellation, LineChange, Loss, Merge, NewHold, NewLine, NewOrder, OrderChange, Pieces, Split
from tenants.orders.operations import (cancel_orders, change_orders, close_orders, hold_orders, merge_orders, place_orders,
                                       preview_changes, release_orders, reopen_orders, serve_backorders, split_orders, write_off)
from tenants.transfers.inputs import Arrival, NewTransfer, PlannedLine, Sending
from tenants.transfers.inputs import Loss as TransferLoss
from tenants.transfers.operations import lose_transfers, plan_transfers, receive_transfers, send_transfers
from tests.cast import Member, stocked
from tests.conftest import World, _sweep

SKUS = ("MUG", "CUP", "TEA")
skus, few, some = st.sampled_from(SKUS), st.integers(1, 4), st.integers(0, 9)
chosen, line = st.integers(0, 10_000), st.integers(1, 3)
prices = st.sampled_from(["0.00", "3.33", "9.99", "12.50"])


class Days(RuleBasedStateMachine):
    """Ann works; every rule is one unit of work that commits, and after each the proof is asked."""

    world: World
    ann: Member

    def __init__(self) -> None:
        super().__init__()
        self.turns = count(1)

    @initialize()
    def morning(self) -> None:
        _sweep(self.world)
        stocked(self.ann, MUG=12, CUP=6, TEA=3)
        with self.ann.at_work():
            add_warehouse(NewWarehouse(code="EAST", name="East", priority=20))
            receive([Receipt(sku="MUG", quantity=5, warehouse="EAST")])

    def _do(self, act: Any) -> None:
        """One act as a door does it: whole or not at all; a refusal raised by the verb undoes its unit."""
        with suppress(DomainError), self.ann.at_work():
            act()

    def _order(self, n: int) -> int:
        """One of the orders there are, or a number nobody has; asked within the act's own unit."""
        found = [row.number for row in db.rows("SELECT number FROM orders ORDER BY id")]
        return found[n % len(found)] if found else 1

    @invariant()
    def everything_adds_up(self) -> None:
        with self.ann.at_work():
            assert prove_stock() == []

    @rule(wanted=st.lists(st.tuples(skus, few, prices), min_size=1, max_size=3), same=st.booleans(), tax=st.booleans())
    def place(self, wanted: list[tuple[str, int, str]], same: bool, tax: bool) -> None:
        reference = f"A-{next(self.turns)}" if not same else "A-1"
        self._do(lambda: place_orders([NewOrder(reference=reference, prices_include_tax=tax, shipping="1.00", lines=[
            NewLine(sku=sku, quantity=q, unit_price=price, tax_rate="8") for sku, q, price in wanted])]))

    @rule(n=chosen, line=line, quantity=some, price=prices, added=st.none() | skus)
    def change(self, n: int, line: int, quantity: int, price: str, added: str | None) -> None:
        for verb in (preview_changes, change_orders):
            self._do(lambda verb=verb: verb([OrderChange(
                number=self._order(n), lines=[LineChange(line=line, quantity=quantity, unit_price=price)],
                add=[NewLine(sku=added, quantity=2)] if added else [])]))

    @rule(n=chosen, kind=st.sampled_from(["fraud", "address", "client"]))
    def hold(self, n: int, kind: Any) -> None:
        self._do(lambda: hold_orders([self._order(n)], NewHold(kind=kind)))

    @rule(n=chosen)
    def release(self, n: int) -> None:
        self._do(lambda: release_orders([self._order(n)]))

    @rule(n=chosen, line=line, quantity=few)
    def split(self, n: int, line: int, quantity: int) -> None:
        self._do(lambda: split_orders([Split(number=self._order(n), lines=[Pieces(line=line, quantity=quantity)])]))

    @rule(n=chosen, m=chosen)
    def merge(self, n: int, m: int) -> None:
        self._do(lambda: merge_orders([Merge(into=self._order(n), others=[self._order(m)])]))

    @rule(n=chosen, lines=st.none() | st.lists(line, min_size=1, max_size=2))
    def cancel(self, n: int, lines: list[int] | None) -> None:
        self._do(lambda: cancel_orders([Cancellation(number=self._order(n), lines=lines)]))

    @rule(n=chosen)
    def reopen(self, n: int) -> None:
        self._do(lambda: reopen_orders([self._order(n)]))

    @rule(n=chosen)
    def close(self, n: int) -> None:
        self._do(lambda: close_orders([self._order(n)]))

    @rule(n=chosen, line=line, quantity=few, whole=st.booleans())
    def take(self, n: int, line: int, quantity: int, whole: bool) -> None:
        self._do(lambda: pick([Picking(number=self._order(n), lines=None if whole else [LineQuantity(line=line, quantity=quantity)])]))

    @rule(n=chosen, line=line, quantity=few, whole=st.booleans())
    def leave(self, n: int, line: int, quantity: int, whole: bool) -> None:
        self._do(lambda: ship([NewShipment(number=self._order(n), lines=None if whole else [LineQuantity(line=line, quantity=quantity)])]))

    @rule(n=chosen)
    def deliver(self, n: int) -> None:
        with self.ann.at_work(read_only=True):
            parcels = [row.number for row in db.rows("SELECT number FROM shipment ORDER BY id")]
        if parcels:
            self._do(lambda: mark_delivered([Delivery(parcel=parcels[n % len(parcels)])]))

    @rule(n=chosen, line=line, quantity=few)
    def lose(self, n: int, line: int, quantity: int) -> None:
        self._do(lambda: write_off([Loss(number=self._order(n), lines=[Pieces(line=line, quantity=quantity)])]))

    @rule(sku=skus, change=st.integers(-6, 6).filter(bool), where=st.sampled_from(["MAIN", "EAST"]))
    def adjust(self, sku: str, change: int, where: str) -> None:
        self._do(lambda: adjust_stock([StockChange(sku=sku, change=change, warehouse=where)]))

    @rule(sku=skus, counted=st.integers(0, 12))
    def count_again(self, sku: str, counted: int) -> None:
        self._do(lambda: adjust_stock([StockChange(sku=sku, counted=counted, reason="count")]))

    @rule(sku=skus, quantity=few, where=st.sampled_from(["MAIN", "EAST"]))
    def take_in(self, sku: str, quantity: int, where: str) -> None:
        self._do(lambda: receive([Receipt(sku=sku, quantity=quantity, warehouse=where)]))

    @rule(sku=skus)
    def serve(self, sku: str) -> None:
        with self.ann.at_work(read_only=True):
            (found,) = db.rows("SELECT id FROM sku WHERE code = %s", (sku,))
        self._do(lambda: serve_backorders([found.id]))

    def _transfer(self, n: int) -> int:
        found = [row.number for row in db.rows("SELECT number FROM transfer ORDER BY id")]
        return found[n % len(found)] if found else 1

    @rule(sku=skus, quantity=few, back=st.booleans())
    def plan(self, sku: str, quantity: int, back: bool) -> None:
        houses = ("EAST", "MAIN") if back else ("MAIN", "EAST")
        self._do(lambda: plan_transfers([NewTransfer(from_warehouse=houses[0], to_warehouse=houses[1], lines=[PlannedLine(sku=sku, quantity=quantity)])]))

    @rule(n=chosen)
    def send(self, n: int) -> None:
        self._do(lambda: send_transfers([Sending(number=self._transfer(n))]))

    @rule(n=chosen, lost=st.booleans())
    def arrive(self, n: int, lost: bool) -> None:
        self._do(lambda: lose_transfers([TransferLoss(number=self._transfer(n))]) if lost else receive_transfers([Arrival(number=self._transfer(n))]))
