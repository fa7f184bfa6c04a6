"""Orders through the API: placed once, in bulk, read, changed; refused with codes and pointers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from saas.kit import db
from tenants.inventory.operations import prove_stock
from tests.api.conftest import Program
from tests.cast import PLACE, Member, placed, stocked

ORDER = {"ship_to": PLACE, "reference": "58213", "channel": "web", "lines": [{"sku": "MUG", "quantity": 2, "unit_price": "12.50"}]}


def test_an_order_is_placed_and_read_back(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=1)
    answer = acme.post("/orders", ORDER)
    assert answer.status_code == 201
    assert answer.json["total"] == "25.00" and answer.json["state"] == "waiting"
    assert answer.json["lines"] == [{"line": 1, "sku": "MUG", "ordered": 2, "allocated": 1}]
    again = acme.post("/orders", ORDER)
    assert (again.status_code, again.json["number"]) == (200, answer.json["number"])
    read = acme.get(f"/orders/{answer.json['number']}")
    assert read.status_code == 200 and read.json["lines"][0]["unit_price"] == "12.50" and read.headers["ETag"] == '"1"'


def test_what_is_wrong_is_named_with_its_pointer_in_the_callers_language(acme: Program) -> None:
    answer = acme.post("/orders", {"lines": [{"sku": "MUG", "quantity": 0}], "colour": "red"}, Accept_Language="ja")
    assert answer.status_code == 422 and answer.content_type == "application/problem+json"
    assert {(e["pointer"], e["code"]) for e in answer.json["errors"]} == {
        ("/reference", "missing"), ("/lines/0/quantity", "out_of_range"), ("/colour", "unknown_field")}
    unknown = acme.post("/orders", {"ship_to": PLACE, "reference": "A", "lines": [{"sku": "NONE", "quantity": 1}]})
    assert unknown.json["errors"] == [{"pointer": "/lines/0/sku", "code": "unknown_sku", "detail": "There is no SKU NONE in the catalogue."}]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"])
def test_a_moment_past_the_calendars_ends_is_refused(acme: Program, ann: Member, moment: str) -> None:
    """Stored, it would be a date Python can't read, and every page with this order would break."""
    stocked(ann, MUG=5)
    answer = acme.post("/orders", ORDER | {"placed_at": moment})
    assert answer.status_code == 422
    assert answer.json["errors"] == [{"pointer": "/placed_at", "code": "not_our_time", "detail": "Enter a date from 1970 to 2199."}]


@pytest.mark.parametrize(("body", "pointer", "code"), [
    ({"currency": "usd"}, "/currency", "not_a_currency"), ({"reference": "   "}, "/reference", "missing"), ({"reference": ""}, "/reference", "missing")])
def test_the_sentence_fits_the_field(acme: Program, body: dict[str, str], pointer: str, code: str) -> None:
    errors = acme.post("/orders", ORDER | body).json["errors"]
    assert [(e["pointer"], e["code"]) for e in errors] == [(pointer, code)]


def test_bodies_that_are_no_json(acme: Program) -> None:
    assert acme.post("/orders", "{").json["code"] == "bad_request"
    assert acme.post("/orders", '"\\u0000"').status_code == 422
    assert acme.send("POST", "/orders", b"a=b", Content_Type="text/plain").status_code in (400, 415)
    assert acme.get("/nowhere").json["code"] == "not_found"
    assert acme.send("DELETE", "/orders").json["code"] == "wrong_method"


def test_bulk_answers_item_by_item(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=500)
    orders = [{"ship_to": PLACE, "reference": f"B-{n}", "lines": [{"sku": "MUG", "quantity": 1}]} for n in range(450)]
    orders[7] = {"ship_to": PLACE, "reference": "B-7", "lines": []}
    orders[9]["lines"][0]["sku"] = "NONE"
    answer = acme.post("/orders/bulk", {"orders": orders}, Idempotency_Key="promo")
    assert answer.status_code == 207
    statuses = [item["status"] for item in answer.json["data"]]
    assert (statuses.count("done"), statuses[7], statuses[9]) == (448, "refused", "refused")
    assert answer.json["data"][7]["error"]["errors"][0]["pointer"] == "/lines"
    replay = acme.post("/orders/bulk", {"orders": orders}, Idempotency_Key="promo")
    assert replay.headers["Idempotent-Replayed"] == "true" and replay.json == answer.json
    assert acme.post("/orders/bulk", {"orders": [{}] * 1001}).status_code == 422


def test_the_same_key_with_another_body_is_refused(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    first = acme.post("/orders", ORDER, Idempotency_Key="k1")
    same = acme.post("/orders", ORDER, Idempotency_Key="k1")
    assert (same.status_code, same.data, same.headers["Idempotent-Replayed"]) == (201, first.data, "true")
    other = acme.post("/orders", {**ORDER, "reference": "other"}, Idempotency_Key="k1")
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")


def test_fifty_at_once_with_one_key_place_one_order(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=90)
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _n: acme.post("/orders", ORDER, Idempotency_Key="k50"), range(50)))
    assert {a.status_code for a in answers} == {201} and len({a.data for a in answers}) == 1
    with ann.at_work():
        assert db.rows("SELECT count(*) FROM orders")[0][0] == 1
        assert prove_stock() == []


