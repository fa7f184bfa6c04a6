"""What a change or a cancellation would do is answered before it is wanted, and nothing of it is done."""

from tenants.inventory.operations import prove_stock
from tenants.orders.queries import get_order
from tests.api.conftest import Program
from tests.cast import Member, placed, stocked


def test_a_change_is_seen_before_it_is_made(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=5, CUP=1)
    number = placed(ann, "A-1", MUG=4).number
    wish = {"lines": [{"line": 1, "quantity": 1}], "add": [{"sku": "CUP", "quantity": 3}], "key": "k"}
    seen = acme.post(f"/orders/{number}/change/preview", wish).json
    assert (seen["released"], seen["held"], seen["missing"], seen["state"]) == (3, 1, 2, {"before": "ready", "after": "waiting"})
    assert seen["lines"][0] == {"line": 1, "sku": "MUG", "wanted": {"before": 4, "after": 1}, "held": {"before": 4, "after": 1},
                                "total": {"before": "40.00", "after": "10.00"}}
    assert seen["lines"][1]["wanted"] == {"before": 0, "after": 3} and seen["money"]["total"] == {"before": "40.00", "after": "40.00"}
    refused = acme.post(f"/orders/{number}/change/preview", {"lines": [{"line": 9, "quantity": 1}]})
    assert (refused.status_code, refused.json["code"]) == (422, "unknown_line")
    assert acme.post(f"/orders/{number}/change/preview", wish, If_Match='"99"').status_code == 412
    with ann.at_work():
        assert (get_order(number).version, get_order(number).allocated) == (1, 4) and prove_stock() == []


def test_a_cancellation_is_seen_before_it_is_made(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=8).number
    seen = acme.post(f"/orders/{number}/cancel/preview", {"pieces": [{"line": 1, "quantity": 4}]}).json
    assert (seen["released"], seen["missing"], seen["state"]["after"], seen["lines"][0]["held"]) == (1, 0, "ready", {"before": 5, "after": 4})
    assert acme.post(f"/orders/{number}/cancel/preview", {}).json["state"]["after"] == "cancelled"
    refused = acme.post(f"/orders/{number}/cancel/preview", {"pieces": [{"line": 1, "quantity": 9}]})
    assert (refused.status_code, refused.json["code"]) == (409, "more_than_can_cancel")
    with ann.at_work():
        assert (get_order(number).version, get_order(number).allocated) == (1, 5) and prove_stock() == []
