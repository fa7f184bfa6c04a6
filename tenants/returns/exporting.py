"""The list of returns as the lists room knows it: its filter, its page, and how it is written as a file."""

from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.sheets import Row
from saas.ui.states import look
from tenants.lists.known import Listed, declare
from tenants.returns.queries import FindReturns, ReturnPage, ReturnRow, list_returns
from tenants.returns.wording import REASONS, WISHES

CHUNK = 2000


def _heads() -> list[str]:
    return [_("Return"), _("Order"), _("Customer"), _("State"), _("Reason"), _("What the customer wants"), _("Asked for"), _("Authorised"), _("Received"),
            _("Accepted"), _("Rejected"), _("Refunded"), _("Currency"), _("Exchange order"), _("Requested at (UTC)")]


def _chunk(find: FindReturns, cursor: str | None) -> ReturnPage:
    return list_returns(find, cursor, limit=CHUNK)


def _cells(row: ReturnRow) -> Row:
    return [row.number, row.order_number, row.customer, str(look("return", row.state).word), str(REASONS[row.reason]), str(WISHES[row.wants]),
            row.requested, row.authorised, row.received, row.accepted, row.rejected, to_text(row.refunded, row.currency), row.currency,
            row.exchange or "", row.requested_at]


declare(Listed("returns", "returns.index", FindReturns, "returns:read", _heads, _chunk, _cells))
