"""The policy and the warehouses: changed by those who run the company, and whoever waits is looked at again."""

import pytest

from saas.kit import db
from saas.kit.errors import Forbidden, Stale
from tenants.inventory.errors import LastWarehouse
from tenants.inventory.inputs import NewWarehouse, PolicyChange, StockChange, WarehouseChange
from tenants.inventory.operations import add_warehouse, adjust_stock, change_policy, change_warehouse
from tenants.inventory.queries import get_policy, get_warehouse
from tenants.orders.operations import serve_everyone
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.pages import opened, read_page

PAGE = "/t/acme/stock/policy"


def test_a_change_raises_the_version_and_asks_for_those_who_wait(ann: Member) -> None:
    with ann.at_work():
        before = get_policy()
        after = change_policy(PolicyChange(strategy="fewest", min_split="12.50", buffers={"Rakuten": 2}), before.version)
        assert (after.version, after.strategy, after.min_split, after.buffers) == (before.version + 1, "fewest", 1250, {"Rakuten": 2})
        assert change_policy(PolicyChange(strategy="fewest", min_split="12.50", buffers={"Rakuten": 2})) == after
        ((data,),) = db.rows("SELECT data FROM event WHERE name = 'policy.changed'")
        assert data == {"strategy": ["priority", "fewest"], "min_split": [0, 1250], "buffers": [{}, {"Rakuten": 2}]}


def test_two_who_change_it_at_once_overwrite_nothing(ann: Member) -> None:
    with ann.at_work(), pytest.raises(Stale):
        change_policy(PolicyChange(), get_policy().version - 1)


def test_only_who_runs_the_company_may(cleo: Member) -> None:
    with cleo.at_work(), pytest.raises(Forbidden):
        change_policy(PolicyChange())


def test_what_a_new_policy_allows_is_held_for_whoever_waits(ann: Member) -> None:
    stocked(ann, MUG=5)
    with ann.at_work():
        change_policy(PolicyChange(buffers={"": 3}))
    assert placed(ann, "A-1", MUG=5).lines[0].allocated == 2
    with ann.at_work():
        change_policy(PolicyChange())
        assert serve_everyone().pieces == 3


def test_a_warehouse_is_changed_and_its_shelves_follow(ann: Member) -> None:
    stocked(ann, MUG=5)
    with ann.at_work():
        add_warehouse(NewWarehouse(code="EAST", name="East", priority=200))
        adjust_stock([StockChange(sku="MUG", warehouse="EAST", change=5)])
        version = get_policy().version
        assert change_warehouse(WarehouseChange(code="EAST", name="East", country="jp", region="大阪府", priority=1))
        assert not change_warehouse(WarehouseChange(code="EAST", name="East", country="JP", region="大阪府", priority=1))
        assert get_policy().version == version + 1 and get_warehouse("EAST").region == "大阪府"
        assert db.rows("SELECT b.priority FROM balance b JOIN warehouse w ON w.id = b.warehouse_id WHERE code = 'EAST'")[0][0] // 1000 == 1
    placed(ann, "A-1", MUG=1)
    with ann.at_work():
        assert db.rows("SELECT w.code FROM allocation a JOIN balance b ON b.id = a.balance_id JOIN warehouse w ON w.id = b.warehouse_id") == [("EAST",)]


def test_the_only_open_warehouse_stays_open(ann: Member) -> None:
    with ann.at_work(), pytest.raises(LastWarehouse):
        change_warehouse(WarehouseChange(code="MAIN", name="Main", active=False))


def test_the_page_saves_what_was_typed_and_keeps_it_where_it_is_wrong(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    seen = opened(browser, PAGE).value("version")
    typed = {"version": seen, "strategy": "nearest", "max_parcels": "2", "min_split": "0", "buffers": "Rakuten: 2\nOzon：1", "removal": "fifo", "costing": "average", "close_after_days": ""}
    wrong = read_page(browser.post(PAGE, typed | {"buffers": "Rakuten two"}))
    assert wrong.status == 422 and "Write a channel and its pieces on each line" in wrong.text and "Rakuten two" in wrong.text
    assert browser.post(PAGE, typed).status_code == 303 and "Orders that wait are looked at again" in opened(browser, PAGE).text
    with ann.at_work(read_only=True):
        now = get_policy()
    assert (now.strategy, now.max_parcels, now.buffers, now.removal) == ("nearest", 2, {"Rakuten": 2, "Ozon": 1}, "fifo")
    assert browser.post(PAGE, typed | {"strategy": "most"}).status_code == 412


def test_who_may_only_look_sees_it_and_saves_nothing(world: World, ben: Member) -> None:
    browser = signed_in(world.app, ben.email)
    page = opened(browser, PAGE)
    assert page.status == 200 and "Save" not in page.text and browser.post(PAGE, {}).status_code == 403


def test_warehouses_are_changed_on_their_page(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    path = "/t/acme/stock/warehouses/MAIN"
    page = opened(browser, path)
    kept = {"name": "Main hall", "country": "US", "region": "CA", "priority": page.value("priority"), "active": "true"}
    assert browser.post(path, kept).status_code == 303 and "Main hall" in opened(browser, "/t/acme/stock/warehouses").text
    assert "the only one open" in read_page(browser.post(path, {name: value for name, value in kept.items() if name != "active"})).text
    assert browser.get("/t/acme/stock/warehouses/NONE").status_code == 404


def test_through_the_api_with_its_etag(world: World, ann: Member, ben: Member) -> None:
    acme = Program(world, token_for(ann))
    etag = acme.get("/policy").headers["ETag"]
    saved = acme.send("PUT", "/policy", {"strategy": "most", "min_split": "5"}, If_Match=etag)
    assert saved.status_code == 200 and (saved.json["strategy"], saved.json["min_split"]) == ("most", "5.00") and saved.headers["ETag"] != etag
    assert acme.send("PUT", "/policy", {}, If_Match=etag).json["code"] == "stale"
    assert acme.send("PUT", "/policy", {"max_parcels": 0, "buffers": {"x": -1}}).status_code == 422
    assert Program(world, token_for(ben)).send("PUT", "/policy", {}).status_code == 403
    changed = acme.send("PUT", "/warehouses", {"code": "MAIN", "name": "Main", "region": "CA"})
    assert changed.json["region"] == "CA" and acme.send("PUT", "/warehouses", {"code": "NONE", "name": "x"}).json["code"] == "unknown_warehouse"
