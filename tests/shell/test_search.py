"""One search for everything of a company: by number, reference, name, the end of a phone number, SKU, tracking."""

import pytest
from sqlalchemy import event

from saas.kit import db
from saas.kit.operations import only
from saas.shell.queries import find_goods, find_orders, find_parcels, find_returns, what_waits
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.orders.inputs import Customer, NewLine, NewOrder
from tenants.orders.operations import place_orders
from tests.browser import signed_in
from tests.cast import HOME, Member, stocked
from tests.conftest import World
from tests.tenants.returns.returning import authorised, shipped

JSON = {"Accept": "application/json"}


def _ordered(who: Member, reference: str, name: str, phone: str = "", sku: str = "MUG") -> int:
    with who.at_work():
        return only(place_orders([NewOrder(ship_to=HOME, reference=reference, customer=Customer(name=name, phone=phone),
                                           lines=[NewLine(sku=sku, quantity=1)])])).number


@pytest.fixture
def number(world: World, ann: Member) -> int:
    """An order of 佐藤 for a mug, among others."""
    stocked(ann, MUG=9, КРУЖКА=9)
    _ordered(ann, "WEB-1", "Ivan Ёлкин", "+7 495 000-11-22", "КРУЖКА")
    return _ordered(ann, "R-2026/77", "佐藤 愛子", "080-1234-5678")


@pytest.mark.parametrize("wish", ["R-2026/77", "r-2026", "佐藤", "5678", "愛子 佐藤"])
def test_orders_are_found_by_what_people_remember(world: World, ann: Member, number: int, wish: str) -> None:
    with ann.at_work(read_only=True):
        assert [order.number for order in find_orders(wish)] == [number]


def test_orders_are_found_by_number_and_by_sku(world: World, ann: Member, number: int) -> None:
    with ann.at_work(read_only=True):
        assert [order.number for order in find_orders(str(number))] == [number]
        assert [order.number for order in find_orders("MUG")] == [number]


@pytest.mark.parametrize("wish", ["кружка", "КРУЖ", "кр"])
def test_goods_are_found_in_any_script(world: World, ann: Member, number: int, wish: str) -> None:
    with ann.at_work(read_only=True):
        assert [goods.code for goods in find_goods(wish)] == ["КРУЖКА"]


@pytest.mark.parametrize("wish", ["", " ", "x", "%", "_", "нет такого", "\\", "MUG КРУЖКА"])
def test_nothing_is_found_by_nothing(world: World, ann: Member, number: int, wish: str) -> None:
    with ann.at_work(read_only=True):
        assert find_goods(wish) == find_parcels(wish) == []


def test_parcels_are_found_by_tracking(world: World, ann: Member, number: int) -> None:
    with ann.at_work():
        ship([NewShipment(number=number, tracking="JP123456789", carrier="Yamato")])
    with ann.at_work(read_only=True):
        assert [p.order_number for p in find_parcels("jp 123456789")] == [number]
        assert find_parcels("JP12345678") == []


def test_returns_are_found_by_their_number(world: World, ann: Member, number: int) -> None:
    back = authorised(ann, shipped(ann, "A-9", MUG=1))
    with ann.at_work(read_only=True):
        assert [one.number for one in find_returns(str(back))] == [back] and find_returns("7") == find_returns("MUG") == []
    hits = signed_in(world.app, ann.email).get(f"/t/acme/search?q={back}", headers=JSON).json
    assert f"/t/acme/returns/{back}" in [hit["url"] for hit in hits]


def test_the_palette_gets_labels_and_addresses(world: World, ann: Member, number: int) -> None:
    answer = signed_in(world.app, ann.email).get("/t/acme/search?q=佐藤", headers=JSON)
    assert answer.mimetype == "application/json"
    assert [hit["url"] for hit in answer.json] == [f"/t/acme/orders/{number}"]
    assert answer.json[0].keys() == {"kind", "label", "hint", "url"} and "佐藤" in answer.json[0]["hint"]


def test_the_page_works_without_scripts(world: World, ann: Member, number: int) -> None:
    browser = signed_in(world.app, ann.email)
    page = browser.get("/t/acme/search?q=佐藤")
    assert page.status_code == 200 and f'href="/t/acme/orders/{number}"' in page.text and 'value="佐藤"' in page.text
    assert browser.get("/t/acme/search").status_code == 200
    assert browser.get("/t/acme/search?q=" + "x" * 5000).status_code == 200
    assert browser.get("/t/acme/search?q=%00a").status_code == 400


def test_zoe_finds_nothing_of_acme(world: World, zoe: Member, number: int) -> None:
    assert signed_in(world.app, zoe.email).get("/t/bolt/search?q=佐藤", headers=JSON).json == []


def test_what_waits_is_counted_in_one_statement(world: World, ann: Member) -> None:
    stocked(ann, MUG=1)
    for n in range(3):
        _ordered(ann, f"A-{n}", "Dan")
    statements: list[str] = []
    with ann.at_work(read_only=True) as session:
        event.listen(session.connection(), "before_cursor_execute", lambda *args: statements.append(args[2]))
        waits = what_waits()
    assert (waits.orders, waits.imports, len(statements)) == (2, 0, 1)
    with db.unit_of_work(world.bolt, world.people["zoe"].actor):
        assert what_waits().orders == 0
