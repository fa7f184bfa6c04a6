"""The pages of stocktakes: opened, counted with a scanner or by hand, reviewed, counted again, decided on, posted, cancelled."""

import pytest

from tests.browser import Browser, signed_in
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.pages import opened as page
from tests.tenants.stocktakes.counting import counts, lines, on_hand, opened, reviewed, shelves

AT = "/t/acme/stock/stocktakes"


@pytest.fixture
def browser(world: World, ann: Member) -> Browser:
    return signed_in(world.app, ann.email)


def test_shelves_are_counted_reviewed_and_posted(browser: Browser, ann: Member) -> None:
    stocked(ann, MUG=10, CUP=4)
    asked = page(browser, f"{AT}/new")
    made = browser.post(f"{AT}/new", {"key": asked.value("key"), "scope": "all", "blind": "true", "note": "Monday"})
    assert made.status_code == 303 and browser.post(f"{AT}/new", {"key": asked.value("key"), "scope": "all"}).location == made.location
    number = int(made.location.rpartition("/")[2])
    form = page(browser, f"{AT}/{number}")
    assert "0 of 2 places counted" in form.text
    scan = {"key": form.value("key"), "code": "MUG", "quantity": "1", "way": "add"}
    for _time in range(2):
        assert browser.post(f"{AT}/{number}/counts", scan).status_code == 303
    assert lines(ann, number)["MUG"] == (1, 10)
    browser.post(f"{AT}/{number}/counts", {"key": "a", "code": "MUG", "quantity": "9", "way": "set"})
    browser.post(f"{AT}/{number}/counts", {"key": "b", "code": "CUP", "quantity": "4", "way": "set"})
    assert browser.post(f"{AT}/{number}/to-review").status_code == 303
    review = page(browser, f"{AT}/{number}")
    assert f"{AT}/{number}/lines/2" in review.links and "1 undecided" in review.text
    assert page(browser, f"{AT}/{number}/lines/2").value("decision") == "accept"
    assert browser.get(f"{AT}/{number}/lines/9").status_code == 404
    refused = browser.post(f"{AT}/{number}/lines/2", {"decision": "perhaps"})
    assert refused.status_code == 422 and 'href="#field-decision"' in refused.text
    refused = browser.post(f"{AT}/{number}/decisions", {"within": "a few"})
    assert refused.status_code == 422 and 'href="#field-within"' in refused.text
    browser.post(f"{AT}/{number}/lines/2", {"decision": "accept", "reason": "broken"})
    assert "broken" in page(browser, f"{AT}/{number}").text
    assert page(browser, f"{AT}/{number}/post").status == 200
    for _time in range(2):
        assert browser.post(f"{AT}/{number}/post").status_code == 303
    assert on_hand(ann, "MUG") == 9
    assert "Posted: 1 line. Pieces more: 0, fewer: 1." in page(browser, f"{AT}/{number}").text
    assert f"{AT}/{number}" in page(browser, "/t/acme/stock/sku/MUG").links


def test_lines_go_back_to_be_counted_again(browser: Browser, ann: Member) -> None:
    stocked(ann, MUG=10, CUP=4)
    number = opened(ann)
    counts(ann, number, MUG=3, CUP=1)
    reviewed(ann, number, keep=(1, 2))
    assert browser.post(f"{AT}/{number}/recounts", {"ids": ["1", "2"]}).status_code == 303
    shown = page(browser, f"{AT}/{number}")
    assert "count again" in shown.text and "2 lines shall be counted again." in shown.text
    counts(ann, number, MUG=10, CUP=3)
    browser.post(f"{AT}/{number}/to-review")
    browser.post(f"{AT}/{number}/decisions", {"within": "1"})
    assert page(browser, f"{AT}/{number}/review?view=undecided").text.count("Nothing here") == 1
    browser.post(f"{AT}/{number}/cancel", {"reason": "wrong shelf"})
    assert "wrong shelf" in page(browser, f"{AT}/{number}").text and on_hand(ann, "CUP") == 4


