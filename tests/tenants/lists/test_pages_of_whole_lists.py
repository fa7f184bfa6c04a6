"""From the list to its outcomes: all that match, what it would do, the work, what came of each, as a page and as a file."""

import re

from tests.browser import signed_in
from tests.cast import Member
from tests.conftest import World
from tests.pages import opened
from tests.tenants.lists.acting import many_orders, run_of, states, worked_off


def test_more_than_a_page_is_asked_about_first(world: World, ann: Member) -> None:
    many_orders(ann, 120)
    browser = signed_in(world.app, ann.email)
    assert "All 120 that match" in opened(browser, "/t/acme/orders/?view=open").text
    asked = browser.post("/t/acme/orders/hold", {"all": "true", "view": "open"})
    assert asked.status_code == 303 and asked.location.startswith("/t/acme/lists/orders/run/hold") and states(ann) == {"ready": 120}
    page = opened(browser, asked.location)
    assert "Hold 120 orders" in page.text
    sent = {name: page.value(name) for name in ("query", "key", "expected")}
    begun = browser.post("/t/acme/lists/orders/run/hold", {**sent, "reason": "recount"})
    assert begun.status_code == 303 and browser.post("/t/acme/lists/orders/run/hold", sent).location == begun.location
    run_id = int(re.findall(r"/runs/(\d+)", begun.location)[0])
    assert "0 of 120" in opened(browser, begun.location).text
    worked_off(world)
    assert run_of(ann, run_id).done == 120 and states(ann) == {"on_hold": 120}
    assert "None of them" in opened(browser, f"{begun.location}?status=refused").text
    told = browser.get(f"/t/acme/lists/runs/{run_id}/outcomes.csv").text
    assert told.count("Done") == 120 and browser.get(f"/t/acme/lists/runs/{run_id}/outcomes.txt").status_code == 404
    assert "Hold 120 orders" in opened(browser, "/t/acme/lists/runs").text
    assert browser.post(f"/t/acme/lists/runs/{run_id}/cancel").status_code == 409


def test_a_list_that_changed_is_looked_at_again(world: World, ann: Member) -> None:
    many_orders(ann, 3)
    browser = signed_in(world.app, ann.email)
    again = browser.post("/t/acme/lists/orders/run/cancel", {"query": "view=open", "key": "k", "expected": "2"})
    assert again.status_code == 409 and "it finds 3 now, not 2" in again.text and states(ann) == {"ready": 3}


def test_who_only_looks_is_offered_nothing(world: World, ann: Member, ben: Member) -> None:
    many_orders(ann, 1)
    assert "all that match" not in opened(signed_in(world.app, ben.email), "/t/acme/orders/").text
    assert "Hold all that match" in opened(signed_in(world.app, ann.email), "/t/acme/orders/").text
    assert signed_in(world.app, ben.email).get("/t/acme/lists/orders/run/hold").status_code == 403
