"""What can be promised: what is free less what waits, then by day what comes, each piece once; late goods aren't promised."""

from datetime import date, timedelta

from saas.kit import clock, db
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe, ReorderPoint
from tenants.catalogue.operations import set_kit, set_reorder_point, upsert_products
from tenants.inventory.queries import available_to_promise
from tenants.purchasing.inputs import LowWish
from tenants.purchasing.operations import order_what_is_low
from tenants.purchasing.queries import get_purchase, what_is_low
from tests.browser import signed_in
from tests.cast import Member, placed
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted
from tests.tenants.purchasing.buying import bought, noticed, received, supplied


def _day(who: Member, days: int) -> date:
    return clock.today(who.tenant.zone) + timedelta(days=days)


def test_what_waits_is_served_first(ann: Member) -> None:
    supplied(ann, MUG=3)
    placed(ann, "A-1", MUG=8)
    bought(ann, more={"expected_on": _day(ann, 5)}, MUG=10)
    with ann.at_work(read_only=True):
        promise, = available_to_promise(["MUG"])
    assert (promise.free, promise.waiting, promise.now) == (0, 5, 0)
    assert [(s.day, s.coming, s.promised) for s in promise.steps] == [(_day(ann, 5), 10, 5)]
    assert (promise.first_day(5), promise.first_day(6), promise.needs_late(6)) == (_day(ann, 5), None, False)


def test_a_notice_refines_its_order_and_counts_nothing_twice(ann: Member) -> None:
    supplied(ann, MUG=2)
    one = bought(ann, more={"expected_on": _day(ann, 20)}, MUG=10)
    noticed(ann, one.number, more={"expected_on": _day(ann, 3)}, MUG=6)
    noticed(ann, one.number, more={"expected_on": _day(ann, 9)}, MUG=7)
    noticed(ann, more={"supplier": "NORTH", "expected_on": _day(ann, 4)}, MUG=1)
    with ann.at_work(read_only=True):
        promise, = available_to_promise(["MUG"])
        until, = available_to_promise(["MUG"], _day(ann, 4))
    assert [(s.day, s.promised) for s in promise.steps] == [(_day(ann, 3), 8), (_day(ann, 4), 9), (_day(ann, 9), 13)]
    assert [s.promised for s in until.steps] == [8, 9]
    received(ann, {"sku": "MUG", "good": 10}, purchase_order=one.number)
    with ann.at_work(read_only=True):
        promise, = available_to_promise(["MUG"])
    assert (promise.now, [(s.coming, s.promised) for s in promise.steps]) == (12, [(1, 13)])


def test_overdue_and_undated_goods_are_told_and_not_promised(ann: Member) -> None:
    supplied(ann, MUG=1)
    bought(ann, more={"expected_on": _day(ann, -2)}, MUG=4)
    noticed(ann, more={"supplier": "NORTH"}, MUG=3)
    with ann.at_work(read_only=True):
        promise, = available_to_promise(["MUG"])
    assert (promise.overdue, promise.undated, promise.steps) == (4, 3, [])
    assert (promise.first_day(1), promise.first_day(2), promise.needs_late(8), promise.needs_late(9)) == (_day(ann, 0), None, True, False)


def test_safety_stock_drafts_and_expired_lots_are_not_promised(ann: Member) -> None:
    supplied(ann, MUG=10)
    bought(ann, more={"draft": True}, MUG=50)
    received(ann, {"sku": "MUG", "good": 7, "lot": "OLD", "expires_on": "2020-01-01"}, {"sku": "MUG", "damaged": 2}, supplier="NORTH")
    with ann.at_work():
        db.run("UPDATE sku SET safety_stock = 4")
        promise, = available_to_promise(["MUG"])
    assert (promise.now, promise.steps) == (6, [])


def test_many_skus_cost_two_statements(ann: Member) -> None:
    supplied(ann, MUG=1, CUP=1, JUG=1)
    bought(ann, MUG=1, CUP=1, JUG=1)
    with ann.at_work(read_only=True), counted(ann.tenant) as seen:
        assert len(available_to_promise(["MUG", "CUP", "JUG", "NONE"])) == 3
    assert len(seen) == 2


