"""The stock list as the lists room knows it: its filter, its page, and how it is written as a file."""

from saas.kit.context import tenant
from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.sheets import Row
from saas.kit.web import Page
from tenants.inventory.queries import FindLow, FindStock, FindValue, LowSku, StockLevel, ValueRow, list_low, list_stock, list_value
from tenants.lists.known import Listed, declare

CHUNK = 2000


def _heads() -> list[str]:
    return [_("SKU"), _("Title"), _("Option"), _("On hand"), _("Held"), _("Free"), _("Waiting"), _("Reorder point"), _("Warehouses")]


def _chunk(find: FindStock, cursor: str | None) -> Page[StockLevel]:
    return list_stock(find, cursor, CHUNK)


def _cells(row: StockLevel) -> Row:
    return [row.sku, row.title, row.option, row.on_hand, row.allocated, row.available, row.waiting, row.reorder_point, ", ".join(row.warehouses)]


def _low_heads() -> list[str]:
    return [_("SKU"), _("Title"), _("Free"), _("Waiting"), _("Coming"), _("Drafted"), _("Reorder point"), _("Suggested")]


def _low_chunk(find: FindLow, cursor: str | None) -> Page[LowSku]:
    return list_low(find.q, after=cursor, limit=CHUNK)


def _low_cells(row: LowSku) -> Row:
    level = row.level
    return [level.sku, level.title, level.available, level.waiting, row.coming, row.drafted, level.reorder_point, row.suggested]


def _value_heads() -> list[str]:
    return [_("SKU"), _("Title"), _("Option"), _("Pieces"), _("Value by moving average"), _("Value by FIFO"), _("Currency")]


def _value_chunk(find: FindValue, cursor: str | None) -> Page[ValueRow]:
    return list_value(find, cursor, CHUNK)


def _value_cells(row: ValueRow) -> Row:
    currency = tenant().currency
    return [row.sku, row.title, row.option, row.quantity, to_text(row.average, currency), to_text(row.fifo, currency), currency]


declare(Listed("low", "inventory.low", FindLow, "inventory:read", _low_heads, _low_chunk, _low_cells))
declare(Listed("value", "inventory.value", FindValue, "inventory:read", _value_heads, _value_chunk, _value_cells))
declare(Listed("stock", "inventory.index", FindStock, "inventory:read", _heads, _chunk, _cells))
