"""Formats for people: money, numbers, quantities, days and moments, all through Babel in the reader's language and zone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import TIMEDELTA_UNITS, format_date, format_time, format_timedelta, get_timezone_name
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent, get_currency_symbol
from babel.units import format_unit
from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context

from saas.kit.clock import now
from saas.kit.i18n import LANGUAGES, _, current_locale, current_zone, listed, together
from saas.kit.money import digits

BLANK = "–"
_BEFORE_CJK = re.compile(r"(?<=\d)\s(?=[\u3040-\u30ff\u4e00-\u9fff])")
_SIZES = ((1 << 30, "gigabyte"), (1 << 20, "megabyte"), (1 << 10, "kilobyte"))


@lru_cache(maxsize=None)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def _here() -> Locale:
    return _locale(current_locale())


def money(minor: int, currency: str) -> str:
    """Minor units with the currency's sign: 1250, "USD" → $12.50; 1250, "JPY" → ¥1,250 (half-width in Japanese too)."""
    return _money(minor, currency, _here())


@lru_cache(maxsize=8192)
def _money(minor: int, currency: str, locale: Locale) -> str:
    value = Decimal(minor).scaleb(-digits(currency))
    # CLDR gives Japanese the full-width yen sign, which breaks columns of tabular figures.
    return _minus(format_currency(value, currency, locale=locale).replace("￥", "¥"))


def amount(minor: int, currency: str) -> str:
    """Minor units as a bare figure for a column whose head names the currency: 1250, "USD" → 12.50."""
    return _amount(minor, digits(currency), _here())


@lru_cache(maxsize=8192)
def _amount(minor: int, places: int, locale: Locale) -> str:
    zeros = "." + "0" * places if places else ""
    return _minus(format_decimal(Decimal(minor).scaleb(-places), format=f"#,##0{zeros}", locale=locale))


def _minus(told: str) -> str:
    """A hyphen before a figure reads as a dash and is narrower than a digit; the minus sign is neither."""
    return told.replace("-", "\N{MINUS SIGN}")


def currency_sign(currency: str) -> str:
    """$, ¥, ₽: for the front of a field."""
    return get_currency_symbol(currency, locale=_here()).replace("￥", "¥")


def number(value: int | float | Decimal | None) -> str:
    """A figure with the reader's separators; a dash for None."""
    return BLANK if value is None else _number(value, _here())


@lru_cache(maxsize=8192, typed=True)
def _number(value: int | float | Decimal, locale: Locale) -> str:
    return _minus(format_decimal(value, locale=locale))


def short_number(value: int) -> str:
    """12,400 → 12K, 1.2万, 12 тыс.: for axes and badges only."""
    return format_compact_decimal(value, locale=_here(), fraction_digits=1) if value >= 10_000 else number(value)


def quantity(value: int | Decimal | None, unit: str = "") -> str:
    """Pieces, or a figure with its unit after a no-break space."""
    return f"{number(value)}\N{NO-BREAK SPACE}{unit}" if unit and value is not None else number(value)


def percent(part: float | Decimal, places: int = 0) -> str:
    """0.974 → 97%, with one place 97.4%."""
    return format_percent(part, format=_percent_format(_here(), places), locale=_here())


@lru_cache(maxsize=None)
def _percent_format(locale: Locale, places: int) -> str:
    pattern = locale.percent_formats[None].pattern
    return pattern.replace("#,##0", f"#,##0.{'0' * places}") if places else pattern


def day(value: date | datetime | None, form: str = "medium") -> str:
    """A day in the reader's zone: Nov 22, 2026. Form "short" leaves the year out, "long" names the weekday."""
    if value is None:
        return BLANK
    value = _local(value).date() if isinstance(value, datetime) else value
    told = format_date(value, format=_day_pattern(_here(), form), locale=_here())
    return told[:1].upper() + told[1:] if form == "long" else told  # a heading: Russian weekdays are lower case


@lru_cache(maxsize=None)
def _day_pattern(locale: Locale, form: str) -> str:
    skeletons = {"short": "MMMd", "long": "MMMMEEEEd"}
    if form in skeletons:
        found = locale.datetime_skeletons.get(skeletons[form])
        return found.pattern if found else "full" if form == "long" else "medium"
    return form


