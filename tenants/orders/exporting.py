"""The list of orders as the lists room knows it: its filter, its page, and how it is written as a file."""

from decimal import Decimal

from flask import url_for

from saas.kit.i18n import _
from saas.kit.money import to_text
from saas.kit.sheets import Row
from saas.kit.web import Page
from saas.ui.states import ORDER
from tenants.lists.known import Listed, declare
from tenants.orders.queries import FindOrders, OrderRow, export_orders, numbers_of


def _heads() -> list[str]:
    return [_("Order"), _("Channel"), _("Reference"), _("Placed at (UTC)"), _("State"), _("Customer"), _("City"), _("Pieces"),
            _("Pieces missing"), _("Currency"), _("Total"), _("Lines")]


def _chunk(find: FindOrders, cursor: str | None) -> Page[tuple[OrderRow, str]]:
    return Page(*export_orders(find, cursor))


def _cells(found: tuple[OrderRow, str]) -> Row:
    row, lines = found
    return [row.number, row.channel, row.reference, row.placed_at, str(ORDER[row.state].word), row.customer, row.city or "", row.pieces,
            row.missing, row.currency, Decimal(to_text(row.total, row.currency)), lines]


declare(Listed("orders", "orders.index", FindOrders, "orders:read", _heads, _chunk, _cells,
               lambda find, most: list(map(str, numbers_of(find, most))), lambda number: url_for("orders.show", number=number)))
