"""Purchasing through the API: the same verbs as the pages, versions that must match, cursors that go on."""

from datetime import date, timedelta

import pytest

from tenants.catalogue.inputs import ReorderPoint
from tenants.catalogue.operations import set_reorder_point
from tests.api.conftest import Program
from tests.cast import Member, stocked
from tests.tenants.purchasing.buying import supplied

SOON = (date.today() + timedelta(days=30)).isoformat()


@pytest.fixture
def order(acme: Program, ann: Member) -> int:
    supplied(ann, MUG=0, CUP=0)
    made = acme.post("/purchase-orders", {"supplier": "NORTH", "expected_on": SOON, "key": "k", "lines": [
        {"sku": "MUG", "quantity": 10, "unit_cost": "2.50"}, {"sku": "CUP", "quantity": 1, "unit_cost": "1"}]})
    assert (made.status_code, made.json["total"], made.json["state"]) == (201, "26.00", "ordered")
    return int(made.json["number"])


def test_suppliers_are_saved_and_found(acme: Program) -> None:
    assert acme.post("/suppliers", {"code": "NORTH", "name": "North"}).status_code == 201
    assert acme.post("/suppliers", {"code": "NORTH", "name": "North"}).status_code == 200
    assert acme.post("/suppliers", {"code": "NORTH", "name": "N", "version": 7}).json["code"] == "stale"
    assert acme.send("PATCH", "/suppliers/NORTH", {"lead_days": 9}, If_Match='"7"').status_code == 412
    changed = acme.send("PATCH", "/suppliers/NORTH", {"lead_days": 9}, If_Match='"1"')
    assert (changed.json["name"], changed.json["lead_days"], changed.headers["ETag"]) == ("North", 9, '"2"')
    many = acme.post("/suppliers/bulk", {"suppliers": [{"code": "SOUTH", "name": "South"}, {"code": "X"}]}).json["data"]
    assert [item["status"] for item in many] == ["done", "refused"]
    first = acme.get("/suppliers?limit=1").json
    assert [s["code"] for s in first["data"] + acme.get(f"/suppliers?after={first['next']}").json["data"]] == ["NORTH", "SOUTH"]
    assert acme.get("/suppliers/SOUTH").headers["ETag"] == '"1"' and acme.get("/suppliers/WEST").status_code == 404


def test_an_order_goes_its_way(acme: Program, order: int) -> None:
    assert acme.post("/purchase-orders", {"supplier": "NORTH", "key": "k", "lines": [{"sku": "MUG", "quantity": 1}]}).json["code"] == "key_reused"
    seen = acme.get(f"/purchase-orders/{order}")
    assert seen.headers["ETag"] == '"1"' and [x["open"] for x in seen.json["lines"]] == [10, 1]
    wish = {"lines": [{"line": 1, "quantity": 4}], "note": "less"}
    shown = acme.post(f"/purchase-orders/{order}/change/preview", wish).json
    assert (shown["total"], shown["open"], acme.get(f"/purchase-orders/{order}").json["total"]) == (["26.00", "11.00"], [11, 5], "26.00")
    assert acme.post(f"/purchase-orders/{order}/change", wish, If_Match='"1"').json["total"] == "11.00"
    assert acme.post(f"/purchase-orders/{order}/change", {"note": "x"}, If_Match='"1"').status_code == 412
    notice = acme.post("/notices", {"purchase_order": order, "lines": [{"sku": "MUG", "quantity": 4}]})
    assert notice.status_code == 201 and acme.get(f"/notices/{notice.json['number']}").json["lines"][0]["quantity"] == 4
    got = acme.post("/receipts", {"notice": notice.json["number"], "key": "dock", "lines": [{"sku": "MUG", "good": 2, "damaged": 1, "reason": "broken"}]})
    assert (got.status_code, got.json["short"]) == (201, 1)
    assert acme.get(f"/receipts/{got.json['number']}").json["lines"][0] == {
        "sku": "MUG", "lot": None, "expires_on": None, "expected": 4, "good": 2, "damaged": 1, "over": 0, "short": 1, "reason": "broken", "unit_cost": "2.50"}
    assert acme.post(f"/purchase-orders/{order}/cancel", {}).json["code"] == "purchase_arrived"
    closed = acme.post(f"/purchase-orders/{order}/close", {"reason": "out"}).json
    assert (closed["state"], closed["open"], closed["receipts"]) == ("closed", 0, [got.json["number"]])
    assert [o["number"] for o in acme.get("/purchase-orders?state=closed&sku=MUG").json["data"]] == [order]
    assert acme.get("/receipts?q=north").json["data"][0]["number"] == got.json["number"]


