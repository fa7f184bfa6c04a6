"""A row is a row of data, however many lines its cells take and whether or not it sells anything; names and blanks are none."""

import io

import pytest
import xlsxwriter

from tenants.imports import source
from tests.browser import signed_in
from tests.cast import Member, token_for
from tests.conftest import World
from tests.api.conftest import Program
from tests.pages import opened
from tests.tenants.imports.bringing import bring, read_import, shopify, work_off

ADDRESS = '"418 W Bannock St\nBack door\n\nRing twice"'


def _with_long_cells(orders: int, lines: int) -> bytes:
    return shopify(orders, lines).replace(b"418 W Bannock St", ADDRESS.encode())


@pytest.mark.parametrize(("data", "kind", "rows", "records"), [
    (shopify(3), "orders", 6, 3), (_with_long_cells(5, 3), "orders", 15, 5), (b"\n" + shopify(1, 1) + b"\n\n", "orders", 1, 1),
    (shopify(2).rstrip(b"\n"), "orders", 4, 2), (b"SKU,Quantity\nMUG,8\n,\nCUP,7\n", "stock", 2, 2),
    (b"Handle,Title,Variant SKU,Variant Price,Image Src\nmug,Mug,MUG,9,a\nmug,,,,b\nmug,,,,c\n", "products", 3, 1)])
def test_rows_are_rows_of_data(world: World, ann: Member, data: bytes, kind: str, rows: int, records: int) -> None:
    import_id = bring(ann, data, kind=kind)
    if kind == "stock":
        signed_in(world.app, ann.email).post(f"/t/acme/imports/{import_id}/reading", {"column.sku": "SKU", "column.quantity": "Quantity"})
    program = Program(world, token_for(ann))
    assert program.get(f"/imports/{import_id}").json["rows"] == rows
    work_off(world)
    the = read_import(ann, import_id)
    assert (the.state, the.rows_total, the.rows_read, the.records_total) == ("checked", rows, rows, records)
    assert program.get(f"/imports/{import_id}").json["rows"] == rows


def test_a_workbooks_rows_are_counted_alike(world: World, ann: Member) -> None:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, line in enumerate(_with_long_cells(2, 2).decode().replace(ADDRESS, "418 W Bannock St").splitlines()):
            sheet.write_row(n, 0, line.split(","))
    import_id = bring(ann, kept.getvalue(), "orders.xlsx")
    work_off(world)
    assert read_import(ann, import_id).rows_read == 4
    assert "Rows read 4 2 orders" in opened(signed_in(world.app, ann.email), f"/t/acme/imports/{import_id}").text


def test_a_long_files_rows_are_estimated_and_then_counted(world: World, ann: Member) -> None:
    rows = source.MOST_COUNTED * 2 + 400
    import_id = bring(ann, _with_long_cells(rows // 2, 2))
    assert read_import(ann, import_id).rows_total == pytest.approx(rows, rel=0.01)
    work_off(world)
    assert read_import(ann, import_id).rows_read == rows