def test_an_order_is_held_released_picked_shipped_and_cancelled(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = acme.post("/orders", ORDER).json["number"]
    assert acme.post(f"/orders/{number}/hold", {"reason": "gift"}).json["state"] == "on_hold"
    assert acme.post(f"/orders/{number}/shipments", {}).json["code"] == "on_hold"
    assert acme.post(f"/orders/{number}/release").json["state"] == "ready"
    assert acme.post(f"/orders/{number}/pick", {}).json["state"] == "picking"
    shipped = acme.post(f"/orders/{number}/shipments", {"carrier": "NL", "tracking": "T1"})
    assert (shipped.status_code, shipped.json["pieces"]) == (201, 2)
    assert acme.get("/shipments").json["data"][0]["tracking"] == "T1"
    assert acme.post(f"/orders/{number}/cancel", {}).json["code"] == "nothing_left"


def test_a_stale_etag_is_refused(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = acme.post("/orders", ORDER).json["number"]
    acme.post(f"/orders/{number}/hold", {})
    assert acme.post(f"/orders/{number}/cancel", {}, If_Match='"1"').status_code == 412
    assert acme.post(f"/orders/{number}/cancel", {}, If_Match='"2"').json["state"] == "cancelled"


def test_lists_are_paged_by_cursor(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    for n in range(5):
        placed(ann, f"L-{n}", MUG=1)
    first = acme.get("/orders?limit=2").json
    second = acme.get(f"/orders?limit=2&after={first['next']}").json
    assert [o["reference"] for o in first["data"] + second["data"]] == ["L-4", "L-3", "L-2", "L-1"]
    assert acme.get("/orders?limit=0").json["errors"][0]["code"] == "out_of_range" and acme.get("/orders?after=rubbish").status_code == 400


def test_another_companys_order_and_token(acme: Program, ann: Member, zoe: Member, program: Callable[..., Program]) -> None:
    stocked(zoe, MUG=9)
    theirs = placed(zoe, "Z-1", MUG=1)
    assert acme.get(f"/orders/{theirs.number}").status_code == 404
    assert acme.post(f"/orders/{theirs.number}/cancel", {}).status_code == 404
    assert program(zoe).get(f"/orders/{theirs.number}").status_code == 200
    acme.token = "qs_forged"
    assert acme.get("/orders").status_code == 401


def test_a_scope_says_what_a_token_may(ann: Member, program: Callable[..., Program]) -> None:
    reader = program(ann, "orders:read")
    assert reader.get("/orders").status_code == 200
    assert reader.post("/orders", ORDER).json["code"] == "forbidden"
    assert reader.get("/stock").status_code == 403


@pytest.mark.parametrize("field", ["unit_price", "discount", "tax_rate"])
@pytest.mark.parametrize("value", [12.5, 12, True, "12,50", "1e3", ""])
def test_an_amount_is_a_text(acme: Program, ann: Member, field: str, value: object) -> None:
    """A JSON number was rounded on the way: nobody can tell what was meant."""
    stocked(ann, MUG=5)
    answer = acme.post("/orders", {"ship_to": PLACE, "reference": "N-1", "lines": [{"sku": "MUG", "quantity": 1, field: value}]}, Accept_Language="en")
    assert answer.status_code == 422
    assert answer.json["errors"] == [{"pointer": f"/lines/0/{field}", "code": "not_an_amount",
                                      "detail": "Enter an amount such as 12.50, with as many decimals as the currency has."}]


@pytest.mark.parametrize("quantity", ["2", 2.5, True, None])
def test_a_quantity_is_a_number(acme: Program, ann: Member, quantity: object) -> None:
    stocked(ann, MUG=5)
    one = {"ship_to": PLACE, "reference": "N-1", "lines": [{"sku": "MUG", "quantity": quantity}]}
    assert acme.post("/orders", one).json["errors"][0]["code"] == "not_a_number"
    assert acme.post("/orders/bulk", {"orders": [one]}).json["data"][0]["error"]["errors"][0]["code"] == "not_a_number", "one rule for one and many"


def test_a_misspelt_filter_doesnt_find_everything(acme: Program) -> None:
    answer = acme.get("/orders?stat=ready")
    assert answer.status_code == 422 and answer.json["errors"][0] == {"pointer": "/stat", "code": "unknown_field", "detail": "This field isn't known here."}


def test_an_address_says_what_it_takes(acme: Program) -> None:
    answer = acme.send("DELETE", "/orders")
    assert (answer.status_code, answer.content_type, answer.headers["Allow"]) == (405, "application/problem+json", "GET, HEAD, OPTIONS, POST")
    assert acme.get("/orders/0").content_type == acme.get("/nothing/here").content_type == "application/problem+json"


def test_a_token_without_the_scope_is_told_so_before_its_body_is_read(program: Callable[..., Program], ann: Member) -> None:
    answer = program(ann, "orders:read").post("/orders", "{")
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
