"""The order desk: what is done to orders, to their parcels and to what can be ordered."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from saas.kit import db
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe, ReorderPoint
from tenants.catalogue.operations import set_kit, set_reorder_point, upsert_products
from tenants.fulfilment.inputs import Delivery, LineQuantity, NewShipment, Packing, Picking, PutBack
from tenants.fulfilment.operations import mark_delivered, pack_orders, pick, ship, unpick
from tenants.inventory.inputs import PolicyChange
from tenants.inventory.operations import change_policy
from tenants.orders.inputs import Cancellation, Customer, LineChange, Loss, Merge, NewHold, NewLine, NewOrder, OrderChange, Pieces, Split
from tenants.orders.operations import (cancel_orders, change_orders, close_orders, hold_orders, mark_paid, merge_orders, place_drafts, place_orders,
                                       preview_changes, recognise_skus, rehold_orders, release_orders, reopen_orders, serve_backorders, serve_everyone,
                                       split_orders, write_off)
from tests.cast import HOME
from tests.tenants.whole.machine import KIT, LATER, PLAIN, STOCKED, Machine, chosen, few, line, prices, skus, sold, some

OPEN = "state IN ('waiting', 'on_hold', 'ready', 'picking', 'part_shipped')"
HELD = "allocated > 0 AND open_holds = 0"
DIVISIBLE = f"{OPEN} AND ordered > 2 AND picked = 0"
ALIKE = f"{OPEN} AND shipped = 0 AND picked = 0 AND customer_email = '' AND channel = ''"
channels, people = st.sampled_from(["", "", "Shop"]), st.sampled_from(["", "kim@mail.example", "lee@mail.example"])


class Desk(Machine):
    """Orders from their arrival to their end."""

    @rule(wanted=st.lists(st.tuples(sold, few, prices), min_size=1, max_size=3), same=st.sampled_from([False, False, False, True]), tax=st.booleans(),
          way=st.sampled_from(["", "", "", "draft", "triage", "unpaid"]), channel=channels, who=people)
    def place(self, wanted: list[tuple[str, int, str]], same: bool, tax: bool, way: str, channel: str, who: str) -> None:
        reference = f"A-{1 if same else next(self.turns)}"
        unknown = any(sku == LATER for sku, _q, _price in wanted)
        self._do(place_orders, lambda: [NewOrder(
            ship_to=HOME, reference=reference, channel=channel, prices_include_tax=tax, shipping="1.00", customer=Customer(email=who), draft=way == "draft",
            triage=way == "triage" or unknown, paid=False if way == "unpaid" else None, total="5.00" if way == "triage" else None,
            lines=[NewLine(sku=sku, quantity=q, unit_price=price, tax_rate="8") for sku, q, price in wanted])])

    @rule(n=chosen, line=line, quantity=some, price=st.none() | prices, added=st.none() | sold, only_price=st.booleans())
    def change(self, n: int, line: int, quantity: int, price: str | None, added: str | None, only_price: bool) -> None:
        for verb in (preview_changes, change_orders):
            self._do(verb, lambda: [OrderChange(
                number=self._any("orders", n, OPEN), lines=[LineChange(line=line, quantity=None if only_price else quantity, unit_price=price)],
                add=[NewLine(sku=added, quantity=2)] if added else [])])

    @rule(n=chosen)
    def place_what_was_drafted(self, n: int) -> None:
        self._do(place_drafts, lambda: [self._any("orders", n, "drafted AND cancelled < ordered")])

    @rule(n=chosen, kind=st.sampled_from(["fraud", "address", "client"]))
    def hold(self, n: int, kind: Any) -> None:
        self._do(hold_orders, lambda: [self._any("orders", n, OPEN)], lambda: NewHold(kind=kind))

    @rule(n=chosen)
    def release(self, n: int) -> None:
        self._do(release_orders, lambda: [self._any("orders", n, "open_holds > 0")])

    @rule(n=chosen)
    def hold_again(self, n: int) -> None:
        """A release is taken back."""
        self._do(rehold_orders, lambda: [self._any("hold", n, "lifted_at IS NOT NULL", "id")])

    @rule(n=chosen)
    def pay(self, n: int) -> None:
        self._do(mark_paid, lambda: [self._any("orders", n)])

    @rule(n=chosen, quantity=few)
    def split(self, n: int, quantity: int) -> None:
        self._do(split_orders, lambda: [self._of(self._any("orders", n, DIVISIBLE), n, quantity)])

    def _of(self, number: int, n: int, quantity: int) -> Split:
        """These pieces of one of the lines there are."""
        lines = [row.line_no for row in db.rows("SELECT l.line_no FROM order_line l JOIN orders o ON o.id = l.order_id WHERE o.number = %s ORDER BY 1", (number,))]
        return Split(number=number, lines=[Pieces(line=lines[n % len(lines)] if lines else 1, quantity=quantity)])

    @rule(n=chosen, m=chosen)
    def merge(self, n: int, m: int) -> None:
        self._do(merge_orders, lambda: [Merge(into=self._any("orders", n, ALIKE), others=[self._any("orders", m, ALIKE)])])

    @rule(n=chosen, lines=st.none() | st.lists(line, min_size=1, max_size=2))
    def cancel(self, n: int, lines: list[int] | None) -> None:
        self._do(cancel_orders, lambda: [Cancellation(number=self._any("orders", n, OPEN), lines=lines)])

    @rule(n=chosen)
    def reopen(self, n: int) -> None:
        self._do(reopen_orders, lambda: [self._any("orders", n, "cancelled > 0 OR closed_at IS NOT NULL")])

    @rule(n=chosen)
    def close(self, n: int) -> None:
        self._do(close_orders, lambda: [self._any("orders", n, "state IN ('shipped', 'delivered')")])

    @rule(n=chosen, line=line, quantity=few, whole=st.booleans())
    def take(self, n: int, line: int, quantity: int, whole: bool) -> None:
        self._do(pick, lambda: [Picking(number=self._any("orders", n, HELD), lines=None if whole else [LineQuantity(line=line, quantity=quantity)])])

    @rule(n=chosen, line=line, quantity=few, whole=st.booleans())
    def wrap(self, n: int, line: int, quantity: int, whole: bool) -> None:
        self._do(pack_orders, lambda: [Packing(number=self._any("orders", n, "picked > 0"), lines=None if whole else [LineQuantity(line=line, quantity=quantity)])])

    @rule(n=chosen, line=line, quantity=few, whole=st.booleans())
    def put_back(self, n: int, line: int, quantity: int, whole: bool) -> None:
        self._do(unpick, lambda: [PutBack(number=self._any("orders", n, "picked > 0"), lines=None if whole else [LineQuantity(line=line, quantity=quantity)])])

    @rule(n=chosen, line=line, quantity=few, whole=st.booleans())
    def leave(self, n: int, line: int, quantity: int, whole: bool) -> None:
        self._do(ship, lambda: [NewShipment(number=self._any("orders", n, HELD), lines=None if whole else [LineQuantity(line=line, quantity=quantity)])])

    @rule(n=chosen)
    def deliver(self, n: int) -> None:
        self._do(mark_delivered, lambda: [Delivery(parcel=self._any("shipment", n, "delivered_at IS NULL"))])

    @rule(n=chosen, line=line, quantity=few)
    def lose(self, n: int, line: int, quantity: int) -> None:
        self._do(write_off, lambda: [Loss(number=self._any("orders", n, "shipped > delivered + written_off"), lines=[Pieces(line=line, quantity=quantity)])])

    @rule(sku=skus)
    def serve(self, sku: str) -> None:
        self._do(serve_backorders, lambda: [row.id for row in db.rows("SELECT id FROM sku WHERE code = %s", (sku,))])

    @rule(strategy=st.sampled_from(["priority", "fewest", "nearest", "most"]), parcels=st.sampled_from([None, None, 1]), least=st.sampled_from(["0", "0", "10"]),
          kept=st.integers(0, 2), removal=st.sampled_from(["fefo", "fifo"]), costing=st.sampled_from(["average", "fifo"]))
    def other_rules(self, strategy: Any, parcels: int | None, least: str, kept: int, removal: Any, costing: Any) -> None:
        self._do(change_policy, lambda: PolicyChange(strategy=strategy, max_parcels=parcels, min_split=least, buffers={"Shop": kept}, removal=removal,
                                                     costing=costing))
        self._do(serve_everyone)

    @rule(sku=skus, kept=st.integers(0, 2))
    def keep_back(self, sku: str, kept: int) -> None:
        self._do(set_reorder_point, lambda: ReorderPoint(sku=sku, quantity=3, safety_stock=kept))

    @rule(listed=st.booleans())
    def list_what_was_unknown(self, listed: bool) -> None:
        """It is sold from now on, or no longer; orders that waited for it are looked at again."""
        self._do(upsert_products, lambda: [NewProduct(sku=LATER, title="New", price="4.00", active=listed)])
        self._do(recognise_skus)

    @rule(first=st.sampled_from(PLAIN), second=st.sampled_from(STOCKED), pieces=few)
    def put_together_otherwise(self, first: str, second: str, pieces: int) -> None:
        parts = {first: 1, second: pieces}
        self._do(set_kit, lambda: [Recipe(sku=KIT, parts=[NewPart(sku=sku, quantity=q) for sku, q in parts.items()])])
