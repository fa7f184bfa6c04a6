"""A list's filter is kept under a name: one's own, or everyone's; the list shows it as a tab."""

import pytest

from saas.kit.errors import Forbidden, Invalid, NotFound
from tenants.lists.errors import NameTaken, TooManyViews
from tenants.lists.inputs import NewView
from tenants.lists.operations import drop_view, keep_view, share_view
from tenants.lists.queries import MOST_VIEWS, list_views
from tests.browser import signed_in
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.pages import opened

HELD = NewView(list="orders", name="Held", query={"view": "person", "hold": "address"})


def _names(who: Member) -> list[str]:
    with who.at_work(read_only=True):
        return [view.name for view in list_views("orders")]


def test_ones_own_view_is_nobody_elses(ann: Member, ben: Member, zoe: Member) -> None:
    with ben.at_work():
        kept = keep_view(HELD)
    assert kept.query == HELD.query and not kept.everyone
    assert (_names(ben), _names(ann), _names(zoe)) == (["Held"], [], [])
    with pytest.raises(NotFound), ann.at_work():
        drop_view(kept.id)


def test_a_shared_view_is_everyones_and_only_some_may_share(ann: Member, ben: Member, zoe: Member) -> None:
    with ann.at_work():
        kept = share_view(HELD)
    assert (_names(ben), _names(zoe)) == (["Held"], [])
    with pytest.raises(Forbidden), ben.at_work():
        share_view(HELD)
    with pytest.raises(Forbidden), ben.at_work():
        drop_view(kept.id)
    with ann.at_work():
        assert drop_view(kept.id) == "orders"
    assert _names(ben) == []


def test_a_name_stands_once_and_a_filter_is_a_filter(ann: Member) -> None:
    with ann.at_work():
        keep_view(HELD)
    with pytest.raises(NameTaken), ann.at_work():
        keep_view(HELD)
    with pytest.raises(NotFound), ann.at_work():
        keep_view(NewView(list="nothing", name="x"))
    with pytest.raises(Invalid), ann.at_work():
        keep_view(NewView(list="orders", name="x", query={"view": "nonsense"}))
    with ann.at_work():
        assert keep_view(NewView(list="orders", name="Other", query={"view": "all", "after": "x", "huh": "1"})).query == {"view": "all"}


def test_there_are_no_more_than_a_person_reads(ann: Member) -> None:
    with ann.at_work():
        for n in range(MOST_VIEWS):
            keep_view(NewView(list="orders", name=str(n)))
    with pytest.raises(TooManyViews), ann.at_work():
        keep_view(HELD)


@pytest.mark.parametrize(("name", "path", "query"), [
    ("orders", "/t/acme/orders/", "view=ready&sku=MUG"), ("stock", "/t/acme/stock/", "view=low"), ("products", "/t/acme/products/", "q=mug"),
    ("parcels", "/t/acme/parcels", "state=delivered"), ("imports", "/t/acme/imports/", "kind=orders")])
def test_every_list_keeps_views_from_its_page(world: World, ann: Member, name: str, path: str, query: str) -> None:
    stocked(ann, MUG=3)
    placed(ann, "A-1", MUG=1)
    browser = signed_in(world.app, ann.email)
    page = opened(browser, f"{path}?{query}")
    (ask,) = [link for link in page.links if link.endswith(f"/lists/{name}/views/new?{query}") or f"/lists/{name}/views/new?" in link]
    form = opened(browser, ask)
    answer = browser.post(f"/t/acme/lists/{name}/views/new", {"name": "Mine & yours", "query": form.value("query"), "everyone": "true"})
    assert answer.status_code == 303
    page = opened(browser, answer.location)
    assert "Mine & yours" in page.text and answer.location in page.links
    (drop,) = [post for post in page.posts if post.endswith("/drop")]
    assert "Mine & yours" in opened(signed_in(world.app, "ben@acme.example"), path).text
    assert browser.post(drop, {}).status_code == 303
    assert not [post for post in opened(browser, path).posts if post.endswith("/drop")]


def test_a_nameless_view_is_asked_again(world: World, ann: Member) -> None:
    answer = signed_in(world.app, ann.email).post("/t/acme/lists/orders/views/new", {"name": " ", "query": "view=ready"})
    assert answer.status_code == 422 and "Fill this in." in answer.text and 'value="view=ready"' in answer.text
