"""Finding orders: by view, by filter, by two characters of any script; pages both ways."""

import pytest

from saas.kit import db
from saas.kit.operations import only
from tenants.orders.inputs import Address, Customer, NewHold, NewLine, NewOrder
from tenants.orders.operations import hold_orders, place_orders
from tenants.orders.queries import FindOrders, channels, count_orders, list_orders, list_waiting, view_counts
from tests.browser import signed_in
from tests.cast import HOME, Member, placed, stocked
from tests.conftest import World


def _from(reference: str, name: str, *, city: str = "", phone: str = "", channel: str = "", sku: str = "MUG") -> NewOrder:
    return NewOrder(reference=reference, channel=channel, customer=Customer(name=name, phone=phone),
                    ship_to=Address(line1="1", city=city or "X"), lines=[NewLine(sku=sku, quantity=1)])


def _references(who: Member, **wanted: object) -> list[str]:
    with who.at_work(read_only=True):
        return [row.reference for row in list_orders(FindOrders(**wanted)).rows]


@pytest.mark.parametrize(("sought", "found"), [
    ("佐藤", ["J-1"]), ("大阪", ["J-1"]), ("李娜", ["C-1"]), ("ёлк", ["R-1"]), ("Елкина", ["R-1"]), ("lind maya", ["E-1"]),
    ("4821", ["J-1"]), ("TRL-2", ["E-1"]), ("ma", ["E-1"]), ("100%", []), ("q", []), ("mug", ["R-1", "C-1", "J-1"])])
def test_two_characters_of_any_script_find_an_order(ann: Member, sought: str, found: list[str]) -> None:
    stocked(ann, MUG=10, **{"TRL-2": 10})
    with ann.at_work():
        place_orders([_from("J-1", "佐藤 花子", city="大阪市", phone="090-1234-4821"), _from("C-1", "李娜", city="上海")])
        place_orders([_from("R-1", "Анна Ёлкина", city="Тверь"), _from("E-1", "Maya Lindqvist", city="Boise", sku="TRL-2")])
    assert sorted(_references(ann, q=sought)) == sorted(found)


def test_an_order_is_found_by_its_number(ann: Member) -> None:
    stocked(ann, MUG=10)
    order = placed(ann, "A-1", MUG=1)
    assert _references(ann, q=str(order.number)) == ["A-1"]


def test_views_and_filters_narrow_the_list(ann: Member) -> None:
    stocked(ann, MUG=2, CUP=5)
    held = [placed(ann, "A-1", MUG=2), placed(ann, "A-2", MUG=1), placed(ann, "A-3", CUP=1)][-1]
    with ann.at_work():
        only(hold_orders([held.number], NewHold(kind="client", reason="wait")))
        place_orders([_from("A-4", "Someone", channel="shop", sku="CUP")])
    assert _references(ann, view="person") == ["A-3", "A-2"]
    assert _references(ann, view="ready", sort="oldest") == ["A-1", "A-4"]
    assert _references(ann, view="person", state="ready") == []
    assert _references(ann, hold="client") == ["A-3"]
    assert _references(ann, sku="CUP") == ["A-4", "A-3"]
    assert _references(ann, channel="shop") == ["A-4"] and _references(ann, channel="-", view="ready") == ["A-1"]
    with ann.at_work(read_only=True):
        assert view_counts() == {"person": 2, "ready": 2, "open": 4, "shipped": 0, "drafts": 0, "all": 4}
        assert (count_orders(FindOrders(view="person")), count_orders(FindOrders(q="A-"))) == (2, 4)
        assert channels() == ["", "shop"]
        (first, second) = list_waiting(FindOrders(view="person")).rows
        assert [(w.kind, w.reason) for w in first.waits] == [("client", "wait")]
        assert [(w.kind, w.missing, w.title) for w in second.waits] == [("waiting", 1, "MUG title")]


@pytest.mark.parametrize("wanted", [{}, {"view": "person"}, {"view": "person", "sort": "oldest"}, {"q": "A-"}])
def test_pages_lead_forth_and_back(ann: Member, wanted: dict[str, str]) -> None:
    stocked(ann, MUG=0)
    with ann.at_work():
        place_orders([NewOrder(ship_to=HOME, reference=f"A-{n}", lines=[NewLine(sku="MUG", quantity=1)]) for n in range(7)])
        only(hold_orders([db.rows("SELECT min(number) AS n FROM orders")[0].n], NewHold()))
    find = FindOrders(**wanted)
    with ann.at_work(read_only=True):
        first = list_orders(find, limit=3)
        second = list_orders(find, first.next, limit=3)
        third = list_orders(find, second.next, limit=3)
        every = [row.number for page in (first, second, third) for row in page.rows]
        assert len(set(every)) == 7 and every == sorted(every, reverse=wanted.get("sort") != "oldest")
        assert (first.previous, third.next) == (None, None)
        assert list_orders(find, back=third.previous, limit=3).rows == second.rows
        back = list_orders(find, back=second.previous, limit=3)
        assert (back.rows, back.previous) == (first.rows, None) and back.next == first.next


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_calendars_end_is_no_filter(world: World, ann: Member, day: str) -> None:
    for name in ("placed_from", "placed_to"):
        assert signed_in(world.app, ann.email).get(f"/t/acme/orders/?{name}={day}").status_code == 422
    assert signed_in(world.app, ann.email).get(f"/t/acme/stock/sku/NONE?on={day}").status_code in (404, 422)
