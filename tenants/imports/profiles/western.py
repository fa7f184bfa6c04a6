"""Shopify, Amazon, eBay, Etsy, Square, WooCommerce."""

import html
import re
from collections.abc import Mapping

from saas.kit.i18n import _l
from tenants.imports.profiles.profile import Joined, Profile

_SHIP_SHOPIFY = {"ship_name": ("Shipping Name", "Billing Name"), "ship_company": ("Shipping Company", "Billing Company"),
                 "ship_line1": ("Shipping Address1", "Shipping Street", "Billing Address1"), "ship_line2": "Shipping Address2",
                 "ship_city": ("Shipping City", "Billing City"), "ship_region": ("Shipping Province", "Billing Province"),
                 "ship_postcode": ("Shipping Zip", "Billing Zip"), "ship_country": ("Shipping Country", "Billing Country"),
                 "ship_phone": ("Shipping Phone", "Billing Phone", "Phone")}
_SHIP_AMAZON = {"ship_name": "recipient-name", "ship_line1": "ship-address-1", "ship_line2": Joined(("ship-address-2", "ship-address-3"), " "),
                "ship_city": "ship-city", "ship_region": "ship-state", "ship_postcode": "ship-postal-code", "ship_country": "ship-country",
                "ship_phone": "ship-phone-number", "customer_name": "buyer-name", "customer_email": "buyer-email",
                "customer_phone": "buyer-phone-number"}
_SHIP_EBAY = {"ship_name": "Ship To Name", "ship_line1": "Ship To Address 1", "ship_line2": "Ship To Address 2", "ship_city": "Ship To City",
              "ship_region": "Ship To State", "ship_postcode": "Ship To Zip", "ship_country": "Ship To Country", "ship_phone": "Ship To Phone"}
_SHIP_WOO = {name: (f"shipping_{column}", f"billing_{column}") for name, column in (
    ("ship_company", "company"), ("ship_line1", "address_1"), ("ship_line2", "address_2"), ("ship_city", "city"),
    ("ship_region", "state"), ("ship_postcode", "postcode"), ("ship_country", "country"), ("ship_phone", "phone"))}


def _woo_items(row: Mapping[str, str]) -> list[dict[str, str]]:
    """line_item_1 … line_item_N: name:…|product_id:…|sku:…|quantity:…|total:…; names may hold pipes and colons."""
    lines = []
    for column, cell in row.items():
        if re.fullmatch(r"line_item_\d+", column) and cell:
            found = dict(re.findall(r"(?:^|\|)(name|sku|quantity|total|sub_total):(.*?)(?=\|(?:product_id|sku|quantity|total|sub_total|meta|"
                                    r"[a-z_]+):|$)", cell))
            lines.append({"title": html.unescape(found.get("name", "")), "sku": found.get("sku", ""), "quantity": found.get("quantity", ""),
                          "line_total": found.get("sub_total") or found.get("total", "")})
    return lines


