"""What people do at the same moment in a storm: batches over many orders, SKUs and documents, each in an order of its own."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from saas.kit import db
from saas.kit.errors import DomainError
from saas.kit.operations import Outcome
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.fulfilment.inputs import Delivery, NewShipment, Packing, Picking, PutBack
from tenants.fulfilment.operations import mark_delivered, pack_orders, pick, ship, unpick
from tenants.inventory.inputs import NewLocation, NewWarehouse, Receipt, StockChange, StockMove
from tenants.inventory.operations import add_location, add_warehouse, adjust_stock, move_stock, receive
from tenants.orders.inputs import Cancellation, Customer, LineChange, Loss, Merge, NewHold, NewLine, NewOrder, OrderChange, Pieces, Split
from tenants.orders.operations import (cancel_orders, change_orders, hold_orders, merge_orders, place_orders, release_orders, reopen_orders,
                                       serve_backorders, split_orders, write_off)
from tenants.purchasing.inputs import NewGoodsReceipt, NewPurchaseLine, NewPurchaseOrder, NewSupplier, ReceivedLine
from tenants.purchasing.operations import place_purchase_orders, receive_goods, save_suppliers
from tenants.returns.inputs import Authorisation, Decision, ReceivedUnit, Reception, ReturnRequest, UnitDecision
from tenants.returns.operations import authorise_returns, decide_returns, receive_returns, request_returns
from tenants.stocktakes.inputs import Count, Decisions, NewStocktake
from tenants.stocktakes.operations import decide, enter_counts, open_stocktake, post_stocktake, to_review
from tenants.transfers.inputs import Arrival, NewTransfer, PlannedLine, Sending
from tenants.transfers.operations import plan_transfers, receive_transfers, send_transfers
from tests.cast import HOME, Member, stocked
from tests.tenants.orders.test_last_pieces import at_the_door

SKUS = [f"SKU-{n:02}" for n in range(10)]
LOTS = ["TEA", "OIL"]
KITS = ["SET", "BOX"]
OPEN = "state IN ('waiting', 'on_hold', 'ready', 'picking', 'part_shipped')"


def opened_shop(ann: Member) -> None:
    """Two warehouses, ten plain SKUs, two by lot, two kits of them, a supplier."""
    stocked(ann, **dict.fromkeys(SKUS, 60))
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East", priority=20))
        add_location(NewLocation(warehouse="MAIN", code="B1"))
        upsert_products([NewProduct(sku=sku, title=sku, price="4.00", tracking="lot") for sku in LOTS])
        upsert_products([NewProduct(sku=sku, title=sku, price="20.00") for sku in KITS])
        for kit, parts in zip(KITS, ({"SKU-03": 1, "SKU-01": 2}, {"SKU-01": 1, "TEA": 1, "SKU-08": 2}), strict=True):
            set_kit([Recipe(sku=kit, parts=[NewPart(sku=sku, quantity=q) for sku, q in parts.items()])])
        receive([Receipt(sku=sku, quantity=40, warehouse="EAST", unit_cost="2.00") for sku in SKUS])
        adjust_stock([StockChange(sku=sku, change=30, lot=f"L{n}") for sku in LOTS for n in range(3)])
        save_suppliers([NewSupplier(code="NORTH", name="North")])


class Person:
    """Someone who does one thing after another, each in a unit of work of its own, run again as a door runs it again."""

    def __init__(self, who: Member, seed: int) -> None:
        self.who, self.seed, self.chance, self.told = who, seed, random.Random(seed), Counter[str]()

    def work(self, acts: int) -> Counter[str]:
        kinds = [name for name in dir(self) if name.startswith("do_")]
        for n in range(acts):
            act = getattr(self, self.chance.choice([*kinds, "do_place", "do_place", "do_leave", "do_change"]))
            self._one(act.__name__.removeprefix("do_"), lambda n=n, act=act: act(f"{self.seed}-{n}"))
        return self.told

    def _one(self, name: str, act: Callable[[], Any]) -> None:
        try:
            answer, tries = at_the_door(self.who, act)
        except DomainError as error:
            self.told[f"{name} {error.code}"] += 1
            return
        self.told["tried again"] += tries - 1
        outcomes = answer if isinstance(answer, list) else [answer]
        self.told[f"{name} done"] += sum(not isinstance(outcome, Outcome) or outcome.status == "done" for outcome in outcomes)

    def _some(self, table: str, fit: str = "true", many: int = 3, column: str = "number") -> list[int]:
        found = [row[0] for row in db.rows(f"SELECT {column} FROM {table} WHERE {fit} ORDER BY id DESC LIMIT 40")]
        return self.chance.sample(found, min(many, len(found)))

    def _skus(self, many: int, of: list[str] = SKUS) -> list[str]:
        return self.chance.sample(of, many)

    def do_place(self, key: str) -> Any:
        """Orders of many lines in any order of SKUs; some arrive twice, from two sides at once."""
        def new(n: int) -> NewOrder:
            skus = self._skus(self.chance.randint(2, 8), [*SKUS, *LOTS, *KITS])
            reference = f"same-{self.chance.randint(1, 60)}" if n == 0 else f"{key}-{n}"
            return NewOrder(ship_to=HOME, reference=reference, customer=Customer(email=self.chance.choice(["kim@mail.example", "lee@mail.example", ""])),
                            lines=[NewLine(sku=sku, quantity=self.chance.randint(1, 5)) for sku in skus])
        return place_orders([new(n) for n in range(3)])

    def do_change(self, _key: str) -> Any:
        numbers = self._some("orders", OPEN)
        return change_orders([OrderChange(number=number, lines=[LineChange(line=1, quantity=self.chance.randint(0, 8))],
                                          add=[NewLine(sku=sku, quantity=2) for sku in self._skus(2)]) for number in numbers])

    def do_cancel(self, _key: str) -> Any:
        return cancel_orders([Cancellation(number=number, lines=self.chance.choice([None, [1], [2]])) for number in self._some("orders", OPEN)])

    def do_reopen(self, _key: str) -> Any:
        return reopen_orders(self._some("orders", "cancelled > 0"))

    def do_hold(self, _key: str) -> Any:
        return hold_orders(self._some("orders", OPEN, 2), NewHold(kind="fraud"))

    def do_release(self, _key: str) -> Any:
        return release_orders(self._some("orders", "open_holds > 0"))

    def do_split(self, _key: str) -> Any:
        return split_orders([Split(number=number, lines=[Pieces(line=self.chance.randint(1, 3), quantity=1)]) for number in self._some("orders", OPEN)])

    def do_merge(self, _key: str) -> Any:
        numbers = self._some("orders", f"{OPEN} AND shipped = 0 AND picked = 0 AND customer_email = 'kim@mail.example'")
        return merge_orders([Merge(into=numbers[0], others=numbers[1:])]) if len(numbers) > 1 else []

    def do_pick(self, _key: str) -> Any:
        return pick([Picking(number=number) for number in self._some("orders", "allocated > 0", 2)])

    def do_wrap(self, _key: str) -> Any:
        return pack_orders([Packing(number=number) for number in self._some("orders", "picked > 0", 2)])

    def do_put_back(self, _key: str) -> Any:
        return unpick([PutBack(number=number) for number in self._some("orders", "picked > 0", 2)])

    def do_leave(self, _key: str) -> Any:
        return ship([NewShipment(number=number) for number in self._some("orders", "allocated > 0")])

    def do_arrive(self, _key: str) -> Any:
        return mark_delivered([Delivery(parcel=number) for number in self._some("shipment", "delivered_at IS NULL")])

    def do_lose(self, _key: str) -> Any:
        return write_off([Loss(number=number, lines=[Pieces(line=1, quantity=1)]) for number in self._some("orders", "shipped > delivered + written_off", 2)])

    def do_serve(self, _key: str) -> Any:
        return serve_backorders(self._some("sku", "NOT is_kit", 4, "id"))

    def do_take_in(self, key: str) -> Any:
        return receive([Receipt(sku=sku, quantity=self.chance.randint(1, 9), warehouse=self.chance.choice(["MAIN", "EAST"]), unit_cost="1.25", key=f"{key}-{sku}")
                        for sku in self._skus(4)])

    def do_adjust(self, _key: str) -> Any:
        changes = [StockChange(sku=sku, change=self.chance.choice([-2, -1, 3])) for sku in self._skus(4)]
        return adjust_stock([*changes, *(StockChange(sku=sku, change=1, lot=f"L{self.chance.randint(0, 4)}") for sku in self._skus(2, LOTS))])

    def do_move(self, _key: str) -> Any:
        way = self.chance.choice([("", "B1"), ("B1", "")])
        return move_stock([StockMove(sku=sku, quantity=1, location=way[0], to_location=way[1]) for sku in self._skus(4)])

    def do_plan(self, _key: str) -> Any:
        way = self.chance.choice([("MAIN", "EAST"), ("EAST", "MAIN")])
        return plan_transfers([NewTransfer(from_warehouse=way[0], to_warehouse=way[1], lines=[PlannedLine(sku=sku, quantity=2) for sku in self._skus(3)])])

    def do_send(self, _key: str) -> Any:
        return send_transfers([Sending(number=number) for number in self._some("transfer", "cancelled_at IS NULL AND sent < planned")])

    def do_bring(self, _key: str) -> Any:
        return receive_transfers([Arrival(number=number) for number in self._some("transfer", "received + lost < sent")])

    def do_buy(self, _key: str) -> Any:
        lines = [NewPurchaseLine(sku=sku, quantity=6, unit_cost="1.11") for sku in self._skus(4)]
        return place_purchase_orders([NewPurchaseOrder(supplier="NORTH", lines=lines)])

    def do_unload(self, _key: str) -> Any:
        numbers = self._some("purchase_order", "state IN ('ordered', 'part_received')", 2)
        return receive_goods([NewGoodsReceipt(purchase_order=number, lines=[ReceivedLine(sku=sku, good=2, damaged=self.chance.randint(0, 1))
                                                                            for sku in self._skus(3)]) for number in numbers])

    def do_ask_back(self, _key: str) -> Any:
        return request_returns([ReturnRequest(order=number) for number in self._some("orders", "shipped > returned", 2)])

    def do_allow_back(self, _key: str) -> Any:
        return authorise_returns([Authorisation(number=number) for number in self._some("returns", "state = 'requested'")])

    def do_come_back(self, _key: str) -> Any:
        numbers = self._some("returns", "state IN ('authorised', 'part_received')", 2)
        return receive_returns([Reception(number=number, units=[ReceivedUnit(line=1, quantity=1, goes_to=self.chance.choice(["stock", "quarantine"]))])
                                for number in numbers])

    def do_decide(self, _key: str) -> Any:
        found = db.rows("SELECT r.number, u.id FROM returned_unit u JOIN returns r ON r.id = u.return_id WHERE u.decision = '' LIMIT 9")
        chosen = self.chance.sample(found, min(3, len(found)))
        return decide_returns([Decision(number=number, units=[UnitDecision(unit=unit, decision=self.chance.choice(["accepted", "rejected"]))])
                               for number, unit in chosen])

    def do_open_count(self, _key: str) -> Any:
        return open_stocktake(NewStocktake(warehouse="MAIN", scope="skus", skus=self._skus(3)))

    def do_count(self, _key: str) -> Any:
        numbers = self._some("stocktake", "state = 'counting'", 1)
        return enter_counts([Count(number=number, code=sku, quantity=self.chance.randint(1, 40)) for number in numbers for sku in self._skus(6)])

    def do_post(self, _key: str) -> Any:
        numbers = self._some("stocktake", "state IN ('counting', 'review')", 1)
        if not numbers:
            return []
        to_review(numbers[0])
        decide(Decisions(number=numbers[0], within=100))
        return post_stocktake(numbers[0])