def _kit(who: Member, sku: str, **parts: int) -> None:
    with who.at_work():
        upsert_products([NewProduct(sku=sku, title=sku)])
        for outcome in set_kit([Recipe(sku=sku, parts=[NewPart(sku=part, quantity=n) for part, n in parts.items()])]):
            outcome.result()


def test_of_a_kit_as_many_are_promised_as_every_part_makes(world: World, ann: Member) -> None:
    supplied(ann, MUG=5, CUP=3, LID=9)
    _kit(ann, "PAIR", MUG=2)
    _kit(ann, "SET", PAIR=1, CUP=1)
    placed(ann, "A-1", CUP=1)
    bought(ann, more={"expected_on": _day(ann, 3)}, MUG=1)
    bought(ann, more={"expected_on": _day(ann, 5)}, MUG=4)
    bought(ann, more={"expected_on": _day(ann, 8)}, CUP=9, LID=5)
    bought(ann, more={"expected_on": _day(ann, -1)}, MUG=2)
    with ann.at_work(read_only=True):
        lid, pair, kit = available_to_promise(["SET", "PAIR", "LID", "NONE"])
        early, = available_to_promise(["SET"], _day(ann, 5))
    assert (lid.now, pair.now, kit.now, kit.waiting, kit.coming) == (9, 2, 2, 0, [])
    assert [(s.day, s.coming, s.promised) for s in pair.steps] == [(_day(ann, 3), 1, 3), (_day(ann, 5), 2, 5)]
    assert [(s.day, s.coming, s.promised) for s in kit.steps] == [(_day(ann, 8), 3, 5)] and early.steps == []
    assert (kit.first_day(2), kit.first_day(5), kit.first_day(6)) == (_day(ann, 0), _day(ann, 8), None)
    assert (pair.needs_late(6), pair.needs_late(7), kit.needs_late(6)) == (True, False, True)
    text = opened(signed_in(world.app, ann.email), "/t/acme/stock/sku/SET?quantity=5").text
    assert "as many as every part makes" in text and "When more can be promised" in text and "5 pieces can be promised from" in text


def test_a_kit_that_can_not_be_put_together_is_not_promised(ann: Member) -> None:
    supplied(ann, MUG=5, CUP=5)
    _kit(ann, "SET", MUG=1, CUP=1)
    with ann.at_work():
        upsert_products([NewProduct(sku="CUP", title="Cup", active=False)])
        promise, = available_to_promise(["SET"])
    assert (promise.now, promise.steps, promise.first_day(1)) == (0, [], None)


def test_kits_cost_two_statements_more(ann: Member) -> None:
    supplied(ann, MUG=1, CUP=1)
    _kit(ann, "SET", MUG=1, CUP=1)
    _kit(ann, "PAIR", MUG=2)
    with ann.at_work(read_only=True), counted(ann.tenant) as seen:
        assert len(available_to_promise(["SET", "PAIR", "CUP"])) == 3
    assert len(seen) == 4


def test_what_is_low_is_drafted_once_from_whoever_supplied_it(ann: Member) -> None:
    supplied(ann, "NORTH", "SOUTH", MUG=0, CUP=0, JUG=0)
    for supplier, sku in (("NORTH", "MUG"), ("SOUTH", "CUP")):
        received(ann, {"sku": sku, "good": 1}, purchase_order=bought(ann, supplier, cost="1.50", **{sku: 1}).number)
    placed(ann, "A-1", MUG=5)
    with ann.at_work():
        for sku in ("MUG", "CUP", "JUG"):
            set_reorder_point(ReorderPoint(sku=sku, quantity=3))
        db.run("UPDATE sku SET reorder_quantity = 24 WHERE code = 'CUP'")
        assert {one.sku: one.quantity for one in what_is_low()} == {"MUG": 8, "CUP": 24, "JUG": 4}
        drafted = order_what_is_low(LowWish(key="k"))
        orders = [get_purchase(o.result().number) for o in drafted.orders]
        assert [(o.supplier, o.state, [(x.sku, x.ordered, x.unit_cost) for x in o.lines]) for o in sorted(orders, key=lambda o: o.supplier)] == [
            ("NORTH", "draft", [("MUG", 8, 150)]), ("SOUTH", "draft", [("CUP", 24, 150)])]
        assert drafted.without_supplier == ["JUG"]
    with ann.at_work():
        assert order_what_is_low(LowWish(key="other")).orders == []
