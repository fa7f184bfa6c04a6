"""A business day belongs to the company's zone: its first and its last moment are that day's, the moments beside them are not."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from saas.kit import clock, db
from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.fulfilment.queries import FindParcels, list_parcels
from tenants.imports.reading.values import instant
from tenants.inventory.inputs import NewWarehouse, Receipt
from tenants.inventory.operations import add_warehouse, receive
from tenants.inventory.queries import get_lot, stock_as_of, stock_per_day, value_of
from tenants.orders.inputs import NewHold, NewLine, NewOrder
from tenants.orders.operations import hold_orders, lift_due_holds, place_orders
from tenants.orders.queries import FindOrders, get_order, list_orders, orders_per_day
from tenants.purchasing.inputs import NewPurchaseLine, NewPurchaseOrder, NewSupplier
from tenants.purchasing.operations import place_purchase_orders, save_suppliers
from tenants.reports.queries import today_and_last_week
from tenants.transfers.inputs import NewTransfer, PlannedLine
from tenants.transfers.operations import plan_transfers
from tenants.transfers.queries import FindTransfers, list_transfers
from tests.cast import HOME, Member, order, stocked

TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Edges:
    """A day in a zone, from its first moment to the first one after it, written down in UTC by hand."""

    zone: str
    day: date
    first: datetime
    after: datetime

    @property
    def four(self) -> dict[str, datetime]:
        """The last moment of the day before, the day's first and last, the first of the day after."""
        return {"before": self.first - TICK, "first": self.first, "last": self.after - TICK, "after": self.after}

    def member(self, who: Member) -> Member:
        """The same person, at a company of this zone."""
        return replace(who, actor=replace(who.actor, zone=self.zone), tenant=replace(who.tenant, zone=self.zone))


def _edges(zone: str, day: str, first: str, after: str) -> Edges:
    return Edges(zone, date.fromisoformat(day), datetime.fromisoformat(first).replace(tzinfo=UTC), datetime.fromisoformat(after).replace(tzinfo=UTC))


DAYS = [
    _edges("Asia/Tokyo", "2026-11-25", "2026-11-24T15:00", "2026-11-25T15:00"),
    _edges("Asia/Shanghai", "2026-12-31", "2026-12-30T16:00", "2026-12-31T16:00"),
    _edges("Europe/Moscow", "2026-03-01", "2026-02-28T21:00", "2026-03-01T21:00"),
    _edges("Asia/Vladivostok", "2026-11-25", "2026-11-24T14:00", "2026-11-25T14:00"),
    _edges("America/New_York", "2026-11-25", "2026-11-25T05:00", "2026-11-26T05:00"),
    _edges("America/New_York", "2026-03-08", "2026-03-08T05:00", "2026-03-09T04:00"),  # 23 hours
    _edges("America/New_York", "2026-11-01", "2026-11-01T04:00", "2026-11-02T05:00"),  # 25 hours
]
each_day = pytest.mark.parametrize("edges", DAYS, ids=lambda e: f"{e.zone} {e.day}")


@each_day
def test_lists_of_a_day_hold_that_day(ann: Member, edges: Edges) -> None:
    who = edges.member(ann)
    stocked(who, MUG=9)
    for name, at in edges.four.items():
        with clock.freeze(at), who.at_work():
            number = only(place_orders([order(name, MUG=1)])).number
            only(ship([NewShipment(number=number)]))
    with clock.freeze(edges.after - TICK), who.at_work(read_only=True):
        assert {row.reference for row in list_orders(FindOrders(placed_from=edges.day, placed_to=edges.day)).rows} == {"first", "last"}
        assert {row.reference for row in list_orders(FindOrders(placed_from=edges.day)).rows} == {"first", "last", "after"}
        assert len(list_parcels(FindParcels(shipped_from=edges.day, shipped_to=edges.day)).rows) == 2
        assert [(row.day, row.orders) for row in orders_per_day(2)] == [(edges.day - timedelta(days=1), 1), (edges.day, 2)]
    with clock.freeze(edges.after), who.at_work(read_only=True):
        assert [row.orders for row in orders_per_day(3)] == [1, 2, 1]


@each_day
def test_stock_and_its_value_as_of_a_day_are_as_it_ended(ann: Member, edges: Edges) -> None:
    who = edges.member(ann)
    stocked(who, MUG=0)
    for pieces, at in zip((1, 2, 4, 8), edges.four.values(), strict=True):
        with clock.freeze(at), who.at_work():
            only(receive([Receipt(sku="MUG", quantity=pieces, unit_cost="1.00")]))
    with clock.freeze(edges.after + timedelta(days=1)), who.at_work(read_only=True):
        for day, pieces in ((edges.day - timedelta(days=1), 1), (edges.day, 7), (edges.day + timedelta(days=1), 15)):
            value = value_of("MUG", day)
            assert value and (value.quantity, value.average) == (pieces, pieces * 100)
            assert sum(lay.on_hand for lay in stock_as_of("MUG", clock.day_bounds(day, edges.zone)[1])) == pieces
        assert [(end.day - edges.day).days for end in stock_per_day("MUG", 4)] == [-1, 0, 1, 2]
        assert [end.on_hand for end in stock_per_day("MUG", 4)] == [1, 7, 15, 15]


