"""How a file is to be read is said by a person: what isn't known is refused at its field, and what was typed stays."""

import io
from typing import Any

import pytest

from saas.kit import db
from tests.api.conftest import Program
from tests.browser import Browser, signed_in
from tests.cast import Member, token_for
from tests.conftest import World
from tests.pages import Page, read_page
from tests.tenants.imports.bringing import bring, read_import

FILE = "Заказ;Артикул;Кол-во\nA-1;MUG;2\n".encode("cp1251")
COLUMNS = {"column.reference": "Заказ", "column.sku": "Артикул", "column.quantity": "Кол-во"}


@pytest.mark.parametrize(("field", "value", "code"), [
    ("profile", "ebay_ordres", "unknown_profile"), ("profile", "shopify_stock", "unknown_profile"), ("encoding", "klingon", "unknown_encoding"),
    ("delimiter", "ab", "not_a_choice"), ("kind", "parcels", "not_a_choice"), ("encodng", "utf-8", "unknown_field")])
def test_what_a_program_names_and_nobody_knows_is_refused_at_its_field(world: World, ann: Member, field: str, value: str, code: str) -> None:
    answer = _sent(Program(world, token_for(ann)), **{field: value})
    assert (answer.status_code, [(e["pointer"], e["code"]) for e in answer.json["errors"]]) == (422, [(f"/{field}", code)])
    assert answer.json["errors"][0]["detail"]
    with ann.at_work(read_only=True):
        assert db.rows("SELECT FROM import") == []


def test_what_a_program_names_is_taken(world: World, ann: Member) -> None:
    answer = _sent(Program(world, token_for(ann)), encoding="windows-1251", delimiter=";")
    assert (answer.status_code, answer.json["encoding"], answer.json["delimiter"]) == (202, "cp1251", ";")


def test_a_page_tells_it_on_the_field(world: World, ann: Member) -> None:
    browser = signed_in(world.app, ann.email)
    answer = browser.post("/t/acme/imports/", {"kind": "orders", "profile": "nope", "file": (io.BytesIO(FILE), "a.csv")})
    assert answer.status_code == 422 and "There is no file format called nope." in read_page(answer).text


@pytest.mark.parametrize(("typed", "words"), [
    ({"encoding": "klingon"}, "The character encoding klingon isn't supported."), ({"encoding": "utf-8"}, "Row 1 can't be read as utf-8"),
    ({"profile": "nope"}, "There is no file format called nope."), ({"header_row": "0"}, "Must be between 1 and 200."),
    ({"column.sku": ""}, "Choose the column that holds this.")])
def test_a_correction_that_cannot_be_says_so_on_its_field(world: World, ann: Member, typed: dict[str, str], words: str) -> None:
    import_id = bring(ann, FILE, encoding="cp1251")
    page = _corrected(signed_in(world.app, ann.email), import_id, {**COLUMNS, "currency": "EUR", **typed})
    assert (page.status, page.text.count(words), page.value("currency")) == (422, 2, "EUR")
    assert read_import(ann, import_id).state == "mapping"


def test_a_correction_that_comes_too_late_says_so_on_the_page(world: World, ann: Member) -> None:
    import_id, browser = bring(ann, FILE, encoding="cp1251"), signed_in(world.app, ann.email)
    assert browser.post(f"/t/acme/imports/{import_id}/reading", COLUMNS).status_code == 303
    late = _corrected(browser, import_id, COLUMNS)
    assert late.status == 409 and "This import has moved on" in late.text


def _sent(program: Program, **fields: str) -> Any:
    return program.app.test_client().post("/api/v1/imports", data={"file": (io.BytesIO(FILE), "a.csv"), **fields},
                                          headers={"Authorization": f"Bearer {program.token}"})


def _corrected(browser: Browser, import_id: int, typed: dict[str, str]) -> Page:
    return read_page(browser.post(f"/t/acme/imports/{import_id}/reading", typed))
