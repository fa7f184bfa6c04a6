"""Shipments through the API: shipped one by one or many at once, found by their order, state and tracking, delivered."""

from tests.api.conftest import Program
from tests.cast import Member, placed, stocked


def test_a_shipment_is_made_found_and_delivered(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    first, second = placed(ann, "A-1", MUG=2).number, placed(ann, "A-2", MUG=1).number
    made = acme.post("/shipments", {"number": first, "tracking": "T-1", "key": "k"})
    assert (made.status_code, made.json["pieces"]) == (201, 2)
    assert acme.post("/shipments", {"number": first, "tracking": "T-1", "key": "k"}).status_code == 200
    (parcel,) = made.json["shipments"]
    assert acme.post("/shipments", {"number": second}).status_code == 201
    for query in (f"order={first}", "tracking=T-1", "q=T-1", "state=shipped&limit=1&order=" + str(first)):
        assert [one["number"] for one in acme.get(f"/shipments?{query}").json["data"]] == [parcel], query
    assert acme.get(f"/shipments/{parcel}").json["state"] == "shipped"
    done = acme.post(f"/shipments/{parcel}/deliver")
    assert done.json["state"] == "delivered" and acme.get("/shipments?state=delivered").json["data"] == [done.json]
    assert acme.get("/shipments/999").json["code"] == "unknown_parcel"


def test_many_are_picked_shipped_and_delivered_with_an_outcome_each(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    numbers = [placed(ann, f"A-{n}", MUG=1).number for n in range(3)]
    picked = acme.post("/orders/pick/bulk", {"pickings": [{"number": numbers[0]}, {"number": 0}, {"number": 99}]}).json["data"]
    assert [one["status"] for one in picked] == ["done", "refused", "refused"] and picked[0]["picked"] == {"pieces": 1}
    assert [one["error"]["code"] for one in picked[1:]] == ["invalid", "unknown_order"]
    shipped = acme.post("/shipments/bulk", {"shipments": [{"number": n} for n in numbers]}).json["data"]
    parcels = [one["shipment"]["shipments"][0] for one in shipped]
    arrived = acme.post("/shipments/deliver/bulk", {"deliveries": [{"parcel": n} for n in (*parcels, parcels[0])]}).json["data"]
    assert [one["status"] for one in arrived] == ["done", "done", "done", "again"] and arrived[0]["order"]["number"] == numbers[0]


def test_only_the_fields_asked_for_are_answered(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=2).number
    assert acme.get("/orders?fields=number,state").json["data"] == [{"number": number, "state": "ready"}]
    assert acme.get(f"/orders/{number}?fields=state").json == {"state": "ready"}
    wrong = acme.get(f"/orders/{number}?fields=state,nothing").json
    assert wrong["errors"] == [{"pointer": "/fields", "code": "not_a_choice", "detail": "Choose one of the values offered."}]


def test_orders_are_changed_split_merged_lost_closed_and_opened_again(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=9)
    number = placed(ann, "A-1", MUG=4).number
    changed = acme.send("PATCH", f"/orders/{number}", {"lines": [{"line": 1, "quantity": 3}]}, If_Match='"1"')
    assert changed.json["lines"][0]["allocated"] == 3 and changed.headers["ETag"] == '"2"'
    assert acme.send("PATCH", f"/orders/{number}", {"shipping_method": "slow"}, If_Match='"1"').json["code"] == "stale"
    child = acme.post(f"/orders/{number}/split", {"lines": [{"line": 1, "quantity": 1}], "key": "s"})
    assert child.status_code == 201 and child.json["ties"][0] == {"kind": "split", "number": number, "state": "ready", "from_here": False}
    assert acme.post(f"/orders/{number}/split", {"lines": [{"line": 1, "quantity": 1}], "key": "s"}).status_code == 200
    merged = acme.post(f"/orders/{number}/merge", {"others": [child.json["number"]]})
    assert merged.json["lines"][-1]["ordered"] + merged.json["lines"][0]["ordered"] >= 3
    assert acme.post("/shipments", {"number": number}).json["pieces"] == 3
    lost = acme.post(f"/orders/{number}/lost", {"lines": [{"line": 1, "quantity": 1}]})
    assert lost.json["lines"][0]["lost"] == 1
    assert acme.post(f"/orders/{number}/close").json["state"] == "closed"
    assert acme.post(f"/orders/{number}/reopen").json["state"] == "shipped"
