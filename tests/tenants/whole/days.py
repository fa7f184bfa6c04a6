"""A company's days as a machine walks them: any verb, on anything there is, in any sequence; whatever comes of it, everything adds up."""

from hypothesis.stateful import initialize

from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.fulfilment.inputs import Delivery, NewShipment, Picking
from tenants.fulfilment.operations import mark_delivered, pick, ship
from tenants.inventory.inputs import NewLocation, NewWarehouse, Receipt, StockChange
from tenants.inventory.operations import add_location, add_warehouse, adjust_stock, receive
from tenants.orders.operations import mark_paid, place_orders
from tenants.purchasing.inputs import NewPurchaseLine, NewPurchaseOrder, NewSupplier
from tenants.purchasing.operations import place_purchase_orders, save_suppliers
from tenants.returns.inputs import Authorisation, Decision, ReceivedUnit, Reception, ReturnRequest, UnitDecision
from tenants.returns.operations import authorise_returns, decide_returns, receive_returns, request_returns
from tenants.stocktakes.inputs import Count, NewStocktake
from tenants.stocktakes.operations import enter_counts, open_stocktake, to_review
from tenants.transfers.inputs import NewTransfer, PlannedLine, Sending
from tenants.transfers.operations import plan_transfers, send_transfers
from tests.cast import order, stocked
from tests.conftest import _sweep
from tests.tenants.returns.returning import unit_ids
from tests.tenants.whole.coming_back import ComingBack
from tests.tenants.whole.desk import Desk
from tests.tenants.whole.machine import KIT, LOTS, SERIAL
from tests.tenants.whole.warehouse import LATE, Warehouse


class Days(Desk, Warehouse, ComingBack):
    """Two warehouses, two plain SKUs, tea by lot, cameras by serial number, a kit, and what nobody has listed yet; a day begins
    with something of everything under way, so that whatever is wished for first may have an effect."""

    @initialize()
    def morning(self) -> None:
        _sweep(self.world)
        self._goods()
        with self.ann.at_work():
            orders = [only(place_orders([order(f"B-{n}", **goods)])).number for n, goods in enumerate(
                [{"MUG": 2, "TEA": 1}, {"SET": 2}, {"CUP": 2}, {"MUG": 1, "CAM": 1}, {"SET": 1, "MUG": 3}, {"MUG": 2, "CUP": 2}])]
            for outcome in mark_paid(orders[:3]):
                outcome.result()
            only(pick([Picking(number=orders[3])]))
            only(place_orders([order("B-9", MUG=1, TEA=1).model_copy(update={"draft": True})]))
            parcels = [only(ship([NewShipment(number=number)])).parcels[0] for number in orders[:3]]
            only(mark_delivered([Delivery(parcel=parcels[0])]))
            ways = [only(plan_transfers([NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", lines=[PlannedLine(sku=sku, quantity=2)])])).number
                    for sku in ("MUG", "CUP")]
            only(send_transfers([Sending(number=ways[1])]))
            for draft in (False, True):
                only(place_purchase_orders([NewPurchaseOrder(supplier="NORTH", draft=draft, lines=[NewPurchaseLine(sku="CUP", quantity=4, unit_cost="1.25")])]))
            self._back(orders)
            self._counted()

    def _back(self, orders: list[int]) -> None:
        """One return was only asked for, one may come, one has come: a piece of it is accepted, another waits for that."""
        back = [only(request_returns([ReturnRequest(order=number)])).number for number in (orders[1], orders[2], orders[0])]
        for number in back[1:]:
            only(authorise_returns([Authorisation(number=number)]))
        only(receive_returns([Reception(number=back[2], units=[ReceivedUnit(line=1, quantity=1), ReceivedUnit(line=1, quantity=1)])]))
        only(decide_returns([Decision(number=back[2], units=[UnitDecision(unit=unit_ids(back[2])[0])])]))

    def _counted(self) -> None:
        """One count is under way, the other waits for a decision."""
        open_stocktake(NewStocktake(warehouse="EAST"))
        number = open_stocktake(NewStocktake(warehouse="MAIN", scope="skus", skus=["CUP"])).result().number
        for outcome in enter_counts([Count(number=number, code="CUP", quantity=7)]):
            outcome.result()
        to_review(number)

    def _goods(self) -> None:
        stocked(self.ann, MUG=20, CUP=16)
        with self.ann.at_work():
            add_warehouse(NewWarehouse(code="EAST", name="East", priority=20))
            add_location(NewLocation(warehouse="MAIN", code="B1"))
            upsert_products([NewProduct(sku=LOTS, title="Tea", price="4.00", tracking="lot"), NewProduct(sku=SERIAL, title="Camera", price="90.00", tracking="serial"),
                             NewProduct(sku=KIT, title="Set", price="20.00")])
            set_kit([Recipe(sku=KIT, parts=[NewPart(sku="MUG", quantity=1), NewPart(sku="CUP", quantity=2)])])
            receive([Receipt(sku="MUG", quantity=5, warehouse="EAST", unit_cost="2.00")])
            adjust_stock([StockChange(sku=LOTS, change=4, lot="L1", expires_on=LATE), StockChange(sku=LOTS, change=3, lot="L2"),
                          *(StockChange(sku=SERIAL, change=1, lot=f"N{n}") for n in range(3))])
            save_suppliers([NewSupplier(code="NORTH", name="North")])
