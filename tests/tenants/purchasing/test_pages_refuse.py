"""Purchasing's pages against what people and programs send wrongly: always a sentence at the field, never half done."""

import pytest

from saas.kit import db
from tenants.inventory.operations import prove_stock
from tests.browser import signed_in, text_of
from tests.cast import Member
from tests.conftest import World
from tests.tenants.purchasing.buying import bought, noticed, received, supplied

ROOM = "/t/acme/purchasing"
HUGE = str(10**12)
FORMS = [
    ("/new", {"supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/quantity": HUGE}, "lines/0/quantity"),
    ("/new", {"supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/quantity": "a dozen"}, "lines/0/quantity"),
    ("/new", {"supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/quantity": "1", "lines/0/unit_cost": "1e9"}, "lines/0/unit_cost"),
    ("/new", {"supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/quantity": "1", "expected_on": "tomorrow"}, "expected_on"),
    ("/new", {"supplier": "BOLT", "lines/0/sku": "MUG", "lines/0/quantity": "1"}, "supplier"),
    ("/receive", {"sure": "1", "supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/good": HUGE}, "lines/0/good"),
    ("/receive", {"sure": "1", "supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/good": "-3"}, "lines/0/good"),
    ("/receive", {"sure": "1", "supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/good": "some"}, "lines/0/good"),
    ("/receive", {"sure": "1", "supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/good": "1", "lines/0/reason": "because"}, "lines/0/reason"),
    ("/receive", {"sure": "1", "supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/good": "1", "lines/0/location": "NOWHERE"}, "lines/0/location"),
    ("/notices/new", {"supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/quantity": "0"}, "lines/0/quantity"),
    ("/notices/new", {"purchase_order": "99999", "lines/0/sku": "MUG", "lines/0/quantity": "1"}, "purchase_order"),
    ("/suppliers", {"code": "N", "name": "N", "lead_days": HUGE}, "lead_days"),
    ("/suppliers", {"code": "N", "name": "N", "over_percent": "lots"}, "over_percent"),
    ("/suppliers/NORTH/offers", {"sku": "NONE", "unit_cost": "1"}, "sku"),
    ("/suppliers/NORTH/offers", {"sku": "MUG", "unit_cost": HUGE + "000"}, "unit_cost"),
]


@pytest.mark.parametrize(("path", "sent", "field"), FORMS)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_done(world: World, ann: Member, path: str, sent: dict[str, str], field: str) -> None:
    supplied(ann, MUG=0)
    answer = signed_in(world.app, ann.email).post(ROOM + path, sent)
    assert answer.status_code in (404, 409, 422) and f'field-{field}-wrong"' in answer.text
    with ann.at_work(read_only=True):
        told = db.rows("SELECT (SELECT count(*) FROM purchase_order) + (SELECT count(*) FROM notice) + (SELECT count(*) FROM goods_receipt)"
                       " + (SELECT count(*) FROM supplier_offer) + (SELECT count(*) FROM supplier)")
    assert told[0][0] == 1


@pytest.fixture
def numbers(ann: Member) -> dict[str, int]:
    supplied(ann, MUG=0)
    order = bought(ann, MUG=9).number
    return {"order": order, "notice": noticed(ann, order, MUG=4).number, "receipt": received(ann, {"sku": "MUG", "good": 2}, purchase_order=order).number,
            "draft": bought(ann, more={"draft": True}, MUG=1).number}


POSTS = ("/new", "/{draft}/send", "/send", "/{order}/change", "/{order}/cancel", "/{order}/close", "/suppliers", "/suppliers/NORTH/offers",
         "/suppliers/NORTH/offers/end", "/notices/new", "/notices/{notice}/cancel", "/receive", "/receipts/{receipt}/reverse", "/low")


@pytest.mark.parametrize("path", POSTS)
def test_who_only_looks_changes_nothing(world: World, ann: Member, ben: Member, numbers: dict[str, int], path: str) -> None:
    sent = {"supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/quantity": "1", "lines/0/good": "1", "code": "X", "name": "X", "sku": "MUG", "unit_cost": "1",
            "sure": "1", "ids": str(numbers["draft"]), "note": "mine"}
    assert signed_in(world.app, ben.email).post(ROOM + path.format(**numbers), sent).status_code == 403
    with ann.at_work():
        assert [row.state for row in db.rows("SELECT state FROM purchase_order ORDER BY id")] == ["part_received", "draft"] and prove_stock() == []


@pytest.mark.parametrize("path", ["/{draft}/send", "/{order}/cancel", "/{order}/close", "/notices/{notice}/cancel", "/receipts/{receipt}/reverse"])
def test_numbers_of_another_company_are_nobodys(world: World, ann: Member, zoe: Member, numbers: dict[str, int], path: str) -> None:
    answer = signed_in(world.app, zoe.email).post("/t/bolt/purchasing" + path.format(**numbers))
    assert answer.status_code == 404
    with ann.at_work(read_only=True):
        assert [row.state for row in db.rows("SELECT state FROM purchase_order ORDER BY id")] == ["part_received", "draft"]


def test_what_was_sent_twice_is_done_once(world: World, ann: Member, numbers: dict[str, int]) -> None:
    browser = signed_in(world.app, ann.email)
    for path in ("/{draft}/send", "/receipts/{receipt}/reverse", "/notices/{notice}/cancel", "/{order}/cancel"):
        first, second = (browser.post(ROOM + path.format(**numbers)) for _ in range(2))
        assert (first.status_code, second.status_code) == (303, 303), path
    refused = browser.post(f"{ROOM}/{numbers['order']}/close")
    assert refused.status_code == 409 and "closed or cancelled" in text_of(refused)
