"""Kits: made of parts, kits among them; never of themselves, never too deep; as many are free as their parts make."""

from collections.abc import Callable

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.catalogue.inputs import NewPart, NewProduct, Recipe
from tenants.catalogue.operations import set_kit, upsert_products
from tenants.catalogue.queries import get_kit, get_sku, kits_with
from tenants.inventory.inputs import Receipt, StockChange
from tenants.inventory.operations import adjust_stock, receive
from tenants.inventory.queries import FindStock, list_stock, stock_levels
from tests.api.conftest import Program
from tests.browser import signed_in, text_of
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.statements import counted


def recipe(sku: str, **parts: int) -> Recipe:
    return Recipe(sku=sku, parts=[NewPart(sku=part, quantity=n) for part, n in parts.items()])


def said(*recipes: Recipe) -> list[str]:
    return [o.error.code + o.error.pointer if o.error else o.status for o in set_kit(recipes)]


def listed(who: Member, *codes: str) -> None:
    with who.at_work():
        upsert_products([NewProduct(sku=code, title=code) for code in codes])


def test_as_many_kits_are_free_as_their_parts_make(ann: Member) -> None:
    stocked(ann, CUP=10, POT=3)
    listed(ann, "SET", "GIFT")
    placed(ann, "A-1", CUP=1)
    with ann.at_work():
        assert said(recipe("SET", CUP=2, POT=1), recipe("GIFT", SET=1, CUP=1)) == ["done", "done"]
        assert [(part.sku, part.quantity, part.available, part.makes) for part in get_kit("SET")] == [("CUP", 2, 9, 4), ("POT", 1, 3, 3)]
        assert [(row.sku, row.available) for row in stock_levels(["GIFT", "SET"]).rows] == [("GIFT", 3), ("SET", 3)]
        assert [kit.sku for kit in kits_with("CUP")] == ["GIFT", "SET"]
        adjust_stock([StockChange(sku="CUP", change=-4)])
        assert [(get_sku(sku).is_kit, get_sku(sku).available) for sku in ("SET", "GIFT", "CUP")] == [(True, 2), (True, 1), (False, 5)]
        assert [row.sku for row in list_stock(FindStock(view="none")).rows] == []


def test_the_same_parts_again_change_nothing_and_none_make_it_ordinary(ann: Member) -> None:
    stocked(ann, CUP=10)
    listed(ann, "SET")
    with ann.at_work():
        twice = Recipe(sku="SET", parts=[NewPart(sku="CUP", quantity=1), NewPart(sku="CUP", quantity=2)])
        assert said(twice, recipe("SET", CUP=3), recipe("SET")) == ["done", "again", "done"]
        assert (get_kit("SET"), get_sku("SET").is_kit) == ([], False)
        assert only(receive([Receipt(sku="SET", quantity=1)])).on_hand == 1


REFUSED: list[tuple[Callable[[], Recipe], str]] = [
    (lambda: recipe("SET", SET=1), "kit_in_itself/parts"), (lambda: recipe("A", B=1), "kit_in_itself/parts"),
    (lambda: recipe("NOPE", CUP=1), "unknown_sku/sku"), (lambda: recipe("SET", CUP=1, NOPE=1), "unknown_sku/parts/1/sku"),
    (lambda: recipe("MUG", CUP=1), "kit_has_stock/sku"), (lambda: recipe("LOT", CUP=1), "kit_is_not_tracked/sku"),
    (lambda: recipe("CUP0", K1=1), "kit_in_itself/parts"), (lambda: recipe("SET", K1=1), "kit_too_deep/parts"),
    (lambda: recipe("SET", BIG=200), "kit_too_large/parts"), (lambda: recipe("K5", E=1), "kit_too_deep/parts")]


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_what_a_kit_cannot_be_made_of(ann: Member, given: Callable[[], Recipe], code: str) -> None:
    stocked(ann, CUP=10, MUG=1)
    listed(ann, "SET", "A", "B", "BIG", "CUP0", "D", "E", *(f"K{n}" for n in range(1, 6)))
    with ann.at_work():
        upsert_products([NewProduct(sku="LOT", title="Lot", tracking="lot")])
        assert said(recipe("B", A=1), recipe("BIG", CUP=10_000), recipe("E", D=1), recipe("K5", CUP0=1), recipe("K4", K5=1), recipe("K3", K4=1),
                    recipe("K2", K3=1), recipe("K1", K2=1)) == ["done"] * 8
        before = db.rows("SELECT * FROM kit_part ORDER BY 1, 2")
        assert said(given()) == [code]
        assert db.rows("SELECT * FROM kit_part ORDER BY 1, 2") == before


