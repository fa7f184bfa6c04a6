"""Stocktakes through the API: opened, counted in batches, reviewed, posted; a blind count stays blind."""

from collections.abc import Callable
from typing import Any

from tests.api.conftest import Program
from tests.cast import Member, stocked


def test_a_stocktake_goes_its_way(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=10, CUP=4)
    made = acme.post("/stocktakes", {"key": "k", "note": "Monday"})
    assert (made.status_code, made.json["lines"], made.json["state"]) == (201, 2, "counting")
    number = made.json["number"]
    assert acme.post("/stocktakes", {"key": "k", "note": "Monday"}).status_code == 200 and acme.post("/stocktakes", {"key": "k"}).json["code"] == "key_reused"
    counted = acme.post(f"/stocktakes/{number}/counts", {"counts": [{"code": "MUG", "quantity": 8, "key": "1"}, {"code": "CUP", "quantity": 4}, {"code": "X"}]})
    assert counted.status_code == 207 and [item["status"] for item in counted.json["data"]] == ["done", "done", "refused"]
    assert counted.json["data"][2]["error"]["code"] == "unknown_code"
    assert acme.post(f"/stocktakes/{number}/counts", {"counts": [{"code": "MUG", "quantity": 8, "key": "1"}]}).json["data"][0]["status"] == "again"
    assert acme.post(f"/stocktakes/{number}/to-review", {}, If_Match='"1"').status_code == 412
    assert acme.post(f"/stocktakes/{number}/to-review", {}).json["undecided"] == 1
    line, = acme.get(f"/stocktakes/{number}/lines").json["data"]
    assert (line["sku"], line["counted"], line["book"]) == ("MUG", 8, 10)
    assert acme.get(f"/stocktakes/{number}/lines?view=all&sort=pieces&fields=sku&limit=1").json["data"] == [{"sku": "MUG"}]
    assert acme.post(f"/stocktakes/{number}/recounts", {"lines": [line["line"]]}).json["state"] == "counting"
    acme.post(f"/stocktakes/{number}/counts", {"counts": [{"code": "MUG", "quantity": 9}]})
    acme.post(f"/stocktakes/{number}/to-review", {})
    assert acme.post(f"/stocktakes/{number}/post", {}).json["code"] == "undecided"
    assert acme.post(f"/stocktakes/{number}/decisions", {"lines": [{"line": line["line"], "decision": "accept", "reason": "broken"}]}).json["undecided"] == 0
    posted = acme.post(f"/stocktakes/{number}/post", {})
    assert (posted.status_code, posted.json["state"], posted.json["refused"], posted.json["fewer"]) == (200, "posted", [], 1)
    assert acme.post(f"/stocktakes/{number}/post", {}).json["state"] == "posted"
    assert acme.get("/stock?sku=MUG").json["data"][0]["on_hand"] == 9
    assert acme.get("/stock/movements?sku=MUG&cause=counted&fields=net").json["data"][-1] == {"net": -1}
    assert acme.post(f"/stocktakes/{number}/cancel", {}).json["code"] == "stocktake_over"
    assert [s["number"] for s in acme.get("/stocktakes?view=posted&q=mond&warehouse=MAIN").json["data"]] == [number]
    assert acme.get(f"/stocktakes/{number}?fields=state").json == {"state": "posted"}


def test_a_blind_count_stays_blind(program: Callable[..., Program], acme: Program, ann: Member, cleo: Member) -> None:
    stocked(ann, MUG=10)
    counter = program(cleo)
    number = counter.post("/stocktakes", {}).json["number"]
    counter.post(f"/stocktakes/{number}/counts", {"counts": [{"code": "MUG", "quantity": 7}]})
    hidden = counter.get(f"/stocktakes/{number}").json
    assert (hidden["counted"], hidden["differing"], hidden["fewer"], counter.get("/stocktakes").json["data"][0]["differing"]) == (1, None, None, None)
    assert counter.get(f"/stocktakes/{number}/lines?view=all").json["data"][0]["book"] is None
    assert counter.get(f"/stocktakes/{number}/lines").status_code == 403
    assert acme.get(f"/stocktakes/{number}").json["fewer"] == 3 and acme.get("/stocktakes").json["data"][0]["differing"] == 1


def test_what_is_wrong_has_a_code_and_changes_nothing(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=10)
    for body, code, pointer in (({"scope": "shelf"}, "not_a_choice", "/scope"), ({"scope": "skus"}, "missing", "/skus"), ({"scope": "expiring", "days": "5"}, "not_a_number", "/days"),
                                ({"scope": "not_counted_since", "since": "2026-13-01"}, "not_a_date", "/since"), ({"warehouse": "X"}, "unknown_warehouse", "/warehouse")):
        refused = acme.post("/stocktakes", body)
        assert refused.status_code == 422, body
        found = (refused.json.get("errors") or [{"code": refused.json["code"], "pointer": pointer}])[0]
        assert (found["code"], found["pointer"]) == (code, pointer), refused.json
    number = acme.post("/stocktakes", {}).json["number"]
    wrong: list[tuple[dict[str, Any], str]] = [({"quantity": 10**12}, "out_of_range"), ({"quantity": -1}, "out_of_range"), ({"quantity": "5"}, "not_a_number"),
                                               ({"status": "new"}, "not_a_choice"), ({"way": "guess"}, "not_a_choice"), ({"colour": 1}, "unknown_field")]
    many = acme.post(f"/stocktakes/{number}/counts", {"counts": [{"code": "MUG", **bad} for bad, _code in wrong]}).json["data"]
    assert [item["error"]["errors"][0]["code"] for item in many] == [code for _bad, code in wrong]
    for path, body, status, code in (("decisions", {}, 422, "invalid"), ("decisions", {"within": 1}, 409, "not_under_review"), ("post", {}, 409, "not_under_review"),
                                     ("to-review", {}, 409, "nothing_counted"), ("recounts", {"lines": [1]}, 422, "unknown_stocktake_line"),
                                     ("recounts", {"lines": [10**12]}, 422, "invalid"), ("recounts", {"lines": []}, 422, "invalid")):
        refused = acme.post(f"/stocktakes/{number}/{path}", body)
        assert (refused.status_code, refused.json["code"]) == (status, code), (path, body, refused.json)
    assert acme.get(f"/stocktakes/{number}").headers["ETag"] == '"1"'


def test_rights_and_walls_hold(program: Callable[..., Program], acme: Program, ann: Member, ben: Member, cleo: Member, zoe: Member) -> None:
    stocked(ann, MUG=10)
    number = acme.post("/stocktakes", {}).json["number"]
    for act in ("counts", "to-review", "recounts", "decisions", "post", "cancel"):
        body: dict[str, Any] = {"counts": {"counts": [{"code": "MUG"}]}, "recounts": {"lines": [1]}, "decisions": {"within": 1}}.get(act, {})
        assert program(ben).post(f"/stocktakes/{number}/{act}", body).status_code == 403, act
        assert program(zoe).post(f"/stocktakes/{number}/{act}", body).status_code == 404, act
    for act in ("recounts", "decisions", "post", "cancel"):
        assert program(cleo).post(f"/stocktakes/{number}/{act}", {}).status_code == 403, act
    assert program(zoe).get(f"/stocktakes/{number}/lines").status_code == 404
