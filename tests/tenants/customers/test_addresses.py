"""An address stands as its own country's carriers read it."""

import pytest
from flask import g

from saas.ui.addressing import address_fields, address_lines
from tests.browser import signed_in
from tests.cast import Member, placed, stocked
from tests.conftest import World
from tests.pages import opened

SAKURA = {"name": "石川 美咲", "company": "月見堂", "line1": "高円寺南5-3-2", "line2": "サンライズ502", "city": "杉並区", "region": "東京都",
          "postcode": "166-0003", "country": "JP", "phone": "090-0520-3027"}
LUO = {"name": "罗浩然", "line1": "体育西路239号", "city": "广州市 天河区", "region": "广东省", "postcode": "510620", "country": "CN"}
ANN = {"name": "Ann", "company": "Acme", "line1": "1 Pine St", "city": "Reno", "region": "NV", "postcode": "89501", "country": "US"}


@pytest.mark.parametrize(("place", "home", "lines"), [
    (SAKURA, "JP", ["月見堂", "石川 美咲", "〒166-0003", "東京都杉並区", "高円寺南5-3-2", "サンライズ502", "090-0520-3027"]),
    (LUO, "CN", ["罗浩然", "广东省广州市天河区", "体育西路239号", "510620"]),
    ({**LUO, "region": "上海市", "city": "上海市 徐汇区"}, "CN", ["罗浩然", "上海市徐汇区", "体育西路239号", "510620"]),
    (ANN, "US", ["Ann", "Acme", "1 Pine St", "Reno, NV 89501"]),
    ({"line1": "ул. Лесная, 5, кв. 12", "city": "Химки", "region": "Московская обл.", "postcode": "141400", "country": "RU"}, "RU",
     ["ул. Лесная, 5, кв. 12", "Химки, Московская обл.", "141400"]),
    ({"line1": "Elbchaussee 1", "city": "Hamburg", "postcode": "22765", "country": "DE"}, "DE", ["Elbchaussee 1", "22765 Hamburg"]),
    ({"city": "Reno", "country": "US"}, "US", ["Reno"]), ({"postcode": "89501", "country": "US"}, "US", ["89501"]),
    ({"line1": "1 Pine St"}, "JP", ["1 Pine St"]),
    ({}, "US", []),
])
def test_its_lines_stand_in_the_order_of_its_country(place: dict[str, str], home: str, lines: list[str]) -> None:
    assert address_lines(place, home) == lines


@pytest.mark.parametrize(("land", "order"), [
    ("JP", "name company postcode region city line1 line2 country phone"), ("CN", "name company postcode region city line1 line2 country phone"),
    ("US", "name company line1 line2 city region postcode country phone"), ("RU", "name company line1 line2 city region postcode country phone"),
    ("DE", "name company line1 line2 postcode city region country phone")])
def test_its_fields_are_asked_for_in_the_order_of_its_country(land: str, order: str) -> None:
    assert address_fields(land) == tuple(order.split())


def test_the_form_of_an_order_asks_as_the_companys_country_does(world: World, ann: Member, zoe: Member) -> None:
    stocked(ann, MUG=1)
    number = placed(ann, "A-1", MUG=1).number
    for who, path, land in ((ann, "/t/acme/orders/new", "US"), (zoe, "/t/bolt/orders/new", "JP"), (ann, f"/t/acme/orders/{number}/change", "US")):
        asked = [one["name"].removeprefix("ship_to/") for one in opened(signed_in(world.app, who.email), path).fields
                 if one.get("name", "").startswith("ship_to/")]
        assert asked == list(address_fields(land))


def test_another_country_is_named_in_the_reader_s_language(world: World) -> None:
    with world.app.test_request_context():
        g.language = "ja"
        assert "アメリカ合衆国" in address_lines(ANN, "JP")
        assert "XQ" in address_lines({**ANN, "country": "XQ"}, "JP")
