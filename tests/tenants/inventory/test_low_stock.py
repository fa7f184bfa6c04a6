"""Low stock: at the reorder point or below once who waits is served; what comes counts before more is suggested."""

import pytest

from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe, ReorderPoint
from tenants.catalogue.operations import set_kit, set_reorder_point, upsert_products
from tenants.inventory.queries import FindStock, count_stock, list_low, list_stock
from tenants.transfers.inputs import Sending
from tenants.transfers.operations import send_transfers
from tests.api.conftest import Program
from tests.browser import signed_in, text_of
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.statements import counted
from tests.tenants.transfers.moving import planned, two_houses


def point(who: Member, sku: str, quantity: int, order: int | None = None) -> None:
    with who.at_work():
        set_reorder_point(ReorderPoint(sku=sku, quantity=quantity, reorder_quantity=order))


def low(who: Member) -> list[tuple[str, int, str]]:
    with who.at_work(read_only=True):
        return [(row.level.sku, row.suggested, row.state) for row in list_low().rows]


def test_who_waits_is_served_before_stock_counts_as_enough(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=20, POT=3)
    point(ann, "MUG", 4, 25)
    point(ann, "CUP", 4)
    point(ann, "POT", 3)
    assert low(ann) == [("POT", 1, "low")]
    placed(ann, "A-1", MUG=5)
    placed(ann, "A-2", MUG=7)
    assert low(ann) == [("MUG", 25, "out"), ("POT", 1, "low")]
    placed(ann, "A-3", MUG=40)
    assert low(ann)[0] == ("MUG", 4 + 1 + 47, "out")
    with ann.at_work(read_only=True):
        assert (count_stock(FindStock())["low"], [row.state for row in list_stock(FindStock(view="low")).rows]) == (2, ["out", "low"])


def test_what_is_on_its_way_is_not_ordered_again(ann: Member) -> None:
    two_houses(ann, MUG=10)
    point(ann, "MUG", 6)
    number = planned(ann, MUG=5)
    assert low(ann) == []
    with ann.at_work():
        only(send_transfers([Sending(number=number)]))
    assert low(ann) == [("MUG", 0, "coming")]


def test_kits_and_what_is_not_sold_are_never_low(ann: Member) -> None:
    stocked(ann, MUG=1, OLD=0, SET=0)
    for sku in ("OLD", "SET"):
        point(ann, sku, 9)
    with ann.at_work():
        upsert_products([NewProduct(sku="OLD", title="Old", active=False)])
        only(set_kit([Recipe(sku="SET", parts=[NewPart(sku="MUG", quantity=2)])]))
    assert low(ann) == []


def test_page_and_api_show_the_same_in_a_few_statements(world: World, ann: Member, zoe: Member) -> None:
    seen = []
    browser = signed_in(world.app, ann.email)
    for many in (1, 20):
        stocked(ann, **{f"S{n:02}": 2 for n in range(many)})
        for n in range(many):
            point(ann, f"S{n:02}", 5)
        with counted(ann.tenant) as statements:
            page = browser.get("/t/acme/stock/low")
        seen.append(len(statements))
    assert seen[0] == seen[1] and "S19" in text_of(page)
    (first,) = Program(world, token_for(ann)).get("/stock/low?limit=1").json["data"]
    assert first == {"sku": "S00", "title": "S00 title", "available": 2, "waiting": 0, "coming": 0, "drafted": 0, "reorder_point": 5, "suggested": 4}
    assert Program(world, token_for(zoe)).get("/stock/low").json["data"] == []
    assert "在庫僅少の商品はありません" in text_of(signed_in(world.app, zoe.email).get("/t/bolt/stock/low"))
    assert browser.get("/t/acme/stock/low?q=nothing+here").status_code == 200


@pytest.mark.parametrize(("available", "waiting", "coming", "order", "suggested"), [
    (5, 0, 0, None, 1), (5, 3, 0, None, 4), (5, 0, 1, None, 0), (5, 9, 9, 50, 50), (5, 0, 0, 3, 3)])
def test_the_suggestion(ann: Member, available: int, waiting: int, coming: int, order: int | None, suggested: int) -> None:
    stocked(ann, MUG=5)
    point(ann, "MUG", 5, order)
    with ann.at_work(read_only=True):
        (row,) = list_low().rows
        level = type(row.level)(**{name: getattr(row.level, name) for name in row.level.__slots__} | {"available": available, "waiting": waiting})
        assert type(row)(level, coming).suggested == suggested
