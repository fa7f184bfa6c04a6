"""The list of customers as the lists room knows it: its filter, its page, and how it is written as a file."""

from saas.kit.i18n import _
from saas.kit.sheets import Row
from saas.kit.web import Page
from tenants.customers.queries import CustomerRow, FindCustomers, list_customers
from tenants.lists.known import Listed, declare

CHUNK = 2000
_PLACE = ("company", "line1", "line2", "city", "region", "postcode", "country")


def _heads() -> list[str]:
    return [_("Name"), _("E-mail"), _("Phone"), _("Orders"), _("Last order (UTC)"), _("Company"), _("Address"), _("Address, second line"), _("City"),
            _("Region"), _("Postcode"), _("Country"), _("Note")]


def _chunk(find: FindCustomers, cursor: str | None) -> Page[CustomerRow]:
    return list_customers(find, cursor, CHUNK)


def _cells(row: CustomerRow) -> Row:
    return [row.name, row.email, row.phone, row.orders, row.last_order_at, *(row.address.get(part, "") for part in _PLACE), row.note]


declare(Listed("customers", "customers.index", FindCustomers, "customers:read", _heads, _chunk, _cells))
