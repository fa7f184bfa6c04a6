"""Products' pages: written by hand, changed, and refused with the reason on the field."""

from tenants.catalogue.queries import get_sku, variants_of
from tests.browser import signed_in, text_of
from tests.cast import Member, stocked
from tests.conftest import World

PRODUCTS = "/t/acme/products"


def test_a_product_is_written_and_changed(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    typed = {"sku": "MUG/1", "title": "Mug", "price": "12.50", "tax_rate": "8.25", "barcode": "4000", "product": "MUG", "active": "true"}
    answer = browser.post(f"{PRODUCTS}/new", typed)
    assert answer.status_code == 303 and "$12.50" in text_of(browser.get(answer.location))
    form = browser.get(f"{PRODUCTS}/edit/MUG/1").text
    assert 'value="12.50"' in form and 'value="8.25"' in form and "checked" in form
    assert browser.post(f"{PRODUCTS}/edit/MUG/1", {"title": "Mug, blue", "price": "13"}).status_code == 303
    with ann.at_work(read_only=True):
        mug = get_sku("MUG/1")
        assert (mug.title, mug.price, mug.active, mug.barcode) == ("Mug, blue", 1300, False, "4000")


def test_variants_stand_beside_each_other(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    for size in "SM":
        browser.post(f"{PRODUCTS}/new", {"sku": f"SOCK-{size}", "title": "Sock", "product": "SOCK", "option": size, "active": "true"})
    with ann.at_work(read_only=True):
        assert [one.option for one in variants_of("SOCK")] == ["S", "M"]
    assert "SOCK-M" in text_of(browser.get(f"{PRODUCTS}/sku/SOCK-S"))


def test_a_price_this_currency_does_not_have_comes_back(world: World, ann: Member) -> None:
    answer = signed_in(world.app, ann.email).post(f"{PRODUCTS}/new", {"sku": "MUG", "title": "Mug", "price": "1.234"})
    assert answer.status_code == 422 and "with as many decimals as the currency has" in text_of(answer) and 'value="1.234"' in answer.text


def test_a_viewer_may_not_change_products(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, MUG=1)
    browser = signed_in(world.app, ben.email)
    assert browser.get(f"{PRODUCTS}/sku/MUG").status_code == 200
    assert [browser.get(f"{PRODUCTS}/new").status_code, browser.post(f"{PRODUCTS}/edit/MUG", {"title": "x"}).status_code] == [403, 403]


def test_a_barcode_that_was_emptied_is_gone(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    browser.post(f"{PRODUCTS}/new", {"sku": "MUG", "title": "Mug", "barcode": "4000", "active": "true"})
    assert browser.post(f"{PRODUCTS}/edit/MUG", {"title": "Mug", "barcode": ""}).status_code == 303
    with ann.at_work(read_only=True):
        assert get_sku("MUG").barcode is None
