"""Whatever is sent to returns, by page or program: a stable code, a sentence on its field, and nothing half done."""

from collections.abc import Callable
from typing import Any

import pytest

from saas.kit import db
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import Member, token_for
from tests.conftest import World
from tests.pages import read_page
from tests.tenants.returns.returning import authorised, received, shipped
from tenants.returns.inputs import ReceivedUnit

HUGE = 10 ** 12
ACTS = ("authorise", "decline", "cancel", "receive", "decide", "refunds", "exchange", "close")
BODIES: dict[str, dict[str, Any]] = {"receive": {"units": [{"line": 1}]}, "decide": {"units": [{"unit": 1}]}, "refunds": {"amount": "1.00"}}


@pytest.fixture
def program(world: World, ann: Member) -> Callable[..., Program]:
    return lambda who=ann, *scopes: Program(world, token_for(who, *scopes))


def _standing(who: Member) -> list[Any]:
    with who.at_work():
        return [*db.rows("SELECT state, received, refunded, version FROM returns ORDER BY id"), *db.rows("SELECT announced, returned FROM order_line ORDER BY 1, 2"),
                db.rows("SELECT count(*) FROM event")[0][0], db.rows("SELECT count(*) FROM movement")[0][0]]


@pytest.mark.parametrize(("path", "body", "pointer"), [
    ("", {"order": "x"}, "/order"), ("", {"order": HUGE ** 2}, "/order"), ("", {"order": 1, "lines": []}, "/lines"), ("", {}, "/order"),
    ("", {"order": 1, "lines": [{"line": 1, "quantity": HUGE}]}, "/lines/0/quantity"), ("", {"order": 1, "reason": "because"}, "/reason"),
    ("", {"order": 1, "lines": [{"line": 1, "quantity": 0}]}, "/lines/0/quantity"), ("", {"order": 1, "lines": [{"line": 1, "quantity": "two"}]}, "/lines/0/quantity"),
    ("", {"order": 1, "note": "x" * 1001}, "/note"), ("", {"order": 1, "surprise": 1}, "/surprise"),
    ("/{n}/authorise", {"lines": [{"line": HUGE, "quantity": 1}]}, "/lines/0/line"), ("/{n}/authorise", {"lines": [{"line": 1, "quantity": -1}]}, "/lines/0/quantity"),
    ("/{n}/receive", {"units": [{"line": HUGE}]}, "/units/0/line"), ("/{n}/receive", {"units": [{"line": 1, "quantity": HUGE}]}, "/units/0/quantity"),
    ("/{n}/receive", {"units": [{"line": 1, "goes_to": "the moon"}]}, "/units/0/goes_to"), ("/{n}/receive", {"units": []}, "/units"),
    ("/{n}/receive", {"units": [{"line": 1}], "at": "yesterday"}, "/at"), ("/{n}/receive", {"units": [{"sku": "NUL\u0000"}]}, "/units/0/sku"),
    ("/{n}/receive", {"units": [{"line": 1, "goes_to": "stock", "condition": "damaged"}]}, "/units/0/goes_to"),
    ("/{n}/decide", {"units": [{"unit": "x"}]}, "/units/0/unit"), ("/{n}/decide", {"units": [{"unit": 1, "decision": "maybe"}]}, "/units/0/decision"),
    ("/{n}/decide", {"units": [{"unit": 1}]}, "/units/0/unit"),
    ("/{n}/refunds", {"amount": "1.001"}, "/amount"), ("/{n}/refunds", {"amount": "-1"}, "/amount"), ("/{n}/refunds", {"amount": "ten"}, "/amount"),
    ("/{n}/refunds", {"amount": "1e400"}, "/amount"), ("/{n}/refunds", {"amount": str(HUGE)}, "/amount"), ("/{n}/refunds", {"amount": 1.5}, "/amount"),
    ("/{n}/refunds", {"amount": "0.00"}, "/amount"), ("/{n}/exchange", {"lines": [{"sku": "MOON"}]}, "/lines/0/sku"),
    ("/{n}/exchange", {"lines": [{"sku": "MUG", "quantity": HUGE}]}, "/lines/0/quantity"), ("/{n}/exchange", {"difference": "many"}, "/difference")])
