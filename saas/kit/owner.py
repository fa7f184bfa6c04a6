"""The owner's connection: for migrations, provisioning and export only; web processes never open one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg2
from psycopg2.extensions import connection as Connection


def address(url: str) -> str:
    """A SQLAlchemy-style address as libpq wants it."""
    return url.replace("postgresql+psycopg2://", "postgresql://", 1).replace("postgres://", "postgresql://", 1)


@contextmanager
def owner(url: str, lock_timeout: str = "5s") -> Iterator[Connection]:
    """One transaction of the database's owner: committed whole at the end, or rolled back."""
    conn = psycopg2.connect(address(url), application_name="quayside owner", connect_timeout=10)
    try:
        with conn, conn.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{lock_timeout}'")
            yield conn
    finally:
        conn.close()


def execute(conn: Connection, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement; its rows, or [] if it has none."""
    with conn.cursor() as cursor:
        cursor.execute(statement, tuple(parameters) or None)
        return cursor.fetchall() if cursor.description else []


def execute_all(conn: Connection, statements: Sequence[str]) -> None:
    """Run statements without values one after the other, sent in one go: a new tenant has well over a hundred of them."""
    with conn.cursor() as cursor:
        cursor.execute(";\n".join(statements))
