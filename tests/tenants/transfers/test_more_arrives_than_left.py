"""What turns up on arrival beyond what was sent was never on the road: it is booked in where it is found, and said so."""

from saas.kit import db
from saas.kit.errors import DomainError
from saas.kit.operations import only
from tenants.inventory.operations import prove_stock
from tenants.inventory.queries import list_moves
from tenants.transfers.errors import LotDidNotLeave, NothingOnTheWay, SurplusSerial, UnknownTransferLine, WhichLot
from tenants.transfers.inputs import Arrival, ArrivedLine, Sending, SurplusLine
from tenants.transfers.operations import receive_transfers, send_transfers
from tenants.transfers.queries import get_transfer
from tests.browser import signed_in
from tests.cast import Member
from tests.conftest import World
from tests.pages import opened
from tests.tenants.transfers.moving import lots, planned, read, two_houses


def test_pieces_beyond_are_found_and_none_is_missing(ann: Member) -> None:
    two_houses(ann, MUG=10)
    number = planned(ann, MUG=6)
    with ann.at_work():
        only(send_transfers([Sending(number=number)]))
        arrived = Arrival(number=number, lines=[ArrivedLine(line=1, quantity=6)], surplus=[SurplusLine(line=1, quantity=2)], key="dock")
        assert only(receive_transfers([arrived])).pieces == 8
        assert receive_transfers([arrived])[0].status == "again"
        assert prove_stock() == []
        one, move = get_transfer(number), list_moves("MUG").rows[0]
        assert (one.state, one.received, one.surplus, one.lines[0].surplus) == ("received", 6, 2, 2)
        assert (move.cause, move.reason, move.net, move.subject) == ("adjusted", "found", 2, ("transfer", one.id))


def test_what_cannot_have_come_is_refused_at_its_field(world: World, ann: Member) -> None:
    two_houses(ann, MUG=0, MILK=0, RING=0, CUP=3)
    with ann.at_work():
        db.run("UPDATE sku SET tracking = CASE code WHEN 'RING' THEN 'serial' ELSE 'lot' END WHERE code IN ('RING', 'MILK')")
    lots(world, ann, "MILK", L1="2030-01-01", L2="2030-02-01")
    number = planned(ann, MILK=8, CUP=3)
    found: list[DomainError | None] = []
    with ann.at_work():
        found += _refused(number, SurplusLine(line=2, quantity=1))
        only(send_transfers([Sending(number=number)]))
        db.run("UPDATE sku SET tracking = 'serial' WHERE code = 'CUP'")
        found += _refused(number, SurplusLine(line=1, quantity=1)) + _refused(number, SurplusLine(line=1, quantity=1, lot="L3"))
        found += _refused(number, SurplusLine(line=2, quantity=1)) + _refused(number, SurplusLine(line=9, quantity=1))
        only(receive_transfers([Arrival(number=number, surplus=[SurplusLine(line=1, quantity=1, lot="L1")])]))
        assert prove_stock() == []
        assert (get_transfer(number).on_the_way, get_transfer(number).surplus) == (11, 1)
    assert [(type(error), error and error.pointer) for error in found] == [
        (NothingOnTheWay, ""), (WhichLot, "/surplus/0/lot"), (LotDidNotLeave, "/surplus/0/lot"), (SurplusSerial, "/surplus/0/quantity"),
        (UnknownTransferLine, "/surplus/0/line")]


def test_a_scanner_counts_beyond_and_the_page_says_so(world: World, ann: Member) -> None:
    two_houses(ann, MUG=10)
    number = planned(ann, MUG=1)
    with ann.at_work():
        only(send_transfers([Sending(number=number)]))
    browser, url = signed_in(world.app, ann.email), f"/t/acme/stock/transfers/{number}/receive?by=scan"
    part = read(ann, number).lines[0].parts[0].id
    seen = browser.post(url, {"act": "scan", "scan": "MUG", f"good-{part}": "1", f"damaged-{part}": "0", f"over-{part}": "0"})
    assert f'name="over-{part}" value="1"' in seen.text and "MUG 1/1 +1" in seen.text
    assert browser.post(url, {"key": "k", f"good-{part}": "1", f"over-{part}": "1"}).status_code == 303
    assert "1 piece turned up beyond what was sent" in opened(browser, f"/t/acme/stock/transfers/{number}").text
    refused = browser.post(url, {"key": "k2", f"over-{part}": "many"})
    assert refused.status_code == 422


def _refused(number: int, wish: SurplusLine) -> list[DomainError | None]:
    return [receive_transfers([Arrival(number=number, surplus=[wish])])[0].error]
