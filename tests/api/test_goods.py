"""Products, stock, warehouses and imports through the API."""

import io
from contextvars import Context

from tests.api.conftest import Program
from tests.cast import Member, stocked
from tests.conftest import World
from tests.tenants.imports.bringing import shopify, work_off


def test_a_product_is_listed_and_brought_up_to_date(acme: Program) -> None:
    made = acme.post("/products", {"sku": "MUG", "title": "Mug", "price": "12.50"})
    assert (made.status_code, made.json["price"]) == (201, "12.50")
    assert acme.post("/products", {"sku": "MUG", "title": "Mug", "price": "12.50"}).status_code == 200
    assert acme.get("/products/MUG").json["title"] == "Mug"
    assert acme.post("/products", {"sku": "MUG", "title": "Mug", "price": "1.234"}).json["errors"][0]["pointer"] == "/price"
    many = acme.post("/products/bulk", {"products": [{"sku": "A", "title": "A"}, {"title": "B"}]})
    assert [item["status"] for item in many.json["data"]] == ["done", "refused"]
    assert [p["sku"] for p in acme.get("/products").json["data"]] == ["A", "MUG"]


def test_stock_is_adjusted_and_read(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=10)
    change = acme.post("/stock/adjustments", {"sku": "MUG", "change": -3, "reason": "damage", "key": "d1"})
    assert (change.status_code, change.json["on_hand"]) == (201, 7)
    assert acme.post("/stock/adjustments", {"sku": "MUG", "change": -3, "reason": "damage", "key": "d1"}).status_code == 200
    assert acme.post("/stock/adjustments", {"sku": "MUG", "change": -99}).json["code"] == "not_enough_stock"
    assert acme.post("/stock/receipts", {"sku": "MUG", "quantity": 5}).json["on_hand"] == 12
    assert acme.get("/stock?sku=MUG").json["data"] == [
        {"sku": "MUG", "title": "MUG title", "on_hand": 12, "allocated": 0, "available": 12, "waiting": 0, "in_transit": 0}]
    assert acme.get("/stock/NONE").status_code == 404


def test_warehouses(acme: Program) -> None:
    assert acme.post("/warehouses", {"code": "EAST", "name": "East", "country": "us"}).json["country"] == "US"
    assert {w["code"] for w in acme.get("/warehouses").json["data"]} == {"MAIN", "EAST"}
    assert acme.post("/warehouses", {"code": "EAST", "name": "East"}).json["code"] == "warehouse_taken"


def test_an_import_through_the_api(acme: Program, ann: Member, world: World) -> None:
    stocked(ann, **{"MUG-0": 5, "MUG-1": 5})
    sent = Context().run(world.app.test_client().post, "/api/v1/imports", headers={"Authorization": f"Bearer {acme.token}"},
                         data={"file": (io.BytesIO(shopify(2)), "o.csv"), "kind": "orders"})
    assert sent.status_code == 202 and sent.json["state"] == "checking"
    where = f"/imports/{sent.json['id']}"
    work_off(world)
    assert acme.get(where).json["counts"] == {"done": 2, "again": 0, "refused": 0, "records": 2}
    assert acme.post(f"{where}/apply").json["state"] == "applying"
    work_off(world)
    assert acme.get(where).json["state"] == "applied"
    assert acme.post(f"{where}/apply", {}).json["code"] == "import_not_now"
    assert acme.post(f"{where}/undo").json["state"] == "undoing"
    assert acme.post("/imports", {}).json["code"] == "empty_upload"
    assert acme.get("/imports").json["data"][0]["id"] == sent.json["id"]


def test_requests_are_counted(acme: Program) -> None:
    answer = acme.get("/warehouses")
    assert int(answer.headers["RateLimit-Remaining"]) < int(answer.headers["RateLimit-Limit"]) == 120_000
