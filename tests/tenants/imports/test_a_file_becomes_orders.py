"""A shop's export is checked, then applied: orders with stock held; the same file twice changes nothing."""

import io

import xlsxwriter

from saas.kit import db
from saas.kit.inputs import read
from tenants.imports.errors import UnknownProfile
from tenants.imports.inputs import Reading
from tenants.imports.operations import apply_import, cancel_import, read_as, undo_import
from tenants.imports.queries import list_problems
from tenants.imports.records import MOST_ROWS
from tenants.imports.showing import failure
from tenants.inventory.operations import prove_stock
from tests.browser import signed_in
from tests.cast import Member, stocked
from tests.conftest import World
from tests.pages import opened
from tests.tenants.imports.bringing import bring, bring_and_apply, problems, read_import, shopify, work_off

import pytest

from saas.kit.errors import Forbidden, Invalid


def test_the_check_changes_nothing(world: World, ann: Member) -> None:
    stocked(ann, **{"MUG-0": 5})
    import_id = bring(ann, shopify(3))
    work_off(world)
    the = read_import(ann, import_id)
    assert (the.state, the.profile, the.done, the.refused, the.records_total) == ("checked", "shopify_orders", 3, 0, 3)
    with ann.at_work():
        assert db.rows("SELECT count(*) FROM orders")[0][0] == 0
        assert db.rows("SELECT count(*) FROM sku")[0][0] == 1


def test_orders_are_placed_with_stock_held(world: World, ann: Member) -> None:
    stocked(ann, **{"MUG-0": 2, "MUG-1": 100})
    the = bring_and_apply(world, ann, shopify(3))
    assert (the.state, the.done, the.summary["pieces"], the.summary["held"], the.summary["waiting"]) == ("applied", 3, 9, 8, 1)
    with ann.at_work():
        rows = db.rows("SELECT reference, channel, state, total, import_id FROM orders ORDER BY id")
        assert [tuple(r) for r in rows] == [("#1", "Shopify", "ready", 4250, the.id), ("#2", "Shopify", "ready", 4250, the.id),
                                            ("#3", "Shopify", "waiting", 4250, the.id)]
        assert prove_stock() == []


def test_the_same_file_twice_changes_nothing(world: World, ann: Member) -> None:
    stocked(ann, **{"MUG-0": 50, "MUG-1": 100})
    bring_and_apply(world, ann, shopify(5))
    again = bring_and_apply(world, ann, shopify(5))
    assert (again.done, again.again, again.refused) == (0, 5, 0)
    with ann.at_work():
        assert db.rows("SELECT count(*), sum(allocated) FROM orders")[0] == (5, 15)


def test_wrong_rows_are_named_and_the_others_go_on(world: World, ann: Member) -> None:
    stocked(ann, **{"MUG-0": 50, "MUG-1": 100})
    text = shopify(3, 1).decode().replace("#2,maya2@mail.example,paid,USD,5.00,0.00,,2026-11-03 10:00:00 -0500,1,",
                                          "#2,maya2@mail.example,paid,USD,5.00,0.00,,2026-11-03 10:00:00 -0500,two,")
    the = bring_and_apply(world, ann, text.encode())
    assert (the.done, the.refused) == (2, 1)
    assert problems(ann, the.id) == [(3, "Lineitem quantity", "cell_not_whole")]


def test_an_unknown_sku_is_refused_where_neither_the_catalogue_nor_a_person_may_take_it(world: World, ann: Member) -> None:
    refused = bring(ann, shopify(1, 1, "NEW"), create_skus=False, triage=False)
    work_off(world)
    assert problems(ann, refused) == [(2, "/lines/0/sku", "unknown_sku")]
    the = bring_and_apply(world, ann, shopify(1, 1, "NEW"), create_skus=True)
    assert (the.done, the.refused) == (1, 0)


