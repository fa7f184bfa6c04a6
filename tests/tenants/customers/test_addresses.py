"""An address stands as its own country's carriers read it."""

import pytest
from flask import g

from saas.ui.addressing import address_lines
from tests.conftest import World

SAKURA = {"name": "石川 美咲", "company": "月見堂", "line1": "高円寺南5-3-2", "line2": "サンライズ502", "city": "杉並区", "region": "東京都",
          "postcode": "166-0003", "country": "JP", "phone": "090-0520-3027"}
LUO = {"name": "罗浩然", "line1": "体育西路239号", "city": "广州市 天河区", "region": "广东省", "postcode": "510620", "country": "CN"}
ANN = {"name": "Ann", "company": "Acme", "line1": "1 Pine St", "city": "Reno", "region": "NV", "postcode": "89501", "country": "US"}


@pytest.mark.parametrize(("place", "home", "lines"), [
    (SAKURA, "JP", ["月見堂", "石川 美咲", "〒166-0003", "東京都杉並区", "高円寺南5-3-2", "サンライズ502", "090-0520-3027"]),
    (LUO, "CN", ["罗浩然", "广东省广州市天河区", "体育西路239号", "510620"]),
    ({**LUO, "region": "上海市", "city": "上海市 徐汇区"}, "CN", ["罗浩然", "上海市徐汇区", "体育西路239号", "510620"]),
    (ANN, "US", ["Ann", "Acme", "1 Pine St", "89501 Reno NV"]),
    ({"line1": "1 Pine St"}, "JP", ["1 Pine St"]),
    ({}, "US", []),
])
def test_its_lines_stand_in_the_order_of_its_country(place: dict[str, str], home: str, lines: list[str]) -> None:
    assert address_lines(place, home) == lines


def test_another_country_is_named_in_the_reader_s_language(world: World) -> None:
    with world.app.test_request_context():
        g.language = "ja"
        assert "アメリカ合衆国" in address_lines(ANN, "JP")
        assert "XQ" in address_lines({**ANN, "country": "XQ"}, "JP")
