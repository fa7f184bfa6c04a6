"""What is low is ordered and comes in: from the list of what is low to the order that waited for it, with keys and a scanner."""

import pytest
from playwright.sync_api import Browser, Page, expect

from saas.kit import db
from tenants.catalogue.inputs import NewProduct, ReorderPoint
from tenants.catalogue.operations import set_reorder_point, upsert_products
from tenants.inventory.operations import prove_stock
from tenants.purchasing.inputs import NewOffer
from tenants.purchasing.operations import offer_goods
from tests.cast import Member, placed
from tests.conftest import World
from tests.journeys.conftest import open_as, speak
from tests.tenants.purchasing.buying import supplied
from tests.working import eventually, worker

BARCODE = "4006381333931"


@pytest.mark.browser
def test_what_is_low_is_ordered_and_comes_in(world: World, chromium: Browser, address: str) -> None:
    ann = world.people["ann"]
    speak(world, ann, "en")
    _mugs_are_low(ann)
    with worker(world, "relay", "house"):
        context, page = open_as(chromium, address, ann)
        page.goto(f"{address}/t/acme/stock/low")
        _go(page, "Order what is low")
        expect(page.locator("main")).to_contain_text("NORTH Ltd")
        _press(page, "Make drafts")
        page.wait_for_url("**view=send*")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/purchasing/7*")
        page.keyboard.press("s")
        expect(page.locator("main")).to_contain_text("Ordered")
        page.keyboard.press("r")
        page.wait_for_url("**/receive?order=*")
        for _ in range(4):
            _scan(page, BARCODE)
        expect(page.locator("input[name='lines/0/good']")).to_have_value("4")
        _scan(page, "")
        expect(page.locator("main")).to_contain_text("2 short of 6 expected")
        expect(page.locator("input[name=scan]")).to_be_focused()
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/receipts/8*")
        expect(page.locator("main")).to_contain_text("2 short")
        eventually(lambda: _served(ann), 30)
        context.close()
    with ann.at_work():
        assert db.rows("SELECT state, received, open_pieces FROM purchase_order") == [("part_received", 4, 2)]
        assert prove_stock() == []


def _mugs_are_low(ann: Member) -> None:
    """One mug lies there, an order waits for two, and NORTH sells them."""
    supplied(ann, MUG=1)
    placed(ann, "A-1", MUG=2)
    with ann.at_work():
        upsert_products([NewProduct(sku="MUG", title="Mug", price="10.00", barcode=BARCODE)])
        set_reorder_point(ReorderPoint(sku="MUG", quantity=4))
        offer_goods([NewOffer(supplier="NORTH", sku="MUG", unit_cost="3.10")])


def _go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.focus()
    page.keyboard.press("Enter")


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def _scan(page: Page, code: str) -> None:
    """What a scanner does: types a code and Enter into the field that has the focus, and waits for nobody."""
    expect(page.locator("input[name=scan]")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def _served(ann: Member) -> bool:
    with ann.at_work(read_only=True):
        return db.rows("SELECT state FROM orders")[0].state == "ready"