def clock_time(value: datetime) -> str:
    """The time of day in the reader's zone: 4:04 PM, 16:04."""
    return format_time(_local(value), format="short", locale=_here(), tzinfo=ZoneInfo(current_zone()))


def moment(value: datetime | None) -> str:
    """Day and time in the reader's zone; the year only where it isn't this one."""
    if value is None:
        return BLANK
    local = _local(value)
    form = "short" if local.year == _local(now()).year else "medium"
    return _("%(day)s, %(time)s", day=day(local, form), time=clock_time(local))


def exact(value: datetime) -> str:
    """To the second, with the zone's name: for tooltips."""
    local, locale = _local(value), _here()
    told = _exact_day(local.date(), locale).replace("{0}", _exact_time(local.time().replace(microsecond=0), locale))
    return _("%(moment)s, %(zone)s", moment=told, zone=_zone_name(local, locale))


@lru_cache(maxsize=4096)
def _exact_day(date: date, locale: Locale) -> str:
    """A day with a place for the time of it, {0}, as the locale orders the two."""
    return str(locale.datetime_formats["medium"]).replace("{1}", format_date(date, format="medium", locale=locale))


@lru_cache(maxsize=1 << 16)
def _exact_time(at: time, locale: Locale) -> str:
    return format_time(at, format="medium", locale=locale)


def _zone_name(local: datetime, locale: Locale) -> str:
    """The long name of the reader's zone: standard and summer time have one each."""
    key = (current_zone(), local.utcoffset(), locale)
    if key not in _zone_names:
        _zone_names[key] = "UTC" if key[0] == "UTC" else get_timezone_name(local, locale=locale, width="long")
    return _zone_names[key]


_zone_names: dict[tuple[str, timedelta | None, Locale], str] = {}


def ago(value: datetime) -> str:
    """Relative under a day (12 min ago), the day and time beyond."""
    passed = now() - value
    if not timedelta() <= passed < timedelta(days=1):
        return moment(value)
    if passed < timedelta(minutes=1):
        return _("just now")
    return _closed(format_timedelta(-passed, add_direction=True, format="short", threshold=1, locale=_here()))


def age(value: datetime | timedelta) -> str:
    """How long something waits, in one unit: 40 min, 16 hr, 4 days."""
    passed = value if isinstance(value, timedelta) else now() - value
    seconds = max(passed.total_seconds(), 60)
    unit = next(size for _name, size in TIMEDELTA_UNITS if seconds >= size)
    return _span(round(seconds / unit), unit, _here())


@lru_cache(maxsize=4096)
def _span(count: int, unit: int, locale: Locale) -> str:
    """So many of a unit of so many seconds; few are ever asked for, and Babel takes its time over each."""
    return _closed(format_timedelta(timedelta(seconds=count * unit), format="short", threshold=1, locale=locale))


def _closed(text: str) -> str:
    """12分前, as Japanese is written: Unicode's data has a space there, which lines then break at."""
    return _BEFORE_CJK.sub("", text)


def file_size(size: int) -> str:
    """Bytes in the unit people read: 3.4 MB."""
    unit, divisor = next(((name, over) for over, name in _SIZES if size >= over), ("byte", 1))
    return format_unit(round(size / divisor, 1 if divisor > 1 else 0), f"digital-{unit}", length="short", locale=_here())


def lang_attr(language: str) -> str:
    """zh_Hans → zh-Hans, for lang attributes."""
    return language.replace("_", "-")


def country(code: str | None) -> str:
    """JP → Japan, in the reader's language; what isn't a country's code stays as it was written."""
    return str(_here().territories.get(code.upper(), code)) if code else ""


def iso(value: datetime) -> str:
    """For the datetime attribute: UTC to the second."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(current_zone()))


def _each_time(form: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def shown(_context: Context, *values: Any, **settings: Any) -> str:
        return form(*values, **settings)
    return shown


def init_filters(app: Flask) -> None:
    """Every format as a Jinja filter of the same name.

    They take the context and leave it unused: Jinja would else work a filter on a constant out once, in the language of
    whoever came first."""
    shown = (money, amount, number, short_number, quantity, percent, day, clock_time, moment, exact, ago, age, file_size,
             lang_attr, country, iso, currency_sign, listed, together)
    app.jinja_env.filters.update({form.__name__: _each_time(form) for form in shown})
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES)
