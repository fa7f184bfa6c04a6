"""Whatever is wrong with what is asked of an order is refused with its own code, a sentence, and the field it stands in: to
a program and on the page alike, and nothing is half done."""

from typing import Any

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.fulfilment.inputs import Delivery, LineQuantity, NewShipment, Picking
from tenants.fulfilment.operations import mark_delivered, pick, ship
from tenants.inventory.operations import prove_stock
from tenants.orders.inputs import Cancellation, NewHold
from tenants.orders.operations import cancel_orders, close_orders, hold_orders
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import Member, placed, stocked, token_for
from tests.conftest import World
from tests.pages import read_page

Numbers = dict[str, int]
LINE = {"line": 1, "quantity": 99}
NINE = {"line": 9, "quantity": 1}
SKU = {"sku": "NONE", "quantity": 1}
# What is asked (of which order, with which body), and how it is refused: status, code, field.
WRONG_QUANTITY = [
    ("POST /orders", {"reference": "X", "lines": [{"sku": "MUG", "quantity": 0}]}, 422, "out_of_range", "/lines/0/quantity"),
    ("POST /orders", {"reference": "X", "lines": [{"sku": "MUG", "quantity": "two"}]}, 422, "not_a_number", "/lines/0/quantity"),
    ("POST /orders", {"reference": "X", "lines": [{"sku": "MUG", "quantity": 1.5}]}, 422, "not_a_number", "/lines/0/quantity"),
    ("POST /orders", {"reference": "X", "lines": []}, 422, "too_few_items", "/lines"),
    ("PATCH /orders/{open}", {"lines": [{"line": 1, "quantity": -1}]}, 422, "out_of_range", "/lines/0/quantity"),
    ("PATCH /orders/{picked}", {"lines": [{"line": 1, "quantity": 1}]}, 409, "less_than_left", "/lines/0/quantity"),
    ("PATCH /orders/{open}", {"lines": [{"line": 1, "quantity": 0}]}, 409, "nothing_stays", "/lines"),
    ("POST /orders/{open}/cancel", {"pieces": [LINE]}, 409, "more_than_can_cancel", "/pieces/0/quantity"),
    ("POST /orders/{open}/split", {"lines": [LINE]}, 409, "more_than_can_move", "/lines/0/quantity"),
    ("POST /orders/{open}/pick", {"lines": [LINE]}, 409, "more_than_held", "/lines/0/quantity"),
    ("POST /orders/{picked}/pack", {"lines": [LINE]}, 409, "more_than_to_pack", "/lines/0/quantity"),
    ("POST /orders/{picked}/unpick", {"lines": [LINE]}, 409, "more_than_picked", "/lines/0/quantity"),
    ("POST /orders/{open}/shipments", {"lines": [LINE]}, 409, "more_than_held", "/lines/0/quantity"),
    ("POST /orders/{closed}/lost", {"lines": [LINE]}, 409, "more_than_left", "/lines/0/quantity"),
]
UNKNOWN_GOODS = [
    ("POST /orders", {"reference": "X", "lines": [SKU]}, 422, "unknown_sku", "/lines/0/sku"),
    ("PATCH /orders/{open}", {"add": [SKU]}, 422, "unknown_sku", "/add/0/sku"),
    ("PATCH /orders/{open}", {"lines": [NINE]}, 422, "unknown_line", "/lines/0/line"),
    ("POST /orders/{open}/cancel", {"lines": [9]}, 422, "unknown_line", "/lines/0"),
    ("POST /orders/{open}/cancel", {"pieces": [NINE]}, 422, "unknown_line", "/pieces/0/line"),
    ("POST /orders/{open}/split", {"lines": [NINE]}, 422, "unknown_line", "/lines/0/line"),
    ("POST /orders/{open}/pick", {"lines": [NINE]}, 422, "unknown_line", "/lines/0/line"),
    ("POST /orders/{picked}/pack", {"lines": [NINE]}, 422, "unknown_line", "/lines/0/line"),
    ("POST /orders/{picked}/unpick", {"lines": [NINE]}, 422, "unknown_line", "/lines/0/line"),
    ("POST /orders/{open}/shipments", {"lines": [NINE]}, 422, "unknown_line", "/lines/0/line"),
    ("POST /orders/{closed}/lost", {"lines": [NINE]}, 422, "unknown_line", "/lines/0/line"),
]
OVER = [
    (f"{verb} /orders/{{{state}}}{path}", body, 409, code, pointer) for state in ("closed", "cancelled")
    for verb, path, body, code, pointer in (
        ("PATCH", "", {"lines": [{"line": 1, "quantity": 5}]}, "not_open", ""),
        ("POST", "/split", {"lines": [{"line": 1, "quantity": 1}]}, "not_open", ""),
        ("POST", "/hold", {}, "order_over", ""),
        ("POST", "/pick", {}, "nothing_to_pick", ""),
        ("POST", "/pack", {}, "nothing_to_pack", ""),
        ("POST", "/unpick", {}, "nothing_picked", ""),
        ("POST", "/shipments", {}, "nothing_to_ship", ""),
        ("POST", "/paid", {}, "not_open", ""))
] + [
    ("POST /orders/{closed}/cancel", {}, 409, "nothing_left", ""), ("POST /orders/{closed}/place", {}, 409, "not_open", ""),
    ("POST /orders/{cancelled}/place", {}, 409, "not_open", ""), ("POST /orders/{cancelled}/close", {}, 409, "not_over_yet", ""),
]
FORBIDDEN_TRANSITION = [
    ("POST /orders/{open}/close", {}, 409, "not_over_yet", ""),
    ("POST /orders/{open}/reopen", {}, 409, "nothing_to_reopen", ""),
    ("POST /orders/{open}/release", {}, 409, "nothing_on_hold", ""),
    ("POST /orders/{open}/pack", {}, 409, "nothing_to_pack", ""),
    ("POST /orders/{open}/unpick", {}, 409, "nothing_picked", ""),
    ("POST /orders/{waiting}/shipments", {}, 409, "nothing_to_ship", ""),
    ("POST /orders/{held}/shipments", {}, 409, "on_hold", ""),
    ("POST /orders/{held}/pick", {}, 409, "on_hold", ""),
    ("POST /orders/{picked}/cancel", {}, 409, "already_picked", ""),
    ("POST /orders/{open}/merge", {"others": ["{open}"]}, 422, "same_order", "/others/0"),
]
STALE = [(f"{verb} /orders/{{open}}{path}", body, 412, "stale", "") for verb, path, body in (
    ("PATCH", "", {"lines": [{"line": 1, "quantity": 3}]}), ("POST", "/cancel", {}), ("POST", "/hold", {}), ("POST", "/pick", {}),
    ("POST", "/split", {"lines": [{"line": 1, "quantity": 1}]}), ("POST", "/shipments", {}))]
