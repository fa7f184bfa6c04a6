"""The pages of transfers: plan, send and receive by hand or with a scanner, write off, call off; lists and stories."""

import pytest

from tests.browser import Browser, signed_in
from tests.cast import Member
from tests.conftest import World
from tests.pages import opened
from tests.tenants.transfers.moving import planned, read, two_houses
from tenants.transfers.inputs import Sending
from tenants.transfers.operations import send_transfers

AT = "/t/acme/stock/transfers"


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    return signed_in(world.app, ann.email)


def test_a_transfer_is_planned_sent_received_and_the_rest_written_off(browser: Browser, ann: Member) -> None:
    two_houses(ann, MUG=10, CUP=5)
    asked = opened(browser, f"{AT}/new?sku=MUG")
    made = browser.post(f"{AT}/new", {"key": asked.value("key"), "from_warehouse": "MAIN", "to_warehouse": "EAST", "lines": "MUG\t6\nCUP 2", "note": "for the fair"})
    assert made.status_code == 303
    number = int(made.location.rpartition("/")[2])
    shown = opened(browser, f"{AT}/{number}")
    assert "Transfer planned: 8 pieces." in shown.text and f"{AT}/{number}/send" in shown.links
    form = opened(browser, f"{AT}/{number}/send")
    assert (form.value("sent-1"), form.value("sent-2")) == ("6", "2")
    assert browser.post(f"{AT}/{number}/send", {"key": form.value("key"), "sent-1": "5", "sent-2": "0"}).status_code == 303
    assert browser.post(f"{AT}/{number}/send", {"key": form.value("key"), "sent-1": "5", "sent-2": "0"}).status_code == 303
    form = opened(browser, f"{AT}/{number}/receive")
    part = next(one["name"] for one in form.fields if one.get("name", "").startswith("good-")).rpartition("-")[2]
    browser.post(f"{AT}/{number}/receive", {"key": "r", f"good-{part}": "3", f"damaged-{part}": "1"})
    browser.post(f"{AT}/{number}/lose", {"key": "l", f"lost-{part}": "1", "reason": "fell off"})
    assert opened(browser, f"{AT}/{number}/cancel").status == 200
    browser.post(f"{AT}/{number}/cancel", {"key": "c", "reason": "enough"})
    one = read(ann, number)
    assert (one.state, one.sent, one.received, one.lost) == ("received", 5, 4, 1)
    story = opened(browser, f"{AT}/{number}").text
    assert "4 pieces arrived, 1 of them damaged." in story and "fell off" in story and "3 pieces that hadn't left stay where they are." in story
    ledger = opened(browser, "/t/acme/stock/sku/MUG")
    assert f"{AT}/{number}" in ledger.links and "Lost on the way to another warehouse." in ledger.text


def test_a_scanner_counts_piece_by_piece(browser: Browser, ann: Member) -> None:
    two_houses(ann, MUG=10)
    number = planned(ann, MUG=2)
    url = f"{AT}/{number}/send?by=scan"
    form = opened(browser, url)
    assert form.value("sent-1") == "0"
    fields = {"key": form.value("key"), "sent-1": "0", "act": "scan", "scan": "MUG"}
    assert 'name="sent-1" value="1"' in browser.post(url, fields).text
    assert "isn't among these" in browser.post(url, {**fields, "sent-1": "2"}).text
    assert browser.post(url, {"key": form.value("key"), "sent-1": "2"}).status_code == 303
    assert read(ann, number).sent == 2


def test_what_is_wrong_stands_on_its_field(browser: Browser, ann: Member) -> None:
    two_houses(ann, MUG=3)
    for given, told in (({"lines": "MUG 1\nMUG x"}, "Line 2: Enter a whole number."), ({"lines": "NONE 1"}, "NONE"), ({"to_warehouse": "MAIN", "lines": "MUG 1"}, "Choose another"),
                        ({"lines": ""}, "At least 1")):
        refused = browser.post(f"{AT}/new", {"key": "k", "from_warehouse": "MAIN", "to_warehouse": "EAST", **given})
        assert refused.status_code == 422 and told in refused.text, given
    number = planned(ann, MUG=5)
    refused = browser.post(f"{AT}/{number}/send", {"key": "k", "sent-1": "5"})
    assert refused.status_code == 409 and 'href="#field-sent-1"' in refused.text
    refused = browser.post(f"{AT}/{number}/send", {"key": "k", "sent-1": "1", "location": "X"})
    assert refused.status_code == 422 and 'href="#field-location"' in refused.text
    assert browser.post(f"{AT}/{number}/send", {"key": "k", "sent-1": ""}).status_code == 422


def test_lists_and_stock_tell_what_is_on_the_way(browser: Browser, ann: Member) -> None:
    empty = opened(browser, AT + "/")
    assert "There is one warehouse" in empty.text
    two_houses(ann, MUG=10)
    assert "No transfers yet" in opened(browser, AT + "/").text
    number = planned(ann, MUG=4)
    with ann.at_work():
        send_transfers([Sending(number=number)])
    assert f"{AT}/{number}" in opened(browser, f"{AT}/?view=on_the_way&q=mug&warehouse=EAST").links
    assert "No transfers match" in opened(browser, f"{AT}/?view=arrived").text
    assert "In transit 4" in opened(browser, "/t/acme/stock/sku/MUG").text
    assert AT + "/" in opened(browser, "/t/acme/stock/").links


def test_who_only_looks_sees_no_verbs_and_strangers_nothing(world: World, ann: Member, ben: Member, zoe: Member) -> None:
    two_houses(ann, MUG=10)
    number = planned(ann, MUG=4)
    looks = signed_in(world.app, ben.email)
    assert opened(looks, f"{AT}/{number}").status == 200 and f"{AT}/{number}/send" not in opened(looks, f"{AT}/{number}").links
    assert looks.get(f"{AT}/{number}/send").status_code == 403 == looks.post(f"{AT}/{number}/send", {"sent-1": "1"}).status_code
    assert signed_in(world.app, zoe.email).get(f"/t/bolt/stock/transfers/{number}").status_code == 404
