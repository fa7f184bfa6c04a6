"""Time: instants are aware UTC; a business day belongs to a zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("quayside_frozen", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


@contextmanager
def freeze(at: datetime) -> Iterator[None]:
    """Stand still at an aware instant; for tests and the sample data."""
    token = _frozen.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def today(zone: str) -> date:
    """The business day it is now in that zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def days_before(at: datetime, days: int, zone: str) -> datetime:
    """The same time of day so many days earlier, by the clock on the wall of that zone, also when clocks were changed in between."""
    return (at.astimezone(ZoneInfo(zone)) - timedelta(days=days)).astimezone(UTC)


def local_moment(text: str, zone: str) -> str:
    """What a browser's field for date and time says, as a moment of that zone; what isn't one stays as it was typed."""
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if typed.tzinfo else typed.replace(tzinfo=ZoneInfo(zone)).isoformat()


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The half-open instants [from, to) of a business day; 23 or 25 hours where clocks change."""
    place = ZoneInfo(zone)
    start = datetime(day.year, day.month, day.day, tzinfo=place)
    following = day + timedelta(days=1)
    end = datetime(following.year, following.month, following.day, tzinfo=place)
    return start.astimezone(UTC), end.astimezone(UTC)
