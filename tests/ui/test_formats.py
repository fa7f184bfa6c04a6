"""Money, numbers and moments read as each language writes them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask, g

from saas.kit.clock import freeze
from saas.ui import filters

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture()
def told(house: Flask) -> Callable[..., str]:
    """Say something as a reader of a language in a zone hears it, at noon UTC."""

    def say(language: str, form: Callable[..., str], *values: object, zone: str = "UTC") -> str:
        with house.test_request_context(), freeze(NOON):
            g.language, g.zone = language, zone
            return form(*values)

    return say


@pytest.mark.parametrize(("language", "minor", "currency", "expected"), [
    ("en", 123456, "USD", "$1,234.56"), ("ru", 123456, "RUB", f"1{NBSP}234,56{NBSP}₽"), ("zh_Hans", 123456, "CNY", "¥1,234.56"),
    ("ja", 123456, "JPY", "¥123,456"), ("en", 123456, "JPY", "¥123,456"), ("en", -1876, "USD", "−$18.76"), ("en", 0, "USD", "$0.00"),
])
def test_money_has_its_currency_and_its_decimals(told, language, minor, currency, expected) -> None:  # type: ignore[no-untyped-def]
    assert told(language, filters.money, minor, currency) == expected


@pytest.mark.parametrize(("language", "currency", "expected"), [
    ("en", "USD", "1,234.50"), ("ru", "RUB", f"1{NBSP}234,50"), ("zh_Hans", "CNY", "1,234.50"), ("ja", "JPY", "123,450"),
])
def test_a_bare_amount_keeps_the_decimals_so_that_columns_line_up(told, language, currency, expected) -> None:  # type: ignore[no-untyped-def]
    assert told(language, filters.amount, 123450, currency) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "97.4%"), ("ru", f"97,4{NBSP}%"), ("zh_Hans", "97.4%"), ("ja", "97.4%")])
def test_a_share_is_written_as_the_language_does(told, language, expected) -> None:  # type: ignore[no-untyped-def]
    assert told(language, filters.percent, 0.974, 1) == expected


def test_what_is_not_known_is_a_dash(told) -> None:  # type: ignore[no-untyped-def]
    assert told("en", filters.number, None) == told("en", filters.day, None) == told("en", filters.moment, None) == "–"


@pytest.mark.parametrize(("language", "expected"), [
    ("en", "Nov 22, 2026"), ("ru", f"22 нояб. 2026{NBSP}г."), ("zh_Hans", "2026年11月22日"), ("ja", "2026/11/22"),
])
def test_a_day_is_written_as_the_language_does(told, language, expected) -> None:  # type: ignore[no-untyped-def]
    assert told(language, filters.day, date(2026, 11, 22)).replace(THIN, NBSP) == expected


def test_a_moment_belongs_to_the_reader_s_zone(told) -> None:  # type: ignore[no-untyped-def]
    evening = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert told("ru", filters.moment, evening).startswith("22 нояб.")
    assert told("ru", filters.moment, evening, zone="Asia/Tokyo").startswith("23 нояб.")
    assert told("ru", filters.clock_time, evening, zone="Asia/Tokyo") == "07:30"


@pytest.mark.parametrize(("language", "expected"), [("en", "12 min. ago"), ("ru", "12 мин. назад"), ("zh_Hans", "12分钟前"), ("ja", "12分前")])
def test_under_a_day_a_moment_is_relative(told, language, expected) -> None:  # type: ignore[no-untyped-def]
    assert told(language, filters.ago, NOON - timedelta(minutes=12)).replace(".", "") == expected.replace(".", "")


def test_past_a_day_it_names_the_day(told) -> None:  # type: ignore[no-untyped-def]
    assert "Nov 22" in told("en", filters.ago, NOON - timedelta(days=2))
    assert "2024" in told("en", filters.ago, NOON - timedelta(days=800))


def test_the_future_is_never_told_as_the_past(told) -> None:  # type: ignore[no-untyped-def]
    assert "ago" not in told("en", filters.ago, NOON + timedelta(hours=2))


def test_an_exact_moment_names_its_zone(told) -> None:  # type: ignore[no-untyped-def]
    assert told("en", filters.exact, NOON).endswith("UTC")
    assert told("en", filters.exact, NOON, zone="Asia/Tokyo").endswith("Japan Standard Time")


@pytest.mark.parametrize(("size", "expected"), [(3_400_000, "3.2 MB"), (2048, "2 kB"), (12, "12 byte")])
def test_a_file_has_a_size_people_read(told, size, expected) -> None:  # type: ignore[no-untyped-def]
    assert told("en", filters.file_size, size) == expected


def test_a_constant_in_a_template_speaks_the_reader_s_language(house: Flask) -> None:
    shown = house.jinja_env.from_string("{{ 0.974|percent(1) }}")
    with house.test_request_context():
        g.language = "en"
        assert shown.render() == "97.4%"
    with house.test_request_context():
        g.language = "ru"
        assert shown.render() == f"97,4{NBSP}%"


@pytest.mark.parametrize(("language", "expected"), [("en", "Japan"), ("ru", "Япония"), ("zh_Hans", "日本"), ("ja", "日本")])
def test_a_country_is_called_as_the_reader_calls_it(told, language, expected) -> None:  # type: ignore[no-untyped-def]
    assert told(language, filters.country, "JP") == told(language, filters.country, "jp") == expected
    assert told(language, filters.country, "Neverland") == "Neverland" and told(language, filters.country, None) == ""


def test_a_day_that_heads_a_page_begins_with_a_capital(told) -> None:  # type: ignore[no-untyped-def]
    assert told("ru", filters.day, date(2026, 11, 22), "long").startswith("Воскресенье, 22 ноября")


@pytest.mark.parametrize(("language", "two", "four"), [
    ("en", "A and B", "A, B, C, and D"), ("ru", "A и B", "A, B, C и D"), ("zh_Hans", "A和B", "A、B、C和D"), ("ja", "A、B", "A、B、C、D")])
def test_several_things_are_strung_as_the_language_does(told, language, two, four) -> None:  # type: ignore[no-untyped-def]
    assert (told(language, filters.listed, "AB"), told(language, filters.listed, "ABCD")) == (two, four)
    assert (told(language, filters.listed, "A"), told(language, filters.listed, [])) == ("A", "")


@pytest.mark.parametrize(("language", "expected"), [("en", "One. Two."), ("ru", "One. Two."), ("zh_Hans", "One.Two."), ("ja", "One.Two.")])
def test_sentences_follow_each_other_as_the_language_does(told, language, expected) -> None:  # type: ignore[no-untyped-def]
    assert told(language, filters.together, ["One.", "", None, "Two."]) == expected
