"""Products and stock: Shopify, WooCommerce, Magento, МойСклад, 1C-Bitrix, EC-CUBE, OpenBoxes, Amazon."""

from saas.kit.i18n import _l
from tenants.imports.profiles.profile import Joined, Profile

_OPTIONS = ("Option1 Value", "Option2 Value", "Option3 Value")

PROFILES = (
    Profile("shopify_products", _l("Shopify products"), "products", ("Handle", "Title", "Variant SKU", "Variant Price"), {
        "sku": "Variant SKU", "product": "Handle", "title": "Title", "option": Joined(_OPTIONS, " "), "variant": Joined(_OPTIONS, " / "),
        "barcode": "Variant Barcode", "price": "Variant Price", "weight_g": "Variant Grams"}, sku_from_title=True,
        skip=lambda row: not row.get("Variant Price") and not row.get("Variant SKU")),
    Profile("woo_products", _l("WooCommerce products"), "products", ("SKU", "Name", "Regular price", "Type"), {
        "sku": ("SKU", "ID"), "title": "Name", "product": "Parent", "price": ("Regular price", "Sale price"), "weight_kg": "Weight (kg)"}),
    Profile("magento_products", _l("Magento products"), "products", ("sku", "attribute_set_code", "product_type", "name"), {
        "sku": "sku", "title": "name", "price": "price", "weight_kg": "weight"}, skip=lambda row: bool(row.get("store_view_code"))),
    Profile("moysklad_products", _l("МойСклад products"), "products", ("Наименование", "Код", "Внешний код"), {
        "sku": ("Артикул", "Код"), "title": "Наименование", "price": "Цена: Цена продажи", "barcode": ("Штрихкод EAN13", "Штрихкод EAN8", "Штрихкод Code128"),
        "product": "Группы"}),
    Profile("bitrix_products", _l("1C-Bitrix products"), "products", ("IE_XML_ID", "IE_NAME"), {
        "sku": ("IE_CODE", "IE_XML_ID"), "title": "IE_NAME", "price": "CV_PRICE_1"}),
    Profile("eccube_products", _l("EC-CUBE products"), "products", ("商品名", "商品コード", "販売価格"), {
        "sku": "商品コード", "title": "商品名", "price": "販売価格"}),
    Profile("shopify_stock", _l("Shopify inventory"), "stock", ("Handle", "SKU", "Location"), {
        "sku": "SKU", "title": "Title", "variant": Joined(_OPTIONS, " / "),
        "quantity": ("On hand (new)", "On hand (current)", "On hand", "Available")}, sku_from_title=True,
        skip=lambda row: "not stocked" in (row.get("On hand", ""), row.get("On hand (current)", ""))),
    Profile("moysklad_stock", _l("МойСклад stock"), "stock", ("Наименование", "Остаток", "Резерв", "Доступно"), {
        "sku": ("Артикул", "Код"), "quantity": "Остаток"}),
    Profile("openboxes_stock", _l("OpenBoxes inventory"), "stock", ("Product code", "Lot number", "Bin location"), {
        "sku": "Product code", "quantity": ("Physical QOH", "OB QOH"), "lot": "Lot number"}),
    Profile("amazon_stock", _l("Amazon inventory report"), "stock", ("sku", "asin", "price", "quantity"), {"sku": "sku", "quantity": "quantity"}),
)
