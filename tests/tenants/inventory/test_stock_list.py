"""The stock list: what lies there, what is held, what is free, who waits; found in any script, page by page."""

import pytest

from saas.kit.context import Actor
from saas.kit.db import unit_of_work
from saas.kit.errors import Forbidden
from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct, ReorderPoint
from tenants.catalogue.operations import set_reorder_point, upsert_products
from tenants.inventory.inputs import NewWarehouse, StockChange
from tenants.inventory.operations import add_warehouse, adjust_stock
from tenants.inventory.queries import FindStock, count_stock, list_stock, stock_levels
from tests.cast import Member, placed, stocked


def found(who: Member, **find: str) -> list[str]:
    with who.at_work(read_only=True):
        return [row.sku for row in list_stock(FindStock(**find)).rows]


def test_held_free_and_waiting_pieces(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=9)
    placed(ann, "A-1", MUG=7, CUP=2)
    with ann.at_work():
        adjust_stock([StockChange(sku="CUP", counted=3, status="damaged")])
    with ann.at_work(read_only=True):
        cup, mug = list_stock(FindStock()).rows
    assert (cup.on_hand, cup.allocated, cup.available, cup.waiting, cup.state) == (12, 2, 7, 0, "enough")
    assert (mug.on_hand, mug.allocated, mug.available, mug.waiting, mug.state) == (5, 5, 0, 2, "out")
    assert mug.warehouses == ["MAIN"]


def test_views_say_what_is_low_oversubscribed_and_gone(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=9, POT=50)
    placed(ann, "A-1", MUG=7)
    with ann.at_work():
        set_reorder_point(ReorderPoint(sku="CUP", quantity=9))
        set_reorder_point(ReorderPoint(sku="POT", quantity=9))
    assert found(ann, view="low") == ["CUP"]
    assert found(ann, view="oversubscribed") == ["MUG"]
    assert found(ann, view="none") == ["MUG"]
    with ann.at_work(read_only=True):
        assert count_stock(FindStock()) == {"all": 3, "low": 1, "oversubscribed": 1, "none": 1, "expiring": 0}


@pytest.mark.parametrize("wish", ["эмал", "кружка ЕЛ", "cup", "马克", "マグ", "0123", "крас"])
def test_two_characters_of_any_script_find_a_sku(ann: Member, wish: str) -> None:
    with ann.at_work():
        upsert_products([NewProduct(sku="CUP-1", title="Кружка эмалевая «Ёлка» 马克杯 マグ", option="Красный", barcode="40123"),
                         NewProduct(sku="OTHER", title="Something else")])
    assert found(ann, q=wish) == ["CUP-1"]


def test_one_character_finds_nothing_and_signs_are_only_signs(ann: Member) -> None:
    stocked(ann, **{"A%B": 1, "AXB": 1})
    assert found(ann, q="a") == []
    assert found(ann, q="a%b") == ["A%B"]


def test_a_warehouse_shows_its_own_figures(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=9)
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East", country="us"))
        only(adjust_stock([StockChange(sku="MUG", warehouse="EAST", counted=4)]))
    with ann.at_work(read_only=True):
        (mug,) = list_stock(FindStock(warehouse="EAST")).rows
        assert (mug.sku, mug.on_hand, mug.warehouses) == ("MUG", 4, ["EAST"])
        assert stock_levels(["MUG"]).rows[0].warehouses == ["EAST", "MAIN"]


@pytest.mark.parametrize("sort", ["code", "title", "free"])
def test_pages_show_every_sku_once(ann: Member, sort: str) -> None:
    stocked(ann, **{f"S{n}": n % 4 for n in range(11)})
    seen: list[str] = []
    cursor = None
    with ann.at_work(read_only=True):
        while True:
            page = list_stock(FindStock(sort=sort), cursor, limit=3)
            seen += [row.sku for row in page.rows]
            if not (cursor := page.next):
                break
        whole = [row.sku for row in list_stock(FindStock(sort=sort)).rows]
    assert seen == whole and len(set(seen)) == 11


def test_levels_of_codes_leave_out_what_nobody_has(ann: Member) -> None:
    stocked(ann, MUG=5, CUP=9)
    with ann.at_work(read_only=True):
        page = stock_levels(["MUG", "NOPE", "CUP"], limit=1)
        assert [row.sku for row in page.rows] == ["CUP"]
        assert [row.sku for row in stock_levels(["MUG", "NOPE", "CUP"], after=page.next).rows] == ["MUG"]


def test_another_companys_stock_is_not_there(ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=5)
    stocked(zoe, CUP=1)
    assert (found(ann), found(zoe)) == (["MUG"], ["CUP"])


def test_someone_without_the_right_may_not_look(ann: Member) -> None:
    with pytest.raises(Forbidden), unit_of_work(ann.tenant, Actor("token", 1, "shop"), read_only=True):
        list_stock(FindStock())
