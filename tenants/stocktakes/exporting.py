"""The list of stocktakes as the lists room knows it: its filter, its page, and how it is written as a file."""

from saas.kit.i18n import _
from saas.kit.sheets import Row
from saas.kit.web.paging import Page
from saas.ui.states import look
from tenants.lists.known import Listed, declare
from tenants.stocktakes import queries
from tenants.stocktakes.queries import FindStocktakes

CHUNK = 2000


def _heads() -> list[str]:
    return [_("Stocktake"), _("Warehouse"), _("State"), _("Places"), _("Counted"), _("Differences"), _("Opened at (UTC)"), _("Posted at (UTC)"), _("Note")]


def _chunk(find: FindStocktakes, cursor: str | None) -> Page[queries.Listed]:
    return queries.list_stocktakes(find, cursor, CHUNK)


def _cells(row: queries.Listed) -> Row:
    return [row.number, row.warehouse, str(look("stocktake", row.state).word), row.lines, row.counted, row.differing, row.created_at, row.posted_at, row.note]


declare(Listed("stocktakes", "stocktakes.index", FindStocktakes, "stocktakes:read", _heads, _chunk, _cells))
