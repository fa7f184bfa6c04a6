"""What a shop says an order adds up to is compared with what it adds up to, where its format means the same by it."""

from datetime import UTC, datetime

import pytest

from saas.demo.companies import COMPANIES
from saas.demo.exports import order_file
from saas.kit import db
from tenants.imports.inputs import Reading
from tenants.imports.operations import apply_import, read_as
from tests.cast import Member
from tests.conftest import World
from tests.tenants.imports.bringing import bring, bring_and_apply, read_import, work_off

SHOPIFY = "Name,Financial Status,Currency,Shipping,Taxes,Total,Duties,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
WOO = "order_id,order_number,order_currency,order_date,line_item_1,shipping_total,tax_total,discount_total,order_total,fee_total\n"


def _orders(who: Member) -> list[tuple[object, ...]]:
    with who.at_work(read_only=True):
        return [tuple(row) for row in db.rows("""SELECT reference, stated_total, total, coalesce((SELECT string_agg(kind, ' ') FROM hold WHERE order_id = o.id), '')
          FROM orders o ORDER BY reference""")]


def test_a_total_that_differs_waits_for_a_person(world: World, ann: Member) -> None:
    rows = ("#1,paid,USD,5.00,0.00,30.00,,,2026-11-01,2,Mug,12.50,MUG\n#2,paid,USD,5.00,0.00,28.00,,,2026-11-01,2,Mug,12.50,MUG\n"
            "#3,paid,USD,0,0,20.00,,5.00,2026-11-01,2,Mug,12.50,MUG\n")
    the = bring_and_apply(world, ann, (SHOPIFY + rows).encode())
    assert (the.done, the.refused, the.summary["holds"]) == (3, 0, {"total": 1})
    assert _orders(ann) == [("#1", 3000, 3000, ""), ("#2", 2800, 3000, "total"), ("#3", 2000, 2000, "")]


def test_without_a_person_to_decide_it_is_refused_at_its_column(world: World, ann: Member) -> None:
    import_id = bring(ann, (SHOPIFY + "#2,paid,USD,5.00,0.00,28.00,,,2026-11-01,2,Mug,12.50,MUG\n").encode(), triage=False)
    work_off(world)
    with ann.at_work(read_only=True):
        assert db.rows('SELECT "column", code FROM import_problem WHERE import_id = %s', (import_id,)) == [("/total", "total_differs")]


def test_a_total_says_whether_prices_contain_their_tax(world: World, ann: Member) -> None:
    """Shopify's file of a shop in Europe looks like one of a shop in America."""
    rows = "#1,paid,EUR,5.00,4.17,30.00,,,2026-11-01,2,Mug,12.50,MUG\n#2,paid,USD,5.00,2.00,32.00,,,2026-11-01,2,Mug,12.50,MUG\n"
    bring_and_apply(world, ann, (SHOPIFY + rows).encode())
    assert _orders(ann) == [("#1", 3000, 3000, ""), ("#2", 3200, 3200, "")]
    with ann.at_work(read_only=True):
        assert db.rows("SELECT prices_include_tax, tax, tax_included FROM orders ORDER BY reference") == [(True, 0, 417), (False, 200, 0)]


@pytest.mark.parametrize("rows", [
    SHOPIFY + "#1,paid,USD,5.00,0.00,36.00,6.00,,2026-11-01,2,Mug,12.50,MUG\n",
    WOO + "1,1,USD,2026-11-01,name:Mug|sku:MUG|quantity:2|total:25.00,5.00,0,0,33.00,3.00\n"])
def test_a_total_with_charges_that_are_not_kept_is_not_compared(world: World, ann: Member, rows: str) -> None:
    assert bring_and_apply(world, ann, rows.encode()).summary.get("holds") is None
    assert [row[1:] for row in _orders(ann)] == [(None, 3000, "")]


def test_an_order_of_which_lines_are_left_out_is_not_compared(world: World, ann: Member) -> None:
    rows = ("9-1,2026-11-01 10:00:00,MUG,1,Доставлен,10.00,30.00\n9-1,2026-11-01 10:00:00,CUP,1,Отменён,20.00,30.00\n"
            "9-2,2026-11-01 10:00:00,MUG,1,Доставлен,10.00,30.00\n9-2,2026-11-01 10:00:00,CUP,1,Доставлен,20.00,30.00\n")
    bring_and_apply(world, ann, f"Номер отправления,Принят в обработку,Артикул,Количество,Статус,Ваша цена,Сумма отправления\n{rows}".encode())
    assert _orders(ann) == [("9-1", None, 1000, ""), ("9-2", 3000, 3000, "")]


def test_a_total_that_a_person_points_at_is_compared(world: World, ann: Member) -> None:
    import_id = bring(ann, b"Order,SKU,Qty,Price,Order total\nA-1,MUG,1,10.00,30.00\nA-1,CUP,1,20.00,30.00\nA-2,MUG,1,10.00,11.00\n")
    with ann.at_work():
        read_as(import_id, Reading(columns={"reference": "Order", "sku": "SKU", "quantity": "Qty", "unit_price": "Price", "total": "Order total"}))
    work_off(world)
    with ann.at_work():
        apply_import(import_id)
    work_off(world)
    assert read_import(ann, import_id).done == 2
    assert _orders(ann) == [("A-1", 3000, 3000, ""), ("A-2", 1100, 1000, "total")]


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)
def test_the_shops_own_files_add_up(world: World, ann: Member, company) -> None:  # type: ignore[no-untyped-def]
    the = bring_and_apply(world, ann, order_file(company, datetime(2026, 11, 20, 9, tzinfo=UTC), "totals", 40, surprising=False))
    assert (the.done, the.refused) == (40, 0) and "total" not in the.summary.get("holds", {})
    stated = [row[1] for row in _orders(ann)]
    assert all(stated) is (company.slug != "lantian") and len(stated) == 40
