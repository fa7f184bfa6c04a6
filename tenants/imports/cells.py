"""One cell of a row as a number, a count or an instant; what isn't one is noted with its row and column, as a code."""

from typing import Any

from tenants.imports.columns import Source
from tenants.imports.profiles.profile import Cells
from tenants.imports.reading.tables import clean
from tenants.imports.reading.values import instant, number, quantity

Error = tuple[int, str, str, dict[str, Any]]


def number_in(cell: str, row_no: int, source: Source, field: str, errors: list[Error]) -> str | None:
    try:
        text = number(cell)
    except ValueError:
        errors.append((row_no, source.column(field), "cell_not_a_number", {"value": cell[:60]}))
        return None
    whole, point, part = text.partition(".")
    return whole + (point + part.rstrip("0") if part.rstrip("0") else "")


def positive_in(cell: str, row_no: int, source: Source, field: str, errors: list[Error]) -> str | None:
    text = number_in(cell, row_no, source, field, errors)
    if text and text.startswith("-"):
        errors.append((row_no, source.column(field), "cell_not_a_number", {"value": cell[:60]}))
        return None
    return text


def pieces_in(cell: str, row_no: int, source: Source, field: str, errors: list[Error]) -> int | None:
    try:
        count = quantity(cell)
    except ValueError:
        errors.append((row_no, source.column(field), "cell_not_whole", {"value": cell[:60]}))
        return None
    if count < 0:
        errors.append((row_no, source.column(field), "a_return", {}))
    elif count == 0:
        errors.append((row_no, source.column(field), "cell_not_whole", {"value": cell[:60]}))
    return count


def instant_in(cell: str, source: Source, row_no: int, errors: list[Error], field: str = "placed_at") -> str | None:
    try:
        return instant(cell, source.zone, source.profile.order)
    except (ValueError, KeyError):
        errors.append((row_no, source.column(field), "cell_not_a_date", {"value": cell[:60]}))
        return None


def count_in(cell: str, row_no: int, source: Source, field: str, errors: list[Error]) -> int | None:
    try:
        count = quantity(cell)
        if count >= 0:
            return count
    except ValueError:
        pass
    errors.append((row_no, source.column(field), "cell_not_whole", {"value": cell[:60]}))
    return None


def by_name(source: Source, cells: Cells) -> dict[str, str]:
    """A row by its columns' names, for formats whose rules need more than one cell."""
    return {name: clean(cells[n]) if n < len(cells) else "" for n, name in enumerate(source.columns)}
