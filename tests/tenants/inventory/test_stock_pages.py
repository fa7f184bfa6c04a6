"""Stock's pages: the same few statements however long the list, errors on the field, nothing of another company."""

import pytest
from flask import url_for

from saas.kit.owner import execute, owner
from tenants.catalogue.inputs import NewProduct
from tenants.catalogue.operations import upsert_products
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock, prove_stock
from tests.browser import signed_in, text_of
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.statements import counted

STOCK = "/t/acme/stock"


def statements(world: World, who: Member, path: str) -> int:
    browser = signed_in(world.app, who.email)
    with counted(who.tenant) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("path", [f"{STOCK}/", f"{STOCK}/?q=ti&view=low", f"{STOCK}/sku/S0?on=2026-11-01", f"{STOCK}/warehouses", f"{STOCK}/proof",
                                  f"{STOCK}/adjust/S0", f"{STOCK}/move/S0", f"{STOCK}/warehouses/MAIN", f"{STOCK}/low", "/t/acme/products/", "/t/acme/products/sku/S0"])
def test_pages_ask_the_same_few_times_however_much_there_is(world: World, ann: Member, path: str) -> None:
    stocked(ann, S0=5)
    few = statements(world, ann, path)
    stocked(ann, **{f"S{n}": 5 for n in range(30)})
    for n in range(4):
        placed(ann, f"A-{n}", S0=3, S1=1)
    with ann.at_work():
        adjust_stock([StockChange(sku="S0", change=1, lot=f"L{n}") for n in range(5)])
        prove_stock()
    assert statements(world, ann, path) == few <= 18


def test_a_sku_tells_its_story(world: World, ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=7).number
    with ann.at_work():
        adjust_stock([StockChange(sku="MUG", change=3, status="damaged", reason="damage", note="<b>wet</b>")])
    page = signed_in(world.app, ann.email).get(f"{STOCK}/sku/MUG")
    told = text_of(page)
    assert "Added to Main · Damaged by an adjustment." in told and "Counted at Main: more than the ledger said." in told
    assert f"/orders/{number}" in page.text and "Damage: &lt;b&gt;wet&lt;/b&gt;" in page.text


def test_codes_may_hold_slashes_and_any_script(world: World, ann: Member) -> None:
    codes = ["A/B C?d#e", "マグ/青%20"]
    with ann.at_work():
        upsert_products([NewProduct(sku=code, title="Odd") for code in codes])
    browser = signed_in(world.app, ann.email)
    with world.app.test_request_context():

        paths = [url_for("inventory.show", company="acme", sku=code) for code in codes]
    listed = browser.get(f"{STOCK}/").text
    assert all(path in listed and browser.get(path).status_code == 200 for path in paths)


def test_adjusting_from_the_page_keeps_what_was_typed_and_says_what_is_wrong(world: World, ann: Member) -> None:
    stocked(ann, MUG=5)
    placed(ann, "A-1", MUG=4)
    browser = signed_in(world.app, ann.email)
    refused = browser.post(f"{STOCK}/adjust/MUG", {"change": "-3", "reason": "loss", "note": "gone"})
    assert refused.status_code == 409 and "Only 1 of MUG are free there; 4 are held for orders." in text_of(refused)
    assert 'value="-3"' in refused.text and 'aria-invalid="true"' in refused.text and ">gone</textarea>" in refused.text.replace("\n", "")
    typed = {"change": "-1", "reason": "loss", "key": "click"}
    for _ in range(2):
        assert browser.post(f"{STOCK}/adjust/MUG", typed).status_code == 303
    assert "4 pieces are there now" in text_of(browser.get(f"{STOCK}/sku/MUG"))


@pytest.mark.parametrize(("path", "typed", "told"), [
    ("receive/MUG", {"quantity": "7", "unit_cost": "1.25"}, "12 pieces are there now"), ("adjust/MUG?by=count", {"counted": "9"}, "9 pieces are there now"),
    ("reorder/MUG", {"quantity": "9"}, "Below reorder point"), ("warehouses", {"code": "EAST", "name": "East", "priority": "20"}, "East")])
