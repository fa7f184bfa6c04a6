"""Goods told apart by lot or serial number come back as what left: found by a scan, never another lot, never more of one."""

import pytest

from saas.kit import db
from saas.kit.operations import Outcome, only
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.inventory.inputs import StockChange
from tenants.inventory.operations import adjust_stock
from tenants.returns.inputs import ReceivedUnit, Reception
from tenants.returns.operations import receive_returns
from tests.browser import signed_in
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.pages import opened
from tests.tenants.returns.returning import authorised, one, proved


def sent(who: Member, tracking: str, **lots: int) -> int:
    """An order for all pieces of these lots of TEA, on its way; its number."""
    stocked(who, TEA=0)
    with who.at_work():
        db.run("UPDATE sku SET tracking = %s WHERE code = 'TEA'", (tracking,))
        for lot, pieces in lots.items():
            only(adjust_stock([StockChange(sku="TEA", change=pieces, lot=lot, unit_cost="2.00", reason="opening")]))
    number = placed(who, "A-1", TEA=sum(lots.values())).number
    with who.at_work():
        only(ship([NewShipment(number=number)]))
    return number


def _came(who: Member, number: int, *units: ReceivedUnit) -> Outcome[object]:
    with who.at_work():
        return receive_returns([Reception(number=number, units=list(units) or None)])[0]  # type: ignore[return-value]


def _refusal(outcome: Outcome[object]) -> tuple[str, str]:
    assert outcome.error, outcome
    return outcome.error.code, outcome.error.pointer


def _lots() -> list[tuple[str | None, int]]:
    return [(row.lot, row.pieces) for row in db.rows("SELECT lot, sum(quantity)::int AS pieces FROM returned_unit GROUP BY 1 ORDER BY 1")]


def test_only_as_many_of_a_lot_come_back_as_left(ann: Member) -> None:
    number = authorised(ann, sent(ann, "lot", L1=3, L2=2))
    assert _refusal(_came(ann, number, ReceivedUnit(line=1))) == ("lot_needed", "/units/0/lot")
    assert _refusal(_came(ann, number, ReceivedUnit(line=1, lot="L9"))) == ("lot_not_sent", "/units/0/lot")
    assert _refusal(_came(ann, number, ReceivedUnit(line=1, lot="L1"), ReceivedUnit(line=1, lot="L2", quantity=3))) == ("more_than_lot_sent", "/units/1/lot")
    assert _came(ann, number, ReceivedUnit(line=1, lot="L2", quantity=2, goes_to="stock")).status == "done"
    assert _refusal(_came(ann, number, ReceivedUnit(line=1, lot="L2"))) == ("more_than_lot_sent", "/units/0/lot")
    assert _came(ann, number, ReceivedUnit(line=1, quantity=3)).status == "done", "what is left can only be of one lot"
    with ann.at_work():
        assert _lots() == [("L1", 3), ("L2", 2)]
    proved(ann)


@pytest.mark.parametrize("tracking", ["lot", "serial"])
def test_a_scanned_lot_or_serial_number_says_which_piece_it_is(ann: Member, tracking: str) -> None:
    number = authorised(ann, sent(ann, tracking, S1=1, S2=1))
    assert _came(ann, number, ReceivedUnit(sku="S2", condition="faulty")).status == "done"
    assert _refusal(_came(ann, number, ReceivedUnit(sku="S3"))) == ("not_awaited", "/units/0/sku")
    assert _came(ann, number, ReceivedUnit(sku="TEA", goes_to="destroyed")).status == "done"
    with ann.at_work():
        assert _lots() == [("S1", 1), ("S2", 1)], "what is thrown away is told apart too"
    proved(ann)


def test_all_that_is_awaited_comes_back_as_it_left(ann: Member) -> None:
    number = authorised(ann, sent(ann, "serial", S1=1, S2=1, S3=1))
    assert _came(ann, number, ReceivedUnit(sku="S2")).status == "done"
    assert _came(ann, number).status == "done" and _came(ann, number).status == "again"
    with ann.at_work():
        assert _lots() == [("S1", 1), ("S2", 1), ("S3", 1)] and one("SELECT state FROM returns") == ("received",)
    proved(ann)


def test_something_else_in_the_parcel_is_the_wrong_item(ann: Member) -> None:
    number = authorised(ann, sent(ann, "serial", S1=1))
    assert _came(ann, number, ReceivedUnit(line=1, lot="X9", condition="wrong_item")).status == "done"
    with ann.at_work():
        assert one("SELECT lot, goes_to FROM returned_unit") == ("X9", "quarantine")
    proved(ann)


def test_the_page_says_which_lots_to_look_for(world: World, ann: Member) -> None:
    number = authorised(ann, sent(ann, "serial", S1=1, S2=1))
    browser = signed_in(world.app, ann.email)
    assert "Lot S1 and S2" in opened(browser, f"/t/acme/returns/{number}/receive").text
    assert browser.post(f"/t/acme/returns/{number}/receive", {"sku": "S2", "quantity": "1", "key": "scan"}).status_code == 303
