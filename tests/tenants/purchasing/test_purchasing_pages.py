"""Purchasing's pages: ordered, changed after a look, announced, received by scanner, and never more statements for more rows."""

import pytest

from saas.kit.operations import only
from tenants.catalogue.inputs import NewProduct, ReorderPoint
from tenants.catalogue.operations import set_reorder_point, upsert_products
from tenants.purchasing.queries import FindPurchases, FindReceipts, find_goods, get_notice, get_purchase, list_purchases, list_receipts
from tests.browser import signed_in, text_of
from tests.cast import Member
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted
from tests.tenants.purchasing.buying import bought, noticed, received, supplied

ROOM = "/t/acme/purchasing"


def test_an_order_is_written_drafted_and_sent(world: World, ann: Member) -> None:
    supplied(ann, MUG=0)
    browser = signed_in(world.app, ann.email)
    form = opened(browser, f"{ROOM}/new")
    typed = {"key": form.value("key"), "supplier": "NORTH", "lines/0/sku": "MUG", "lines/0/quantity": "１２", "lines/0/unit_cost": "2,50", "draft": "true"}
    more = browser.post(f"{ROOM}/new", {**typed, "more": "1"})
    assert more.status_code == 200 and more.text.count('name="lines/') > 12 and 'value="MUG"' in more.text
    made = browser.post(f"{ROOM}/new", typed)
    assert made.status_code == 303 and browser.post(f"{ROOM}/new", typed).location == made.location
    page = opened(browser, made.location)
    assert "Draft" in page.text and "$30.00" in page.text
    sent = browser.post(made.location.removesuffix("/") + "/send")
    assert sent.status_code == 303 and "Its goods are expected now" in text_of(browser.get(sent.location))


def test_what_is_wrong_stands_at_its_field(world: World, ann: Member) -> None:
    supplied(ann, MUG=0)
    answer = signed_in(world.app, ann.email).post(f"{ROOM}/new", {"supplier": "NORTH", "lines/0/sku": "NONE", "lines/0/quantity": "x"})
    assert answer.status_code == 422 and 'class="wrong"' in answer.text and 'value="NONE"' in answer.text


def test_a_change_shows_its_effect_before_it_is_saved(world: World, ann: Member) -> None:
    supplied(ann, MUG=0)
    number = bought(ann, MUG=10).number
    browser = signed_in(world.app, ann.email)
    form = opened(browser, f"{ROOM}/{number}/change")
    typed = {one["name"]: one.get("value", "") for one in form.fields if one.get("name") and one["name"] != "csrf_token"} | {"lines/0/quantity": "4"}
    shown = browser.post(f"{ROOM}/{number}/change", typed)
    assert shown.status_code == 200 and "$25.00 becomes $10.00" in text_of(shown) and "Save change" in text_of(shown)
    assert browser.post(f"{ROOM}/{number}/change", {**typed, "sure": "1"}).status_code == 303
    stale = browser.post(f"{ROOM}/{number}/change", {**typed, "sure": "1"})
    assert stale.status_code == 412 and "Someone else changed this" in text_of(stale)


def test_a_delivery_is_scanned_compared_and_posted(world: World, ann: Member) -> None:
    supplied(ann, MUG=0, CUP=0)
    with ann.at_work():
        only(upsert_products([NewProduct(sku="MUG", title="Mug", barcode="4006381333931")]))
        assert [one.sku for one in find_goods(["4006381333931"])] == ["MUG"]
    number = bought(ann, MUG=2, CUP=1).number
    browser = signed_in(world.app, ann.email)
    page = opened(browser, f"{ROOM}/receive?order={number}")
    typed = {one["name"]: one.get("value", "") for one in page.fields if one.get("name") and one["name"] not in ("csrf_token", "scan")}
    for counted_so_far in ("1", "2", "3"):
        scanned = browser.post(f"{ROOM}/receive", {**typed, "scan": "4006381333931", "count": "1"})
        typed["lines/0/good"] = counted_so_far
        assert scanned.status_code == 200 and f'name="lines/0/good" value="{counted_so_far}"' in scanned.text
    missed = browser.post(f"{ROOM}/receive", {**typed, "scan": "999"})
    assert "Nothing answers to 999" in text_of(missed)
    checked = browser.post(f"{ROOM}/receive", {**typed, "check": "1"})
    assert "1 over 2 expected" in text_of(checked) and "1 short of 1 expected" in text_of(checked) and "Post receipt" in text_of(checked)
    twice = browser.post(f"{ROOM}/receive", {**typed, "compared": "1", "scan": "", "count": "1"})
    assert twice.status_code == 200 and 'name="compared"' in twice.text
    for how in ({"sure": "1"}, {"compared": "1", "scan": ""}):
        posted = browser.post(f"{ROOM}/receive", {**typed, **how})
        assert posted.status_code == 303
    with ann.at_work(read_only=True):
        assert [row.good for row in list_receipts(FindReceipts()).rows] == [3]
    assert "1 over" in opened(browser, posted.location).text


