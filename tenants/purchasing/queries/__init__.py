"""The reads of purchasing."""

from tenants.purchasing.queries.listing import (
    LIMIT, VIEWS, FindPurchases, PurchaseRow, count_purchases, list_purchases,
)
from tenants.purchasing.queries.low import Suggestion, what_is_low
from tenants.purchasing.queries.notices import FindNotices, NoticeRow, OneNotice, get_notice, list_notices, notice_story
from tenants.purchasing.queries.one import OnePurchase, OnePurchaseLine, get_purchase, purchase_story
from tenants.purchasing.queries.receipts import FindReceipts, OneReceipt, ReceiptRow, get_receipt, list_receipts, receipt_story
from tenants.purchasing.queries.scanning import Scanned, find_goods
from tenants.purchasing.queries.suppliers import FindSuppliers, Offer, OneSupplier, get_supplier, list_offers, list_suppliers, supplier_names

__all__ = ["LIMIT", "VIEWS", "FindNotices", "FindPurchases", "FindReceipts", "FindSuppliers", "NoticeRow", "Offer", "OneNotice", "OnePurchase",
           "OnePurchaseLine", "OneReceipt", "OneSupplier", "PurchaseRow", "ReceiptRow", "Scanned", "Suggestion", "count_purchases", "find_goods", "get_notice",
           "get_purchase", "get_receipt", "get_supplier", "list_notices", "list_offers", "list_purchases", "list_receipts", "list_suppliers", "notice_story",
           "purchase_story", "receipt_story", "supplier_names", "what_is_low"]
