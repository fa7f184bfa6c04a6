"""The stock list as the lists room knows it: its filter, its page, and how it is written as a file."""

from saas.kit.i18n import _
from saas.kit.sheets import Row
from saas.kit.web import Page
from tenants.inventory.queries import FindStock, StockLevel, list_stock
from tenants.lists.known import Listed, declare

CHUNK = 2000


def _heads() -> list[str]:
    return [_("SKU"), _("Title"), _("Option"), _("On hand"), _("Held"), _("Free"), _("Waiting"), _("Reorder point"), _("Warehouses")]


def _chunk(find: FindStock, cursor: str | None) -> Page[StockLevel]:
    return list_stock(find, cursor, CHUNK)


def _cells(row: StockLevel) -> Row:
    return [row.sku, row.title, row.option, row.on_hand, row.allocated, row.available, row.waiting, row.reorder_point, ", ".join(row.warehouses)]


declare(Listed("stock", "inventory.index", FindStock, "inventory:read", _heads, _chunk, _cells))