def test_a_program_is_told_on_the_field_and_nothing_is_done(program: Callable[..., Program], ann: Member, path: str, body: dict[str, Any], pointer: str) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    before = _standing(ann)
    answer = program().post(f"/returns{path.format(n=number)}", body)
    assert answer.status_code in (409, 422) and answer.json["code"] and answer.json["detail"], answer.text
    assert [(error["pointer"], bool(error["code"]), bool(error["detail"])) for error in answer.json["errors"]] == [(pointer, True, True)], answer.text
    assert _standing(ann) == before


@pytest.mark.parametrize("act", ACTS)
def test_another_companys_return_is_not_there_and_a_stale_one_is_refused(program: Callable[..., Program], ann: Member, zoe: Member, act: str) -> None:
    numbers = [authorised(zoe, shipped(zoe, f"Z-{n}", MUG=1)) for n in range(2)]
    mine = authorised(ann, shipped(ann, MUG=2))
    before = _standing(zoe)
    body = BODIES.get(act, {})
    assert program().post(f"/returns/{numbers[1]}/{act}", body).json["code"] == "unknown_return"
    stale = program().post(f"/returns/{mine}/{act}", body, If_Match='"77"')
    assert (stale.status_code, stale.json["code"]) == (412, "stale")
    assert _standing(zoe) == before


def test_a_unit_of_another_return_is_unknown_here(program: Callable[..., Program], ann: Member) -> None:
    first, second = (authorised(ann, shipped(ann, f"A-{n}", MUG=1)) for n in range(2))
    unit, = received(ann, first, ReceivedUnit(line=1))
    answer = program().post(f"/returns/{second}/decide", {"units": [{"unit": unit}]})
    assert (answer.status_code, answer.json["errors"][0]["code"], answer.json["errors"][0]["pointer"]) == (422, "unknown_unit", "/units/0/unit")


@pytest.mark.parametrize("act", ACTS)
def test_whoever_may_only_look_may_do_nothing(world: World, program: Callable[..., Program], ann: Member, ben: Member, act: str) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    before = _standing(ann)
    refused = program(ann, "returns:read").post(f"/returns/{number}/{act}", BODIES.get(act, {}))
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    page = signed_in(world.app, ben.email).post(f"/t/acme/returns/{number}/{'refund' if act == 'refunds' else act}", {"sku": "MUG", "amount": "1", "key": "k"})
    assert page.status_code == 403
    assert _standing(ann) == before


@pytest.mark.parametrize("act", ["authorise", "receive", "accept"])
def test_several_at_once_need_the_right_too(world: World, ann: Member, ben: Member, act: str) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    before = _standing(ann)
    assert signed_in(world.app, ben.email).post(f"/t/acme/returns/{act}", {"ids": str(number)}).status_code == 403
    assert signed_in(world.app, ann.email).post(f"/t/acme/returns/{act}", {}).status_code == 422
    assert _standing(ann) == before


@pytest.mark.parametrize(("act", "typed", "field"), [
    ("receive", {"sku": "MUG", "quantity": "two"}, "quantity"), ("receive", {"sku": "MUG", "quantity": str(HUGE)}, "quantity"), ("receive", {"sku": ""}, "sku"),
    ("receive", {"sku": "POT"}, "sku"), ("receive", {"sku": "MUG", "location": "Z-9"}, "location"), ("receive", {"sku": "MUG", "quantity": "3"}, "quantity"),
    ("refund", {"amount": "ten", "key": "k"}, "amount"), ("refund", {"amount": "20.01", "key": "k"}, "amount"), ("exchange", {"sku-0": "MUG", "quantity-0": "x"}, "quantity-0"),
    ("exchange", {"sku-0": "MUG", "difference": "1.999"}, "difference"), ("exchange", {}, "sku-0"), ("authorise", {"chosen": "1", "line-1": "x"}, "line-1"), ("decline", {"reason": "x" * 501}, "reason")])
def test_a_person_is_told_on_the_field_and_keeps_what_they_typed(world: World, ann: Member, act: str, typed: dict[str, str], field: str) -> None:
    number = authorised(ann, shipped(ann, MUG=2))
    before = _standing(ann)
    page = read_page(signed_in(world.app, ann.email).post(f"/t/acme/returns/{number}/{act}", typed))
    assert page.status in (409, 422) and f"#field-{field}" in page.links and f"field-{field}" in page.ids, page.text[-400:]
    if act != "decline":
        assert page.value(field) == typed.get(field, "")
    assert _standing(ann) == before
