"""The list of parcels as the lists room knows it: its filter, its page, and how it is written as a file."""

from flask import url_for

from saas.kit.i18n import _
from saas.kit.sheets import Row
from saas.ui.states import look
from tenants.fulfilment.queries import FindParcels, ParcelPage, ParcelRow, parcel_numbers, read_parcels
from tenants.lists.known import Listed, declare

CHUNK = 2000


def _heads() -> list[str]:
    return [_("Parcel"), _("Order"), _("Customer"), _("City"), _("Warehouse"), _("Carrier"), _("Tracking number"), _("Pieces"), _("State"),
            _("Shipped at (UTC)"), _("Delivered at (UTC)")]


def _chunk(find: FindParcels, cursor: str | None) -> ParcelPage:
    return read_parcels(find, cursor, limit=CHUNK)


def _cells(row: ParcelRow) -> Row:
    return [row.number, row.order_number, row.customer, row.city or "", row.warehouse, row.carrier, row.tracking, row.pieces,
            str(look("shipment", row.state).word), row.shipped_at, row.delivered_at]


declare(Listed("parcels", "fulfilment.index", FindParcels, "fulfilment:read", _heads, _chunk, _cells,
               lambda find, most: list(map(str, parcel_numbers(find, most))), lambda number: url_for("fulfilment.index", q=number)))
