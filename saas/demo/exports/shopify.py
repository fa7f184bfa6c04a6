"""Shopify's orders export: a row for each line; what belongs to the whole order stands on its first row only."""

from decimal import Decimal

from saas.demo.company import Company
from saas.demo.exports.sheet import Row, Sheet, Sold, named
from saas.kit.money import share, to_text

_HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,"
    "Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
    "Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,"
    "Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,"
    "Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,"
    "Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,"
    "Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,"
    "Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,"
    "Payment Terms Name,Next Payment Due At,Payment References")


def _rows(company: Company, sold: Sold) -> list[Row]:
    number = f"#{sold.code.randrange(700_000, 800_000)}"
    created = f"{sold.moment:%Y-%m-%d %H:%M:%S %z}"
    rows: list[Row] = [{
        "Name": number, "Email": sold.buyer.customer.email, "Created at": created, "Lineitem quantity": pieces, "Lineitem name": named(good, " - "),
        "Lineitem price": to_text(good.price, "USD"), "Lineitem sku": good.sku, "Lineitem requires shipping": "true", "Lineitem taxable": "true",
        "Lineitem fulfillment status": "pending", "Vendor": company.name, "Lineitem discount": "0.00"} for good, pieces in sold.items]
    rows[0] |= _order(company, sold) | {"Paid at": created}
    return rows


def _order(company: Company, sold: Sold) -> Row:
    place = sold.buyer.ship_to
    tax = share(sold.goods, int(Decimal(company.local_tax.get(place.region, "0")) * 100))
    row: Row = {
        "Financial Status": "paid", "Fulfillment Status": "unfulfilled", "Accepts Marketing": "no", "Currency": "USD",
        "Subtotal": to_text(sold.goods, "USD"), "Shipping": to_text(sold.shipping, "USD"), "Taxes": to_text(tax, "USD"),
        "Total": to_text(sold.goods + sold.shipping + tax, "USD"), "Discount Amount": "0.00", "Shipping Method": "Standard",
        "Payment Method": "Shopify Payments", "Id": sold.code.randrange(10**12, 10**13), "Risk Level": "Low", "Source": "web",
        "Phone": sold.buyer.customer.phone}
    for side in ("Billing", "Shipping"):
        row |= {
            f"{side} Name": place.name, f"{side} Street": " ".join(filter(None, (place.line1, place.line2))), f"{side} Address1": place.line1,
            f"{side} Address2": place.line2, f"{side} City": place.city, f"{side} Zip": f"'{place.postcode}", f"{side} Province": place.region,
            f"{side} Country": "US", f"{side} Phone": place.phone}
    return row


SHOPIFY = Sheet("orders_export.csv", tuple(_HEADER.split(",")), "utf-8", _rows, {
    4: {"Notes": "Please leave it on the porch,\nthe dog is friendly."}, 11: {"Financial Status": "pending", "Paid at": ""},
    18: {"Cancelled at": "2026-01-01 09:00:00 -0800", "Financial Status": "voided"},
    7: {"Lineitem quantity": "two"}, 15: {"Lineitem price": "ask"}, 21: {"Created at": "last Sunday"},
}, writing={"lineterminator": "\n"})
