"""A scanner alone takes a delivery in: codes count pieces, and after a piece its lot or serial number is scanned."""

from typing import Any

import pytest

from saas.kit.operations import only
from saas.kit.owner import execute, owner
from tenants.purchasing.inputs import NewNotice
from tenants.purchasing.operations import announce
from tenants.purchasing.queries import FindReceipts, get_receipt, list_receipts
from tests.browser import signed_in, text_of
from tests.cast import Member
from tests.conftest import World
from tests.pages import Page, opened, read_page
from tests.tenants.purchasing.buying import bought, supplied

RECEIVE = "/t/acme/purchasing/receive"


def _track(world: World, **how: str) -> None:
    with owner(world.url) as conn:
        for sku, tracking in how.items():
            execute(conn, f"UPDATE {world.acme.schema}.sku SET tracking = %s WHERE code = %s", (tracking, sku))


def _typed(page: Page) -> dict[str, str]:
    return {one["name"]: one.get("value", "") for one in page.fields if one.get("name") and one["name"] not in ("csrf_token", "scan") and one.get("type") != "submit"}


def _scanned(world: World, who: Member, start: str, *codes: str) -> dict[str, str]:
    """What stands in the form after these scans."""
    browser = signed_in(world.app, who.email)
    typed = _typed(opened(browser, RECEIVE + start))
    for code in codes:
        typed = _typed(read_page(browser.post(RECEIVE, {**typed, "scan": code, "count": "1"})))
    return typed


def _lines(typed: dict[str, str]) -> list[tuple[Any, ...]]:
    rows = range(sum(name.endswith("/sku") for name in typed))
    return [(typed[f"lines/{n}/sku"], typed.get(f"lines/{n}/good"), typed.get(f"lines/{n}/lot", "")) for n in rows if typed[f"lines/{n}/sku"]]


@pytest.mark.parametrize(("codes", "lines"), [
    (("MILK", "MILK", "L1", "MILK"), [("MILK", "3", "L1")]),
    (("MILK", "L1", "MILK", "L2", "MILK"), [("MILK", "1", "L1"), ("MILK", "2", "L2")]),
    (("PHONE", "S1", "PHONE", "S2"), [("PHONE", "1", "S1"), ("PHONE", "1", "S2")]),
    (("MUG", "MILK", "L1", "MUG"), [("MUG", "2", ""), ("MILK", "1", "L1")]),
    (("MUG", "WHAT"), [("MUG", "1", "")])])
def test_pieces_are_counted_and_told_apart(world: World, ann: Member, codes: tuple[str, ...], lines: list[tuple[str, str, str]]) -> None:
    supplied(ann, MILK=0, PHONE=0, MUG=0)
    _track(world, MILK="lot", PHONE="serial")
    assert _lines(_scanned(world, ann, "?supplier=NORTH", *codes)) == lines


def test_a_lot_that_was_announced_counts_by_its_own_code(world: World, ann: Member) -> None:
    supplied(ann, MILK=0)
    _track(world, MILK="lot")
    order = bought(ann, MILK=5).number
    with ann.at_work():
        notice = only(announce([NewNotice(purchase_order=order, lines=[
            {"sku": "MILK", "quantity": 3, "lot": "L1", "expires_on": "2199-01-01"}, {"sku": "MILK", "quantity": 2, "lot": "L2"}])])).number
    typed = _scanned(world, ann, f"?notice={notice}", "L2", "L1", "L1")
    assert _lines(typed) == [("MILK", "2", "L1"), ("MILK", "1", "L2")]
    posted = signed_in(world.app, ann.email).post(RECEIVE, {**typed, "sure": "1"})
    assert posted.status_code == 303
    with ann.at_work(read_only=True):
        receipt = get_receipt(list_receipts(FindReceipts()).rows[0].number)
        assert [(line.lot, line.good, line.short) for line in receipt.lines] == [("L1", 2, 1), ("L2", 1, 1)]
    assert "expires on" in text_of(signed_in(world.app, ann.email).get(posted.location))
