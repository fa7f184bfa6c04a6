"""The frame: rooms that exist and are one's to see, what waits in them, and the palette in two languages."""

import pytest

from saas.kit.i18n import _p, speaking
from saas.kit.owner import execute, owner
from saas.shell import framing
from saas.shell.framing import initials
from saas.shell.places import LAST_ROOMS, MORE, ROOMS, VERBS
from saas.ui.frame import Frame
from tests.browser import Browser, signed_in
from tests.cast import Member, placed, stocked
from tests.conftest import World


def _frame(world: World, who: Member, path: str = "/t/acme/settings") -> Frame:
    """The frame of a page as this person gets it."""
    kept: list[Frame] = []
    keep = world.app.after_request_funcs.setdefault(None, [])
    keep.append(lambda answer: kept.append(framing.frame()) or answer)
    try:
        assert signed_in(world.app, who.email).get(path).status_code == 200
    finally:
        keep.pop()
    return kept[-1]


def test_every_link_of_the_frame_opens(world: World, ann: Member) -> None:
    shown, browser = _frame(world, ann), signed_in(world.app, ann.email)
    links = [*shown.rooms, *shown.last_rooms, *shown.create, *shown.palette, shown.person]
    assert len(links) > 8
    for url in {link.url for link in links} | {shown.home_url, shown.search_url}:
        assert browser.get(url).status_code == 200, url


def test_viewers_are_offered_nothing_they_may_not(world: World, ben: Member) -> None:
    shown, browser = _frame(world, ben), signed_in(world.app, ben.email)
    assert {room.key for room in shown.last_rooms} == {"settings"} and not shown.create
    for entry in shown.palette:
        assert browser.get(entry.url).status_code == 200, entry


def test_counts_say_what_waits(world: World, ann: Member) -> None:
    stocked(ann, MUG=1)
    placed(ann, "A-1", MUG=1)
    placed(ann, "A-2", MUG=1)
    counts = {room.key: room.count for room in _frame(world, ann).rooms}
    assert counts["orders"] == 1 and counts["parcels"] is None


def test_where_one_is_is_marked(world: World, ann: Member) -> None:
    assert [room.key for room in _frame(world, ann).last_rooms if room.current] == ["settings"]
    assert [room.key for room in _frame(world, ann, "/t/acme/settings/people").last_rooms if room.current] == ["people"]


def test_the_palette_answers_to_english_and_to_the_persons_language(world: World, zoe: Member) -> None:
    shown = _frame(world, zoe, "/t/bolt/settings")
    orders = next(entry for entry in shown.palette if entry.keywords.startswith("Orders"))
    with world.app.test_request_context(), speaking("ja"):
        assert orders.label == _p("room", "Orders")
    assert orders.url.startswith("/t/bolt/orders") and "juchu" in orders.keywords


def test_strangers_see_no_frame(world: World) -> None:
    page = Browser(world.app).get("/sign-in").text
    assert "/t/" not in page


def test_companies_one_may_enter_now_are_offered(world: World, ann: Member, zoe: Member) -> None:
    with owner(world.url) as conn:
        execute(conn, "INSERT INTO saas.membership (person_id, tenant_id, role) VALUES (%s, %s, 'viewer')", (ann.actor.id, zoe.tenant.id))
    try:
        assert [company.slug for company in _frame(world, ann).companies] == ["acme", "bolt"]
        with owner(world.url) as conn:
            execute(conn, "UPDATE saas.tenant SET state = 'suspended' WHERE id = %s", (zoe.tenant.id,))
        assert [company.slug for company in _frame(world, ann).companies] == ["acme"]
    finally:
        with owner(world.url) as conn:
            execute(conn, "UPDATE saas.tenant SET state = 'active' WHERE id = %s", (zoe.tenant.id,))
            execute(conn, "DELETE FROM saas.membership WHERE person_id = %s AND tenant_id = %s", (ann.actor.id, zoe.tenant.id))


@pytest.mark.parametrize(("name", "letters"), [("Priya Nair", "PN"), ("Ann", "AN"), ("佐藤愛子", "佐"), ("Анна Ивановна Смирнова", "АС"), ("李 娜", "李娜")])
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_icons_and_keys_are_told_apart() -> None:
    places = [*ROOMS, *LAST_ROOMS, *MORE, *VERBS]
    keys = [place.keys for place in places if place.keys]
    assert len(keys) == len(set(keys)) and sum(place.on_phone for place in places) <= 4
