"""A list of orders as a file: read in chunks, each a unit of work of its own, so that memory stays small."""

from collections.abc import Iterator

from saas.kit.context import Actor, Tenant
from saas.kit.db import unit_of_work
from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.sheets import BOM, csv_text
from saas.ui.states import ORDER
from tenants.orders.queries import FindOrders, OrderRow, export_orders

MOST_ROWS = 100_000


def orders_csv(tenant: Tenant, actor: Actor, find: FindOrders) -> Iterator[str]:
    """The file's text, piece by piece, at most MOST_ROWS orders; the reader's language must be set while it is read."""
    cursor, rows = _chunk(tenant, actor, find, None)
    yield BOM + csv_text([_heads()])
    words = {state: str(look.word) for state, look in ORDER.items()}
    written = 0
    while True:
        yield csv_text([_cells(row, lines, words) for row, lines in rows[: MOST_ROWS - written]])
        written += len(rows)
        if cursor is None or written >= MOST_ROWS:
            return
        cursor, rows = _chunk(tenant, actor, find, cursor)


def _chunk(tenant: Tenant, actor: Actor, find: FindOrders, cursor: str | None) -> tuple[str | None, list[tuple[OrderRow, str]]]:
    with unit_of_work(tenant, actor, door="page", read_only=True):
        rows, following = export_orders(find, cursor)
    return following, rows


def _heads() -> list[str]:
    return [_("Order"), _("Channel"), _("Reference"), _("Placed at (UTC)"), _("State"), _("Customer"), _("City"), _("Pieces"),
            _("Pieces missing"), _("Currency"), _("Total"), _("Lines")]


def _cells(row: OrderRow, lines: str, words: dict[str, str]) -> list[str]:
    return [str(row.number), row.channel, row.reference, row.placed_at.strftime("%Y-%m-%d %H:%M:%S"), words[row.state], row.customer,
            row.city or "", str(row.pieces), str(row.missing), row.currency, to_text(row.total, row.currency), lines]