def test_drafts_are_sent_or_cancelled(acme: Program, order: int) -> None:
    many = acme.post("/purchase-orders/bulk", {"purchase_orders": [
        {"supplier": "NORTH", "draft": True, "lines": [{"sku": "MUG", "quantity": 1}]}, {"supplier": "WEST", "lines": [{"sku": "MUG", "quantity": 1}]}]})
    done, refused = many.json["data"]
    assert (many.status_code, done["purchase_order"]["state"], done["purchase_order"]["total"]) == (207, "draft", "2.50")
    assert refused["error"]["errors"][0]["pointer"] == "/supplier"
    number = done["purchase_order"]["number"]
    assert acme.post(f"/purchase-orders/{number}/send", {}).json["state"] == "ordered"
    assert acme.post(f"/purchase-orders/{number}/cancel", {}, If_Match="nonsense").status_code == 412
    assert acme.post(f"/purchase-orders/{number}/cancel", {}).json["state"] == "cancelled"
    assert acme.post("/purchase-orders/99999999999999999999/send", {}).status_code == 404
    bulk = acme.post("/notices/bulk", {"notices": [{"purchase_order": order, "lines": [{"sku": "MUG", "quantity": 1}]}]}).json["data"]
    assert acme.post(f"/notices/{bulk[0]['notice']['number']}/cancel", {}).json["state"] == "cancelled"
    taken = acme.post("/receipts/bulk", {"receipts": [{"supplier": "NORTH", "lines": [{"sku": "CUP", "good": 1}]}, {}]}).json["data"]
    assert [item["status"] for item in taken] == ["done", "refused"]
    assert acme.get("/notices?state=cancelled").json["data"][0]["purchase_order"] == order


def test_what_can_be_promised_and_when(acme: Program, order: int) -> None:
    found = acme.get("/stock/MUG/atp?quantity=7").json
    assert (found["available"], found["steps"], found["first_day"]) == (0, [{"day": SOON, "coming": 10, "available": 10}], SOON)
    assert acme.get("/stock/MUG/atp?quantity=11").json["first_day"] is None
    assert found["inbound"] == [{"kind": "purchase", "number": order, "day": SOON, "late": False, "warehouse": "Main", "pieces": 10}]
    assert acme.get("/stock/MUG/atp?quantity=x").status_code == 422 and acme.get("/stock/NONE/atp").status_code == 404
    assert acme.get("/stock/MUG").status_code == 200


def test_prices_of_a_supplier(acme: Program, order: int) -> None:
    wish = {"sku": "MUG", "unit_cost": "3.10", "lead_days": 21}
    assert [acme.post("/suppliers/NORTH/offers", wish).status_code for _ in range(2)] == [201, 200]
    many = acme.post("/offers/bulk", {"offers": [{"supplier": "NORTH", "sku": "CUP", "unit_cost": "1"}, {"supplier": "WEST", **wish}, {"sku": "MUG"}]}).json["data"]
    assert [item["status"] for item in many] == ["done", "refused", "refused"]
    first = acme.get("/suppliers/NORTH/offers?limit=1&fields=sku,unit_cost").json
    assert first["data"] == [{"sku": "CUP", "unit_cost": "1.00"}]
    assert [o["lead_days"] for o in acme.get(f"/suppliers/NORTH/offers?after={first['next']}").json["data"]] == [21]
    assert acme.post("/suppliers/NORTH/offers/end", {"sku": "MUG"}).status_code == 200
    assert acme.post("/suppliers/NORTH/offers/end", {"sku": "MUG"}).json["code"] == "not_offered"
    assert [s["code"] for s in acme.get("/suppliers?sku=CUP&view=active").json["data"]] == ["NORTH"] and acme.get("/suppliers/X/offers").status_code == 404


def test_a_receipt_is_reversed(acme: Program, order: int) -> None:
    got = acme.post("/receipts", {"purchase_order": order, "lines": [{"sku": "MUG", "good": 3}]}).json["number"]
    assert acme.post(f"/receipts/{got}/reverse", {}, If_Match='"9"').status_code == 412
    undone = acme.post(f"/receipts/{got}/reverse", {"reason": "twice"}, If_Match=acme.get(f"/receipts/{got}").headers["ETag"])
    assert undone.status_code == 200 and undone.json["reversed_at"] and acme.get(f"/purchase-orders/{order}?fields=received").json == {"received": 0}
    assert [r["number"] for r in acme.get("/receipts?view=reversed&fields=number").json["data"]] == [got]


def test_the_same_key_gives_the_same_answer(acme: Program, order: int) -> None:
    body = {"purchase_order": order, "lines": [{"sku": "MUG", "good": 3}]}
    first, again = (acme.post("/receipts", body, Idempotency_Key="r-1") for _ in range(2))
    assert (first.json, first.status_code) == (again.json, again.status_code)
    assert acme.post("/receipts", {**body, "note": "x"}, Idempotency_Key="r-1").status_code == 422
    assert len(acme.get("/receipts").json["data"]) == 1


