"""Every list as a file: the filter applies, numbers are numbers, moments are ISO, no cell is a formula."""

import csv
import io
from datetime import datetime

import pytest
from python_calamine import CalamineWorkbook

from saas.kit.context import in_unit
from saas.kit.web import Page
from tenants.lists import exporting
from tenants.lists.exporting import chunks_of
from tenants.lists.known import LISTS, Listed
from tenants.orders.inputs import Customer, NewLine, NewOrder
from tenants.orders.operations import place_orders
from tenants.orders.queries import FindOrders
from tests.browser import signed_in
from tests.cast import HOME, Member, placed, stocked
from tests.conftest import World


def _book(body: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("name", sorted(LISTS) or ["orders"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_can_be_taken_away(world: World, ann: Member, name: str, kind: str) -> None:
    stocked(ann, MUG=3)
    placed(ann, "A-1", MUG=1)
    answer = signed_in(world.app, ann.email).get(f"/t/acme/lists/{name}/export.{kind}")
    assert answer.status_code == 200 and f"filename={name}.{kind}" in answer.headers["Content-Disposition"]
    rows = _book(answer.data) if kind == "xlsx" else list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows and len({len(row) for row in rows}) == 1, "a head, and every row as wide"


def test_a_workbook_holds_what_the_filter_finds(world: World, ann: Member) -> None:
    stocked(ann, MUG=3)
    with ann.at_work():
        place_orders([NewOrder(ship_to=HOME, reference=f"A-{n}", customer=Customer(name="=HYPERLINK(1)"), lines=[NewLine(sku="MUG", quantity=2)]) for n in range(2)])
    answer = signed_in(world.app, ann.email).get("/t/acme/lists/orders/export.xlsx?view=ready")
    head, row = _book(answer.data)
    assert head[0] == "Order" and row[2] == "A-0" and row[5] == "=HYPERLINK(1)" and row[10] == 20 and isinstance(row[3], datetime)
    assert b"<f>" not in answer.data


def test_numbers_dates_and_minus_signs_are_nobodys_locale(world: World, zoe: Member) -> None:
    stocked(zoe, MUG=1500)
    answer = signed_in(world.app, zoe.email).get("/t/bolt/lists/stock/export.csv")
    assert "\r\nMUG,MUG title,,1500,0,1500,0,," in answer.text and answer.text.startswith("\ufeff")


def test_what_one_may_not_read_one_may_not_take(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=3)
    assert signed_in(world.app, zoe.email).get("/t/acme/lists/stock/export.csv").status_code == 404
    browser = signed_in(world.app, ann.email)
    assert browser.get("/t/acme/lists/nothing/export.csv").status_code == 404
    assert browser.get("/t/acme/lists/stock/export.pdf").status_code == 404
    assert browser.get("/t/acme/lists/orders/export.csv?view=nonsense").status_code == 422


def test_it_is_read_in_chunks_that_lock_nothing_and_says_where_it_ends(world: World, ann: Member) -> None:
    listed = Listed("numbers", "", FindOrders, "orders:read", lambda: ["N"], lambda _find, at: Page([int(at or 0) + n for n in range(3)], str(int(at or 0) + 3)), lambda n: [n])
    with world.app.test_request_context():
        seen = []
        for chunk in chunks_of(listed, ann.tenant, ann.actor, FindOrders(), 7):
            assert not in_unit(), "no unit of work is open while a piece is sent"
            seen.append(chunk)
    assert seen[:3] == [[[0], [1], [2]], [[3], [4], [5]], [[6]]] and seen[3] == [["Only the first 7 rows are here. Narrow the filter."]]
    assert exporting.MOST_ROWS["xlsx"] < 1_048_576, "a sheet holds no more"
