"""The list of purchase orders as the lists room knows it: its filter, its page, and how it is written as a file."""

from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.sheets import Row
from saas.kit.web.paging import Page
from saas.ui.states import look
from tenants.lists.known import Listed, declare
from tenants.purchasing.queries import FindPurchases, PurchaseRow, list_purchases

CHUNK = 2000


def _heads() -> list[str]:
    return [_("Purchase order"), _("Supplier"), _("Reference"), _("Warehouse"), _("State"), _("Ordered"), _("Arrived"), _("Still to come"),
            _("Expected on"), _("Currency"), _("Total")]


def _chunk(find: FindPurchases, cursor: str | None) -> Page[PurchaseRow]:
    return list_purchases(find, cursor, CHUNK)


def _cells(row: PurchaseRow) -> Row:
    return [row.number, row.supplier_name, row.reference, row.warehouse, str(look("purchase", row.state).word), row.ordered, row.received, row.open_pieces,
            row.expected_on.isoformat() if row.expected_on else "", row.currency, to_text(row.total, row.currency)]


declare(Listed("purchases", "purchasing.index", FindPurchases, "purchasing:read", _heads, _chunk, _cells))
