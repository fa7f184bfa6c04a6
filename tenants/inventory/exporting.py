"""The stock list as a file: read in chunks, each a unit of work of its own, so that memory stays small."""

from collections.abc import Iterator

from saas.kit import db
from saas.kit.context import Actor, Tenant
from saas.kit.i18n import _
from saas.kit.sheets import BOM, csv_text
from tenants.inventory.queries import FindStock, StockLevel, list_stock

CHUNK = 2000


def stock_csv(tenant: Tenant, actor: Actor, find: FindStock) -> Iterator[str]:
    """The file's text, piece by piece; the reader's language must be set while it is read."""
    yield BOM + csv_text([[_("SKU"), _("Title"), _("Option"), _("On hand"), _("Held"), _("Free"), _("Waiting"), _("Reorder point"),
                           _("Warehouses")]])
    cursor = None
    while True:
        with db.unit_of_work(tenant, actor, door="page", read_only=True):
            page = list_stock(find, cursor, CHUNK)
        yield csv_text(map(_cells, page.rows))
        if not (cursor := page.next):
            return


def _cells(row: StockLevel) -> list[object]:
    return [row.sku, row.title, row.option, row.on_hand, row.allocated, row.available, row.waiting, row.reorder_point,
            ", ".join(row.warehouses)]