@each_day
def test_a_lot_is_good_through_its_last_day(ann: Member, edges: Edges) -> None:
    who = edges.member(ann)
    with who.at_work():
        upsert_products([NewProduct(sku="TEA", title="Tea", price="1.00", tracking="lot")])
        only(receive([Receipt(sku="TEA", quantity=5, lot="L1", expires_on=edges.day)]))
    told = {}
    for name, at in edges.four.items():
        with clock.freeze(at), who.at_work():
            told[name] = (only(place_orders([order(name, TEA=1)])).state, get_lot("TEA", "L1").state)
    assert told == {"before": ("ready", "expiring"), "first": ("ready", "expiring"), "last": ("ready", "expiring"), "after": ("waiting", "expired")}


@each_day
def test_a_hold_until_a_moment_typed_in_the_zone_lifts_then(ann: Member, edges: Edges) -> None:
    who = edges.member(ann)
    stocked(who, MUG=9)
    until = datetime.fromisoformat(clock.local_moment(f"{edges.day + timedelta(days=1)}T00:00", edges.zone))
    with clock.freeze(edges.first), who.at_work():
        number = only(place_orders([order("A-1", MUG=1)])).number
        only(hold_orders([number], NewHold(kind="address", until=until)))
    states = []
    for at in (edges.after - TICK, edges.after):
        with clock.freeze(at), who.at_work():
            lift_due_holds()
            states.append(get_order(number).state)
    assert states == ["on_hold", "ready"]


@each_day
def test_goods_are_late_the_day_after_they_were_expected(ann: Member, edges: Edges) -> None:
    who = edges.member(ann)
    stocked(who, MUG=9)
    with who.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East"))
        only(plan_transfers([NewTransfer(from_warehouse="MAIN", to_warehouse="EAST", expected_on=edges.day, lines=[PlannedLine(sku="MUG", quantity=1)])]))
    late = {}
    for name, at in edges.four.items():
        with clock.freeze(at), who.at_work(read_only=True):
            late[name] = [row.late for row in list_transfers(FindTransfers()).rows]
    assert late == {"before": [False], "first": [False], "last": [False], "after": [True]}


@each_day
def test_lead_time_counts_from_the_day_it_is_there(ann: Member, edges: Edges) -> None:
    who = edges.member(ann)
    stocked(who, MUG=9)
    with who.at_work():
        save_suppliers([NewSupplier(code="NORTH", name="North", lead_days=7)])
    days = []
    for at in edges.four.values():
        with clock.freeze(at), who.at_work():
            only(place_purchase_orders([NewPurchaseOrder(supplier="NORTH", lines=[NewPurchaseLine(sku="MUG", quantity=1, unit_cost="1.00")])]))
            days.append((db.rows("SELECT expected_on FROM purchase_order ORDER BY id DESC LIMIT 1")[0].expected_on - edges.day).days)
    assert days == [6, 7, 7, 8]


@each_day
def test_a_day_in_a_file_is_the_companys(ann: Member, edges: Edges) -> None:
    """As shops write it: without a zone; midnight of an order belongs to its day."""
    who = edges.member(ann)
    stocked(who, MUG=9)
    cells = {"midnight": f"{edges.day}", "early": f"{edges.day} 00:30", "late": f"{edges.day} 23:59:59", "next": f"{edges.day + timedelta(days=1)} 00:00"}
    with who.at_work():
        for name, cell in cells.items():
            only(place_orders([NewOrder(ship_to=HOME, reference=name, placed_at=datetime.fromisoformat(instant(cell, edges.zone)), lines=[NewLine(sku="MUG", quantity=1)])]))
        found = list_orders(FindOrders(placed_from=edges.day, placed_to=edges.day)).rows
        assert {row.reference for row in found} == {"midnight", "early", "late"}
        assert datetime.fromisoformat(instant(cells["midnight"], edges.zone)) == edges.first


@each_day
def test_today_is_measured_against_the_same_time_of_day_a_week_ago(ann: Member, edges: Edges) -> None:
    """By the clock on the wall, also when the clocks were changed in between."""
    who = edges.member(ann)
    stocked(who, MUG=9)
    noon = datetime(edges.day.year, edges.day.month, edges.day.day, 12, tzinfo=ZoneInfo(edges.zone))
    week_ago = (noon.replace(tzinfo=None) - timedelta(days=7)).replace(tzinfo=ZoneInfo(edges.zone))
    with clock.freeze(noon), who.at_work(read_only=True):
        assert [span.orders for span in today_and_last_week()] == [0, 0]
    for reference, at in (("early", week_ago - timedelta(minutes=1)), ("late", week_ago + timedelta(minutes=1)), ("now", noon - timedelta(minutes=1)),
                          ("sooner", noon - timedelta(minutes=2))):
        with clock.freeze(at), who.at_work():
            only(place_orders([order(reference, MUG=1)]))
    with clock.freeze(noon), who.at_work(read_only=True):
        assert [span.orders for span in today_and_last_week()] == [2, 1]