# Totals: Shopify's and WooCommerce's are what we add up, but for duties, fees and the tax on shipping, which they add.
# eBay's holds tax that eBay collects and remits itself; Etsy's stands in its file of orders, not of items; Amazon's
# reports and Square's name none.
PROFILES = (
    Profile("shopify_orders", _l("Shopify orders"), "orders", ("Name", "Lineitem quantity", "Lineitem name", "Lineitem price", "Financial Status"), {
        "reference": "Name", "placed_at": "Created at", "currency": "Currency", "customer_name": ("Billing Name", "Shipping Name"),
        "customer_email": "Email", "customer_phone": ("Phone", "Billing Phone"), **_SHIP_SHOPIFY, "note": "Notes", "shipping": "Shipping",
        "tax": "Taxes", "discount": "Discount Amount", "total": "Total", "paid_status": "Financial Status", "cancelled_at": "Cancelled at",
        "sku": "Lineitem sku", "title": "Lineitem name", "quantity": "Lineitem quantity", "unit_price": "Lineitem price",
        "line_discount": "Lineitem discount", "shipping_method": "Shipping Method"}, channel="Shopify", sku_from_title=True,
        prices_include_tax=False, beyond=("Duties",)),
    Profile("amazon_orders", _l("Amazon: all orders"), "orders", ("amazon-order-id", "item-price", "quantity", "ship-postal-code"), {
        "reference": "amazon-order-id", "placed_at": "purchase-date", "currency": "currency", "sku": "sku", "title": "product-name",
        "quantity": "quantity", "line_total": "item-price", "status": "order-status", "ship_city": "ship-city", "ship_region": "ship-state",
        "ship_postcode": "ship-postal-code", "ship_country": "ship-country", "line_discount": "item-promotion-discount"}, channel="Amazon"),
    Profile("amazon_unshipped", _l("Amazon: unshipped orders"), "orders", ("order-id", "quantity-to-ship", "promise-date"), {
        "reference": "order-id", "placed_at": "purchase-date", "sku": "sku", "title": "product-name", "quantity": "quantity-to-ship",
        **_SHIP_AMAZON}, channel="Amazon"),
    Profile("amazon_new", _l("Amazon: new orders"), "orders", ("order-id", "quantity-purchased", "item-price", "delivery-start-date"), {
        "reference": "order-id", "placed_at": "purchase-date", "currency": "currency", "sku": "sku", "title": "product-name",
        "quantity": "quantity-purchased", "line_total": "item-price", "note": "delivery-Instructions", **_SHIP_AMAZON}, channel="Amazon"),
    Profile("ebay_orders", _l("eBay orders report"), "orders", ("Sales Record Number", "Order Number", "Custom Label", "Sold For"), {
        "reference": "Order Number", "placed_at": "Sale Date", "customer_name": "Buyer Name", "customer_email": "Buyer Email", "note": "Buyer Note",
        **_SHIP_EBAY, "sku": ("Custom Label", "Item Number"), "title": "Item Title", "quantity": "Quantity", "unit_price": "Sold For",
        "shipping": "Shipping And Handling", "tax": "Seller Collected Tax"}, channel="eBay", currency="USD", country="US",
        skip=lambda row: not row.get("Item Number") and not row.get("Item Title")),
    Profile("etsy_items", _l("Etsy sold order items"), "orders", ("Order ID", "Transaction ID", "Listing ID", "Item Name"), {
        "reference": "Order ID", "placed_at": "Sale Date", "currency": "Currency", "customer_name": ("Ship Name", "Buyer"), "sku": ("SKU", "Listing ID"),
        "title": "Item Name", "quantity": "Quantity", "unit_price": "Price", "line_discount": "Discount Amount", "shipping": "Order Shipping",
        "tax": "Order Sales Tax", "ship_name": "Ship Name", "ship_line1": "Ship Address1", "ship_line2": "Ship Address2", "ship_city": "Ship City",
        "ship_region": "Ship State", "ship_postcode": "Ship Zipcode", "ship_country": "Ship Country"}, channel="Etsy", order="mdy"),
    Profile("square_items", _l("Square items"), "orders", ("Transaction ID", "Gross Sales", "Qty", "Item", "Event Type"), {
        "reference": "Transaction ID", "placed_at": Joined(("Date", "Time"), " "), "sku": ("SKU", "GTIN", "Item"), "title": "Item",
        "quantity": "Qty", "line_total": "Gross Sales", "line_discount": "Discounts", "tax_line": "Tax", "customer_name": "Customer Name",
        "status": "Event Type"}, channel="Square", currency="USD", sku_from_title=True, prices_include_tax=False),
    Profile("woo_orders", _l("WooCommerce orders"), "orders", ("order_id", "order_number", "order_currency", "line_item_1"), {
        "reference": ("order_number", "order_id"), "placed_at": "order_date", "currency": "order_currency", "status": "status",
        "customer_name": Joined(("billing_first_name", "billing_last_name"), " "), "customer_email": ("billing_email", "customer_email"),
        "customer_phone": "billing_phone", "ship_name": Joined(("shipping_first_name", "shipping_last_name"), " "), **_SHIP_WOO,
        "note": "customer_note", "shipping": "shipping_total", "tax": "tax_total", "discount": "discount_total", "total": "order_total"},
        channel="WooCommerce", expand=_woo_items, sku_from_title=True, beyond=("fee_total", "fee_tax_total", "shipping_tax_total")),
)
