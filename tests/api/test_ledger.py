"""The ledger through the API: a feed of every movement, stock as of a past moment, one warehouse."""

from datetime import timedelta

from saas.kit import clock
from saas.kit.operations import only
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tests.api.conftest import Program
from tests.cast import Member, stocked
from tests.tenants.transfers.moving import planned, two_houses


def test_the_feed_goes_on_where_it_stopped(acme: Program, ann: Member) -> None:
    two_houses(ann, MUG=10, CUP=5)
    number = planned(ann, MUG=4)
    acme.post(f"/transfers/{number}/send", {})
    whole = acme.get("/stock/movements").json["data"]
    assert [(m["sku"], m["cause"], m["net"]) for m in whole] == [("MUG", "counted", 10), ("CUP", "counted", 5), ("MUG", "moved", -4)]
    first = acme.get("/stock/movements?limit=2").json
    rest = acme.get(f"/stock/movements?limit=2&after={first['next']}").json
    assert first["data"] + rest["data"] == whole and rest["next"] is None


def test_the_feed_is_filtered(acme: Program, ann: Member) -> None:
    two_houses(ann, MUG=10, CUP=5)
    number = planned(ann, MUG=4)
    acme.post(f"/transfers/{number}/send", {})
    acme.post(f"/transfers/{number}/receive", {})
    found = {path: [m["net"] for m in acme.get(f"/stock/movements?{path}").json["data"]] for path in (
        "sku=CUP", "warehouse=EAST", "cause=moved", "sku=NONE", "warehouse=NONE", "sku=")}
    assert found == {"sku=CUP": [5], "warehouse=EAST": [4], "cause=moved": [-4, 4], "sku=NONE": [], "warehouse=NONE": [], "sku=": []}
    later, earlier = ((clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ") for days in (1, -1))
    assert acme.get(f"/stock/movements?since={later}").json["data"] == []
    assert len(acme.get(f"/stock/movements?since={earlier}&fields=id").json["data"]) == 4
    for wrong, code in (("cause=stolen", "not_a_choice"), ("since=yesterday", "not_a_date"), ("cuase=moved", "unknown_field"), ("limit=201", "out_of_range")):
        refused = acme.get(f"/stock/movements?{wrong}")
        assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, code), wrong


def test_stock_as_of_a_past_moment(acme: Program, ann: Member) -> None:
    before = clock.now() - timedelta(days=2)
    with clock.freeze(before):
        stocked(ann, MUG=10)
    with ann.at_work():
        only(adjust_stock([StockChange(sku="MUG", change=-3)]))
    then = acme.get(f"/stock/as-of?sku=MUG&at={(before + timedelta(hours=1)).strftime('%Y-%m-%dT%H:%M:%SZ')}").json
    assert (then["on_hand"], then["places"]) == (10, [{"warehouse": "MAIN", "location": "-", "lot": None, "condition": "good", "on_hand": 10}])
    today = clock.today(ann.tenant.zone)
    assert [acme.get(f"/stock/as-of?sku=MUG&on={day}").json["on_hand"] for day in (today, today - timedelta(days=1), today - timedelta(days=9))] == [7, 10, 0]
    assert acme.get("/stock/as-of?sku=MUG").json["errors"][0]["pointer"] == "/at"
    assert acme.get(f"/stock/as-of?sku=NONE&on={today}").json["code"] == "unknown_sku"
    assert acme.get("/stock/as-of?sku=MUG&on=then").status_code == 422


def test_one_warehouse(acme: Program) -> None:
    assert acme.get("/warehouses/MAIN").json["code"] == "MAIN"
    assert acme.get("/warehouses/NONE").json["code"] == "not_found"
    assert acme.get("/warehouses/MAIN/locations").json["data"][0]["code"] == "-"
