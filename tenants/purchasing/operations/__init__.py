"""The verbs of purchasing."""

from tenants.purchasing.operations.announce import announce, cancel_notices
from tenants.purchasing.operations.change import change_purchase_orders, preview_purchase_change
from tenants.purchasing.operations.low import order_what_is_low
from tenants.purchasing.operations.offers import end_offers, offer_goods
from tenants.purchasing.operations.order import place_purchase_orders
from tenants.purchasing.operations.receive import receive_goods
from tenants.purchasing.operations.reverse import reverse_receipts
from tenants.purchasing.operations.settle import cancel_purchase_orders, close_purchase_orders, send_purchase_orders
from tenants.purchasing.operations.suppliers import save_suppliers

__all__ = ["announce", "cancel_notices", "cancel_purchase_orders", "change_purchase_orders", "close_purchase_orders", "end_offers", "offer_goods",
           "order_what_is_low", "place_purchase_orders", "preview_purchase_change", "receive_goods", "reverse_receipts", "save_suppliers", "send_purchase_orders"]
