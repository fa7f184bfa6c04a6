"""What stock is worth: now and at the end of any day, by the company's way of counting with the other beside it."""

from datetime import timedelta

import pytest

from saas.kit import clock
from saas.kit.operations import only
from tenants.inventory.inputs import PolicyChange, Receipt, StockChange
from tenants.inventory.operations import adjust_stock, change_policy, receive
from tenants.inventory.queries import FindValue, list_value, sum_value, value_of, what_made_the_cost
from tests.api.conftest import Program
from tests.browser import signed_in, text_of
from tests.cast import Member, stocked, token_for
from tests.conftest import World
from tests.statements import counted

ZONE = "America/New_York"
TODAY = clock.today(ZONE)


def traded(who: Member) -> None:
    """Ten at 1.00 five days ago, ten at 2.00 three days ago, five gone yesterday: 22.50 by average, 25.00 by FIFO."""
    stocked(who, MUG=0)
    with who.at_work():
        for days, unit_cost in ((5, "1.00"), (3, "2.00")):
            only(receive([Receipt(sku="MUG", quantity=10, unit_cost=unit_cost, at=clock.now() - timedelta(days=days))]))
        only(adjust_stock([StockChange(sku="MUG", change=-5, at=clock.now() - timedelta(days=1))]))


def worth(days: int | None) -> tuple[int, int, int] | None:
    row = value_of("MUG", None if days is None else TODAY - timedelta(days=days))
    return (row.quantity, row.average, row.fifo) if row else None


def test_the_value_of_any_day_is_what_its_movements_cost(ann: Member) -> None:
    traded(ann)
    with ann.at_work(read_only=True):
        assert [worth(days) for days in (None, 0, 1, 2, 4, 9)] == [
            (15, 2250, 2500), (15, 2250, 2500), (15, 2250, 2500), (20, 3000, 3000), (10, 1000, 1000), None]


def test_cost_and_margin_of_one_piece(ann: Member) -> None:
    traded(ann)
    with ann.at_work(read_only=True):
        row = value_of("MUG")
        assert row and (row.unit_cost("average"), row.unit_cost("fifo"), row.price) == (150, 167, 1000)
        assert (row.margin_bp("average"), row.margin_bp("fifo")) == (8500, 8333)
        assert [(made.cause, made.quantity, made.cost, made.remaining, made.remaining_cost) for made in what_made_the_cost("MUG")] == [
            ("received", 10, 1000, 5, 500), ("received", 10, 2000, 10, 2000)]


def test_the_list_adds_up_page_by_page(ann: Member) -> None:
    stocked(ann, **{f"S{n}": 0 for n in range(5)})
    with ann.at_work():
        receive([Receipt(sku=f"S{n}", quantity=2, unit_cost=f"{n}.50", at=clock.now() - timedelta(days=3)) for n in range(5)])
        for on in (None, TODAY - timedelta(days=1)):
            find = FindValue(on=on)
            first = list_value(find, limit=3)
            rows = first.rows + list_value(find, first.next).rows
            assert [row.sku for row in rows] == [f"S{n}" for n in range(5)]
            total = sum_value(find)
            assert (total.skus, total.quantity, total.average) == (5, 10, sum(row.average for row in rows)) == (5, 10, 2500)
            assert [row.sku for row in list_value(FindValue(on=on, q="s3")).rows] == ["S3"]
        assert list_value(FindValue(on=TODAY - timedelta(days=9))).rows == []


def test_the_companys_way_comes_first_and_the_other_beside_it(world: World, ann: Member) -> None:
    traded(ann)
    browser = signed_in(world.app, ann.email)
    told = text_of(browser.get("/t/acme/stock/value"))
    assert told.index("$22.50") < told.index("$25.00")
    with ann.at_work():
        change_policy(PolicyChange(costing="fifo"), None)
    told = text_of(browser.get("/t/acme/stock/value"))
    assert told.index("$25.00") < told.index("$22.50")
    past = text_of(browser.get(f"/t/acme/stock/value?on={TODAY - timedelta(days=4)}"))
    assert "$10.00" in past and "$22.50" not in past
    sku = text_of(browser.get(f"/t/acme/stock/sku/MUG?on={TODAY - timedelta(days=2)}"))
    assert "Which movements made the cost" in sku and "$30.00 by first in, first out, $30.00 by moving average." in sku
    assert browser.get("/t/acme/stock/value?on=yesterday").status_code == 422


def test_pages_of_value_take_the_same_few_statements(world: World, ann: Member) -> None:
    browser, seen = signed_in(world.app, ann.email), []
    for many in (1, 20):
        stocked(ann, **{f"S{n}": 3 for n in range(many)})
        with counted(ann.tenant) as statements:
            assert browser.get("/t/acme/stock/value").status_code == 200
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 10


@pytest.mark.parametrize("name", ["value", "low"])
def test_lists_are_taken_away_as_files(world: World, ann: Member, name: str) -> None:
    traded(ann)
    answer = signed_in(world.app, ann.email).get(f"/t/acme/lists/{name}/export.csv")
    assert answer.status_code == 200 and answer.text.startswith("\ufeffSKU,")
    assert name == "low" or "MUG,MUG title,,15,22.50,25.00,USD" in answer.text


def test_the_value_through_the_api(world: World, ann: Member, zoe: Member) -> None:
    traded(ann)
    answer = Program(world, token_for(ann)).get("/stock/value").json
    assert answer == {"data": [{"sku": "MUG", "title": "MUG title", "quantity": 15, "unit_cost": "1.50", "average": "22.50", "fifo": "25.00"}],
                      "next": None, "currency": "USD", "costing": "average",
                      "total": {"skus": 1, "quantity": 15, "average": "22.50", "fifo": "25.00"}}
    then = Program(world, token_for(ann)).get(f"/stock/value?on={TODAY - timedelta(days=4)}").json
    assert (then["total"]["quantity"], then["total"]["fifo"]) == (10, "10.00")
    assert Program(world, token_for(ann)).get("/stock/value?on=x").json["code"] == "invalid"
    assert Program(world, token_for(zoe)).get("/stock/value").json["data"] == []
