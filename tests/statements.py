"""Counting statements: a page and a verb ask the database the same few times however many rows there are."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from saas.kit import db
from saas.kit.context import Tenant


@contextmanager
def counted(tenant: Tenant) -> Iterator[list[str]]:
    """The statements sent to a tenant's database meanwhile."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = db.engine_of(tenant)
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
