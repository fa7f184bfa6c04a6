"""What used to be for pages alone: a change looked at, a release undone, SKUs switched, reorder points, the proof."""

from tests.api.conftest import Program
from tests.cast import Member, placed, stocked


def test_a_change_is_looked_at_before(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=2).number
    seen = acme.post(f"/orders/{number}/change/preview", {"lines": [{"line": 1, "quantity": 4}]}).json
    assert (seen["held"], seen["missing"], seen["money"]["total"]) == (2, 0, {"before": "20.00", "after": "40.00"})
    assert acme.get(f"/orders/{number}").json["total"] == "20.00"
    wrong = acme.post(f"/orders/{number}/change/preview", {"lines": [{"line": 9, "quantity": 4}]})
    assert wrong.status_code == 422 and wrong.json["errors"][0]["pointer"].startswith("/lines/0")


def test_a_release_is_undone(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=5)
    number, other = placed(ann, "A-1", MUG=1).number, placed(ann, "A-2", MUG=1).number
    hold = acme.post(f"/orders/{number}/hold", {"kind": "payment"}).json["holds"][0]["id"]
    assert acme.post(f"/orders/{number}/release", {}).json["state"] == "ready"
    assert acme.post(f"/orders/{other}/rehold", {"holds": [hold]}).json["code"] == "unknown_hold"
    assert acme.get(f"/orders/{number}").json["state"] == "ready", "nothing half done"
    assert acme.post(f"/orders/{number}/rehold", {"holds": [hold]}).json["state"] == "on_hold"


def test_skus_are_switched_and_their_reorder_points_set(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=5)
    switched = acme.post("/products/switch", {"skus": ["MUG", "NIL"], "active": False})
    assert switched.status_code == 207 and [one["status"] for one in switched.json["data"]] == ["done", "refused"]
    assert acme.get("/products/MUG").json["active"] is False
    kept = acme.send("PUT", "/products/MUG/reorder", {"quantity": 7, "reorder_quantity": 20, "safety_stock": 1}).json
    assert (kept["reorder_point"], kept["reorder_quantity"], kept["safety_stock"]) == (7, 20, 1)
    assert acme.send("PUT", "/products/NIL/reorder", {"quantity": 7}).status_code == 404


def test_the_proof_is_asked_for(acme: Program, ann: Member) -> None:
    assert acme.get("/proof").status_code == 404
    stocked(ann, MUG=5)
    proved = acme.post("/proof", {})
    assert proved.status_code == 200 and proved.json["differences"] == [] and acme.get("/proof").json == proved.json
