"""The list of products as the lists room knows it: its filter, its page, and how it is written as a file."""

from decimal import Decimal

from flask import url_for

from saas.kit.context import tenant
from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.sheets import Row
from saas.kit.web import Page
from tenants.catalogue.queries import FindProducts, ProductRow, list_products, sku_codes
from tenants.lists.known import Listed, declare

CHUNK = 2000


def _heads() -> list[str]:
    return [_("SKU"), _("Title"), _("Option"), _("Product"), _("Barcode"), _("Price"), _("Currency"), _("Tax rate, %"), _("Weight, g"),
            _("Can be ordered"), _("Free"), _("Reorder point")]


def _chunk(find: FindProducts, cursor: str | None) -> Page[ProductRow]:
    return list_products(find.q, cursor, CHUNK, find.view)


def _cells(row: ProductRow) -> Row:
    currency = tenant().currency
    return [row.sku, row.title, row.option, row.product, row.barcode or "", Decimal(to_text(row.price, currency)), currency,
            Decimal(row.tax_bp).scaleb(-2), row.weight_g, _("yes") if row.active else _("no"), row.available, row.reorder_point]


declare(Listed("products", "catalogue.index", FindProducts, "catalogue:read", _heads, _chunk, _cells, sku_codes,
               lambda code: url_for("catalogue.show", sku=code)))
