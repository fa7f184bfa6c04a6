"""The lists of purchasing as the lists room knows them: their filters, their pages, and how they are written as files."""

from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.sheets import Row
from saas.kit.web.paging import Page
from saas.ui.states import look
from tenants.lists.known import Listed, declare
from tenants.purchasing.queries import (
    FindNotices, FindPurchases, FindReceipts, FindSuppliers, NoticeRow, OneSupplier, PurchaseRow, ReceiptRow, list_notices, list_purchases, list_receipts,
    list_suppliers,
)

CHUNK = 2000


def _purchase_heads() -> list[str]:
    return [_("Purchase order"), _("Supplier"), _("Reference"), _("Warehouse"), _("State"), _("Ordered"), _("Arrived"), _("Still to come"),
            _("Expected on"), _("Currency"), _("Total")]


def _purchases(find: FindPurchases, cursor: str | None) -> Page[PurchaseRow]:
    return list_purchases(find, cursor, CHUNK)


def _purchase(row: PurchaseRow) -> Row:
    return [row.number, row.supplier_name, row.reference, row.warehouse, str(look("purchase", row.state).word), row.ordered, row.received, row.open_pieces,
            row.expected_on, row.currency, to_text(row.total, row.currency)]


def _notice_heads() -> list[str]:
    return [_("Notice"), _("Supplier"), _("Purchase order"), _("Warehouse"), _("Reference"), _("Carrier"), _("Tracking number"), _("Expected on"), _("State"),
            _("Pieces")]


def _notices(find: FindNotices, cursor: str | None) -> Page[NoticeRow]:
    return list_notices(find, cursor, CHUNK)


def _notice(row: NoticeRow) -> Row:
    return [row.number, row.supplier_name, row.purchase, row.warehouse_name, row.reference, row.carrier, row.tracking, row.expected_on,
            str(look("notice", row.state).word), row.pieces]


def _receipt_heads() -> list[str]:
    return [_("Receipt"), _("Supplier"), _("Purchase order"), _("Notice"), _("Warehouse"), _("State"), _("Good"), _("Damaged"), _("Over"), _("Short"),
            _("Received at (UTC)"), _("Reversed at (UTC)"), _("Note")]


def _receipts(find: FindReceipts, cursor: str | None) -> Page[ReceiptRow]:
    return list_receipts(find, cursor, CHUNK)


def _receipt(row: ReceiptRow) -> Row:
    return [row.number, row.supplier_name, row.purchase, row.notice, row.warehouse_name, str(look("receipt", row.state).word), row.good, row.damaged, row.over,
            row.short, row.received_at, row.reversed_at, row.note]


def _supplier_heads() -> list[str]:
    return [_("Code"), _("Name"), _("E-mail"), _("Phone"), _("Country"), _("Lead time, days"), _("Most over the order, percent"), _("State"), _("Orders"),
            _("Pieces coming"), _("Note")]


def _suppliers(find: FindSuppliers, cursor: str | None) -> Page[OneSupplier]:
    return list_suppliers(find, cursor, CHUNK)


def _supplier(row: OneSupplier) -> Row:
    return [row.code, row.name, row.email, row.phone, row.country, row.lead_days, row.over_percent,
            str(look("supplier", "active" if row.active else "off").word), row.orders, row.coming, row.note]


declare(Listed("notices", "purchasing.notices", FindNotices, "purchasing:read", _notice_heads, _notices, _notice))
declare(Listed("purchases", "purchasing.index", FindPurchases, "purchasing:read", _purchase_heads, _purchases, _purchase))
declare(Listed("receipts", "purchasing.receipts", FindReceipts, "purchasing:read", _receipt_heads, _receipts, _receipt))
declare(Listed("suppliers", "purchasing.suppliers", FindSuppliers, "purchasing:read", _supplier_heads, _suppliers, _supplier))
