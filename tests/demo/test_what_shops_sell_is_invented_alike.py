"""The same moment gives the same orders and files; the files name goods the companies have, and hold some mistakes."""

from datetime import UTC, datetime

import pytest

from saas.demo.companies import COMPANIES
from saas.demo.exports import SHEETS, order_file, write_samples
from saas.demo.shopping import Shop

NOW = datetime(2026, 3, 11, 4, 30, tzinfo=UTC)
COMPANY = pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)


@COMPANY
def test_the_same_moment_gives_the_same_orders(company):
    orders = Shop(company, NOW).orders()
    assert orders == Shop(company, NOW).orders() and 1700 < len(orders) < 2400
    assert max(order.placed_at for order in orders) <= NOW
    assert len({(order.channel, order.reference) for order in orders}) == len(orders)


@COMPANY
def test_codes_are_unique_and_prices_are_real(company):
    goods = company.goods()
    assert len({good.sku for good in goods}) == len(goods) >= 50
    assert all(good.price > 0 and good.title for good in goods)


@COMPANY
def test_sample_files_hold_goods_of_the_catalogue_in_the_shops_own_writing(company):
    sheet = SHEETS[company.slug]
    text = order_file(company, NOW, "sample", 25, surprising=True).decode(sheet.encoding)
    assert text.startswith(tuple(f"{quote}{sheet.header[0]}" for quote in ('"', "")))
    assert sum(good.sku in text for good in company.goods()) > 15
    assert all(value.split("\n")[0] in text for surprise in sheet.surprises.values() for value in surprise.values())


def test_sample_files_are_written_once(tmp_path):
    write_samples(tmp_path, NOW)
    (file,) = tmp_path.glob("sakura-*")
    file.write_text("mine now")
    write_samples(tmp_path, NOW)
    assert file.read_text() == "mine now" and len(list(tmp_path.iterdir())) == len(COMPANIES)