def test_a_kit_takes_in_no_goods_of_its_own(ann: Member) -> None:
    stocked(ann, CUP=1)
    listed(ann, "SET")
    with ann.at_work():
        assert said(recipe("SET", CUP=1)) == ["done"]
        assert [o.error.code for o in receive([Receipt(sku="SET", quantity=1)]) if o.error] == ["kit_holds_no_stock"]
        assert [o.error.code for o in upsert_products([NewProduct(sku="SET", title="Set", tracking="lot")]) if o.error] == ["kit_is_not_tracked"]


def test_any_number_of_kits_takes_the_same_few_statements(ann: Member) -> None:
    listed(ann, "CUP", *(f"S{n}" for n in range(31)))
    seen = []
    for kits in (["S30"], [f"S{n}" for n in range(30)]):
        with ann.at_work(), counted(ann.tenant) as statements:
            assert set(said(*(recipe(kit, CUP=2) for kit in kits))) == {"done"}
            stock_levels(kits)
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 6


def test_a_kit_is_put_together_from_its_page(world: World, ann: Member, ben: Member) -> None:
    stocked(ann, CUP=10, POT=3)
    listed(ann, "SET")
    browser = signed_in(world.app, ann.email)
    kit = "/t/acme/products/kit/SET"
    assert "Make it a kit" in text_of(browser.get("/t/acme/products/sku/SET")) and browser.get(kit).status_code == 200
    more = browser.post(kit, {"parts/0/sku": "CUP", "parts/0/quantity": "2", "more": "1"})
    assert more.status_code == 200 and 'name="parts/3/sku"' in more.text and 'value="CUP"' in more.text
    refused = browser.post(kit, {"parts/0/sku": "CUP", "parts/1/sku": "NOPE", "parts/1/quantity": "x"})
    assert refused.status_code == 422 and 'class="wrong"' in refused.text
    assert browser.post(kit, {"parts/0/sku": "CUP", "parts/0/quantity": "2", "parts/1/sku": "POT", "parts/2/sku": ""}).status_code == 303
    told = text_of(browser.get("/t/acme/products/sku/SET"))
    assert "What is in the kit" in told and "as many as its parts make" in told
    assert "A kit has no stock of its own" in text_of(browser.get("/t/acme/stock/sku/SET"))
    assert browser.get("/t/acme/products/offers?q=cu").json == [{"value": "CUP", "label": "CUP title", "hint": "CUP"}]
    assert signed_in(world.app, ben.email).get(kit).status_code == 403


def test_a_kit_is_put_together_through_the_api(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, CUP=10)
    listed(ann, "SET/1")
    program = Program(world, token_for(ann))
    put = program.send("PUT", "/products/SET/1/kit", {"parts": [{"sku": "CUP", "quantity": 3}]})
    assert (put.status_code, put.json["kit"], put.json["available"]) == (200, True, 3)
    assert program.get("/products/SET/1/kit").json == put.json and program.get("/products/SET/1").json["available"] == 3
    wrong = program.send("PUT", "/products/SET/1/kit", {"parts": [{"sku": "SET/1"}]})
    assert (wrong.status_code, wrong.json["code"]) == (422, "kit_in_itself")
    assert Program(world, token_for(zoe)).get("/products/SET/1/kit").status_code == 404
