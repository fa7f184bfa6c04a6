"""Customers through the API: saved once, found, changed by whoever saw the newest version."""

from tests.api.conftest import Program


def test_a_customer_is_saved_found_and_changed(acme: Program) -> None:
    body = {"email": "maya@x.example", "name": "Maya", "phone": "208-555-0142", "address": {"city": "Boise"}}
    made = acme.post("/customers", body)
    assert made.status_code == 201 and made.headers["ETag"] == '"1"' and made.json["address"] == {"city": "Boise"}
    assert acme.post("/customers", {"email": "MAYA@x.example", "note": "VIP"}).status_code == 200
    here = f"/customers/{made.json['id']}"
    assert acme.get("/customers?q=0142&fields=id,note").json["data"] == [{"id": made.json["id"], "note": "VIP"}]
    assert acme.send("PATCH", here, {"name": "M."}, If_Match='"1"').json["code"] == "stale"
    changed = acme.send("PATCH", here, {"name": "M."}, If_Match='"2"')
    assert (changed.json["name"], changed.headers["ETag"]) == ("M.", '"3"') == (acme.get(here).json["name"], '"3"')
    assert acme.post("/customers", {"name": "x"}).json["errors"][0]["code"] == "unreachable"
    assert acme.get("/customers/999999").json["code"] == "unknown_customer"


def test_many_customers_are_saved_with_an_outcome_each(acme: Program) -> None:
    answer = acme.post("/customers/bulk", {"customers": [{"email": "a@x.example"}, {"name": "b"}, {"email": 5}, {"phone": "12345"}]})
    assert [one["status"] for one in answer.json["data"]] == ["done", "refused", "refused", "done"]
