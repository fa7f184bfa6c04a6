"""The ledger as a feed: every movement, oldest first, for programs that keep up with it."""

from datetime import datetime
from typing import Any, Literal

from saas.kit import db
from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line, Moment
from saas.kit.operations import query
from saas.kit.web.paging import Page, page_of
from saas.kit.web.paging import after as place_after
from tenants.inventory.queries.moves import PAGE, Move, as_move

Cause = Literal["received", "adjusted", "counted", "shipped", "returned", "moved", "written_off", "reversed"]


class FindMoves(Input):
    """Which movements: all there are, unless something is named."""

    sku: Line | None = Field(None, title=_l("Only of this SKU"))
    warehouse: Line | None = Field(None, title=_l("Only from or to a shelf of this warehouse"))
    cause: Cause | None = Field(None, title=_l("Only of this cause"))
    since: Moment | None = Field(None, title=_l("Only those written down at this moment or later"))


@query("inventory:read")
def feed_moves(find: FindMoves, after: str | None = None, limit: int = 50) -> Page[Move]:
    """One page of the ledger in the order it was written, with no balance told. What a long unit of work writes may show up
    a little behind what was written after it: whoever keeps up asks again from a few minutes before, and knows ids."""
    where, values = _where(find)
    if place := place_after(after, int):
        where, values = f"{where} AND m.id > %s", [*values, *place]
    rows = db.rows(PAGE.format(where=where, order="ASC"), [*values, limit + 1])
    return page_of([as_move(row, 0) for row in rows], limit, lambda move: (move.id,))


def _where(find: FindMoves) -> tuple[str, list[Any]]:
    parts: list[str] = ["true"]
    values: list[str | datetime] = []
    if find.sku is not None:
        parts.append("m.sku_id = (SELECT id FROM sku WHERE code = %s)")
        values.append(find.sku)
    if find.warehouse is not None:
        parts.append("(fw.code = %s OR tw.code = %s)")
        values += [find.warehouse] * 2
    if find.cause is not None:
        parts.append("m.cause = %s")
        values.append(find.cause)
    if find.since is not None:
        parts.append("m.recorded_at >= %s")
        values.append(find.since)
    return " AND ".join(parts), values
