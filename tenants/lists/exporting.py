"""Any list as a file: read in chunks, each a unit of work of its own, so that memory stays small and nothing is locked."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from saas.kit import db
from saas.kit.context import Actor, Tenant
from saas.kit.i18n import _n
from saas.kit.sheets import Row
from tenants.lists.known import Listed

MOST_ROWS = {"csv": 1_000_000, "xlsx": 200_000}


def chunks_of(listed: Listed, tenant: Tenant, actor: Actor, find: Any, most: int) -> Iterator[list[Row]]:
    """The rows of a list, chunk by chunk, the first of them read at once: whoever may not see it is told so before anything
    is sent. At most so many rows, and then a last one that says it isn't all."""
    first = _chunk(listed, tenant, actor, find, None)
    return chain([first[0][:most]], _others(listed, tenant, actor, find, most, first))


def _others(listed: Listed, tenant: Tenant, actor: Actor, find: Any, most: int, first: tuple[list[Row], str | None]) -> Iterable[list[Row]]:
    rows, cursor = first
    written = len(rows)
    while cursor and written < most:
        rows, cursor = _chunk(listed, tenant, actor, find, cursor)
        yield rows[: most - written]
        written += len(rows)
    if cursor or written > most:
        yield [[_n("Only the first %(num)s row is here. Narrow the filter.", "Only the first %(num)s rows are here. Narrow the filter.", most)]]


def _chunk(listed: Listed, tenant: Tenant, actor: Actor, find: Any, cursor: str | None) -> tuple[list[Row], str | None]:
    with db.unit_of_work(tenant, actor, door="page", read_only=True):
        found = listed.chunk(find, cursor)
        return [listed.cells(row) for row in found.rows], found.next
