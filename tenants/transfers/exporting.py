"""The list of transfers as the lists room knows it: its filter, its page, and how it is written as a file."""

from saas.kit.i18n import _, _p
from saas.kit.sheets import Row
from saas.kit.web.paging import Page
from saas.ui.states import look
from tenants.lists.known import Listed, declare
from tenants.transfers import queries
from tenants.transfers.queries import FindTransfers

CHUNK = 2000


def _heads() -> list[str]:
    return [_("Transfer"), _("From warehouse"), _("To warehouse"), _("State"), _p("goods of a transfer", "Planned"), _("Sent"), _p("goods of a transfer", "Arrived"), _("Lost"), _("Beyond what was sent"), _("Expected on"),
            _("Planned at (UTC)")]


def _chunk(find: FindTransfers, cursor: str | None) -> Page[queries.Listed]:
    return queries.list_transfers(find, cursor, CHUNK)


def _cells(row: queries.Listed) -> Row:
    return [row.number, row.source, row.target, str(look("transfer", row.state).word), row.planned, row.sent, row.received, row.lost, row.surplus, row.expected_on,
            row.created_at]


declare(Listed("transfers", "transfers.index", FindTransfers, "transfers:read", _heads, _chunk, _cells))
