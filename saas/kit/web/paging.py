"""Keyset paging: a cursor is where the last row stood, so a page costs the same anywhere in a list of any size."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from saas.kit.errors import BadRequest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of one page and the cursor of the next, None at the end."""

    rows: list[T]
    next: str | None


def cursor_of(*key: Any) -> str:
    """The place in a list as an opaque text for links and the API."""
    return base64.urlsafe_b64encode(json.dumps(key, default=str).encode()).decode().rstrip("=")


def after(cursor: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The place a cursor names, with parts of the given types; BadRequest for one we didn't make."""
    if not cursor:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if len(parts) != len(kinds):
            raise ValueError(cursor)
        place = tuple(kind(part) for kind, part in zip(kinds, parts, strict=True))
        if any(isinstance(part, int) and abs(part) >> 63 or isinstance(part, str) and "\0" in part for part in place):
            raise ValueError(cursor)  # PostgreSQL holds neither
        return place
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadRequest("/after") from error


def page_of(rows: Sequence[T], limit: int, key: Any) -> Page[T]:
    """Rows fetched with limit + 1 → a page; `key(row)` gives the parts of its place."""
    shown = list(rows[:limit])
    return Page(shown, cursor_of(*key(shown[-1])) if len(rows) > limit else None)