def test_the_check_tells_how_many_will_wait_for_a_person_and_why(world: World, ann: Member) -> None:
    import_id = bring(ann, shopify(3, 1, "NEW").replace(b",paid,", b",pending,", 1), create_skus=False)
    work_off(world)
    the, browser = read_import(ann, import_id), signed_in(world.app, ann.email)
    assert (the.refused, the.summary["holds"]) == (0, {"payment": 1, "sku": 3})
    text = opened(browser, f"/t/acme/imports/{import_id}").text
    assert "Orders that will wait for a person" in text and "Unknown SKU 3 orders" in text
    with ann.at_work():
        apply_import(import_id)
    work_off(world)
    assert read_import(ann, import_id).summary["holds"] == {"payment": 1, "sku": 3}
    with ann.at_work():
        assert db.rows("SELECT state, count(*) AS n FROM orders GROUP BY 1") == [("on_hold", 3)] and prove_stock() == []


def test_an_unknown_format_waits_for_its_columns_and_they_are_remembered(world: World, ann: Member) -> None:
    stocked(ann, MUG=50)
    data = "Bestellung;Ding;Menge;Preis\nB-1;MUG;2;1.250,50\nB-2;MUG;3;2,00\n".encode()
    import_id = bring(ann, data, "bestellungen.csv")
    assert read_import(ann, import_id).state == "mapping"
    with pytest.raises(Invalid) as wrong, ann.at_work():
        read_as(import_id, Reading(columns={"reference": "Bestellung"}))
    assert {e.pointer for e in wrong.value.errors} == {"/columns/sku", "/columns/quantity"}
    with ann.at_work():
        read_as(import_id, Reading(columns={"reference": "Bestellung", "sku": "Ding", "quantity": "Menge", "unit_price": "Preis"}))
    work_off(world)
    assert (read_import(ann, import_id).state, read_import(ann, import_id).done) == ("checked", 2)
    second = bring(ann, data, "naechste.csv")
    assert read_import(ann, second).state == "checking"
    with ann.at_work():
        apply_import(import_id)
    work_off(world)
    with ann.at_work():
        assert [r.total for r in db.rows("SELECT total FROM orders ORDER BY id")] == [250100, 600]


def test_a_column_mistaken_for_the_reference_makes_one_order_too_long(world: World, ann: Member) -> None:
    import_id = bring(ann, b"Shop,SKU,Qty\n" + b"web,MUG,1\n" * (MOST_ROWS + 50), "shop.csv")
    with ann.at_work():
        read_as(import_id, Reading(columns={"reference": "Shop", "sku": "SKU", "quantity": "Qty"}))
    work_off(world)
    the = read_import(ann, import_id)
    assert (the.state, the.done, the.refused, the.rows_read) == ("checked", 0, 1, MOST_ROWS + 50)
    assert problems(ann, import_id) == [(2, "Shop", "too_many_items")]


@pytest.mark.parametrize(("delimiter", "columns"), [("\t", ["A;B", "C"]), (";", ["A", "B\tC"])])
def test_the_separator_a_person_names_is_taken(ann: Member, delimiter: str, columns: list[str]) -> None:
    import_id = bring(ann, b"A;B\tC\n1;2\t3\n", "odd.csv")
    with ann.at_work():
        read_as(import_id, Reading(delimiter=delimiter, columns=dict(zip(("reference", "sku"), columns, strict=True)) | {"quantity": columns[0]}))
    assert read_import(ann, import_id).reading["delimiter"] == delimiter


def test_a_separator_no_file_has_is_refused_at_its_field() -> None:
    with pytest.raises(Invalid) as wrong:
        read(Reading, {"delimiter": "ab"})
    assert [(e.pointer, e.code) for e in wrong.value.errors] == [("/delimiter", "not_a_choice")]


def test_undo_takes_back_what_has_not_left(world: World, ann: Member) -> None:
    stocked(ann, **{"MUG-0": 50, "MUG-1": 100})
    the = bring_and_apply(world, ann, shopify(3))
    with ann.at_work():
        undo_import(the.id)
    work_off(world)
    assert read_import(ann, the.id).summary["undo"]["done"] == 3
    with ann.at_work():
        assert db.rows("SELECT DISTINCT state FROM orders")[0].state == "cancelled"
        assert prove_stock() == []


def test_a_stock_count_sets_stock_and_can_be_taken_back(world: World, ann: Member) -> None:
    stocked(ann, MUG=5, CUP=7)
    data = b"SKU,Quantity\nMUG,8\nCUP,7\nNONE,1\n"
    import_id = bring(ann, data, "count.csv", kind="stock")
    with ann.at_work():
        read_as(import_id, Reading(columns={"sku": "SKU", "quantity": "Quantity"}))
    work_off(world)
    with ann.at_work():
        apply_import(import_id)
    work_off(world)
    the = read_import(ann, import_id)
    assert (the.done, the.again, the.refused) == (1, 1, 1)
    with ann.at_work():
        undo_import(import_id)
    work_off(world)
    with ann.at_work():
        assert sorted(r[0] for r in db.rows("SELECT on_hand FROM balance")) == [5, 7]
        assert prove_stock() == []


