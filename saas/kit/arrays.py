"""PostgreSQL array literals: one string per column, so a batch of any size is one short statement to parse.

psycopg2's own list adaptation writes ARRAY[…], an expression of n nodes; a literal costs nothing to plan and
carries its length, from which the planner guesses right."""

from collections.abc import Iterable
from datetime import datetime

from pydantic_core import to_json


def ints(values: Iterable[int | None]) -> str:
    """A list of whole numbers prints itself as PostgreSQL reads it, but for its brackets and for what is missing."""
    return "{" + repr(list(values))[1:-1].replace("None", "NULL") + "}"


def texts(values: Iterable[str | None]) -> str:
    """Most batches hold no character that needs care: those are joined in one go."""
    found = list(values)
    if not found:
        return "{}"
    try:
        told = '","'.join(found)  # type: ignore[arg-type]
    except TypeError:
        return "{" + ",".join("NULL" if v is None else _quoted(v) for v in found) + "}"
    if "\\" not in told and told.count('"') == 2 * (len(found) - 1):
        return '{"' + told + '"}'
    return "{" + ",".join(map(_quoted, found)) + "}"  # type: ignore[arg-type]


def instants(values: Iterable[datetime | None]) -> str:
    return "{" + ",".join("NULL" if v is None else f'"{v.isoformat()}"' for v in values) + "}"


def bools(values: Iterable[bool | None]) -> str:
    return "{" + ",".join("NULL" if v is None else "t" if v else "f" for v in values) + "}"


def jsons(values: Iterable[object]) -> str:
    return "{" + ",".join(["NULL" if v is None else _quoted(to_json(v).decode()) for v in values]) + "}"


def records(values: Iterable[dict[str, object]]) -> str:
    """One JSON text for json_to_recordset: for tables of many columns, where each array would be a function to plan."""
    return to_json(list(values)).decode()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
