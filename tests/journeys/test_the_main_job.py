"""The main job, in each language: sign in, upload the shop's export, watch it checked and applied by a real worker, see
orders with stock held, and ship one. Keyboard and buttons, as a clerk does it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from saas.kit import db
from tenants.inventory.operations import prove_stock
from tests.conftest import World
from tests.guards.source import ROOT
from tests.journeys.conftest import open_as, speak
from tests.tenants.imports.bringing import shopify
from tests.working import worker

REAL = ROOT.parent / "shared" / "data" / "open" / "orders"
RAKUTEN, SHOPIFY = REAL / "jp" / "rakuten_rms_orders_200lines.csv", REAL / "shopify" / "orders_export_1.csv"


def _file(language: str, folder: Path) -> Path:
    """The real sample where it is at hand, else one of our own in the same format."""
    real = RAKUTEN if language == "ja" else SHOPIFY
    if real.exists():
        return real
    own = folder / "orders.csv"
    own.write_bytes(shopify(40))
    return own


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ru", "zh_Hans", "ja"])
def test_a_shops_file_becomes_a_shipped_order(world: World, chromium: Browser, address: str, tmp_path: Path, language: str) -> None:
    zoe = world.people["zoe"] if language == "ja" else world.people["ann"]
    speak(world, zoe, language)
    with worker(world, "relay", "imports", "house"):
        context, page = open_as(chromium, address, zoe, language)
        expect(page.locator("html")).to_have_attribute("lang", language.replace("_", "-"))
        page.goto(f"{address}/t/{zoe.tenant.slug}/imports/new")
        page.set_input_files("input[type=file]", _file(language, tmp_path))
        page.locator("form.form button.primary").click()
        page.locator("form[action$='/apply'] button").click(timeout=60_000)
        orders = page.locator("a.button.primary[href*='import_id']")
        orders.wait_for(timeout=60_000)
        _stock_arrives(zoe)
        orders.click()
        page.wait_for_url("**/orders/**")
        assert page.locator("table a.rowlink").count() > 10
        _ship_one(page, address, zoe)
        context.close()
    with zoe.at_work():
        assert db.rows("SELECT count(*) FROM orders WHERE state = 'shipped'")[0][0] == 1
        assert prove_stock() == []


def _stock_arrives(who) -> None:  # type: ignore[no-untyped-def]
    """What the file's orders wait for comes in, and the oldest order gets it first."""
    from tenants.inventory.inputs import Receipt
    from tenants.inventory.operations import receive
    from tests.working import eventually

    with who.at_work():
        codes = [r.code for r in db.rows("SELECT code FROM sku")]
        receive([Receipt(sku=code, quantity=500) for code in codes])
    eventually(lambda: _ready(who) > 0, 30)


def _ready(who) -> int:  # type: ignore[no-untyped-def]
    with who.at_work(read_only=True):
        return db.rows("SELECT count(*) FROM orders WHERE state = 'ready'")[0][0]


def _ship_one(page, address: str, who) -> None:  # type: ignore[no-untyped-def]
    with who.at_work(read_only=True):
        number = db.rows("SELECT number FROM orders WHERE state = 'ready' ORDER BY id LIMIT 1")[0].number
    page.goto(f"{address}/t/{who.tenant.slug}/orders/{number}/ship")
    page.fill("input[name=tracking]", "NL-1")
    page.locator("form.form button.primary").click()
    page.wait_for_url(f"**/orders/{number}*")
    expect(page.locator("main")).to_contain_text("NL-1")
