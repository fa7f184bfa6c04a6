"""What may be said to a tenant's database: plain statements one at a time, and stacks of them written down beforehand."""

import re
from typing import Any

from sqlalchemy import Connection

# A statement begins with one of these words; nothing stands before it, not even a comment to hide behind.
_PLAIN = re.compile(r"^\s*(select|insert|update|delete|with|values|explain|savepoint|release savepoint|rollback to savepoint)\b", re.I)
_ESCAPES = re.compile(r"set_config|query_to_xml|cursor_to_xml|table_to_xml|_to_xml\w*\s*\(", re.I)
_stacked: set[str] = set()
_checked: dict[str, bool] = {}


class RefusedStatement(RuntimeError):
    """A statement that could leave the tenant: stacked, SET, RESET, DO, or a function that runs text as SQL."""


def stacked(*statements: str) -> str:
    """Known texts sent as one round trip. The guard lets exactly these strings pass; call it at import only."""
    text = ";\n".join(statements)
    _stacked.add(text)
    return text


def guard(conn: Connection, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
    """RefusedStatement for anything else; it hears of every statement before it is sent."""
    safe = _checked.get(statement)
    if safe is None:
        alone = ";" not in statement.rstrip().rstrip(";")
        safe = statement in _stacked or bool(alone and _PLAIN.match(statement) and not _ESCAPES.search(statement))
        if len(_checked) < 5000:
            _checked[statement] = safe
    if not safe:
        raise RefusedStatement(statement[:80])