def test_what_is_done_from_a_page_is_seen_there(world: World, ann: Member, path: str, typed: dict[str, str], told: str) -> None:
    stocked(ann, MUG=5)
    browser = signed_in(world.app, ann.email)
    answer = browser.post(f"{STOCK}/{path}", typed)
    assert answer.status_code == 303 and told in text_of(browser.get(answer.location))


@pytest.mark.parametrize(("path", "typed"), [("receive/MUG", {"quantity": "0"}), ("adjust/MUG", {}), ("reorder/MUG", {"quantity": "-1"}),
                                             ("warehouses", {"code": "MAIN", "name": "Again"}), ("adjust/MUG", {"change": "x"})])
def test_what_cannot_be_taken_comes_back_with_its_reason(world: World, ann: Member, path: str, typed: dict[str, str]) -> None:
    stocked(ann, MUG=5)
    answer = signed_in(world.app, ann.email).post(f"{STOCK}/{path}", typed)
    assert answer.status_code in (409, 422) and 'class="wrong"' in answer.text


def test_a_viewer_sees_and_may_not_touch(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, MUG=5)
    browser = signed_in(world.app, ben.email)
    assert "Adjust" not in text_of(browser.get(f"{STOCK}/sku/MUG"))
    assert browser.get(f"{STOCK}/adjust/MUG").status_code == 403
    assert browser.post(f"{STOCK}/adjust/MUG", {"change": "1"}).status_code == 403
    assert browser.post(f"{STOCK}/proof").status_code == 403
    assert browser.post(f"{STOCK}/warehouses", {"code": "X", "name": "X"}).status_code == 403


def test_another_companys_sku_is_not_found(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=5)
    browser = signed_in(world.app, zoe.email)
    for path in ("/t/bolt/stock/sku/MUG", "/t/bolt/stock/adjust/MUG", "/t/bolt/products/sku/MUG", "/t/acme/stock/sku/MUG", "/t/acme/stock/"):
        assert browser.get(path).status_code == 404


def test_proving_from_the_page_says_what_it_found(world: World, ann: Member) -> None:
    stocked(ann, MUG=5)
    browser = signed_in(world.app, ann.email)
    browser.post(f"{STOCK}/proof")
    assert "Ledger, balances and held stock agreed on" in text_of(browser.get(f"{STOCK}/"))
    with owner(world.url) as conn:
        execute(conn, f"UPDATE {world.acme.schema}.balance SET on_hand = 6")
    answer = browser.post(f"{STOCK}/proof")
    told = text_of(browser.get(answer.location))
    assert answer.location.endswith("/proof") and "Does the ledger add up to the stock on hand?" in told and "MUG" in told


def test_the_file_of_the_list_holds_no_formula(world: World, ann: Member) -> None:
    with ann.at_work():
        upsert_products([NewProduct(sku="=1+1", title="@cmd", option="-2"), NewProduct(sku="MUG", title="Кружка, синяя")])
    answer = signed_in(world.app, ann.email).get("/t/acme/lists/stock/export.csv?q=mu")
    assert answer.mimetype == "text/csv" and answer.text.startswith("\ufeffSKU,") and '"Кружка, синяя"' in answer.text
    whole = signed_in(world.app, ann.email).get("/t/acme/lists/stock/export.csv").text
    assert "\r\n'=1+1,'@cmd,'-2,0," in whole and "MUG" in whole


def test_the_search_keeps_the_rest_of_the_filter(world: World, ann: Member) -> None:
    stocked(ann, MUG=5)
    page = signed_in(world.app, ann.email).get(f"{STOCK}/?q=mu&sort=title&view=all").text
    assert 'name="sort" value="title"' in page and page.count('name="q"') == 2
