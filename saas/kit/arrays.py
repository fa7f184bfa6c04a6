"""PostgreSQL array literals: one string per column, so a batch of any size is one short statement to parse.

psycopg2's own list adaptation writes ARRAY[…], an expression of n nodes; a literal costs nothing to plan and
carries its length, from which the planner guesses right."""

import json
from collections.abc import Iterable
from datetime import datetime


def ints(values: Iterable[int | None]) -> str:
    return "{" + ",".join("NULL" if v is None else str(int(v)) for v in values) + "}"


def texts(values: Iterable[str | None]) -> str:
    return "{" + ",".join("NULL" if v is None else _quoted(v) for v in values) + "}"


def instants(values: Iterable[datetime | None]) -> str:
    return "{" + ",".join("NULL" if v is None else f'"{v.isoformat()}"' for v in values) + "}"


def bools(values: Iterable[bool | None]) -> str:
    return "{" + ",".join("NULL" if v is None else "t" if v else "f" for v in values) + "}"


def jsons(values: Iterable[object]) -> str:
    return texts(None if v is None else json.dumps(v, ensure_ascii=False, separators=(",", ":")) for v in values)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