BREAKS = [
    ("/purchase-orders", {"supplier": "NORTH", "lines": [{"sku": "MUG", "quantity": 10**12}]}, 422, "/lines/0/quantity"),
    ("/purchase-orders", {"supplier": "NORTH", "lines": [{"sku": "MUG", "quantity": "ten"}]}, 422, "/lines/0/quantity"),
    ("/purchase-orders", {"supplier": "NORTH", "lines": [{"sku": "MUG", "quantity": 1_000_000_000, "unit_cost": "999999999"}]}, 422, "/lines/0/unit_cost"),
    ("/purchase-orders", {"supplier": "NORTH", "lines": [{"sku": "MUG", "quantity": 1, "unit_cost": "2,5x"}]}, 422, "/lines/0/unit_cost"),
    ("/purchase-orders", {"supplier": "NORTH", "lines": []}, 422, "/lines"),
    ("/purchase-orders", {"supplier": "NORTH", "currency": "EUR", "lines": [{"sku": "MUG", "quantity": 1}]}, 422, "/rate"),
    ("/purchase-orders", {"supplier": "NORTH", "currency": "EUR", "rate": "0", "lines": [{"sku": "MUG", "quantity": 1}]}, 422, "/rate"),
    ("/purchase-orders", {"supplier": "NO\u0000RTH", "lines": [{"sku": "MUG", "quantity": 1}]}, 422, "/supplier"),
    ("/purchase-orders", {"supplier": "NORTH", "expected_on": "2026-02-30", "lines": [{"sku": "MUG", "quantity": 1}]}, 422, "/expected_on"),
    ("/receipts", {"supplier": "NORTH", "lines": [{"sku": "MUG", "good": 10**12}]}, 422, "/lines/0/good"),
    ("/receipts", {"supplier": "NORTH", "lines": [{"sku": "MUG", "good": -1}]}, 422, "/lines/0/good"),
    ("/receipts", {"supplier": "NORTH", "lines": [{"sku": "MUG", "good": 1, "reason": "because"}]}, 422, "/lines/0/reason"),
    ("/receipts", {"supplier": "NORTH", "lines": [{"sku": "MUG", "good": 1, "location": "Z-9"}]}, 422, "/lines/0/location"),
    ("/notices", {"lines": [{"sku": "MUG", "quantity": 1}]}, 422, "/supplier"),
    ("/suppliers", {"code": "N", "name": "N", "lead_days": 10**12}, 422, "/lead_days"),
    ("/suppliers", {"code": "N", "name": "N", "over_percent": "much"}, 422, "/over_percent"),
]


@pytest.mark.parametrize(("path", "body", "status", "pointer"), BREAKS)
def test_bad_input_is_told_at_its_field(acme: Program, order: int, path: str, body: dict[str, object], status: int, pointer: str) -> None:
    answer = acme.post(path, body)
    assert answer.status_code == status and answer.json["code"]
    assert [(e["pointer"], bool(e["code"]), bool(e["detail"])) for e in answer.json["errors"]] == [(pointer, True, True)]


def test_ids_of_another_company_are_nobodys(program, order: int, acme: Program, zoe: Member) -> None:  # type: ignore[no-untyped-def]
    notice = acme.post("/notices", {"purchase_order": order, "lines": [{"sku": "MUG", "quantity": 1}]}).json["number"]
    receipt = acme.post("/receipts", {"purchase_order": order, "lines": [{"sku": "MUG", "good": 1}]}).json["number"]
    theirs = program(zoe)
    for path in (f"/purchase-orders/{order}", f"/notices/{notice}", f"/receipts/{receipt}", "/suppliers/NORTH"):
        assert theirs.get(path).status_code == 404, path
    for path, body in ((f"/purchase-orders/{order}/cancel", {}), (f"/notices/{notice}/cancel", {}), (f"/receipts/{receipt}/reverse", {}),
                       (f"/purchase-orders/{order}/change", {"note": "x"}), ("/receipts", {"notice": notice, "lines": [{"sku": "MUG", "good": 1}]}),
                       ("/notices", {"purchase_order": order, "lines": [{"sku": "MUG", "quantity": 1}]})):
        assert theirs.post(path, body).status_code in (404, 422), path
    assert acme.get(f"/purchase-orders/{order}").json["received"] == 1


def test_what_is_low_is_drafted(acme: Program, order: int, ann: Member) -> None:
    stocked(ann, JUG=0)
    with ann.at_work():
        for sku in ("MUG", "JUG"):
            set_reorder_point(ReorderPoint(sku=sku, quantity=20))
    made = acme.post("/purchase-orders/low", {"key": "k"})
    assert (made.status_code, len(made.json["drafts"]), made.json["without_supplier"]) == (201, 1, ["JUG"])


def test_a_reader_may_not_buy(program, order: int, ann: Member, zoe: Member) -> None:  # type: ignore[no-untyped-def]
    reader = program(ann, "purchasing:read")
    assert reader.get(f"/purchase-orders/{order}").status_code == 200
    assert reader.post(f"/purchase-orders/{order}/send", {}).status_code == 403
    for path in ("/suppliers", "/offers/bulk", "/purchase-orders", "/purchase-orders/low", "/notices", "/receipts", "/receipts/1/reverse"):
        assert reader.post(path, {}).json["code"] == "forbidden", path
    assert program(zoe).get(f"/purchase-orders/{order}").status_code == 404
