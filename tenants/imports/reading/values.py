"""Cells as values: numbers however a country writes them, dates in any order, quantities; ValueError with the cell."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_MONTHS = {name: n for n, names in enumerate((
    "jan january янв января", "feb february фев февраля", "mar march мар марта", "apr april апр апреля", "may мая май", "jun june июн июня",
    "jul july июл июля", "aug august авг августа", "sep sept september сен сентября", "oct october окт октября", "nov november ноя ноября",
    "dec december дек декабря"), 1) for name in names.split()}
_JUNK = re.compile(r"[^\d.,+\-()']")
_PARTS = re.compile(r"\d+")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp]\.?[Mm]\.?)?")
_OFFSET = re.compile(r"([+-]\d{2}):?(\d{2})\s*$|(Z|UTC|GMT)\s*$")
TRUE = {"1", "yes", "true", "y", "on", "paid", "да", "оплачен", "оплачено", "是", "已付款", "有", "済", "入金済み", "はい"}
FALSE = {"0", "no", "false", "n", "off", "pending", "unpaid", "нет", "否", "未付款", "未入金", "いいえ"}


@lru_cache(maxsize=1 << 16)
def number(cell: str) -> str:
    """'1 234,50 ₽', '$12.34', '(12.00)', '¥3,790', '１２' → a plain decimal text: 1234.50, 12.34, -12.00, 3790, 12."""
    text = _JUNK.sub("", unicodedata.normalize("NFKC", cell).replace("−", "-").replace("’", "'")).replace("'", "")
    negative = text.startswith("-") or text.endswith("-") or (text.startswith("(") and text.endswith(")"))
    digits = _separated(text.strip("+-()"))
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        raise ValueError(cell)
    return ("-" if negative and digits.strip("0.") else "") + digits


def _separated(text: str) -> str:
    """Thousands separators gone, the decimal one a point. One lone separator before three digits groups thousands
    only if it is a comma: 1,234 is a thousand, 1.234 is not (and 0,125 is an eighth)."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        return text.replace("," if comma < point else ".", "").replace(",", ".")
    if comma >= 0:
        head, _sep, tail = text.rpartition(",")
        return text.replace(",", "") if text.count(",") > 1 or (len(tail) == 3 and head not in ("", "0")) else f"{head or 0}.{tail}"
    if text.count(".") > 1:
        return text.replace(".", "")
    return f"0{text}" if text.startswith(".") else text.rstrip(".")


@lru_cache(maxsize=1 << 14)
def quantity(cell: str) -> int:
    """Whole pieces: '2', '2.0', '１２'; may be zero or negative. ValueError for half a piece."""
    text = number(cell)
    whole, _point, part = text.partition(".")
    if part.strip("0"):
        raise ValueError(cell)
    return int(whole)


@lru_cache(maxsize=1 << 14)
def instant(cell: str, zone: str, order: str = "") -> str:
    """A date or moment as ISO 8601 with an offset. `order` says how bare dates are meant: ymd, mdy, dmy ('' guesses)."""
    text = unicodedata.normalize("NFKC", cell).strip()
    offset = _OFFSET.search(text)
    clock = _TIME.search(text)
    day = _day(text[: clock.start()] if clock else text, order)
    hour, minute, second = _hour(clock)
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(offset if clock else None, zone))
    return moment.isoformat()


def _zone(offset: re.Match[str] | None, zone: str) -> tzinfo:
    if offset is None:
        return ZoneInfo(zone)
    if offset[3]:
        return UTC
    delta = timedelta(hours=int(offset[1]), minutes=int(offset[2]) * (-1 if offset[1][0] == "-" else 1))
    return timezone(delta)


def _hour(clock: re.Match[str] | None) -> tuple[int, int, int]:
    if clock is None:
        return 0, 0, 0
    hour, half = int(clock[1]), (clock[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour, int(clock[2]), int(clock[3] or 0)


def _day(text: str, order: str) -> date:
    words = [w.strip(".,").lower() for w in re.split(r"[\s,/\-.T年月日]+", text) if w.strip(".,")]
    month = next((m for w in words if (m := _MONTHS.get(w))), None)
    parts = [int(p) for p in _PARTS.findall(text)]
    if len(parts) == 1 and len(str(parts[0])) == 8:
        return datetime.strptime(str(parts[0]), "%Y%m%d").date()
    if month and len(parts) >= 2:
        return _named(parts, month)
    if len(parts) < 3:
        raise ValueError(text)
    return _ordered(parts[:3], order)


def _named(parts: list[int], month: int) -> date:
    first, second = parts[0], parts[1]
    return date(first, month, second) if first > 31 else date(_year(second), month, first)


def _ordered(parts: list[int], order: str) -> date:
    a, b, c = parts
    if a > 31:
        return date(a, b, c)
    if order == "ymd" and c <= 31 and a <= 99 and not c > 31:
        return date(_year(a), b, c)
    if order == "dmy" or (order != "mdy" and a > 12):
        return date(_year(c), b, a)
    return date(_year(c), a, b) if a <= 12 else date(_year(c), b, a)


def _year(value: int) -> int:
    return value + 2000 if value < 100 else value


def truth(cell: str) -> bool | None:
    """Yes, no, or None where the cell says neither."""
    word = cell.strip().casefold()
    return True if word in TRUE else False if word in FALSE else None
