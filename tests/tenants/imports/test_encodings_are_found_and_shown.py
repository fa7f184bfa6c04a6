"""A file's encoding and separator are found out, whatever shop or country wrote it, and said on its page."""

from datetime import UTC, datetime

import pytest

from saas.demo.companies import COMPANIES
from saas.demo.exports import SHEETS, order_file
from saas.kit.owner import execute, owner
from tests.api.conftest import Program
from tests.browser import signed_in
from tests.cast import Member, token_for
from tests.conftest import World
from tests.pages import opened
from tests.tenants.imports.bringing import bring, read_import, work_off

SHOWN = {"cp1251": "Windows-1251", "cp932": "Shift_JIS (CP932)", "gb18030": "GB18030", "utf-8": "UTF-8", "koi8-r": "KOI8-R", "cp866": "CP866"}
# As 1C writes a document's lines: amounts with a comma, thousands apart, dates the Russian way.
ONE_C = ("Номер;Дата;Контрагент;Артикул;Номенклатура;Количество;Цена;Сумма\r\n"
         "ЗК-000117;21.11.2026 14:05:00;ООО Ромашка;КР-15;Кружка эмалированная;3;1 250,50;3 751,50\r\n"
         "ЗК-000117;21.11.2026 14:05:00;ООО Ромашка;ЧН-2;Чайник заварочный;1;2 400,00;2 400,00\r\n"
         "ЗК-000118;22.11.2026 9:30:00;ИП Ёлкина;КР-15;Кружка эмалированная;1;1 250,50;1 250,50\r\n")


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)
def test_the_sample_files_of_the_companies(world: World, ann: Member, company) -> None:  # type: ignore[no-untyped-def]
    """Each in the writing of its own shop; the reader's language is no hint here."""
    encoding = SHEETS[company.slug].encoding
    import_id = bring(ann, order_file(company, datetime(2026, 11, 20, 9, tzinfo=UTC), "sample", 25, surprising=True), "orders.csv")
    assert read_import(ann, import_id).reading["encoding"].removesuffix("-sig") == encoding.removesuffix("-sig")
    assert f"{SHOWN[encoding.removesuffix('-sig')]}, separated by" in opened(signed_in(world.app, ann.email), f"/t/acme/imports/{import_id}").text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-8"])
def test_a_file_of_1c_in_every_russian_encoding(world: World, ann: Member, encoding: str) -> None:
    with owner(world.url) as conn:
        execute(conn, "UPDATE saas.tenant SET language = 'ru' WHERE slug = 'acme'")
    try:
        import_id = bring(ann, ONE_C.encode(encoding), "заказы.csv")
    finally:
        with owner(world.url) as conn:
            execute(conn, "UPDATE saas.tenant SET language = 'en' WHERE slug = 'acme'")
    browser = signed_in(world.app, ann.email)
    page = opened(browser, f"/t/acme/imports/{import_id}")
    assert f"{SHOWN[encoding]}, separated by semicolon" in page.text and "Кружка эмалированная" in page.text
    named = {"reference": "Номер", "sku": "Артикул", "quantity": "Количество", "unit_price": "Цена", "title": "Номенклатура", "placed_at": "Дата",
             "customer_name": "Контрагент"}
    assert browser.post(f"/t/acme/imports/{import_id}/reading", {f"column.{k}": v for k, v in named.items()} | {
        "currency": "RUB", "encoding": encoding, "create_skus": "true", "triage": "true"}).status_code == 303
    work_off(world)
    the = read_import(ann, import_id)
    assert (the.state, the.done, the.refused, the.rows_read) == ("checked", 2, 0, 3)
    told = Program(world, token_for(ann)).get(f"/imports/{import_id}").json
    assert (told["encoding"], told["delimiter"], told["rows"]) == (encoding, ";", 3)
