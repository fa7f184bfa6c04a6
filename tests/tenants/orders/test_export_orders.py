"""The list as a file: every order of the filter, in the reader's words, nothing a spreadsheet would run."""

import csv
import io

import pytest

from saas.kit.context import current
from saas.kit.sheets import csv_text
from tenants.orders.inputs import Customer, NewLine, NewOrder
from tenants.orders.operations import place_orders
from tenants.orders.queries import FindOrders, export_orders, listing
from tests.browser import signed_in
from tests.cast import HOME, Member, stocked
from tests.conftest import World


def _placed(who: Member, many: int, name: str = "Maya") -> None:
    stocked(who, MUG=5)
    with who.at_work():
        place_orders([NewOrder(ship_to=HOME, reference=f"A-{n}", customer=Customer(name=name), lines=[NewLine(sku="MUG", quantity=2)]) for n in range(many)])


def _rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff"), "Excel reads it in the machine's own code page otherwise"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_file_holds_what_the_filter_finds(world: World, ann: Member) -> None:
    _placed(ann, 4)
    answer = signed_in(world.app, ann.email).get("/t/acme/lists/orders/export.csv?view=ready&sort=oldest")
    head, *rows = _rows(answer.get_data(as_text=True))
    assert answer.mimetype == "text/csv" and head[0] == "Order" and [row[2] for row in rows] == ["A-0", "A-1"]
    assert rows[0][4:] == ["Ready to ship", "Maya", "", "2", "0", "USD", "20.00", "MUG × 2"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_a_formula_is_only_text(world: World, ann: Member, name: str) -> None:
    assert _rows("\ufeff" + csv_text([[name]])) == [[f"'{name}"]]
    _placed(ann, 1, name)
    _head, row = _rows(signed_in(world.app, ann.email).get("/t/acme/lists/orders/export.csv?view=all").get_data(as_text=True))
    assert row[5] == f"'{name.strip()}"


def test_it_is_read_in_chunks(ann: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "CHUNK", 3)
    _placed(ann, 4)
    with ann.at_work(read_only=True):
        rows, following = export_orders(FindOrders())
        assert (len(rows), following is None, current().read_only) == (3, False, True)
        assert len(export_orders(FindOrders(), following)[0]) == 1
