"""Transfers through the API: the same verbs as the pages, versions that must match, keys that act once, cursors that go on."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Program
from tests.cast import Member
from tests.tenants.transfers.moving import two_houses


@pytest.fixture
def houses(ann: Member) -> None:
    two_houses(ann, MUG=10, CUP=4)


def _planned(acme: Program, **more: Any) -> int:
    made = acme.post("/transfers", {"from_warehouse": "MAIN", "to_warehouse": "EAST", "lines": [{"sku": "MUG", "quantity": 6}, {"sku": "CUP", "quantity": 2}], **more})
    assert made.status_code in (200, 201), made.json
    return int(made.json["number"])


def test_a_transfer_goes_its_way(acme: Program, houses: None) -> None:
    number = _planned(acme, key="k", note="for the fair")
    assert _planned(acme, key="k", note="for the fair") == number
    seen = acme.get(f"/transfers/{number}")
    assert (seen.headers["ETag"], seen.json["state"], seen.json["lines"][0]["on_the_way"]) == ('"1"', "planned", 0)
    sent = acme.post(f"/transfers/{number}/send", {"lines": [{"line": 1, "quantity": 5}]}, If_Match='"1"', Idempotency_Key="s")
    assert (sent.status_code, sent.json["state"], sent.json["sent"]) == (200, "in_transit", 5)
    assert acme.post(f"/transfers/{number}/send", {"lines": [{"line": 1, "quantity": 5}]}, If_Match='"1"', Idempotency_Key="s").json == sent.json
    assert acme.post(f"/transfers/{number}/send", {}, If_Match='"1"').status_code == 412
    assert [(s["sku"], s["in_transit"]) for s in acme.get("/stock?sku=MUG").json["data"]] == [("MUG", 5)]
    got = acme.post(f"/transfers/{number}/receive", {"lines": [{"line": 1, "quantity": 3}, {"line": 1, "quantity": 1, "status": "damaged"}],
                                                     "surplus": [{"line": 1, "quantity": 2}]}).json
    assert (got["received"], got["surplus"], got["lines"][0]["on_the_way"], got["lines"][0]["lots"]) == (
        4, 2, 1, [{"lot": None, "sent": 5, "received": 4, "lost": 0}])
    assert acme.post(f"/transfers/{number}/lose", {"reason": "fell off"}).json["lost"] == 1
    assert acme.post(f"/transfers/{number}/cancel", {"reason": "enough"}).json["state"] == "received"


def test_lists_are_filtered_paged_and_cut_to_the_fields_asked_for(acme: Program, houses: None) -> None:
    numbers = [_planned(acme, key=f"k{n}") for n in range(3)]
    acme.post(f"/transfers/{numbers[0]}/send", {"lines": [{"line": 1, "quantity": 1}]})
    first = acme.get("/transfers?limit=2&fields=number,state").json
    assert first["data"] == [{"number": numbers[2], "state": "planned"}, {"number": numbers[1], "state": "planned"}]
    assert [t["number"] for t in acme.get(f"/transfers?limit=2&after={first['next']}").json["data"]] == [numbers[0]]
    assert [t["number"] for t in acme.get("/transfers?view=on_the_way&sku=MUG&warehouse=EAST").json["data"]] == [numbers[0]]
    assert acme.get("/transfers?sku=NONE").json["data"] == []
    assert acme.get(f"/transfers/{numbers[0]}?fields=number").json == {"number": numbers[0]}
    for wrong in ("/transfers?view=lost", "/transfers?fields=price", "/transfers?state=sent", "/transfers?limit=0", "/transfers?after=%00"):
        assert acme.get(wrong).status_code in (400, 422), wrong


WRONG = [
    ({"quantity": 0}, "out_of_range", "/lines/0/quantity"), ({"quantity": 10**12}, "out_of_range", "/lines/0/quantity"),
    ({"quantity": "5"}, "not_a_number", "/lines/0/quantity"), ({"quantity": 1.5}, "not_a_number", "/lines/0/quantity"),
    ({"quantity": None}, "not_a_number", "/lines/0/quantity"), ({"sku": "NONE"}, "unknown_sku", "/lines/0/sku"), ({"sku": ""}, "missing", "/lines/0/sku"),
    ({"colour": "red"}, "unknown_field", "/lines/0/colour"),
]


@pytest.mark.parametrize(("line", "code", "pointer"), WRONG)
def test_wrong_lines_are_refused_on_their_field(acme: Program, houses: None, line: dict[str, Any], code: str, pointer: str) -> None:
    refused = acme.post("/transfers", {"from_warehouse": "MAIN", "to_warehouse": "EAST", "lines": [{"sku": "MUG", "quantity": 1, **line}]})
    assert refused.status_code == 422
    found = refused.json["errors"][0]
    assert (found["code"], found["pointer"]) == (code, pointer) and found["detail"].endswith(".")


def test_wrong_acts_are_refused_and_change_nothing(acme: Program, houses: None) -> None:
    number = _planned(acme)
    wrong: list[tuple[str, dict[str, Any], int, str]] = [
        ("send", {"lines": [{"line": 9, "quantity": 1}]}, 422, "unknown_transfer_line"), ("send", {"lines": [{"line": 1, "quantity": 7}]}, 409, "more_than_planned"),
        ("send", {"lines": [{"line": 1, "quantity": 10**12}]}, 422, "invalid"), ("send", {"location": "X"}, 422, "unknown_location"),
        ("receive", {}, 409, "nothing_on_the_way"), ("receive", {"lines": [{"line": 1, "quantity": 1}]}, 409, "more_than_on_the_way"),
        ("receive", {"lines": []}, 422, "invalid"), ("lose", {"lines": [{"line": 10**12, "quantity": 1}]}, 422, "invalid"),
        ("lose", {}, 409, "nothing_on_the_way")]
    for act, body, status, code in wrong:
        refused = acme.post(f"/transfers/{number}/{act}", body)
        assert (refused.status_code, refused.json["code"]) == (status, code), (act, body, refused.json)
    assert acme.get(f"/transfers/{number}").headers["ETag"] == '"1"'
    assert acme.get("/transfers/99999999999999999999").status_code == 404 == acme.post("/transfers/7/send", {}).status_code
    assert acme.post("/transfers", {"from_warehouse": "MAIN", "to_warehouse": "MAIN", "lines": [{"sku": "MUG", "quantity": 1}]}).json["code"] == "same_warehouse"


def test_rights_and_walls_hold(program: Callable[..., Program], acme: Program, ben: Member, zoe: Member, houses: None) -> None:
    number = _planned(acme)
    looks, stranger = program(ben), program(zoe)
    assert looks.get(f"/transfers/{number}").status_code == 200
    assert looks.post(f"/transfers/{number}/send", {}).json["code"] == "forbidden"
    assert looks.post("/transfers", {}).status_code == 403
    for act in ("send", "receive", "lose", "cancel"):
        assert stranger.post(f"/transfers/{number}/{act}", {}).status_code == 404, act
    assert stranger.get(f"/transfers/{number}").status_code == 404 and stranger.get("/transfers").json["data"] == []
    assert acme.get(f"/transfers/{number}").json["state"] == "planned"