FOREIGN = [(f"{verb} /orders/{{theirs}}{path}", body, 404, "unknown_order", None) for verb, path, body in (
    ("GET", "", None), ("PATCH", "", {"lines": [{"line": 1, "quantity": 3}]}), ("POST", "/split", {"lines": [{"line": 1, "quantity": 1}]}),
    ("POST", "/lost", {"lines": [{"line": 1, "quantity": 1}]}),
    *(("POST", path, {}) for path in ("/cancel", "/hold", "/release", "/pick", "/pack", "/unpick", "/shipments", "/place", "/paid", "/close", "/reopen")))] + [
    ("POST /orders/{theirs}/merge", {"others": ["{open}"]}, 404, "unknown_order", "/into"),
    ("POST /orders/{open}/merge", {"others": ["{theirs}"]}, 404, "unknown_order", "/others/0")]


@pytest.fixture
def numbers(ann: Member, zoe: Member) -> Numbers:
    """Orders of every kind that something can be wrong with."""
    for who in (ann, zoe):
        stocked(who, MUG=20, CUP=0)
    found = {name: placed(ann, name, MUG=4).number for name in ("open", "picked", "held", "closed", "cancelled")}
    found["waiting"] = placed(ann, "waiting", CUP=1).number
    others = [placed(zoe, f"Z-{n}", MUG=1).number for n in range(9)]
    found["theirs"] = next(number for number in others if number not in found.values())  # each company counts for itself
    with ann.at_work():
        only(pick([Picking(number=found["picked"], lines=[LineQuantity(line=1, quantity=2)])]))
        only(hold_orders([found["held"]], NewHold(reason="gift")))
        only(cancel_orders([Cancellation(number=found["cancelled"])]))
        parcel, = only(ship([NewShipment(number=found["closed"])])).parcels
        only(mark_delivered([Delivery(parcel=parcel)]))
        only(close_orders([found["closed"]]))
    return found


def everything() -> list[Any]:
    """What orders and stock stand at, down to every version."""
    assert prove_stock() == []
    return [db.rows("SELECT number, state, version, ordered, cancelled, allocated, picked, shipped FROM orders ORDER BY id"),
            db.rows("SELECT order_id, line_no, packed FROM order_line ORDER BY 1, 2"), db.rows("SELECT id, on_hand, allocated FROM balance ORDER BY id")]


@pytest.mark.parametrize(("asked", "body", "status", "code", "pointer"), [
    *WRONG_QUANTITY, *UNKNOWN_GOODS, *OVER, *FORBIDDEN_TRANSITION, *STALE, *FOREIGN])