def test_the_list_is_walked_place_by_place(browser: Browser, world: World, ann: Member) -> None:
    stocked(ann, MUG=0, CUP=0)
    shelves(world, ann, A={"MUG": 3, "CUP": 1}, B={"MUG": 2})
    number = opened(ann)
    walk = f"{AT}/{number}?by=list"
    assert page(browser, walk).value("code") == "CUP" and f"{AT}/{number}?by=list&line=2" in page(browser, walk).links
    at = f"{AT}/{number}/counts?by=list&line="
    on = {"key": "", "location": "A", "status": "good", "way": "set", "lot": ""}
    refused = browser.post(f"{at}1", {**on, "code": "CUP", "quantity": ""})
    assert refused.status_code == 422 and 'id="field-quantity" aria-invalid="true"' in refused.text
    onwards = browser.post(f"{at}1", {**on, "code": "CUP", "quantity": "1"})
    assert onwards.location.endswith("by=list&line=2") and page(browser, onwards.location).value("location") == "A"
    browser.post(f"{at}2", {**on, "code": "MUG", "quantity": "0"})
    browser.post(f"{at}3", {**on, "code": "MUG", "quantity": "2", "location": "B"})
    assert "Every place is counted" in page(browser, walk).text
    assert f"{AT}/{number}/counts" not in "".join(page(browser, walk).posts)


def test_a_locations_label_says_where_to_go_on(browser: Browser, world: World, ann: Member) -> None:
    stocked(ann, MUG=0)
    shelves(world, ann, A={"MUG": 3}, B={"MUG": 2})
    number = opened(ann)
    there = browser.post(f"{AT}/{number}/counts", {"code": "B", "quantity": "1", "way": "add", "key": "1"})
    assert there.status_code == 303 and page(browser, there.location).value("location") == "B"
    browser.post(f"{AT}/{number}/counts", {"code": "MUG", "quantity": "1", "way": "add", "key": "1", "location": "B"})
    assert lines(ann, number, "differences") == {"MUG": (1, 2)}


def test_held_pieces_keep_a_line_open_and_say_so(browser: Browser, ann: Member) -> None:
    stocked(ann, MUG=10)
    number = opened(ann)
    placed(ann, "A-1", MUG=9)
    counts(ann, number, MUG=7)
    reviewed(ann, number)
    answer = browser.post(f"{AT}/{number}/post")
    assert answer.status_code == 200 and "line couldn't be posted" in answer.text


def test_what_is_wrong_stands_on_its_field(browser: Browser, ann: Member) -> None:
    stocked(ann, MUG=10)
    for given, field in (({"scope": "skus", "skus": ""}, "skus"), ({"scope": "skus", "skus": "NONE"}, "skus"), ({"scope": "locations", "locations": "X"}, "locations"),
                         ({"scope": "expiring", "days": "soon"}, "days"), ({"scope": "not_counted_since", "since": "yesterday"}, "since")):
        refused = browser.post(f"{AT}/new", given)
        assert refused.status_code == 422 and f'href="#field-{field}"' in refused.text, given
    number = opened(ann)
    for given, field in (({"code": "NONE"}, "code"), ({"code": "MUG", "quantity": "many"}, "quantity"), ({"code": "MUG", "quantity": "1000000000000"}, "quantity"),
                         ({"code": "MUG", "quantity": "-1"}, "quantity"), ({"code": ""}, "code"), ({"code": "MUG", "location": "X"}, "location")):
        refused = browser.post(f"{AT}/{number}/counts", given)
        assert refused.status_code == 422 and f'id="field-{field}" aria-invalid="true"' in refused.text, given


def test_who_counts_blind_is_told_nothing_of_the_books(world: World, ann: Member, cleo: Member, ben: Member, zoe: Member) -> None:
    stocked(ann, MUG=7342, CUP=4)
    number = opened(ann)
    counts(cleo, number, MUG=7000)
    counter = signed_in(world.app, cleo.email)
    assert "7,342" not in page(counter, f"{AT}/{number}").text and "7,000" in page(counter, f"{AT}/{number}").text
    assert counter.get(f"{AT}/{number}/review").status_code == 403 == counter.get(f"{AT}/{number}/post").status_code
    assert counter.post(f"{AT}/{number}/lines/1", {"decision": "perhaps"}).status_code == 403
    assert "7,342" in page(signed_in(world.app, ann.email), f"{AT}/{number}").text
    looks = signed_in(world.app, ben.email)
    assert f"{AT}/{number}/counts" not in page(looks, f"{AT}/{number}").posts
    assert looks.post(f"{AT}/{number}/counts", {"code": "MUG"}).status_code == 403 == looks.get(f"{AT}/new").status_code
    for path in ("", "/review", "/post", "/lines/1"):
        assert signed_in(world.app, zoe.email).get(f"/t/bolt/stock/stocktakes/{number}{path}").status_code == 404
