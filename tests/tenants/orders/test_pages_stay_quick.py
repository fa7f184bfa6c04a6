"""A page sends the same statements for one order and for five hundred; counts stop where people stop reading."""

import pytest

from saas.kit import clock
from tenants.fulfilment.inputs import NewShipment
from tenants.fulfilment.operations import ship
from tenants.orders.inputs import NewLine, NewOrder
from tenants.orders.operations import place_orders
from tenants.orders.queries import FindOrders, count_orders, list_waiting, view_counts
from tenants.orders.queries import finding
from tests.browser import Browser, signed_in
from tests.cast import HOME, Member, stocked
from tests.conftest import World
from tests.pages import opened
from tests.statements import counted

PAGES = ("/t/acme/orders/?view=all", "/t/acme/orders/?view=person", "/t/acme/orders/?view=all&q=A-&sku=MUG", "/t/acme/parcels")


def _place(who: Member, first: int, many: int) -> list[int]:
    with who.at_work():
        lines = [NewLine(sku=sku, quantity=2) for sku in ("MUG", "CUP")]
        done = place_orders([NewOrder(ship_to=HOME, reference=f"A-{n}", channel="shop", lines=lines, note="gift") for n in range(first, first + many)])
        return [outcome.value.number for outcome in done if outcome.value]


def _asked(browser: Browser, who: Member, path: str) -> int:
    with counted(who.tenant) as seen:
        opened(browser, path)
    return len(seen)


def test_lists_ask_as_often_for_one_as_for_five_hundred(world: World, ann: Member) -> None:
    stocked(ann, MUG=1000, CUP=3)
    browser = signed_in(world.app, ann.email)
    placed, asked = 0, []
    for many in (1, 50, 500):
        _place(ann, placed, many - placed)
        placed = many
        asked.append([_asked(browser, ann, path) for path in PAGES])
    assert asked[0] == asked[1] == asked[2] and max(asked[0]) <= 9, asked


def test_an_order_asks_as_often_with_many_lines_and_parcels(world: World, ann: Member) -> None:
    stocked(ann, **{f"S-{n}": 100 for n in range(40)})
    browser = signed_in(world.app, ann.email)
    with ann.at_work():
        small, big = (outcome.value.number for outcome in place_orders([
            NewOrder(ship_to=HOME, reference=str(n), lines=[NewLine(sku=f"S-{k}", quantity=3) for k in range(n)]) for n in (1, 40)]) if outcome.value)
        for n in range(3):
            ship([NewShipment(number=big, lines=[{"line": n + 1, "quantity": 1}])])  # type: ignore[list-item]
    first, second = (_asked(browser, ann, f"/t/acme/orders/{number}") for number in (small, big))
    assert first == second <= 9


def test_counting_stops(ann: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    stocked(ann, MUG=1000, CUP=1000)
    _place(ann, 0, 1003)
    with ann.at_work(read_only=True):
        assert view_counts()["person"] == count_orders(FindOrders(view="person")) == finding.LIMIT + 1
        page = list_waiting(FindOrders(q="A-"))
    assert page.found == finding.LIMIT + 1 and len(page.rows) == 50


def test_a_word_many_orders_have_is_read_page_by_page(ann: Member) -> None:
    stocked(ann, MUG=1000, CUP=1000)
    _place(ann, 0, 1003)
    seen: list[int] = []
    with ann.at_work(read_only=True), clock.freeze(clock.now()):
        cursor = None
        for _ in range(30):
            page = list_waiting(FindOrders(q="A-", view="open"), cursor)
            seen += [row.number for row in page.rows]
            cursor = page.next
            if cursor is None:
                break
    assert len(seen) == len(set(seen)) == 1003 and seen == sorted(seen, reverse=True)