def test_a_notice_is_announced_received_or_cancelled(world: World, ann: Member) -> None:
    supplied(ann, MUG=0)
    number = bought(ann, MUG=5).number
    browser = signed_in(world.app, ann.email)
    form = opened(browser, f"{ROOM}/notices/new?order={number}")
    made = browser.post(f"{ROOM}/notices/new", {"key": form.value("key"), "purchase_order": str(number), "lines/0/sku": "MUG", "lines/0/quantity": "5",
                                                "tracking": "TR 1", "expected_on": "2199-01-01"})
    assert made.status_code == 303
    page = opened(browser, made.location)
    assert "Announced by notice" in page.text and any("receive?notice=" in link for link in page.links)
    assert "5 short" not in opened(browser, next(link for link in page.links if "receive?notice=" in link)).text.split("Lines")[0]
    other = noticed(ann, more={"supplier": "NORTH"}, MUG=1).number
    assert browser.post(f"{ROOM}/notices/{other}/cancel").status_code == 303
    with ann.at_work(read_only=True):
        assert get_notice(other).row.state == "cancelled"


@pytest.mark.parametrize("what", ["cancel", "close"])
def test_an_order_ends_after_a_question(world: World, ann: Member, what: str) -> None:
    supplied(ann, MUG=0)
    number = bought(ann, MUG=5).number
    browser = signed_in(world.app, ann.email)
    opened(browser, f"{ROOM}/{number}/{what}")
    ended = browser.post(f"{ROOM}/{number}/{what}", {"reason": "too dear"})
    assert ended.status_code == 303 and "too dear" in text_of(browser.get(ended.location))
    with ann.at_work(read_only=True):
        assert get_purchase(number).state == {"cancel": "cancelled", "close": "closed"}[what]


def test_what_is_low_becomes_drafts_that_are_sent_together(world: World, ann: Member) -> None:
    supplied(ann, MUG=0, JUG=0)
    received(ann, {"sku": "MUG", "good": 1}, purchase_order=bought(ann, MUG=1).number)
    with ann.at_work():
        for sku in ("MUG", "JUG"):
            set_reorder_point(ReorderPoint(sku=sku, quantity=5))
    browser = signed_in(world.app, ann.email)
    page = opened(browser, f"{ROOM}/low")
    assert "no supplier" in page.text
    assert browser.post(f"{ROOM}/low", {"key": page.value("key")}).status_code == 303
    with ann.at_work(read_only=True):
        draft, = list_purchases(FindPurchases(view="send")).rows
    assert browser.post(f"{ROOM}/send", {"ids": str(draft.number)}).status_code == 303
    assert str(draft.number) in opened(browser, f"{ROOM}/?view=coming").text


