"""The reads of the catalogue."""

from tenants.catalogue.queries.free import free_kits, usable
from tenants.catalogue.queries.kits import KitPart, get_kit, kits_with
from tenants.catalogue.queries.products import LIMIT, FindProducts, ProductRow, count_products, found_by_words, get_sku, list_products, sku_codes, variants_of

__all__ = ["LIMIT", "FindProducts", "KitPart", "ProductRow", "count_products", "found_by_words", "free_kits", "get_kit", "get_sku", "kits_with",
           "list_products", "sku_codes", "usable", "variants_of"]