def test_a_checked_import_can_be_given_up(world: World, ann: Member) -> None:
    import_id = bring(ann, shopify(2))
    work_off(world)
    with ann.at_work():
        cancel_import(import_id)
    assert read_import(ann, import_id).state == "cancelled"


@pytest.mark.parametrize(("data", "code"), [(b"%PDF-1.7 ...", "not_a_table"), (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "not_a_table"),
                                            (b"PK\x03\x04 broken", "file_damaged"), (b"\x00\x01\x02\x03" * 100, "not_a_table")])
def test_rubbish_says_why_it_cant_be_read(world: World, ann: Member, data: bytes, code: str) -> None:
    the = read_import(ann, bring(ann, data, "x.csv"))
    assert (the.state, the.failure["code"]) == ("failed", code)


@pytest.mark.parametrize(("rows", "code", "words"), [
    (b"," * 600 + b"\n", "too_many_columns", "more than 500 columns"), (b'"' + b"y" * 2_000_000 + b'",1\n', "cell_too_long", "32767 characters"),
    (b"y" * 2_000_000, "cell_too_long", "32767 characters"), ((b'"' + b"y\n" * 150_000 + b'",') * 9 + b"\n", "cell_too_long", "32767 characters")])
def test_a_file_that_goes_wrong_on_the_way_says_why_in_full(world: World, ann: Member, rows: bytes, code: str, words: str) -> None:
    import_id = bring(ann, shopify(1) + rows)
    work_off(world)
    the = read_import(ann, import_id)
    assert (the.state, the.failure["code"]) == ("failed", code) and words in failure(the)


@pytest.mark.parametrize(("sent", "kept"), [("a\0b\n.csv", "ab.csv"), ("\x07", "?"), ("注文 😀.csv", "注文 😀.csv"), ("x" * 300, "x" * 200)])
def test_a_files_name_is_kept_as_far_as_it_prints(ann: Member, sent: str, kept: str) -> None:
    assert read_import(ann, bring(ann, shopify(1), sent)).filename == kept


def test_utf_16_without_its_mark_is_no_utf_16(ann: Member) -> None:
    assert read_import(ann, bring(ann, shopify(1), encoding="utf-16")).failure["code"] == "wrong_encoding"


def test_a_format_of_other_things_is_refused(ann: Member) -> None:
    with pytest.raises(UnknownProfile):
        bring(ann, shopify(1), profile="shopify_stock")


@pytest.mark.parametrize("mark", ['"', " "])
def test_a_mark_that_cannot_separate_is_not_taken_for_one(ann: Member, mark: str) -> None:
    assert read_import(ann, bring(ann, f"sep={mark}\nDing,Menge\nMUG,2\n".encode())).reading["delimiter"] == ","


def test_what_the_verb_refuses_is_named_by_the_fields_title(world: World, ann: Member) -> None:
    refused = bring_and_apply(world, ann, shopify(1).replace(b"12.50", b"-1").replace(b"USD", b"usd"), create_skus=False).id
    with ann.at_work(read_only=True):
        assert {p.column for p in list_problems(refused).rows} <= {"Lineitem price", "SKU", "Unit price"}


@pytest.mark.parametrize(("cell", "state"), [((1_048_575, 16_383), "failed"), ((1_048_575, 1), "mapping")])
def test_a_small_workbook_that_spans_a_huge_sheet_is_refused_before_it_is_opened(ann: Member, cell: tuple[int, int], state: str) -> None:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Ding", "Menge"])
        sheet.write(*cell, "x")
    the = read_import(ann, bring(ann, kept.getvalue(), "wide.xlsx"))
    assert the.state == state and (not the.failure or the.failure["code"] == "file_too_big_inside")


def test_whoever_may_only_look_may_not_import(ben: Member) -> None:
    with pytest.raises(Forbidden):
        bring(ben, shopify(1))