def test_suppliers_are_kept_on_their_pages(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    opened(browser, f"{ROOM}/suppliers")
    assert browser.post(f"{ROOM}/suppliers", {"code": "NORTH", "name": "North", "active": "true", "lead_days": "3"}).status_code == 303
    page = opened(browser, f"{ROOM}/suppliers/NORTH")
    assert browser.post(f"{ROOM}/suppliers", {"code": "NORTH", "name": "North", "version": page.value("version")}).status_code == 303
    assert "Off" in opened(browser, f"{ROOM}/suppliers").text
    assert browser.post(f"{ROOM}/suppliers", {"code": "X", "name": ""}).status_code == 422


def test_a_receipt_is_reversed_after_a_question(world: World, ann: Member) -> None:
    supplied(ann, MUG=0)
    number = received(ann, {"sku": "MUG", "good": 2}, purchase_order=bought(ann, MUG=2).number).number
    browser = signed_in(world.app, ann.email)
    assert any(link.endswith("/reverse") for link in opened(browser, f"{ROOM}/receipts/{number}").links)
    opened(browser, f"{ROOM}/receipts/{number}/reverse")
    done = browser.post(f"{ROOM}/receipts/{number}/reverse", {"reason": "wrong dock"})
    told = text_of(browser.get(done.location))
    assert done.status_code == 303 and "2 pieces left the shelf" in told and "wrong dock" in told and "This receipt is reversed" in told
    assert str(number) in opened(browser, f"{ROOM}/receipts?view=reversed").text


def test_prices_are_noted_on_the_suppliers_page(world: World, ann: Member) -> None:
    supplied(ann, MUG=0)
    browser = signed_in(world.app, ann.email)
    assert browser.post(f"{ROOM}/suppliers/NORTH/offers", {"sku": "MUG", "unit_cost": "3,10", "lead_days": "21"}).status_code == 303
    assert "$3.10" in opened(browser, f"{ROOM}/suppliers/NORTH").text
    bad = browser.post(f"{ROOM}/suppliers/NORTH/offers", {"sku": "MUG", "unit_cost": "dear"})
    assert bad.status_code == 422 and 'class="wrong"' in bad.text and 'value="dear"' in bad.text
    assert browser.post(f"{ROOM}/suppliers/NORTH/offers/end", {"sku": "MUG"}).status_code == 303
    assert "No prices yet" in opened(browser, f"{ROOM}/suppliers/NORTH").text


@pytest.mark.parametrize("name", ["purchases", "suppliers", "notices", "receipts"])
def test_every_list_is_kept_as_a_view_and_taken_away(world: World, ann: Member, name: str) -> None:
    supplied(ann, MUG=0)
    order = bought(ann, MUG=2).number
    noticed(ann, order, MUG=1)
    received(ann, {"sku": "MUG", "good": 2}, purchase_order=order)
    browser = signed_in(world.app, ann.email)
    file = browser.get(f"/t/acme/lists/{name}/export.csv?q=north")
    assert file.status_code == 200 and "NORTH Ltd" in file.text and browser.get(f"/t/acme/lists/{name}/export.xlsx").status_code == 200
    kept = browser.post(f"/t/acme/lists/{name}/views/new", {"name": "From the north", "query": "q=north"})
    assert kept.status_code == 303 and "From the north" in opened(browser, kept.location).text


PATHS = ["/", "/?view=late&q=north&supplier=NORTH", "/new", "/suppliers", "/suppliers?view=coming&sku=MUG", "/suppliers/NORTH", "/notices", "/receipts",
         "/receipts?view=differs&supplier=NORTH", "/receipts/{receipt}/reverse", "/receive", "/low",
         "/{order}", "/{order}/change", "/notices/{notice}", "/receipts/{receipt}", "/receive?order={order}", "/notices/new?order={order}"]


@pytest.mark.parametrize("path", PATHS)
def test_pages_ask_the_same_few_times_however_much_there_is(world: World, ann: Member, path: str) -> None:
    supplied(ann, MUG=0, CUP=0)
    order = bought(ann, MUG=50, CUP=50).number
    notice = noticed(ann, order, MUG=1, CUP=1).number
    receipt = received(ann, {"sku": "MUG", "good": 1}, {"sku": "CUP", "damaged": 1}, purchase_order=order).number
    where = ROOM + path.format(order=order, notice=notice, receipt=receipt)
    few = _statements(world, ann, where)
    for n in range(3):
        supplied(ann, f"S{n}")
        noticed(ann, order, MUG=1)
        received(ann, {"sku": "MUG", "good": 1}, purchase_order=bought(ann, MUG=2, CUP=3).number)
    assert _statements(world, ann, where) == few <= 14


def _statements(world: World, who: Member, path: str) -> int:
    browser = signed_in(world.app, who.email)
    with counted(who.tenant) as seen:
        opened(browser, path)
    return len(seen)


def test_a_viewer_looks_and_a_stranger_sees_nothing(world: World, ann: Member, ben: Member, zoe: Member) -> None:
    supplied(ann, MUG=0)
    number = bought(ann, MUG=5).number
    viewer, stranger = signed_in(world.app, ben.email), signed_in(world.app, zoe.email)
    page = opened(viewer, f"{ROOM}/{number}")
    assert not [link for link in page.links if "receive" in link] and "Cancel order" not in page.text
    for path in ("/new", "/receive", "/low", "/suppliers/new", "/notices/new", f"/{number}/change", f"/{number}/cancel"):
        assert viewer.get(ROOM + path).status_code == 403, path
    assert viewer.post(f"{ROOM}/{number}/cancel").status_code == 403
    for path in (f"/t/bolt/purchasing/{number}", f"{ROOM}/{number}"):
        assert stranger.get(path).status_code == 404