def test_a_program_is_refused(world: World, ann: Member, numbers: Numbers, asked: str, body: Any, status: int, code: str, pointer: str | None) -> None:
    with ann.at_work():
        before = everything()
    method, path = asked.split()
    sent = {name: [numbers[one.strip("{}")] if isinstance(one, str) else one for one in value] if isinstance(value, list) else value
            for name, value in body.items()} if body else body
    headers = {"If_Match": '"99"'} if code == "stale" else {}
    answer = Program(world, token_for(ann)).send(method, path.format(**numbers), sent, **headers)
    told = answer.json
    assert answer.status_code == status, told
    found = [(one["code"], one["pointer"]) for one in told.get("errors", [])] or [(told["code"], "")]
    assert code in [told["code"], *(one for one, _at in found)] and (not pointer or (code, pointer) in found), told
    assert told["detail"].endswith(".") and all(one["detail"].endswith(".") for one in told.get("errors", []))
    with ann.at_work():
        assert everything() == before


PAGES: list[tuple[str, str, dict[str, str], int, str, str]] = [
    ("open", "change", {"1/quantity": "two", "sure": "1"}, 422, "Enter a whole number.", "1/quantity"),
    ("picked", "change", {"1/quantity": "1", "sure": "1"}, 409, "2 pieces of line 1 are picked or shipped; it can't be fewer.", "1/quantity"),
    ("open", "change", {"add/0/sku": "NONE", "add/0/quantity": "1", "sure": "1"}, 422, "There is no SKU NONE in the catalogue.", "add/0/sku"),
    ("open", "change", {"1/quantity": "3", "version": "99", "sure": "1"}, 412, "Someone else changed this in the meantime.", ""),
    ("closed", "change", {"1/quantity": "3", "sure": "1"}, 409, "isn't open any more", ""),
    ("open", "cancel", {"line-1": "99", "sure": "1"}, 409, "Line 1 has 4 that can be cancelled; 99 can't.", "line-1"),
    ("open", "split", {"line-1": "99"}, 409, "Line 1 has 4 that can move; 99 can't.", "line-1"),
    ("open", "pick", {"line-1": "99"}, 409, "Line 1 has 4 held; 99 can't be taken.", "line-1"),
    ("picked", "pack", {"line-1": "99"}, 409, "Line 1 has 2 picked and not packed; 99 can't be packed.", "line-1"),
    ("picked", "unpick", {"line-1": "99"}, 409, "Line 1 has 2 picked; 99 can't be put back.", "line-1"),
    ("open", "ship", {"line-1": "99"}, 409, "Line 1 has 4 held; 99 can't be taken.", "line-1"),
    ("held", "ship", {"line-1": "1"}, 409, "is on hold. Release it first.", ""),
    ("held", "pick", {"line-1": "1"}, 409, "is on hold. Release it first.", ""),
]


@pytest.mark.parametrize(("which", "act", "typed", "status", "sentence", "field"), PAGES)
def test_a_person_is_told_on_the_page(world: World, ann: Member, numbers: Numbers, which: str, act: str, typed: dict[str, str], status: int,
                                      sentence: str, field: str) -> None:
    with ann.at_work():
        before = everything()
    answer = signed_in(world.app, ann.email).post(f"/t/acme/orders/{numbers[which]}/{act}", {"key": "k", **typed})
    page = read_page(answer)
    assert (answer.status_code, sentence in page.text) == (status, True), page.text
    assert not field or f'href="#field-{field}"' in answer.text and page.value(field) == typed[field]
    with ann.at_work():
        assert everything() == before


@pytest.mark.parametrize(("act", "which", "sentence"), [
    ("hold", "closed", "has shipped or was cancelled, so it can't be changed."), ("release", "open", "isn't on hold."),
    ("place", "cancelled", "isn't open any more"), ("close", "open", "hasn't left whole, so it can't be closed."),
    ("reopen", "open", "is cancelled or closed."), ("paid", "cancelled", "isn't open any more"), ("cancel", "picked", "is being picked."),
    ("pick", "held", "is on hold. Release it first."), ("pack", "open", "is picked and not packed yet."),
    ("hold", "theirs", "There is no order"), ("cancel", "theirs", "There is no order"), ("place", "theirs", "There is no order")])
def test_a_person_is_told_after_a_click(world: World, ann: Member, numbers: Numbers, act: str, which: str, sentence: str) -> None:
    with ann.at_work():
        before = everything()
    answer = signed_in(world.app, ann.email).post(f"/t/acme/orders/{act}", {"ids": str(numbers[which]), "sure": "1", "key": "k"})
    assert answer.status_code in (404, 409) and sentence in read_page(answer).text
    with ann.at_work():
        assert everything() == before


def test_every_page_of_anothers_order_is_not_there(world: World, ann: Member, numbers: Numbers) -> None:
    browser = signed_in(world.app, ann.email)
    for act in ("", "/change", "/cancel", "/split", "/merge", "/lost", "/hold", "/pick", "/pack", "/unpick", "/ship"):
        assert browser.get(f"/t/acme/orders/{numbers['theirs']}{act}").status_code == 404, act
        assert not act or browser.post(f"/t/acme/orders/{numbers['theirs']}{act}", {"key": "k"}).status_code == 404, act
