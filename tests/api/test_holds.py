"""Holds through the API: set with a kind and a date, read with whose they are, released one by one; orders marked as paid."""

from datetime import timedelta

from saas.kit import clock
from saas.kit.operations import only
from tenants.orders.inputs import NewHold
from tenants.orders.operations import hold_orders
from tests.api.conftest import Program
from tests.cast import PLACE, Member, placed, stocked

ORDER = {"ship_to": PLACE, "reference": "58213", "paid": False, "lines": [{"sku": "MUG", "quantity": 1}]}


def test_a_hold_is_read_with_whose_it_is_and_until_when(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=5)
    number, until = placed(ann, "A-1", MUG=1).number, (clock.now() + timedelta(days=2)).isoformat()
    held = acme.post(f"/orders/{number}/hold", {"kind": "fraud", "reason": "two cards", "until": until}).json
    hold, = held["holds"]
    assert (held["state"], hold["kind"], hold["reason"], hold["owner"], hold["lift_by"], hold["until"]) == (
        "on_hold", "fraud", "two cards", "client", "client", until)
    acme.post(f"/orders/{number}/hold", {"kind": "comment"})
    eased = acme.post(f"/orders/{number}/release", {"holds": [hold["id"]]}).json
    assert [one["kind"] for one in eased["holds"]] == ["comment"]
    assert acme.post(f"/orders/{number}/release", {"kinds": ["comment"]}).json["state"] == "ready"


def test_what_cant_be_held_or_released_is_refused_on_its_field(acme: Program, ann: Member, otto: Member) -> None:
    stocked(ann, MUG=5)
    number = placed(ann, "A-1", MUG=1).number
    for given, status, code, pointer in (({"kind": "sku"}, 422, "not_a_choice", "/kind"), ({"kind": "operator"}, 403, "desks_kind", "/kind"),
                                         ({"until": "2020-01-01T00:00:00Z"}, 422, "in_the_past", "/until"), ({"until": "tomorrow"}, 422, "not_a_date", "/until")):
        answer = acme.post(f"/orders/{number}/hold", given)
        told = [(one["pointer"], one["code"]) for one in answer.json["errors"]]
        assert (answer.status_code, told) == (status, [(pointer, code)])
    with otto.at_work():
        theirs = only(hold_orders([number], NewHold())).hold
    assert acme.post(f"/orders/{number}/release", {}).json["code"] == "desks_hold"
    assert acme.post(f"/orders/{number}/release", {"holds": [theirs + 1]}).json["code"] == "unknown_hold"  # type: ignore[operator]


def test_a_paid_order_goes_on(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=5)
    placed_ = acme.post("/orders", ORDER).json
    assert placed_["state"] == "on_hold"
    for _time in range(2):
        paid = acme.post(f"/orders/{placed_['number']}/paid", {})
        assert (paid.status_code, paid.json["state"], paid.json["paid"], paid.json["holds"]) == (200, "ready", True, [])
    assert acme.post("/orders/99/paid", {}).status_code == 404


def test_what_arrived_again_with_other_content_is_read_with_its_hold(acme: Program, ann: Member) -> None:
    stocked(ann, MUG=5)
    first = acme.post("/orders", {**ORDER, "paid": None})
    again = acme.post("/orders", {**ORDER, "paid": None, "lines": [{"sku": "MUG", "quantity": 3}]})
    assert (first.status_code, again.status_code, again.json["state"]) == (201, 200, "on_hold")
    hold, = acme.get(f"/orders/{first.json['number']}").json["holds"]
    assert (hold["kind"], hold["arrived"]["lines"], hold["arrived"]["reference"]) == ("duplicate", [{"sku": "MUG", "quantity": 3}], "58213")
